"""Compare two files of one standard by content, so that a disagreement is told once, at the item that it is about.

Rows are matched by what they say, not by their number: a version that one file lacks is one difference and not one
for each row below it. A row that is left is paired with the one of the same code, or of the most similar words; what a
form draws differently without saying anything else (order of rows, bullets, page) is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.documents.findings import Finding
from pipeline.documents.text.normalise import fold
from pipeline.schema.declaration import Record
from pipeline.schema.tables import Tables
from pipeline.standards.issues import finding
from pipeline.standards.reading import Reading
from pipeline.standards.section import section_of

_SAYS: Mapping[str, tuple[str, ...]] = {
    "standards": ("standard_code", "name", "name_kind", "description", "level", "level_printed", "developing_unit",
                  "valid_until"),
    "standard_versions": ("version_code", "version", "name", "status", "note", "updated_on"),
    "classifications": ("scheme", "code", "name"),
    "duties": ("duty_code", "name"),
    "tasks": ("task_code", "name", "duty_id"),
    "outputs": ("output_code", "name", "task_id"),
    "indicators": ("indicator_code", "text", "task_id"),
    "competencies": ("kind", "competency_code", "name", "definition"),
    "task_blocks": ("task_id", "level"),
    "notes": ("section", "text"),
}
"""What the rows of a table say. What is derived from other tables or belongs to the file is not compared."""
_CODES = {
    "standard_versions": "version_code", "classifications": "scheme", "duties": "duty_code", "tasks": "task_code",
    "outputs": "output_code", "indicators": "indicator_code", "competencies": "competency_code", "task_blocks": "task_id",
}
"""The column by which two rows are the same item, whatever else they say."""
_TEXTS = ("text", "name", "note", "description")
_SIMILAR = 60
"""From this share of common characters, in per cent, on, two texts are the same item in two spellings."""

_Row = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class _Form:
    """One file's tables; parents are named as printed, because their ids count rows where there are no codes."""

    tables: Tables

    @cached_property
    def parents(self) -> dict[str, str]:
        """Duties and tasks by their ids, as printed."""
        duties = {row.duty_id: row.duty_code or fold(row.name or "") for row in self.tables.duties}
        return duties | {row.task_id: row.task_code or fold(row.name or "") for row in self.tables.tasks}

    def value(self, record: Record, column: str) -> object:
        """What a row says in a column, white space aside."""
        value = getattr(record, column)
        if column in ("duty_id", "task_id"):
            return self.parents.get(value, value)
        return fold(value) if isinstance(value, str) else value

    def row(self, name: str, record: Record) -> _Row:
        """Everything that a row says."""
        return tuple(self.value(record, column) for column in _SAYS[name])

    @cached_property
    def required(self) -> dict[str, Counter[str]]:
        """The competencies printed beside each task, by code or name."""
        tasks: dict[int, list[str]] = defaultdict(list)
        for block in self.tables.task_blocks:
            tasks[block.block].append(self.parents.get(block.task_id, block.task_id))
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.tables.block_competencies:
            for task in tasks[row.block]:
                found[task][row.competency_code or fold(row.name or "")] += 1
        return found


def differences(published: Reading, other: Reading) -> Iterator[Finding]:
    """A finding for each thing that the other file says differently; children of what it lacks are not told again."""
    ours, theirs = _Form(published.tables), _Form(other.tables)
    for name in _SAYS:
        yield from _table(name, ours, theirs)
    yield from _beside_tasks(ours, theirs)


def _table(name: str, ours: _Form, theirs: _Form) -> Iterator[Finding]:
    left, right = _left_over(name, ours, theirs), _left_over(name, theirs, ours)
    if left and right and name == "notes" and _joined(left) == _joined(right):
        detail = f"The same text is {len(left)} notes in the published file and {len(right)} in this one."
        yield finding("forms_differ", section_of(name), locator=_place(name, ours, left[0]), detail=detail)
        return
    pairs = list(_pairs(name, ours, theirs, left, right))
    for one, two in pairs:
        yield from _columns(name, ours, theirs, one, two)
    section = section_of(name)
    for record in _without(left, [one for one, _ in pairs]):
        if _has_parent(name, record, ours, theirs):
            yield finding("forms_differ", section, locator=_place(name, ours, record), detail="This file lacks the row.")
    for record in _without(right, [two for _, two in pairs]):
        if _has_parent(name, record, theirs, ours):
            place, shown = _place(name, theirs, record), _shown(record)
            yield finding("forms_differ", section, locator=place, raw=shown, detail="Only this file has the row.")


def _left_over(name: str, form: _Form, other: _Form) -> list[Record]:
    """The rows of one form to which no row of the other says the same."""
    there = Counter(other.row(name, record) for record in other.tables.of(name))
    left = []
    for record in form.tables.of(name):
        row = form.row(name, record)
        if there[row]:
            there[row] -= 1
        else:
            left.append(record)
    return left


def _joined(records: Sequence[Record]) -> str:
    return "".join(fold(_shown(record) or "") for record in records)


def _pairs(
    name: str, ours: _Form, theirs: _Form, left: Sequence[Record], right: Sequence[Record]
) -> Iterator[tuple[Record, Record]]:
    """Rows that are about the same item: of one code first, then those of the most similar text."""
    open_ = list(right)
    unpaired = []
    for one in left:
        two = next((two for two in open_ if _same_item(name, ours, theirs, one, two)), None)
        if two is None:
            unpaired.append(one)
        else:
            open_.remove(two)
            yield one, two
    for one in unpaired:
        best = max(open_, key=lambda two: _similarity(one, two), default=None)
        if best is not None and _similarity(one, best) >= _SIMILAR:
            open_.remove(best)
            yield one, best


def _same_item(name: str, ours: _Form, theirs: _Form, one: Record, two: Record) -> bool:
    if name == "standards":
        return True
    column = _CODES.get(name)
    code = ours.value(one, column) if column else None
    return code is not None and code == theirs.value(two, column or "")


def _similarity(one: Record, two: Record) -> float:
    """Per cent of common characters of what two rows are called."""
    # Few runs come here, and it takes long to load.
    from rapidfuzz import fuzz

    texts = fold(_shown(one) or ""), fold(_shown(two) or "")
    return fuzz.ratio(*texts) if all(texts) else 0.0


def _columns(name: str, ours: _Form, theirs: _Form, one: Record, two: Record) -> Iterator[Finding]:
    for column in _SAYS[name]:
        if ours.value(one, column) != theirs.value(two, column):
            value, place = getattr(two, column), f"{_place(name, ours, one)} {column}"
            raw = None if value is None or value == "" else str(value)
            detail = f"Published: {getattr(one, column)}"
            yield finding("forms_differ", section_of(name), locator=place, raw=raw, detail=detail)


def _without(records: Sequence[Record], taken: Sequence[Record]) -> Iterator[Record]:
    identities = set(map(id, taken))
    return (record for record in records if id(record) not in identities)


def _has_parent(name: str, record: Record, form: _Form, other: _Form) -> bool:
    """Whether the duty or task of a row is in the other form too; where it is not, that alone is told."""
    column = next((column for column in ("task_id", "duty_id") if column in _SAYS[name]), None)
    return column is None or getattr(record, column) is None or form.value(record, column) in other.parents.values()


def _place(name: str, form: _Form, record: Record) -> str:
    code = _CODES.get(name)
    said = form.value(record, code) if code else None
    return f"{name} {said if said is not None else (_shown(record) or '')[:40]}".rstrip()


def _shown(record: Record) -> str | None:
    return next((str(getattr(record, name)) for name in _TEXTS if getattr(record, name, None)), None)


def _beside_tasks(ours: _Form, theirs: _Form) -> Iterator[Finding]:
    """One finding for the tasks beside which the forms print other competencies; tasks of one block lack the same."""
    told: dict[str, list[str]] = defaultdict(list)
    for task in ours.required.keys() | theirs.required.keys():
        lacking, more = ours.required[task] - theirs.required[task], theirs.required[task] - ours.required[task]
        if (lacking or more) and task in ours.parents.values() and task in theirs.parents.values():
            lacks = f"This file lacks {', '.join(sorted(lacking))}. " if lacking else ""
            told[lacks + (f"Only this file has {', '.join(sorted(more))}." if more else "")].append(task)
    for detail, tasks in sorted(told.items()):
        place = f"block_competencies {', '.join(sorted(tasks))}"
        yield finding("forms_differ", section_of("block_competencies"), locator=place, detail=detail.strip())
