"""Map the cells of a main-table row to the seven logical columns.

Headers give x ranges (I-24, I-28); a cell goes where it overlaps most and where the letter of its first
code says (I-36, the shifted rows of a text dump). Both are weighed together from left to right, so that
a row whose sub-columns differ from the header's still falls into place (I-27).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add, itemgetter

import regex

from pipeline.documents.flow import Flow, Row
from pipeline.documents.model import Cell, Grid
from pipeline.documents.text.normalise import fold
from pipeline.standards.codes import SEGMENTED, Code, Splitter
from pipeline.standards.sections.headings import (
    Column,
    cut_header_column,
    header_column,
    is_half_name,
    is_header_fragment,
    is_header_piece,
    is_plain_word,
    words,
)
from pipeline.standards.sections.heads import Range, below_spanning, free_names, in_place, span_of, unknown_heads

_LEVEL = regex.compile(r"第?[1-6１-６一二三四五六Ⅰ-Ⅵ]級?(?:以上)?|[1-6]{2}")
_LONGEST_LEVEL = 12
_HAIRLINE = 0.01
_LONGEST_REST = 4
_WHOLE_NAMES = 2
_FEWEST_NAMED = 3
_HOMES = {"O": Column.OUTPUT, "P": Column.INDICATOR, "K": Column.KNOWLEDGE, "S": Column.SKILL}
_LETTER_WEIGHT = 3.0
_FAMILY_WEIGHT = 2.0
_LEVEL_WEIGHTS: Mapping[Column | str, float] = {Column.LEVEL: _FAMILY_WEIGHT}
_MOSTLY = 0.5
_APART_WEIGHT = 10.0
Places = Sequence[tuple[Column | str, Range]]


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The header rows of a main table and the x range of each column that they name, from left to right.

    `others` are the heads of columns that nobody knows (I-121).
    """

    rows: tuple[Row, ...]
    ranges: tuple[tuple[Column, Range], ...]
    others: tuple[tuple[str, Range], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for column, _ in self.ranges)


def read_header(flow: Flow, index: int) -> Header | None:
    """The main-table header that begins at `index`, over one to three rows (I-25), or None."""
    first = flow[index]
    if not isinstance(first, Row):
        return None
    ranges = _named(first)
    ranges |= free_names(first, ranges, _FEWEST_NAMED)
    if len(ranges) < _FEWEST_NAMED:
        return _stacked_header(flow, index, first)
    rows = [first]
    for item in flow[index + 1 : index + 3]:
        if not isinstance(item, Row) or item.grid is not first.grid or not _is_header_row(item, rows):
            break
        rows.append(item)
        for column, span in _named(item).items():
            ranges[column] = union(ranges[column], span) if column in ranges else span
    for column, span in _stacked_names(rows).items() if len(rows) > 1 else ():
        ranges.setdefault(column, span)
    if Column.TASK not in ranges and Column.INDICATOR not in ranges:
        return None
    ranges |= below_spanning(rows, ranges)
    return Header(tuple(rows), in_place(ranges), unknown_heads(rows, ranges))


def _stacked_header(flow: Flow, index: int, first: Row) -> Header | None:
    """A header whose names are spread over two or three rows: `主要` above `職責` is one name (I-25)."""
    if sum(is_half_name(cell.text) for cell in first.cells) < _FEWEST_NAMED:
        return None
    rows = [first]
    for item in flow[index + 1 : index + 3]:
        if not isinstance(item, Row) or item.grid is not first.grid:
            return None
        rows.append(item)
        ranges = _stacked_names(rows)
        if len(ranges) >= _FEWEST_NAMED and (Column.TASK in ranges or Column.INDICATOR in ranges):
            return Header(tuple(rows), in_place(ranges), unknown_heads(rows, ranges))
    return None


def _stacked_names(rows: list[Row]) -> dict[Column, Range]:
    """The columns named by the cells above each cell of the last row together; none if a filled cell has no part in a name."""
    ranges: dict[Column, Range] = {}
    for cell in rows[-1].cells:
        above = (over for row in rows for over in row.cells if cell.column in over.columns)
        text = "".join(part.text for part in dict.fromkeys(above))
        column = header_column(text)
        if column is not None:
            span = span_of(rows[-1].grid, cell)
            ranges[column] = union(ranges[column], span) if column in ranges else span
        elif fold(text):
            return {}
    return ranges


def continued_header(row: Row, previous: Header, splitter: Splitter) -> Header | None:
    """The rest of a header that a page break cut, at the top of the next page; None if the row is none.

    Its cells are header fragments or the last characters of one (`責`); no code stands among them.
    """
    cells = row.filled_cells
    fragments = [cell for cell in cells if is_header_rest(cell.text, previous)]
    rest = [cell for cell in cells if cell not in fragments]
    if not fragments or any(len(fold(cell.text)) > _LONGEST_REST or splitter.leading_code(cell.text) for cell in rest):
        return None
    ranges = {**dict(previous.ranges), **_named(row)}
    return Header((row,), in_place(ranges), previous.others)


def is_header_rest(text: str, header: Header) -> bool:
    """True for a header cell, or a piece of one, below the rows of a header or of the rest that a page cut."""
    return is_header_fragment(text) or _is_lacking_piece(text, header.rows)


def _is_lacking_piece(text: str, rows: Iterable[Row]) -> bool:
    """A piece of a header; `知識` only where the header does not say it already, else it ends an item's name (I-42)."""
    if not is_header_piece(text):
        return False
    return not is_plain_word(text) or not any(words(text) in words(cell.text) for row in rows for cell in row.new_cells)


def _named(row: Row) -> dict[Column, Range]:
    """The columns that header cells name, with their x ranges; a cut name counts beside whole ones (I-25)."""
    ranges: dict[Column, Range] = {}
    named = [header_column(cell.text) for cell in row.new_cells]
    cut_count = sum(column is not None for column in named) >= _WHOLE_NAMES
    for cell, whole in zip(row.new_cells, named, strict=True):
        column = whole or (cut_header_column(cell.text) if cut_count else None)
        if column is not None:
            span = span_of(row.grid, cell)
            ranges[column] = union(ranges[column], span) if column in ranges else span
    return ranges


def _is_header_row(row: Row, above: list[Row]) -> bool:
    return bool(row.filled_cells) and all(_is_lacking_piece(cell.text, above) for cell in row.filled_cells)


def union(a: Range, b: Range) -> Range:
    """The range that covers both."""
    return min(a[0], b[0]), max(a[1], b[1])


def assign(row: Row, header: Header, splitter: Splitter) -> list[tuple[Column | str, Cell]]:
    """Each cell covering the row with its column, left to right and never backwards; with its head where nobody knows that."""
    if _is_compact(row.grid, header):
        header = Header(header.rows, tuple((column, (float(j), float(j + 1))) for j, column in enumerate(header.columns)))
    shift = 0.0 if row.grid.spans_known else _shift(row, header, splitter)
    places = sorted([*header.ranges, *header.others], key=itemgetter(1)) if header.others else list(header.ranges)
    apart = [j for j, (name, _) in enumerate(places) if not isinstance(name, Column)] if header.others else []
    best: list[list[float]] = []
    for cell in row.cells:
        scores = _scores(row.grid, cell, places, apart, splitter, shift)
        best.append(list(map(add, accumulate(best[-1], max), scores)) if best else scores)
    found = [(places[j][0], cell) for j, cell in zip(_trace(best), row.cells, strict=True)]
    return [(_by_code(name, cell, header, splitter), cell) for name, cell in found] if header.others else found


def _by_code(name: Column | str, cell: Cell, header: Header, splitter: Splitter) -> Column | str:
    """The column of a cell below a head that nobody knows: that of its code, if no other head names it."""
    code = None if isinstance(name, Column) else splitter.leading_code(cell.text)
    home = _home(code) if code is not None else None
    return name if home is None or home in header.columns else home


def _is_compact(grid: Grid, header: Header) -> bool:
    """A dumped page without header that gives each column one field, unlike the page with the header (I-28)."""
    above = header.rows[0].grid
    return not grid.spans_known and grid is not above and grid.column_count == len(header.ranges) != above.column_count


def _shift(row: Row, header: Header, splitter: Splitter) -> float:
    """By how many columns a text dump moved the cells of a row to the left; its codes tell (A.7)."""
    for cell in row.cells:
        code = splitter.leading_code(cell.text) if fold(cell.text) else None
        if code is not None:
            home = _home(code)
            span = next((span for column, span in header.ranges if column is home), None)
            return span[0] - row.grid.edges[cell.column] if span else 0.0
    return 0.0


def _trace(best: list[list[float]]) -> list[int]:
    """The column index of each cell on the best monotone path."""
    path: list[int] = []
    limit = len(best[0]) if best else 0
    for scores in reversed(best):
        choice = scores.index(max(scores[:limit]))
        path.append(choice)
        limit = choice + 1
    return path[::-1]


def _scores(
    grid: Grid, cell: Cell, places: Places, apart: Sequence[int], splitter: Splitter, shift: float
) -> list[float]:
    """How well the cell fits each column: the share of its width below the header, and what its text says.

    `apart` are the places of columns that nobody knows, for which no text speaks.
    """
    left, right = span_of(grid, cell)
    overlaps = _overlaps(left + shift, right + shift, places)
    if any(overlaps[j] > _MOSTLY for j in apart):
        return [overlap * _APART_WEIGHT for overlap in overlaps]
    text = cell.text
    if not text or text.isspace():
        return [overlap * 0.5 for overlap in overlaps]
    code = splitter.leading_code(text)
    if code is not None:
        weights = _code_weights(code.letter, len(code.segments) == 1)
    elif len(text) < _LONGEST_LEVEL and _LEVEL.fullmatch(fold(text)):
        weights = _LEVEL_WEIGHTS
    else:
        return overlaps
    for j, (column, _) in enumerate(places):
        if column in weights and j not in apart:
            overlaps[j] += weights[column]
    return overlaps


def _overlaps(left: float, right: float, places: Places) -> list[float]:
    """The share of a cell's width below each column; spelt out, because it is asked for every cell and column."""
    width = max(right - left, _HAIRLINE)
    shares = []
    for _, (begin, end) in places:
        common = (right if right < end else end) - (left if left > begin else begin)
        shares.append(common / width if common > 0.0 else 0.0)
    return shares


@lru_cache(maxsize=64)
def _code_weights(letter: str, is_duty: bool) -> Mapping[Column | str, float]:
    """A T, O or P code names its column; K and S may stand in each other's, where the place decides (I-58)."""
    home = _home_of(letter, is_duty)
    if letter in SEGMENTED:
        return {home: _LETTER_WEIGHT} if home else {}
    if home is None:
        return {}
    return {Column.KNOWLEDGE: _FAMILY_WEIGHT, Column.SKILL: _FAMILY_WEIGHT, home: _FAMILY_WEIGHT + 0.25}


def _home(code: Code) -> Column | None:
    """The column in which codes of this letter are at home; none for attitudes."""
    return _home_of(code.letter, len(code.segments) == 1)


def _home_of(letter: str, is_duty: bool) -> Column | None:
    if letter == "T":
        return Column.DUTY if is_duty else Column.TASK
    return _HOMES.get(letter[-1])
