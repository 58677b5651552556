"""The heads of a main table beyond the form's own words: free wording, columns that nobody knows, any order (I-121)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.flow import Row
from pipeline.documents.model import Cell, Grid
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.headings import (
    COLUMNS,
    Column,
    free_header_column,
    header_column,
    is_half_name,
    is_header_piece,
    is_spanning_header,
)

Range = tuple[float, float]
_FEWEST_FREE = 5
_FIRST_ROWS = 2
_LONGEST_OTHER = 20
_CONTENTS = frozenset((Column.KNOWLEDGE, Column.SKILL))


def span_of(grid: Grid, cell: Cell) -> Range:
    """From the left to the right edge of a cell."""
    return grid.edges[cell.column], grid.edges[min(cell.column + cell.column_span, grid.column_count)]


def free_names(row: Row, named: dict[Column, Range], fewest: int) -> dict[Column, Range]:
    """The columns that the heads of a row name in free wording beside those in the form's; none if few are sure.

    Without a sure one they count in the first rows of a table only, where most of the cells name one each.
    """
    if len(named) < fewest and row.index >= _FIRST_ROWS:
        return {}
    free: dict[Column, Range] = {}
    for cell in row.filled_cells:
        column = None if header_column(cell.text) else free_header_column(cell.text)
        if column is not None and column not in named and not any(character.isdigit() for character in cell.text):
            free.setdefault(column, span_of(row.grid, cell))
    return free if len(named) >= fewest or len(free) + len(named) >= _FEWEST_FREE else {}


def below_spanning(rows: Sequence[Row], ranges: dict[Column, Range]) -> dict[Column, Range]:
    """Knowledge and skills below a 職能內涵 over two columns whose own heads were left out."""
    if Column.KNOWLEDGE in ranges or Column.SKILL in ranges:
        return {}
    for row in rows:
        for cell in row.new_cells:
            if is_spanning_header(cell.text) and cell.column_span > 1:
                left, right = span_of(row.grid, cell)
                middle = row.grid.edges[cell.column + cell.column_span // 2]
                return {Column.KNOWLEDGE: (left, middle), Column.SKILL: (middle, right)}
    return {}


def unknown_heads(rows: Sequence[Row], ranges: dict[Column, Range]) -> tuple[tuple[str, Range], ...]:
    """The heads of columns that the form does not have, with their places; a head above known ones is none."""
    found: list[tuple[str, Range]] = []
    for row in rows:
        for cell in row.new_cells:
            span = span_of(row.grid, cell)
            text = fold(cell.text)
            known = header_column(text) or is_half_name(text) or is_header_piece(text) or free_header_column(text)
            if text and len(text) <= _LONGEST_OTHER and not known and not any(_meet(span, other) for other in ranges.values()):
                found.append((text, span))
    return tuple(found)


def begins_legend(row: Row) -> bool:
    """Whether a table that has no columns but those of knowledge and skills begins with this row."""
    if not row.first or row.grid.column_count > len(_CONTENTS):
        return False
    return {header_column(cell.text) for cell in row.filled_cells} == _CONTENTS or is_legend_head(row.filled_cells[0].text)


def is_legend_head(text: str) -> bool:
    """The head of a list of knowledge or of skills, `知識（K）`."""
    return header_column(text) in _CONTENTS


def in_place(ranges: dict[Column, Range]) -> tuple[tuple[Column, Range], ...]:
    """The columns from left to right as they stand; in the form's order where their places overlap."""
    form = tuple((column, ranges[column]) for column in COLUMNS if column in ranges)
    printed = tuple(sorted(form, key=lambda named: named[1]))
    apart = all(not _meet(one[1], other[1]) for one, other in pairwise(printed))
    return printed if apart else form


def _meet(one: Range, other: Range) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])
