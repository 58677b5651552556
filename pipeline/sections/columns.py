"""Map the cells of a main-table row to the seven logical columns.

Headers give x ranges (I-24, I-28); a cell goes where it overlaps most and where the letter of its first
code says (I-36, the shifted rows of a text dump). Both are weighed together from left to right, so that
a row whose sub-columns differ from the header's still falls into place (I-27).
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.codes import SEGMENTED, Code, Splitter
from pipeline.document import Cell, Grid
from pipeline.normalise import fold
from pipeline.sections.headings import COLUMNS, Column, cut_header_column, header_column, is_header_piece
from pipeline.stitch import Flow, Row

Range = tuple[float, float]
_LEVEL = regex.compile(r"第?[1-6１-６]級?(?:以上)?|[1-6]{2}")
_LONGEST_LEVEL = 12
_HAIRLINE = 0.01
_LONGEST_REST = 4
_WHOLE_NAMES = 2
_HOMES = {"O": Column.OUTPUT, "P": Column.INDICATOR, "K": Column.KNOWLEDGE, "S": Column.SKILL}
_LETTER_WEIGHT = 3.0
_FAMILY_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The header rows of a main table and the x range of each column that they name."""

    rows: tuple[Row, ...]
    ranges: tuple[tuple[Column, Range], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for column, _ in self.ranges)


def read_header(flow: Flow, index: int) -> Header | None:
    """The main-table header that begins at `index`, over one to three rows (I-25), or None."""
    first = flow[index]
    if not isinstance(first, Row) or len(_named(first)) < 3:
        return None
    rows, ranges = [first], _named(first)
    for item in flow[index + 1 : index + 3]:
        if not isinstance(item, Row) or item.grid is not first.grid or not _is_header_row(item):
            break
        rows.append(item)
        for column, span in _named(item).items():
            ranges[column] = _union(ranges[column], span) if column in ranges else span
    if Column.TASK not in ranges and Column.INDICATOR not in ranges:
        return None
    return Header(tuple(rows), tuple((column, ranges[column]) for column in COLUMNS if column in ranges))


def continued_header(row: Row, previous: Header, splitter: Splitter) -> Header | None:
    """The rest of a header that a page break cut, at the top of the next page; None if the row is none.

    Its cells are header fragments or the last characters of one (`責`); no code stands among them.
    """
    cells = [cell for cell in row.new_cells() if fold(cell.text)]
    fragments = [cell for cell in cells if is_header_piece(cell.text)]
    rest = [cell for cell in cells if cell not in fragments]
    if not fragments or any(len(fold(cell.text)) > _LONGEST_REST or splitter.leading_code(cell.text) for cell in rest):
        return None
    ranges = {**dict(previous.ranges), **_named(row)}
    return Header((row,), tuple((column, ranges[column]) for column in COLUMNS if column in ranges))


def _named(row: Row) -> dict[Column, Range]:
    """The columns that header cells name, with their x ranges; a cut name counts beside whole ones (I-25)."""
    ranges: dict[Column, Range] = {}
    whole = sum(header_column(cell.text) is not None for cell in row.new_cells())
    for cell in row.new_cells():
        column = header_column(cell.text) or (cut_header_column(cell.text) if whole >= _WHOLE_NAMES else None)
        if column is not None:
            span = _span(row.grid, cell)
            ranges[column] = _union(ranges[column], span) if column in ranges else span
    return ranges


def _is_header_row(row: Row) -> bool:
    texts = [cell.text for cell in row.new_cells() if fold(cell.text)]
    return bool(texts) and all(is_header_piece(text) for text in texts)


def _union(a: Range, b: Range) -> Range:
    return min(a[0], b[0]), max(a[1], b[1])


def _span(grid: Grid, cell: Cell) -> Range:
    return grid.edges[cell.column], grid.edges[min(cell.column + cell.column_span, grid.column_count)]


def assign(row: Row, header: Header, splitter: Splitter) -> list[tuple[Column, Cell]]:
    """Each cell covering the row with its column, left to right and never backwards."""
    columns = header.columns
    shift = 0.0 if row.grid.spans_known else _shift(row, header, splitter)
    best: list[list[float]] = []
    for cell in row.cells:
        reach, scores = float("-inf"), []
        for j, score in enumerate(_scores(row.grid, cell, header, splitter, shift)):
            reach = max(reach, best[-1][j] if best else 0.0)
            scores.append(reach + score)
        best.append(scores)
    return [(columns[j], cell) for j, cell in zip(_trace(best), row.cells, strict=True)]


def _shift(row: Row, header: Header, splitter: Splitter) -> float:
    """By how many columns a text dump moved the cells of a row to the left; its codes tell (A.7)."""
    for cell in row.cells:
        code = splitter.leading_code(cell.text) if fold(cell.text) else None
        if code is not None:
            home = next((span for column, span in header.ranges if _is_home(code, column)), None)
            return home[0] - row.grid.edges[cell.column] if home else 0.0
    return 0.0


def _trace(best: list[list[float]]) -> list[int]:
    """The column index of each cell on the best monotone path."""
    path: list[int] = []
    limit = len(best[0]) if best else 0
    for scores in reversed(best):
        choice = max(range(limit), key=lambda j: (scores[j], -j))
        path.append(choice)
        limit = choice + 1
    return path[::-1]


def _scores(grid: Grid, cell: Cell, header: Header, splitter: Splitter, shift: float) -> list[float]:
    """How well the cell fits each column: the share of its width below the header, and what its text says."""
    left, right = (edge + shift for edge in _span(grid, cell))
    width = max(right - left, _HAIRLINE)
    overlaps = [max(0.0, min(right, span[1]) - max(left, span[0])) / width for _, span in header.ranges]
    text = cell.text
    if not text or text.isspace():
        return [overlap * 0.5 for overlap in overlaps]
    code = splitter.leading_code(text)
    if code is not None:
        return [overlap + _code_weight(code, column) for overlap, column in zip(overlaps, header.columns, strict=True)]
    weight = _FAMILY_WEIGHT if len(text) < _LONGEST_LEVEL and _LEVEL.fullmatch(fold(text)) else 0.0
    return [overlap + weight * (column is Column.LEVEL) for overlap, column in zip(overlaps, header.columns, strict=True)]


def _code_weight(code: Code, column: Column) -> float:
    """A T, O or P code names its column; K and S may stand in each other's, where the place decides (I-58)."""
    if code.letter in SEGMENTED:
        return _LETTER_WEIGHT if _is_home(code, column) else 0.0
    if code.letter == "A" or column not in (Column.KNOWLEDGE, Column.SKILL):
        return 0.0
    return _FAMILY_WEIGHT + (0.25 if _is_home(code, column) else 0.0)


def _is_home(code: Code, column: Column) -> bool:
    """Whether codes of this letter are at home in the column."""
    if code.letter == "T":
        return column is (Column.DUTY if len(code.segments) == 1 else Column.TASK)
    return column is _HOMES.get(code.letter[-1])
