"""Put cells with spans into a grid: shared by the readers of formats that declare their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Cell, Grid, Lines

MAX_CELLS = 50_000
"""Elementary cells of one table; the largest real table has some 12,000."""


@dataclass(slots=True)
class _Open:
    """A cell under construction."""

    row: int
    column: int
    column_span: int
    row_span: int
    lines: Lines


@dataclass(slots=True)
class GridBuilder:
    """Collects the cells of a table row by row; spans past the end of the table are cut."""

    widths: Sequence[float] = ()
    _cells: list[_Open] = field(default_factory=list)
    _rows: int = 0
    _columns: int = 0

    def next_row(self) -> None:
        """Begin the next row."""
        self._rows += 1

    def add(self, column: int, column_span: int, row_span: int, lines: Lines) -> None:
        """Add a cell to the current row, starting at elementary `column`."""
        self._columns = max(self._columns, column + column_span)
        self._cells.append(_Open(self._rows - 1, column, column_span, row_span, lines))

    def extend(self, column: int) -> bool:
        """Let the cell above that starts at `column` reach into the current row; false if there is none."""
        for cell in reversed(self._cells):
            if cell.column == column and cell.row + cell.row_span == self._rows - 1:
                cell.row_span += 1
                return True
            if cell.row < self._rows - 1 and cell.column == column:
                return False
        return False

    @property
    def too_large(self) -> bool:
        return self._rows * max(1, self._columns) > MAX_CELLS

    def build(self, *, spans_known: bool = True) -> Grid:
        """The finished grid."""
        cells = tuple(
            Cell(cell.row, cell.column, min(cell.row_span, self._rows - cell.row), cell.column_span, cell.lines)
            for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.column))
        )
        return Grid(cells, self._rows, self._edges(), spans_known=spans_known)

    def _edges(self) -> tuple[float, ...]:
        """Column boundaries from the declared widths; a missing or zero width counts as the mean of the others."""
        known = [width for width in self.widths if width > 0]
        mean = sum(known) / len(known) if known else 1.0
        edges = [0.0]
        for column in range(max(1, self._columns)):
            width = self.widths[column] if column < len(self.widths) else 0.0
            edges.append(edges[-1] + (width if width > 0 else mean))
        return tuple(edges)
