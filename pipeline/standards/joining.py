"""One standard over two files: the second is joined to the one that it goes on from (field guide I-120).

The second part shows no profile and begins with the codes that follow the last ones of the first, which ends without
attitudes and notes. Only where exactly one file can be the first are the two joined; otherwise the second part is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pipeline.schema.declaration import Record
from pipeline.schema.records import Competency
from pipeline.schema.tables import Tables
from pipeline.standards.body import EMPTY, Body, outline_of
from pipeline.standards.reading import Reading, rejudged
from pipeline.standards.requirements import requirements_of
from pipeline.standards.section import Section

_OF_THE_FRONT = (Section.PROFILE, Section.VERSIONS)
_OF_THE_END = frozenset(("attitudes_missing", "end_missing"))
_OF_A_PART = frozenset(("identity_missing", "part_missing"))
_NUMBERED = (
    ("duties", "duty_id", True), ("tasks", "task_id", False), ("outputs", "output_id", False),
    ("indicators", "indicator_id", False), ("competencies", "competency_id", True), ("notes", "position", True),
    ("printed_rows", "position", True),
)
"""Tables whose rows are numbered through a standard, the column that tells items apart, and whether both parts may hold one."""


def joined(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings, the first part of a standard with what the second holds; that one says in `goes_on` what it belongs to."""
    known = list(readings)
    seconds = [reading for reading in known if _is_second(reading)]
    firsts = [reading for reading in known if _is_first(reading)] if seconds else []
    pairs = [(one, two) for two in seconds for one in firsts if _goes_on(one, two)]
    for reading in known:
        mine = [(one, two) for one, two in pairs if reading in (one, two)]
        if len(mine) != 1 or sum(pair[0] is mine[0][0] or pair[1] is mine[0][1] for pair in pairs) != 1:
            yield reading
            continue
        ((first, second),) = mine
        whole = _joined(first, second)
        if whole is None:
            yield reading
        elif reading is first:
            yield whole
        else:
            yield replace(second, body=EMPTY, findings=(), held=None, code=first.code, name=first.name, goes_on=first.path)


def _is_second(reading: Reading) -> bool:
    """Whether a reading has tasks and neither a profile nor versions."""
    filled = reading.body.outline.filled
    front = reading.code or reading.name or filled & {"standard_versions", "classifications"}
    return not reading.rejected and not front and "tasks" in filled


def _is_first(reading: Reading) -> bool:
    """Whether a reading has a profile and tasks, and neither attitudes nor notes."""
    outline = reading.body.outline
    ended = "notes" in outline.filled or "A" in outline.kinds
    return bool(reading.code) and not ended and "tasks" in outline.filled


def _goes_on(first: Reading, second: Reading) -> bool:
    """Whether the tasks of the second file are the next behind those of the first, in the same form."""
    last, following = first.body.outline.tasks[-1:], second.body.outline.tasks[:1]
    if first.format != second.format or not last or not following:
        return False
    (duty, task), (next_duty, next_task) = last[0], following[0]
    return (next_duty, next_task) == (duty, task + 1) or (next_duty, next_task) == (duty + 1, 1)


def _joined(first: Reading, second: Reading) -> Reading | None:
    """Both parts as one reading; None where an item stands in both and is not the same."""
    tables = _joined_tables(first.tables, second.tables)
    if tables is None:
        return None
    ours = [found for found in first.findings if found.code not in _OF_THE_END | _OF_A_PART]
    theirs = [found for found in second.findings if found.section not in _OF_THE_FRONT and found.code not in _OF_A_PART]
    coverage = min(part.coverage if part.coverage is not None else 1.0 for part in (first, second))
    identities = (first.body.identity, second.body.identity)
    identity = " + ".join(map(str, identities)) if None not in identities else None
    body = Body(outline_of(tables), partial(_again, first, second), identity)
    return rejudged(replace(first, body=body, findings=(*ours, *theirs), coverage=coverage))


def _again(first: Reading, second: Reading) -> Tables:
    tables = _joined_tables(first.tables, second.tables)
    if tables is None:
        raise ValueError(f"{first.path} and {second.path} could be joined before")
    return tables


def _joined_tables(one: Tables, two: Tables) -> Tables | None:
    """The records of both parts; None where an item stands in both and is not the same."""
    listed = {row.competency_id: _item(row) for row in one.competencies}
    if any(listed.get(row.competency_id, _item(row)) != _item(row) for row in two.competencies):
        return None
    blocks = max((row.block for row in one.task_blocks), default=0)
    tables = Tables(
        standards=list(one.standards), standard_versions=list(one.standard_versions), classifications=list(one.classifications),
        task_blocks=[*one.task_blocks, *(replace(row, block=row.block + blocks) for row in two.task_blocks)],
        block_competencies=[*one.block_competencies, *(replace(row, block=row.block + blocks) for row in two.block_competencies)],
    )
    for name, key, may_repeat in _NUMBERED:
        rows = _appended(one.of(name), two.of(name), key, blocks, may_repeat=may_repeat)
        if rows is None:
            return None
        tables.of(name).extend(rows)
    tables.requirements = requirements_of(tables)
    return tables


def _item(row: Competency) -> tuple[str, str | None, str | None]:
    return row.kind, row.competency_code, row.name


def _appended(one: Sequence[Record], two: Sequence[Record], key: str, blocks: int, *, may_repeat: bool) -> list[Record] | None:
    """The rows of both, numbered on; what the second repeats stands once. None where it repeats what may not stand twice."""
    rows = list(one)
    known = {getattr(row, key) for row in one}
    for row in two:
        if key != "position" and getattr(row, key) in known:
            if not may_repeat:
                return None
            continue
        values: dict[str, Any] = {"position": len(rows) + 1}
        if (block := getattr(row, "block", None)) is not None:
            values["block"] = block + blocks
        rows.append(replace(row, **values))
    return rows
