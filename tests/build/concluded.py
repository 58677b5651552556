"""What a run concludes from all standards together, for tables that are at hand as wholes."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from pipeline.schema.tables import Tables
from pipeline.standards.classes import Schemes
from pipeline.standards.similar import Neighbours, summary
from pipeline.standards.vocabulary import links_and_uses


def with_classes(tables: Tables, schemes: Schemes) -> Tables:
    """The tables of a release with `classes` and `class_links`, which follow from `classifications`."""
    links = schemes.links(tables.classifications)
    current = {row.standard_id for row in tables.standards if row.is_current}
    filed = ((one.standard_id, one.scheme, one.class_code) for one in links if one.standard_id in current)
    return replace(tables, class_links=links, classes=schemes.classes(filed))


def with_similar(tables: Tables) -> Tables:
    """The tables of a release with `similar_standards`, which follows from the others."""
    by_standard: dict[str, Tables] = {row.standard_id: Tables(standards=[row]) for row in tables.standards}
    for table in ("duties", "tasks", "competencies"):
        for row in tables.of(table):
            by_standard[attrgetter("standard_id")(row)].of(table).append(row)
    neighbours = Neighbours()
    for _, own in sorted(by_standard.items()):
        neighbours.add(summary(own), links_and_uses(own)[1])
    return replace(tables, similar_standards=neighbours.rows())
