"""Rows of the main table in logical columns: what each column says in a row, and which cell says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Cell, Line
from pipeline.documents.text.normalise import HARD, SOFT, fold
from pipeline.standards.codes import Shape, Splitter
from pipeline.standards.section import Section
from pipeline.standards.sections.bands import DUTY_LABEL, duty_band, stray_band
from pipeline.standards.sections.columns import assign, is_header_rest
from pipeline.standards.sections.headings import COLUMNS, Column, is_header_fragment
from pipeline.standards.sections.parts import TaskRow

LETTERS: dict[Column, tuple[str, ...]] = {
    Column.DUTY: ("T",),
    Column.TASK: ("T",),
    Column.OUTPUT: ("O",),
    Column.INDICATOR: ("P",),
    Column.LEVEL: (),
    Column.KNOWLEDGE: ("K", "NK"),
    Column.SKILL: ("S", "SS", "NS"),
}
"""The code letters at home in each column."""


def text_of(lines: Iterable[Line]) -> str:
    """Lines as one string; a wrap and an author's line break stay apart until the codes are found."""
    parts: list[str] = []
    for line in lines:
        parts += (SOFT if line.soft else HARD, line.text)
    return "".join(parts[1:])


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """What one column holds in one row.

    `cells` cover the row in this column; `lines` are those that begin in this row.
    """

    cells: tuple[Cell, ...] = ()
    lines: tuple[Line, ...] = ()
    page: int | None = None

    @property
    def text(self) -> str:
        return text_of(self.lines)

    @property
    def filled(self) -> bool:
        """True where a cell begins with text in this row."""
        return bool(self.lines)

    @property
    def begins_row(self) -> bool:
        """True where the first line begins a row of a table within the cell."""
        return bool(self.lines) and self.lines[0].is_row and not self.lines[0].soft

    @property
    def reach(self) -> int:
        """How many rows the tallest of the cells spans."""
        return max((cell.row_span for cell in self.cells), default=0)

    def merged_from_above(self, row: LogicalRow) -> bool:
        """True where a cell that began in an earlier row of the same grid covers this row: a real merge (I-34)."""
        return row.spans_known and any(cell.row < row.index for cell in self.cells)


_BLANK = Slot()
_CUT_CODE = regex.compile(r"(?<![A-Za-z0-9])[TOP][ .]?[0-9]{1,2}[a-z]?(?:\.[0-9]{1,2})*(?P<dot>\.)?\s*$")
_REST_OF_CODE = regex.compile(r"\s*(?P<dot>\.)?[0-9]")


@dataclass(frozen=True, slots=True, eq=False)
class LogicalRow:
    """A body row: a slot for each column; `seam` as in `TaskRow`; `cut` as the rest of a text above tells (I-40).

    `is_band` says that it is a duty alone in a row of its own (I-122).
    """

    slots: dict[Column, Slot]
    index: int
    seam: bool
    page: int | None
    spans_known: bool
    cut: bool = False
    is_band: bool = False

    def __getitem__(self, column: Column) -> Slot:
        return self.slots.get(column, _BLANK)

    @property
    def blank(self) -> bool:
        return not any(slot.filled for slot in self.slots.values())


def learn_shape(rows: Sequence[TaskRow]) -> Shape:
    """The document's own code pattern, from every cell of the main table (I-54, I-56)."""
    return Shape.learn(text_of(cell.lines) for row in rows for cell in row.row.filled_cells)


def logical_rows(rows: Sequence[TaskRow], splitter: Splitter, ledger: Ledger, log: IssueLog) -> list[LogicalRow]:
    """Rows in logical columns; header remnants are taken out (I-29), blank rows left out."""
    result: list[LogicalRow] = []
    apart: dict[str, list[Cell]] = {}
    pending_seam = False
    for task_row in rows:
        logical = _logical(task_row, splitter, ledger, log, pending_seam, apart)
        pending_seam = logical.seam and logical.blank
        if not logical.blank:
            result.append(logical)
    _report_apart(apart, ledger, log)
    return _mend_repeated_names(_mend_cut_codes(result))


def _report_apart(apart: dict[str, list[Cell]], ledger: Ledger, log: IssueLog) -> None:
    """Tell what stands in each column that nobody knows (I-121)."""
    for head, cells in apart.items():
        ledger.furniture(line for cell in cells for line in cell.lines)
        text = "\n".join(cell.text for cell in cells)
        log.add("column_apart", Section.TASKS, locator=head, raw=text, page=cells[0].page)


def _mend_cut_codes(rows: list[LogicalRow]) -> list[LogicalRow]:
    """A code that a page break cut at its dot (`T4.` / `1巡邏`) is completed on the page where it begins (I-50)."""
    for above, below in pairwise(rows):
        for column in (Column.TASK, Column.OUTPUT, Column.INDICATOR) if below.seam else ():
            upper, lower = above[column], below[column]
            if lower.filled and _is_cut_code(upper.text, lower.lines[0].text):
                above.slots[column] = replace(upper, lines=(*upper.lines, lower.lines[0]))
                below.slots[column] = replace(lower, lines=lower.lines[1:])
    return rows


def _mend_repeated_names(rows: list[LogicalRow]) -> list[LogicalRow]:
    """A duty or task printed again that a page break cuts (`T4巡邏` / `路線`) is completed where it begins (I-40, I-41).

    Only what gives exactly the text of a cell before is known to be its repetition.
    """
    for column in (Column.DUTY, Column.TASK):
        known: set[str] = set()
        above: LogicalRow | None = None
        for index, row in enumerate(rows):
            if not row[column].filled:
                continue
            if row.seam and above is not None and fold(above[column].text + row[column].text) in known:
                upper, lower = above[column], row[column]
                above.slots[column] = replace(upper, lines=upper.lines + lower.lines)
                rows[index] = replace(row, slots={**row.slots, column: replace(lower, lines=())}, cut=True)
                above = None
                continue
            known.add(fold(row[column].text))
            above = row
    return rows


def _is_cut_code(above: str, below: str) -> bool:
    """Whether one text ends and the other begins within a code, the dot standing on either side."""
    start, rest = _CUT_CODE.search(above), _REST_OF_CODE.match(below)
    return start is not None and rest is not None and bool(start["dot"]) != bool(rest["dot"])


def _logical(
    task_row: TaskRow, splitter: Splitter, ledger: Ledger, log: IssueLog, seam: bool, apart: dict[str, list[Cell]]
) -> LogicalRow:
    row = task_row.row
    gathered: dict[Column, list[Cell]] = {column: [] for column in COLUMNS}
    at_seam, page = task_row.seam or seam, row.page
    duty = duty_band(row, task_row.header, splitter)
    if duty:
        slot = Slot(tuple(duty), _without_label(duty, ledger), page)
        return LogicalRow({Column.DUTY: slot}, row.index, at_seam, page, row.grid.spans_known, is_band=True)
    if stray_band(row, task_row.header, splitter) is None:
        for column, cell in assign(row, task_row.header, splitter):
            if isinstance(column, Column):
                gathered[column].append(cell)
            elif cell.row == row.index and fold(cell.text):
                apart.setdefault(column, []).append(cell)
    slots = {
        column: Slot(tuple(cells), tuple(_begun_lines(cells, task_row, at_seam, ledger, log)), page)
        for column, cells in gathered.items()
        if cells
    }
    return LogicalRow(slots, row.index, at_seam, page, row.grid.spans_known)


def _without_label(cells: Sequence[Cell], ledger: Ledger) -> tuple[Line, ...]:
    """The filled lines of a duty's row; the words 主要職責 before it are a label."""
    first, *below = [line for cell in cells for line in cell.lines if fold(line.text)]
    label = DUTY_LABEL.match(first.text)
    if label is None:
        return (first, *below)
    rest = first._replace(text=first.text[label.end() :])
    ledger.replace(first, rest)
    return (rest, *below) if fold(rest.text) else tuple(below)


def _begun_lines(cells: Sequence[Cell], task_row: TaskRow, seam: bool, ledger: Ledger, log: IssueLog) -> Iterable[Line]:
    """The filled lines of the cells that begin in the row; a header remnant is booked as furniture (I-29)."""
    for cell in cells:
        if cell.row != task_row.row.index or not cell.lines:
            continue
        if is_header_rest(cell.text, task_row.header) if seam else is_header_fragment(cell.text):
            ledger.furniture(cell.lines)
            log.add("header_remnant", Section.TASKS, raw=cell.text, page=cell.page)
            continue
        yield from (line for line in cell.lines if fold(line.text))
