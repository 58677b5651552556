"""A main-table header that a page break cuts: its upper part ends one page, its rest begins the next (I-25).

Either part alone may name next to nothing (`主要職` / `責`, or 職能內涵 over K=… and S=…); put one below the
other they name the columns, and only then are they a header.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.flow import Flow, Row
from pipeline.documents.model import Cell
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.columns import Header, union
from pipeline.standards.sections.headings import Column, header_column
from pipeline.standards.sections.heads import Range, in_place, span_of

_FEWEST = 4
_UPPER_ROWS = 3
_LOWER_ROWS = 2


def broken_header(flow: Flow, index: int) -> Header | None:
    """The header whose upper rows begin at `index` and whose last rows begin the next page, or None."""
    upper = _last_rows(flow, index)
    lower = _first_rows(flow, index + len(upper)) if upper else []
    if not lower or lower[0].page == upper[-1].page:
        return None
    for count in range(1, len(lower) + 1):
        ranges = _named_together(upper, lower[:count])
        if len(ranges) >= _FEWEST and {Column.TASK, Column.INDICATOR} & set(ranges):
            return Header((*upper, *lower[:count]), in_place(ranges))
    return None


def _last_rows(flow: Flow, index: int) -> list[Row]:
    """The rows from `index` to the end of their grid, unless that end is farther than a header is high."""
    first = flow[index]
    if not isinstance(first, Row) or first.grid.row_count - first.index > _UPPER_ROWS:
        return []
    return [row for row in flow[index : index + first.grid.row_count - first.index] if isinstance(row, Row)]


def _first_rows(flow: Flow, index: int) -> list[Row]:
    """The first rows of the next grid; the rest of an upper header row may stand above the lower one, and be blank."""
    first = flow[index] if index < len(flow) else None
    if not isinstance(first, Row) or not first.first:
        return []
    return [row for row in flow[index : index + _LOWER_ROWS] if isinstance(row, Row) and row.grid is first.grid]


def _named_together(upper: Sequence[Row], lower: Sequence[Row]) -> dict[Column, Range]:
    """The columns that the cells of both pages name together; none unless every text takes part in a name."""
    below = lower[-1]
    reaching_down = set(map(id, below.cells))
    rows = [*upper, *lower[:-1]]
    above = [(span_of(row.grid, cell), cell) for row in rows for cell in row.filled_cells if id(cell) not in reaching_down]
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
