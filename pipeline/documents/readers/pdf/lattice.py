"""A ruled region → its lattice: column and row boundaries, and the rectangles (cells) they enclose."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.regions import TOUCH, Region, find
from pipeline.documents.readers.pdf.rules import Rule

_CLOSED = 0.75
"""Share of a side that must be ruled; a side with a larger gap is open and its two cells are one."""

_PAGE = 0.8
"""Share of a page's text that a frame around the page encloses, at least."""


class Rectangle(NamedTuple):
    """A cell as a rectangle of elementary cells: first and (exclusive) last row and column."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Lattice:
    """`owner[row][column]` is the number of the rectangle that covers an elementary cell.

    `areas` numbers what no rule parts, by rectangle: an area that is no rectangle was cut into several.
    """

    xs: list[float]
    ys: list[float]
    rectangles: list[Rectangle]
    owner: list[list[int]]
    nested: list[Lattice] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)

    @property
    def extent(self) -> Box:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the border."""
        left, top, right, bottom = self.extent
        return left <= x <= right and top <= y <= bottom

    def cell_at(self, x: float, y: float) -> int:
        """The number of the rectangle at a point inside the lattice."""
        return self.owner[bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1][bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1]


def lattice_of(region: Region) -> Lattice:
    """Elementary cells joined wherever no rule parts them, as rectangles sorted by row and column."""
    xs = sorted({rule.at for rule in region.vertical})
    ys = sorted({rule.at for rule in region.horizontal})
    right_closed = _closed_sides(region.vertical, xs, ys, region.horizontal)
    below_closed = _closed_sides(region.horizontal, ys, xs, region.vertical)
    xs, right_closed, below_closed = _without_blind(xs, right_closed, below_closed)
    ys, below_closed, right_closed = _without_blind(ys, below_closed, right_closed)
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))
    for column, sides in enumerate(right_closed[1:-1]):
        for row in _open(sides):
            here = row * columns + column
            parent[find(parent, here + 1)] = find(parent, here)
    for row, sides in enumerate(below_closed[1:-1]):
        for column in _open(sides):
            here = row * columns + column
            parent[find(parent, here + columns)] = find(parent, here)
    labels = [[find(parent, here) for here in range(first, first + columns)] for first in range(0, rows * columns, columns)]
    return _rectangular(xs, ys, labels)


def _open(sides: list[bool]) -> list[int]:
    """The bands in which a side is not ruled."""
    return [band for band, closed in enumerate(sides) if not closed]


def _closed_sides(
    rules: Iterable[Rule], positions: list[float], crossings: list[float], across: Sequence[Rule]
) -> list[list[bool]]:
    """Whether the side is ruled, for each position and each band between two crossings."""
    count = len(crossings) - 1
    ruled = {at: [0.0] * count for at in positions}
    for at, start, end in rules:
        bands = ruled[at]
        start, end = _met(start, at, crossings, across), _met(end, at, crossings, across)
        first, last = bisect_left(crossings, start), bisect_right(crossings, end) - 1
        if last > first:
            bands[first:last] = [1.0] * (last - first)
        # What is left are the bands in which the rule begins and ends, maybe one and the same.
        for band in {first - 1, last}:
            if 0 <= band < count:
                low, high = crossings[band], crossings[band + 1]
                bands[band] += (min(high, end) - max(low, start)) / (high - low)
    return [[share >= _CLOSED for share in ruled[at]] for at in positions]


def _met(end: float, at: float, crossings: list[float], across: Sequence[Rule]) -> float:
    """The crossing that a rule's end meets, else where it ends: in a sliver of a column even a hair's breadth matters.

    Between two crossings the one counts where a rule passes; the position of a rule drawn in pieces is their mean.
    """
    index = bisect_left(crossings, end)
    over = crossings[index] - end if index < len(crossings) else TOUCH
    under = end - crossings[index - 1] if index else TOUCH
    if over >= TOUCH and under >= TOUCH:
        return end
    if over < TOUCH and under < TOUCH:
        passing = [_passes(crossings[side], at, across) for side in (index - 1, index)]
        return crossings[index if passing[1] > passing[0] or (passing[0] == passing[1] and over < under) else index - 1]
    return crossings[index] if over < TOUCH else crossings[index - 1]


def _passes(crossing: float, at: float, across: Sequence[Rule]) -> bool:
    """Whether a rule at a crossing passes a position."""
    return any(rule.at == crossing and rule.start - TOUCH <= at <= rule.end + TOUCH for rule in across)


def _without_blind(
    positions: list[float], sides: list[list[bool]], across: list[list[bool]]
) -> tuple[list[float], list[list[bool]], list[list[bool]]]:
    """Leave out inner positions that close no side at all, such as that of an underline in a cell."""
    last = len(positions) - 1
    kept = [index for index in range(last + 1) if index in (0, last) or any(sides[index])]
    if len(kept) == last + 1:
        return positions, sides, across
    spans = list(itertools.pairwise(kept))
    merged = [[all(line[first:end]) for first, end in spans] for line in across]
    return [positions[index] for index in kept], [sides[index] for index in kept], merged


def _rectangular(xs: list[float], ys: list[float], labels: list[list[int]]) -> Lattice:
    """Cut the joined cells into rectangles; most are one already, an L-shaped one becomes two."""
    rows, columns = len(labels), len(labels[0])
    owner = [[-1] * columns for _ in range(rows)]
    rectangles: list[Rectangle] = []
    for row, owners in enumerate(owner):
        for column in range(columns):
            if owners[column] >= 0:
                continue
            rectangle = _grow(labels, owner, row, column)
            _, _, last_row, last_column = rectangle
            for covered in owner[row:last_row]:
                covered[column:last_column] = [len(rectangles)] * (last_column - column)
            rectangles.append(rectangle)
    return Lattice(xs, ys, rectangles, owner, areas=[labels[rectangle.row][rectangle.column] for rectangle in rectangles])


def _grow(labels: list[list[int]], owner: list[list[int]], row: int, column: int) -> Rectangle:
    here, taken = labels[row], owner[row]
    label, columns = here[column], len(here)
    last_column = column + 1
    if (last_column == columns or here[last_column] != label) and (row + 1 == len(labels) or labels[row + 1][column] != label):
        return Rectangle(row, column, row + 1, last_column)
    while last_column < columns and here[last_column] == label and taken[last_column] < 0:
        last_column += 1
    wanted, free = [label] * (last_column - column), [-1] * (last_column - column)
    last_row = row + 1
    while (
        last_row < len(labels)
        and labels[last_row][column:last_column] == wanted
        and owner[last_row][column:last_column] == free
    ):
        last_row += 1
    return Rectangle(row, column, last_row, last_column)


def lattices_of(regions: list[Region], reach: float) -> list[Lattice]:
    """The lattices of a page with nested ones inside theirs; a mere frame around other tables is left out.

    `reach` is the height of the lowest text.
    """
    pairs = [(region, lattice_of(region)) for region in regions]
    pairs.sort(key=_area, reverse=True)
    outer: list[tuple[Region, Lattice]] = []
    for index, (region, lattice) in enumerate(pairs):
        if len(lattice.rectangles) == 1 and _is_frame(region, [other for other, _ in pairs[index + 1 :]], reach):
            continue
        for around, host in outer:
            if around.encloses(region):
                host.nested.append(lattice)
                break
        else:
            outer.append((region, lattice))
    lattices = [lattice for _, lattice in outer]
    lattices.sort(key=_corner)
    return lattices


def _area(pair: tuple[Region, Lattice]) -> float:
    return pair[0].area


def _is_frame(region: Region, smaller: Iterable[Region], reach: float) -> bool:
    """Whether a region is an ornament and no table around a nested one: other tables fill most of it, or it fills the page."""
    inside = [other for other in smaller if region.encloses(other)]
    fills = region.bottom - region.top > _PAGE * reach
    return bool(inside) and (fills or sum(other.area for other in inside) > 0.5 * region.area)


def _corner(lattice: Lattice) -> tuple[float, float]:
    return lattice.ys[0], lattice.xs[0]
