"""Put cells with spans into a grid: shared by the readers of formats that declare their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Block, Cell, Grid, Line, Lines, Paragraph

FEWEST_COLUMNS = 4
"""Columns from which on a table within another is one of the standard's own and no list of a note or a stamp."""
LONGEST_LABEL = 12
"""Characters of a label that stands beside tables of the standard in an outer one, at most."""
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
    merges: bool
    loose: bool


@dataclass(slots=True)
class GridBuilder:
    """Collects the cells of a table row by row; spans past the end of the table are cut."""

    widths: Sequence[float] = ()
    _cells: list[_Open] = field(default_factory=list)
    _over: list[_Open] = field(default_factory=list)
    _rows: int = 0
    _columns: int = 0

    def next_row(self) -> None:
        """Begin the next row."""
        self._rows += 1
        self._over = [cell for cell in self._over if cell.row + cell.row_span >= self._rows]

    def add(
        self, column: int, column_span: int, row_span: int, lines: Lines, *, merges: bool = True, loose: bool = False
    ) -> None:
        """Add a cell to the current row, starting at elementary `column`.

        Unless it `merges` it reaches into no other row; a `loose` one goes on with a merge whose start is not there.
        """
        self._columns = max(self._columns, column + column_span)
        cell = _Open(self._rows - 1, column, column_span, row_span, lines, merges, loose)
        self._cells.append(cell)
        self._over.append(cell)

    def next_free(self, column: int) -> int:
        """The first place of the current row, from `column` on, that no cell covers."""
        while True:
            for cell in self._over:
                if cell.column <= column < cell.column + cell.column_span:
                    break
            else:
                return column
            column += 1

    def extend(self, column: int) -> bool:
        """Let the merge above that starts at `column` reach into the current row; false if none begins there (I-95)."""
        above = self._reaching(column)
        if above is None or not above.merges or above.loose:
            return False
        above.row_span += 1
        return True

    def extend_loose(self, column: int, lines: Lines) -> bool:
        """The same for a merge without a start, of which `lines` go on; false where they say something of their own (I-95)."""
        above = self._reaching(column)
        if above is None or not above.loose or _text(lines) not in ("", _text(above.lines)):
            return False
        above.row_span += 1
        return True

    def _reaching(self, column: int) -> _Open | None:
        """The cell that starts at a column and ends in the row above."""
        for cell in reversed(self._cells):
            if cell.column == column and cell.row < self._rows - 1:
                return cell if cell.row + cell.row_span == self._rows - 1 else None
        return None

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


def _text(lines: Lines) -> str:
    return "".join("".join(line.text for line in lines).split())


def beside(block: Block) -> Block:
    """What floats over a cell as it stands beside the table: a small table as lines, so that none of its rows is the table's."""
    if isinstance(block, Paragraph) or block.column_count >= FEWEST_COLUMNS:
        return block
    return Paragraph(tuple(nested_lines(block)))


def nested_lines(grid: Grid) -> Iterator[Line]:
    """Text of a nested table as printed: a line per row, its cells parted by tabs; of a lone column each line (I-35)."""
    if grid.column_count == 1:
        for cell in grid.cells:
            yield from (line._replace(text=line.labelled, marker="", is_row=True) for line in cell.lines if line.text.strip())
        return
    for row in range(grid.row_count):
        cells = [" ".join(line.labelled for line in cell.lines) for cell in grid.cells if cell.row == row]
        if any(text.strip() for text in cells):
            yield Line("\t".join(cells), is_row=True)
