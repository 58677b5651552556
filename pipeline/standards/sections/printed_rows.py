"""The rows of the main table as printed: each cell's text, merged cells in every row that they cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.schema.records import PrintedRow
from pipeline.standards.sections.draft import BlockDraft, CellPart, DutyDraft, PrintedItem, TaskDraft
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.levels import single_level
from pipeline.standards.sections.records import NO_ID
from pipeline.standards.sections.rows import LogicalRow

Shape = tuple[bool, bool]
"""Whether outputs and whether indicators stand in a row that goes on with a task."""


@dataclass(slots=True)
class _Row:
    """A row whose texts may still grow over a page break; `block` is None for a duty alone in a row of its own."""

    page: int | None
    duty: DutyDraft | None
    tasks: list[TaskDraft] = field(default_factory=list)
    block: BlockDraft | None = None
    outputs: list[PrintedItem] = field(default_factory=list)
    indicators: list[PrintedItem] = field(default_factory=list)
    parts: dict[str, list[CellPart]] = field(default_factory=lambda: {"K": [], "S": []})
    continued: bool = False
    rest: Shape | None = None

    def take(self, rest: _Row) -> None:
        """Go on with what the next page shows of the row."""
        self.outputs += rest.outputs
        self.indicators += rest.indicators
        self.show(part for parts in rest.parts.values() for part in parts)
        self.continued = True

    def show(self, parts: Iterable[CellPart]) -> None:
        """Add parts of K and S cells; one that the row shows already is shown once."""
        for part in parts:
            if part not in self.parts[part.cell.kind]:
                self.parts[part.cell.kind].append(part)


@dataclass(slots=True)
class PrintedRows:
    """Gathers the rows while the table is read; what a page break cuts in two is one row.

    The rest of a row tells itself by a text that goes on. Where the page break falls between two items, it shows
    nothing of duty, task and level and lacks outputs or indicators: it is the rest of a row if no row that begins
    inside of a page looks so.
    """

    _rows: list[_Row] = field(default_factory=list)
    _shapes: set[Shape] = field(default_factory=set)
    _band: _Row | None = None
    _texts: dict[tuple[int, int, int | None], str] = field(default_factory=dict)

    def band(self, duty: DutyDraft | None, page: int | None) -> None:
        """A duty in a row of its own: the rows below repeat it, so that it is a row itself only where none follows."""
        self._end_band()
        self._band = _Row(page, duty)

    def add(
        self, row: LogicalRow, duty: DutyDraft | None, tasks: Iterable[TaskDraft], block: BlockDraft, *, goes_on: bool
    ) -> None:
        """Begin the next row, or go on with the last one below the page break that cut it."""
        own = [task for task in tasks if duty is None or task.duty is duty]
        if goes_on and self._rows:
            self._rows[-1].tasks += [task for task in own if task not in self._rows[-1].tasks]
            self._rows[-1].continued = True
            return
        if self._band is not None and self._band.duty is not duty:
            self._end_band()
        self._band = None
        self._rows.append(_Row(row.page, duty, own, block, rest=self._rest(row)))

    def _rest(self, row: LogicalRow) -> Shape | None:
        """How a row looks that may be the rest of the one above; what begins inside of a page is none, and is kept in mind."""
        shape = row[Column.OUTPUT].filled, row[Column.INDICATOR].filled
        if all(shape) or any(row[column].filled for column in (Column.DUTY, Column.TASK, Column.LEVEL)):
            return None
        if not row.seam:
            self._shapes.add(shape)
        return shape if row.seam else None

    def fill(self, outputs: Iterable[PrintedItem], indicators: Iterable[PrintedItem], parts: Iterable[CellPart]) -> None:
        """Put what stands in the cells into the last row."""
        self._rows[-1].outputs += outputs
        self._rows[-1].indicators += indicators
        self._rows[-1].show(parts)

    def records(self) -> list[PrintedRow]:
        """The rows as published; to be asked once the table is read to its end."""
        self._end_band()
        whole: list[_Row] = []
        for row in self._rows:
            if whole and row.rest is not None and row.rest not in self._shapes and row.tasks == whole[-1].tasks:
                whole[-1].take(row)
            else:
                whole.append(row)
        return [self._record(position, row) for position, row in enumerate(whole, 1)]

    def _end_band(self) -> None:
        if self._band is not None:
            self._rows.append(self._band)
            self._band = None

    def _record(self, position: int, row: _Row) -> PrintedRow:
        duty = [row.duty.printed] if row.duty is not None and row.duty.printed is not None else []
        return PrintedRow(
            standard_id=NO_ID, position=position, page=row.page, duty=_lines(duty),
            task=_lines(task.printed for task in row.tasks), outputs=_lines(row.outputs), indicators=_lines(row.indicators),
            level=_level(row.block), knowledge=self._cell(row.parts["K"]), skills=self._cell(row.parts["S"]),
            continued=row.continued,
        )

    def _cell(self, parts: Iterable[CellPart]) -> str | None:
        return "\n".join(text for part in parts if (text := self._part(part))) or None

    def _part(self, part: CellPart) -> str:
        """The text of a part of a cell, made once for all rows that it covers."""
        key = id(part.cell), part.start, part.end
        if key not in self._texts:
            self._texts[key] = _lines(part.items) or ""
        return self._texts[key]


def _lines(items: Iterable[PrintedItem]) -> str | None:
    """Items on lines of their own, the code before the name; a line break inside of a name is none between items."""
    return "\n".join(" ".join([item.code_text or "", item.name or ""]).replace("\n", " ").strip() for item in items) or None


def _level(block: BlockDraft | None) -> str | None:
    """The text of the level's cell; of a cell that was read as several levels, the one that is the row's."""
    if block is None or block.level is None or single_level(block.level_printed or "") == block.level:
        return None if block is None else block.level_printed
    return str(block.level)
