"""The vocabulary over all standards as SKOS: a concept scheme of ours, a concept per term.

Terms that mean the same by a rule or by a person's decision are `skos:exactMatch` of the commonest one of them; what is
only proposed is `skos:closeMatch`, from the middle of one group to that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.concepts import KINDS, Node, Statement
from pipeline.releases.exporters.linked_values import chinese, link, plain
from pipeline.releases.exporters.rows import Row
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.schema.rows import Values


def term_nodes(rows: Sequence[Values], settings: Settings) -> Iterator[Node]:
    """The scheme of the vocabulary and its concepts, in the order of the table's rows."""
    scheme = addresses.term(settings)
    yield scheme, "skos:ConceptScheme", [("dcterms:title", chinese(TABLES["vocabulary"].label_zh))]
    names = TABLES["vocabulary"].column_names
    for values in rows:
        row = dict(zip(names, values, strict=True))
        statements = [
            ("skos:inScheme", link(scheme)), ("dcterms:type", plain(KINDS[row["kind"]])),
            ("skos:prefLabel", chinese(row["name"])), *_matches(row, settings),
        ]
        yield addresses.term(settings, row["term_id"]), "skos:Concept", statements


def _matches(row: Row, settings: Settings) -> Iterator[Statement]:
    if row["common_name"] is not None:
        yield "icap:commonName", chinese(row["common_name"])
    if row["group_id"] != row["term_id"]:
        yield "skos:exactMatch", link(addresses.term(settings, row["group_id"]))
    elif row["near_id"] is not None:
        yield "skos:closeMatch", link(addresses.term(settings, row["near_id"]))
