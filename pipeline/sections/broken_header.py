"""A main-table header that a page break cuts: its upper part ends one page, its rest begins the next (I-25).

Either part alone may name next to nothing (`主要職` / `責`, or 職能內涵 over K=… and S=…); put one below the
other they name the columns, and only then are they a header.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Cell
from pipeline.normalise import fold
from pipeline.sections.columns import Header, Range, span_of, union
from pipeline.sections.headings import COLUMNS, Column, header_column
from pipeline.stitch import Flow, Row

_FEWEST = 4
_UPPER_ROWS = 3


def broken_header(flow: Flow, index: int) -> Header | None:
    """The header whose upper rows begin at `index` and whose last row begins the next page, or None."""
    upper = _last_rows(flow, index)
    lower = _first_rows(flow, index + len(upper)) if upper else []
    if not lower or lower[0].page == upper[-1].page:
        return None
    ranges = _named_together(upper, lower[-1])
    if len(ranges) < _FEWEST or not {Column.TASK, Column.INDICATOR} & set(ranges):
        return None
    return Header((*upper, *lower), tuple((column, ranges[column]) for column in COLUMNS if column in ranges))


def _last_rows(flow: Flow, index: int) -> list[Row]:
    """The rows from `index` to the end of their grid, unless that end is farther than a header is high."""
    first = flow[index]
    if not isinstance(first, Row) or first.grid.row_count - first.index > _UPPER_ROWS:
        return []
    return [row for row in flow[index : index + first.grid.row_count - first.index] if isinstance(row, Row)]


def _first_rows(flow: Flow, index: int) -> list[Row]:
    """The rows of the next grid down to the first that says something: the rest of an upper header row may be blank."""
    rows: list[Row] = []
    for item in flow[index : index + 2]:
        if not isinstance(item, Row) or item.first != (not rows):
            return []
        rows.append(item)
        if item.filled_cells:
            return rows
    return []


def _named_together(upper: Sequence[Row], below: Row) -> dict[Column, Range]:
    """The columns that the cells of both pages name together; none unless every text takes part in a name."""
    above = [(span_of(row.grid, cell), cell) for row in upper for cell in row.filled_cells]
    if not above:
        return {}
    ranges: dict[Column, Range] = {}
    used: set[int] = set()
    for cell in below.cells:
        span = span_of(below.grid, cell)
        over = [other for place, other in above if _covers(place, span)]
        column = _column(over, cell)
        if column is not None:
            ranges[column] = union(ranges[column], span) if column in ranges else span
            used |= {id(other) for other in over}
        elif fold(cell.text):
            return {}
    return ranges if len(used) == len(above) else {}


def _column(over: Sequence[Cell], cell: Cell) -> Column | None:
    return header_column("".join(other.text for other in over) + cell.text)


def _covers(place: Range, span: Range) -> bool:
    """Whether the middle of a span lies below a place."""
    return place[0] < (span[0] + span[1]) / 2 < place[1]
