"""What is looked up by place is what looking at all would find."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.bays import grouped
from pipeline.documents.readers.pdf.ground import PAPER, Area, Ground
from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle
from pipeline.documents.readers.pdf.spread import Spread
from pipeline.documents.readers.pdf.strips import Sides


def box(random: Random) -> Box:
    x, y = random.uniform(-50, 650), random.uniform(-50, 900)
    wide, high = random.choice([(5, 5), (200, 8), (3, 700), (9e5, 9e5)])
    return x, y, x + wide * random.random(), y + high * random.random()


def meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


@pytest.mark.parametrize("seed", range(5))
def test_boxes_that_meet_are_near_each_other(seed: int) -> None:
    random = Random(seed)
    boxes = [box(random) for _ in range(60)]
    spread = Spread(boxes)
    for one in [*boxes, (1e4, 1e4, 2e4, 2e4), (-9.0, -9.0, -9.0, -9.0)]:
        assert {number for number, other in enumerate(boxes) if meet(one, other)} <= set(spread.near(one))


def lattice(random: Random) -> Lattice:
    """Rows of cells, each cut at random columns."""
    rows, columns = random.randint(1, 6), random.randint(2, 7)
    rectangles = [
        Rectangle(row, left, row + 1, right)
        for row in range(rows)
        for edges in [sorted({0, columns, *random.sample(range(columns), random.randint(0, columns - 1))})]
        for left, right in pairwise(edges)
    ]
    owner = [[next(n for n, r in enumerate(rectangles) if r.row == row and r.column <= column < r.last_column)
              for column in range(columns)] for row in range(rows)]
    return Lattice([10.0 * x for x in range(columns + 1)], [10.0 * y for y in range(rows + 1)], rectangles, owner)


def ends(found: Lattice, strip: Rectangle, column: int, strips: list[Rectangle], step: int) -> bool | None:
    """Step by step from cell to cell."""
    row = strip.row + step
    while 0 <= row < len(found.owner):
        if found.owner[row][column - 1] == found.owner[row][column]:
            return True
        cell = found.rectangles[found.owner[row][strip.column]]
        if cell not in strips or (cell.column, cell.last_column) != (strip.column, strip.last_column):
            return False
        row += step
    return None


@pytest.mark.irregularity("I-110")
@pytest.mark.parametrize("seed", range(20))
def test_the_sides_of_strips_end_and_are_followed_where_each_walk_by_itself_leads(seed: int) -> None:
    random = Random(seed)
    found = lattice(random)
    strips = [one for one in found.rectangles if random.random() < 0.7]
    sides, last = Sides(found, strips), len(found.xs) - 1
    for strip in random.sample(strips, len(strips)):
        beyond = [found.owner[row] for row in (strip.row - 1, strip.last_row) if 0 <= row < len(found.owner)]
        parting = [at for at in range(last + 1) if at in (0, last) or any(cells[at - 1] != cells[at] for cells in beyond)]
        left = max((at for at in parting if at < strip.column), default=strip.column)
        right = min((at for at in parting if at > strip.last_column), default=strip.last_column)
        assert sides.around(strip) == (left, right)
        for column in {strip.column, strip.last_column} - {0, last}:
            walked = {ends(found, strip, column, strips, step) for step in (-1, 1)}
            assert sides.end(strip, column) == (True in walked and False not in walked)


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize("seed", range(5))
def test_what_is_painted_under_and_over_a_point_is_the_nearest_layer_however_large(seed: int) -> None:
    random = Random(seed)
    areas = [
        Area((x, y, x + random.choice([20, 600]), y + random.choice([20, 800])), (number,), number, (number / 40, 0.0, 0.0))
        for number, x, y in ((number, random.uniform(0, 500), random.uniform(0, 700)) for number in range(40))
    ]
    random.shuffle(areas)
    ground = Ground(areas, lambda area: True)
    for _ in range(100):
        x, y, place = random.uniform(0, 600), random.uniform(0, 800), random.randint(0, 39)
        here = [area for area in areas if area.holds(x, y)]
        under = max((area for area in here if area.place < (place,)), key=lambda area: area.place, default=None)
        over = [area for area in here if area.place >= (place,)]
        cover = ground.cover(x, y, (place,))
        assert ground.beneath(x, y, (place,)) == (under.colour if under else PAPER)
        assert cover == max(over, key=lambda area: area.place, default=None)
        assert ground.is_overlaid((x, y, x, y), (place,)) or all(area.place <= (place,) for area in over)


def touch(one: Rectangle, other: Rectangle) -> bool:
    """Whether cells share a side or a corner."""
    return (
        one.row <= other.last_row and other.row <= one.last_row
        and one.column <= other.last_column and other.column <= one.last_column
    )


@pytest.mark.irregularity("I-110")
@pytest.mark.parametrize("seed", range(20))
def test_cells_are_grouped_as_each_pair_by_itself_says(seed: int) -> None:
    random = Random(seed)
    found = lattice(random)
    cells = [one for one in found.rectangles if random.random() < 0.6]
    groups: list[set[Rectangle]] = []
    for cell in cells:
        near = [group for group in groups if any(touch(cell, other) for other in group)]
        groups = [group for group in groups if group not in near] + [{cell}.union(*near)]
    host = Rectangle(0, 0, len(found.owner), len(found.xs) - 1)
    assert list(map(set, grouped(found, host, cells))) == groups
