"""One row per standard with what the other tables say of it, so that nobody has to join and count for an overview."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from pipeline.schema.conclusions import StandardWide
from pipeline.schema.records import Classification, Note, Standard
from pipeline.schema.tables import Tables
from pipeline.standards.vocabulary import with_vocabulary

_STEP = "  "
"""What a line of notes stands in by for each level of nesting."""


def with_derived(tables: Tables) -> Tables:
    """The tables of a release with those that follow from the others."""
    return replace(with_vocabulary(tables), standards_wide=wide_rows(tables))


def wide_rows(tables: Tables) -> list[StandardWide]:
    """The row of each standard in the tables, unsorted."""
    classes: dict[str, list[Classification]] = defaultdict(list)
    levels: dict[str, set[int]] = defaultdict(set)
    notes: dict[str, list[Note]] = defaultdict(list)
    for row in sorted(tables.classifications, key=attrgetter("position")):
        classes[row.standard_id].append(row)
    for block in tables.task_blocks:
        levels[block.standard_id] |= {block.level} if block.level is not None else set()
    for note in sorted(tables.notes, key=attrgetter("position")):
        notes[note.standard_id] += [note] if note.section == "prerequisite" else []
    counts = _counts(tables)
    return [
        _row(standard, classes[standard.standard_id], sorted(levels[standard.standard_id]), notes[standard.standard_id], counts)
        for standard in tables.standards
    ]


def _counts(tables: Tables) -> Counter[tuple[str, str]]:
    """How many rows a standard has, by its id and the table, or the kind of its competencies."""
    counted = Counter[tuple[str, str]]((row.standard_id, row.kind) for row in tables.competencies)
    for table in ("duties", "tasks", "outputs", "indicators"):
        counted.update((attrgetter("standard_id")(row), table) for row in tables.of(table))
    return counted


def _row(
    standard: Standard, classes: Sequence[Classification], levels: Sequence[int], notes: Sequence[Note],
    counts: Mapping[tuple[str, str], int],
) -> StandardWide:
    job_category, occupation, industry = ([row for row in classes if row.scheme == scheme] for scheme in _SCHEMES)
    number = {what: counts[standard.standard_id, what] for what in ("duties", "tasks", "outputs", "indicators", "K", "S", "A")}
    return StandardWide(
        standard_id=standard.standard_id, name=standard.name, name_kind=standard.name_kind, base_code=standard.base_code,
        version=standard.version, is_current=standard.is_current, historical=standard.historical, reading=standard.reading,
        level=standard.level, updated_on=standard.updated_on, valid_until=standard.valid_until,
        developing_unit=standard.developing_unit, job_category_code=_first(job_category, "code"),
        job_category_name=_first(job_category, "name"), occupation_code=_first(occupation, "code"),
        occupation_name=_first(occupation, "name"), industry_code=_first(industry, "code"),
        industry_name=_first(industry, "name"), job_categories=_listed(job_category), occupations=_listed(occupation),
        industries=_listed(industry), duties=number["duties"], tasks=number["tasks"], outputs=number["outputs"],
        indicators=number["indicators"], knowledge=number["K"], skills=number["S"], attitudes=number["A"],
        task_level_min=min(levels, default=None), task_level_max=max(levels, default=None),
        task_levels=", ".join(map(str, levels)) or None, description=standard.description, prerequisites=_text(notes),
    )


_SCHEMES = ("job_category", "occupation", "industry")


def _first(classes: Sequence[Classification], column: str) -> str | None:
    value: str | None = getattr(classes[0], column) if classes else None
    return value


def _listed(classes: Iterable[Classification]) -> str | None:
    """Code and name of every class, one on a line."""
    return "\n".join(" ".join(filter(None, (row.code, row.name))) for row in classes) or None


def _text(notes: Iterable[Note]) -> str | None:
    """Lines of notes with their marks, nested as printed."""
    return "\n".join(_STEP * note.depth + " ".join(filter(None, (note.marker, note.text))) for note in notes) or None
