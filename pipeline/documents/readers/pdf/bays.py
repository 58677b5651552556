"""Nested tables that hang on a rule of the cell around them, so that their rows came out as rows of the outer table (I-110).

A cell of which a table inside takes a piece is no rectangle: room is left beside the piece, and above or below it as a
rule. Where the inner table fills the height of its cell, two narrow blank strips are left beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from pipeline.documents.readers.pdf.glyphs import CENTRE, Run
from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle
from pipeline.documents.readers.pdf.regions import find
from pipeline.documents.readers.pdf.strips import Sides

STRIP = 14.0
"""Points: the widest strip that is taken for what a cell leaves beside a table inside it."""

_MOST_STRIPS = 1_000
"""Blank strips on a page from which on they are the page's own pattern and beside no table."""


class Bay(NamedTuple):
    """A cell of the outer table, and the tables in it, as rectangles of the same lattice."""

    host: Rectangle
    inner: tuple[Rectangle, ...]


def bays_of(lattice: Lattice, runs: Sequence[Sequence[Run]]) -> list[Bay]:
    """The cells with tables in them; `runs` is the text by rectangle. What holds text beside a table is no such cell."""
    areas: defaultdict[int, list[int]] = defaultdict(list)
    for number, area in enumerate(lattice.areas):
        areas[area].append(number)
    found = [bay for numbers in areas.values() if len(numbers) > 1 for bay in _around(lattice, numbers, runs)]
    blank = [number for (number, *more) in areas.values() if not more and not runs[number]]
    return found or list(_between_strips(lattice, blank))


def _around(lattice: Lattice, numbers: Sequence[int], runs: Sequence[Sequence[Run]]) -> Iterator[Bay]:
    """The bay of an area that is no rectangle."""
    parts = [lattice.rectangles[number] for number in numbers]
    host = _hull(parts)
    covered = {number for row in lattice.owner[host.row : host.last_row] for number in row[host.column : host.last_column]}
    inside = [lattice.rectangles[number] for number in sorted(covered.difference(numbers))]
    if not all(_is_within(one, host) for one in inside):
        return
    groups = grouped(lattice, host, inside)
    if not all(_is_filled(group) for group in groups):
        return
    inner = tuple(map(_hull, groups))
    text = [run for number in numbers for run in runs[number]]
    is_frame = not text and _size(host) == len(lattice.owner) * len(lattice.owner[0])
    if inner and not is_frame and all(_has_room(lattice, host, one) and not _beside(lattice, one, text) for one in inner):
        yield Bay(host, inner)


def _between_strips(lattice: Lattice, blank: Sequence[int]) -> Iterator[Bay]:
    """The tables beside narrow blank strips, which end where the cell does: between two, or on the other side of their cell."""
    strips = [lattice.rectangles[number] for number in blank]
    strips = [strip for strip in strips if _width(lattice, strip) <= STRIP]
    if len(strips) > _MOST_STRIPS:
        return
    sides = Sides(lattice, strips)
    levels: defaultdict[tuple[int, int], list[Rectangle]] = defaultdict(list)
    for strip in sorted(strips, key=_column):
        levels[strip.row, strip.last_row].append(strip)
    taken: set[Rectangle] = set()
    for left in strips:
        level = levels[left.row, left.last_row]
        place = bisect_right(level, left.last_column, key=_column)
        if place < len(level):
            right = level[place]
            inner = Rectangle(left.row, left.last_column, left.last_row, right.column)
            if _holds_cells(lattice, inner) and sides.end(left, left.last_column) and sides.end(right, right.column):
                taken |= {left, right}
                yield Bay(Rectangle(left.row, left.column, left.last_row, right.last_column), (inner,))
    for strip in strips:
        if strip not in taken:
            yield from _beside_strip(lattice, strip, sides)


def _beside_strip(lattice: Lattice, strip: Rectangle, sides: Sides) -> Iterator[Bay]:
    """The table that lies on one side of its cell and leaves a strip at the other: what parts the cells beyond is that side."""
    row, first, last_row, last = strip
    left, right = sides.around(strip)
    for side, inner in ((last, Rectangle(row, last, last_row, right)), (first, Rectangle(row, left, last_row, first))):
        is_table = inner.column < inner.last_column and _is_table(lattice, inner) and _has_rows(lattice, inner)
        if is_table and sides.end(strip, side):
            yield Bay(_hull((strip, inner)), (inner,))
            return


def _has_rows(lattice: Lattice, inner: Rectangle) -> bool:
    """Whether a part of the lattice that is a table has cells below its first ones."""
    first = lattice.owner[inner.row][inner.column : inner.last_column]
    return any(lattice.rectangles[cell].last_row < inner.last_row for cell in first)


def _is_table(lattice: Lattice, inner: Rectangle) -> bool:
    """Whether a part of the lattice holds several cells, none of which reaches out of it."""
    row, column, _, _ = inner
    return not _is_within(inner, lattice.rectangles[lattice.owner[row][column]]) and _holds_cells(lattice, inner)


def _holds_cells(lattice: Lattice, inner: Rectangle) -> bool:
    """Whether no cell reaches out of a part of the lattice."""
    row, column, last_row, last_column = inner
    owner = lattice.owner
    rows, columns = slice(row, last_row), slice(column, last_column)
    for inside, outside in ((row, row - 1), (last_row - 1, last_row)):
        if 0 <= outside < len(owner) and any(map(eq, owner[inside][columns], owner[outside][columns])):
            return False
    return not any(
        0 <= outside < len(owner[0]) and any(cells[inside] == cells[outside] for cells in owner[rows])
        for inside, outside in ((column, column - 1), (last_column - 1, last_column))
    )


def _has_room(lattice: Lattice, host: Rectangle, inner: Rectangle) -> bool:
    """Whether a table stands clear of both sides of its cell, or lies on one and has several cells or a strip beside it."""
    left = lattice.xs[inner.column] - lattice.xs[host.column]
    right = lattice.xs[host.last_column] - lattice.xs[inner.last_column]
    return (left > 0 and right > 0) or 0 < left + right <= STRIP or (left + right > 0 and _is_table(lattice, inner))


def _beside(lattice: Lattice, inner: Rectangle, runs: Sequence[Run]) -> bool:
    """Whether any text of a cell stands at the height of the table in it."""
    top, bottom = lattice.ys[inner.row], lattice.ys[inner.last_row]
    return any(top < run.baseline - CENTRE * run.size < bottom for run in runs)


def _column(one: Rectangle) -> int:
    return one.column


def _width(lattice: Lattice, rectangle: Rectangle) -> float:
    return lattice.xs[rectangle.last_column] - lattice.xs[rectangle.column]


def _hull(parts: Sequence[Rectangle]) -> Rectangle:
    rows, columns, last_rows, last_columns = zip(*parts, strict=True)
    return Rectangle(min(rows), min(columns), max(last_rows), max(last_columns))


def _is_within(one: Rectangle, around: Rectangle) -> bool:
    return (
        around.row <= one.row and one.last_row <= around.last_row
        and around.column <= one.column and one.last_column <= around.last_column
    )


def _is_filled(group: Sequence[Rectangle]) -> bool:
    """Whether cells together are a rectangle."""
    return _size(_hull(group)) == sum(map(_size, group))


def _size(one: Rectangle) -> int:
    return (one.last_row - one.row) * (one.last_column - one.column)


def grouped(lattice: Lattice, host: Rectangle, cells: Sequence[Rectangle]) -> list[list[Rectangle]]:
    """Cells that share a side, or a corner, together; the group with the last of them last."""
    if cells and _is_filled(cells):
        return [list(cells)]
    number = {lattice.owner[cell.row][cell.column]: index for index, cell in enumerate(cells)}
    parent = list(range(len(cells)))
    for one, other in _neighbours([row[host.column : host.last_column] for row in lattice.owner[host.row : host.last_row]]):
        if one != other and one in number and other in number:
            parent[find(parent, number[other])] = find(parent, number[one])
    groups: defaultdict[int, list[Rectangle]] = defaultdict(list)
    for index in range(len(cells) - 1, -1, -1):
        groups[find(parent, index)].append(cells[index])
    return list(groups.values())[::-1]


def _neighbours(rows: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """The pairs of cells that lie beside, below or across a corner from each other."""
    pairs: set[tuple[int, int]] = set()
    for row in rows:
        pairs.update(pairwise(row))
    for above, below in pairwise(rows):
        pairs.update(zip(above, below, strict=True), zip(above, below[1:], strict=False), zip(above[1:], below, strict=False))
    return pairs
