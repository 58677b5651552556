"""Drawings that rule nothing: borders around a few characters of a line (I-108)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run

_TALLEST = 40.0
"""Points: a border around one line of text is not taller."""
_NARROWEST = 1.5
"""Points: a border around a character is not narrower."""
_HUGS = 2.0
"""Points between a border and its text, left and right."""
_NEAR = 0.4
"""Ems between the border and the text that goes on beside it, at most."""
_MEETS = 1.5
"""Points by which sides of one border miss each other, at most."""
_PART = 10.0
"""Points of the squares by which bars are looked up."""


def without_text_borders(bars: list[Box], runs: Sequence[Run]) -> list[Box]:
    """The bars but for those that make borders around characters within a line.

    Such a border fits its text left and right, the line goes on close beside it, and no rule goes on from its corners
    there, as the side of a neighbouring cell would.
    """
    flat = sorted({bar for bar in bars if bar[3] - bar[1] < bar[2] - bar[0] >= _NARROWEST})
    upright = [bar for bar in bars if bar[3] - bar[1] < _TALLEST and bar[2] - bar[0] < bar[3] - bar[1]]
    if len(upright) < 2:
        return bars
    standing = _Places(((bar[0], bar[1]), bar) for bar in sorted(upright))
    tops = _Places(((bar[0], bar[1]), bar) for bar in flat)
    bottoms = _Places(((bar[0], bar[3]), bar) for bar in flat)
    by_baseline = sorted(runs, key=lambda run: run.baseline)
    heights = [run.baseline for run in by_baseline]
    dropped: set[Box] = set()
    for top, bottom in _pairs(flat):
        box = min(top[0], bottom[0]), top[1], max(top[2], bottom[2]), bottom[3]
        if _goes_on(box, tops, bottoms):
            continue
        sides = [side for x in (box[0], box[2]) if (side := _side(box, x, standing)) is not None]
        beside = by_baseline[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        if len(sides) == 2 and _is_within_line(box, beside):
            dropped |= {top, bottom, *sides}
    return [bar for bar in bars if bar not in dropped]


class _Places:
    """Bars by a point of each, so that those near a place are found without looking at all."""

    def __init__(self, bars: Iterable[tuple[tuple[float, float], Box]]) -> None:
        self._parts = defaultdict[tuple[int, int], list[Box]](list)
        for (x, y), bar in bars:
            self._parts[int(x // _PART), int(y // _PART)].append(bar)

    def near(self, x: float, y: float) -> Iterator[Box]:
        """The bars that may have their points at a place, but for what sides miss each other by."""
        for column in range(int((x - 2 * _MEETS) // _PART), int((x + _MEETS) // _PART) + 1):
            for row in range(int((y - _MEETS) // _PART), int((y + _MEETS) // _PART) + 1):
                yield from self._parts.get((column, row), ())


def _pairs(flat: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Flat bars of one extent, each with the next below it."""
    extents = defaultdict[tuple[int, int], list[tuple[float, Box]]](list)
    for bar in flat:
        extents[int(bar[0] // _PART), int(bar[2] // _PART)].append((bar[1], bar))
    for members in extents.values():
        members.sort()
    for bar in flat:
        found = [below for key in _around(bar) if key in extents and (below := _next_below(bar, extents[key])) is not None]
        if found:
            yield bar, min(found, key=lambda other: (other[1], other))


def _around(bar: Box) -> Iterator[tuple[int, int]]:
    """The extents, as parts of a page, that are a bar's but for what sides miss each other by."""
    lefts, rights = _parts_at(bar[0]), _parts_at(bar[2])
    return product(lefts, rights)


def _parts_at(x: float) -> tuple[int, ...]:
    """The parts in which a place may lie, but for what sides miss each other by."""
    first, last = int((x - _MEETS) // _PART), int((x + _MEETS) // _PART)
    return (first,) if first == last else (first, last)


def _next_below(bar: Box, members: Sequence[tuple[float, Box]]) -> Box | None:
    """The first of the bars, sorted by height, that has a bar's extent and lies a line below it at most."""
    for index in range(bisect_right(members, (bar[1] + _MEETS, ())), len(members)):
        top, other = members[index]
        if top - bar[1] >= _TALLEST:
            return None
        if top - bar[1] > _MEETS and abs(other[0] - bar[0]) <= _MEETS and abs(other[2] - bar[2]) <= _MEETS:
            return other
    return None


def _side(box: Box, x: float, standing: _Places) -> Box | None:
    """The bar that closes a box at its left or right end."""
    near = (bar for bar in standing.near(x, box[1]) if x - 2 * _MEETS <= bar[0] <= x + _MEETS)
    return min((bar for bar in near if abs(bar[1] - box[1]) <= _MEETS and abs(bar[3] - box[3]) <= _MEETS), default=None)


def _is_within_line(box: Box, runs: Sequence[Run]) -> bool:
    """Whether text fits between the sides of a box and goes on right behind or before it."""
    inside: list[tuple[float, float]] = []
    outside: list[tuple[float, float]] = []
    reach = _NEAR * max([run.size for run in runs], default=0.0)
    for run in runs:
        if run.x1 < box[0] - reach - _HUGS or run.x0 > box[2] + reach:
            continue
        for character, left, right in zip(run.characters, run.lefts, run.rights, strict=True):
            if not character.isspace():
                (inside if box[0] < (left + right) / 2 < box[2] else outside).append((left, right))
    if not inside:
        return False
    fits = min(left for left, _ in inside) - box[0] <= _HUGS and box[2] - max(right for _, right in inside) <= _HUGS
    return fits and any(-_HUGS <= left - box[2] <= reach or -_HUGS <= box[0] - right <= reach for left, right in outside)


def _goes_on(box: Box, tops: _Places, bottoms: _Places) -> bool:
    """Whether a rule begins at the right end of a box, at the height of its top or bottom, as that of another cell does."""
    return any(
        abs(bar[side] - box[side]) <= _MEETS and bar[2] > box[2] + 2 * _MEETS and -2 * _MEETS <= bar[0] - box[2] <= _MEETS
        for side, places in ((1, tops), (3, bottoms))
        for bar in places.near(box[2], box[side])
    )
