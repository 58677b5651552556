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
        left = _side(box, box[0], standing)
        right = _side(box, box[2], standing) if left is not None else None
        if left is None or right is None or _goes_on(box, tops, bottoms):
            continue
        if _is_within_line(box, by_baseline[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]):
            dropped |= {top, bottom, left, right}
    return [bar for bar in bars if bar not in dropped]


class _Places:
    """Bars by a point of each, so that those near a place are found without looking at all."""

    def __init__(self, bars: Iterable[tuple[tuple[float, float], Box]]) -> None:
        parts = defaultdict[tuple[int, int], list[Box]](list)
        for (x, y), bar in bars:
            parts[int(x // _PART), int(y // _PART)].append(bar)
        self._parts = dict(parts)

    def near(self, x: float, y: float) -> Sequence[Box]:
        """The bars that may have their points at a place, but for what sides miss each other by."""
        first, last = int((x - 2 * _MEETS) // _PART), int((x + _MEETS) // _PART)
        upper, lower = int((y - _MEETS) // _PART), int((y + _MEETS) // _PART)
        if first == last and upper == lower:
            return self._parts.get((first, upper), ())
        keys = product(range(first, last + 1), range(upper, lower + 1))
        return [bar for key in keys if key in self._parts for bar in self._parts[key]]


def _pairs(flat: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Flat bars of one extent, each with the next below it."""
    extents = defaultdict[tuple[int, int], list[tuple[float, Box]]](list)
    for bar in flat:
        extents[int(bar[0] // _PART), int(bar[2] // _PART)].append((bar[1], bar))
    for members in extents.values():
        members.sort()
    for bar in flat:
        keys = [key for key in product(_parts_at(bar[0]), _parts_at(bar[2])) if key in extents]
        found = [below for key in keys if (below := _next_below(bar, extents[key])) is not None]
        if found:
            yield bar, found[0] if len(found) == 1 else min(found, key=lambda other: (other[1], other))


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
    _, top, _, bottom = box
    low, high = x - 2 * _MEETS, x + _MEETS
    near = [bar for bar in standing.near(x, top) if low <= bar[0] <= high and abs(bar[1] - top) <= _MEETS]
    return min([bar for bar in near if abs(bar[3] - bottom) <= _MEETS], default=None)


def _is_within_line(box: Box, runs: Sequence[Run]) -> bool:
    """Whether text fits between the sides of a box and goes on right behind or before it."""
    first, _, last, _ = box
    reach = _NEAR * max([run.size for run in runs], default=0.0)
    low, high = first - reach - _HUGS, last + reach
    glyphs = [
        (left, right)
        for run in runs
        if run.x1 >= low and run.x0 <= high
        for character, left, right in zip(run.characters, run.lefts, run.rights, strict=True)
        if not character.isspace()
    ]
    inside = [glyph for glyph in glyphs if first < (glyph[0] + glyph[1]) / 2 < last]
    if not inside or min(inside)[0] - first > _HUGS or last - max([right for _, right in inside]) > _HUGS:
        return False
    outside = (glyph for glyph in glyphs if not first < (glyph[0] + glyph[1]) / 2 < last)
    return any(-_HUGS <= left - last <= reach or -_HUGS <= first - right <= reach for left, right in outside)


def _goes_on(box: Box, tops: _Places, bottoms: _Places) -> bool:
    """Whether a rule begins at the right end of a box, at the height of its top or bottom, as that of another cell does."""
    end = box[2]
    return any(
        abs(bar[side] - box[side]) <= _MEETS and bar[2] > end + 2 * _MEETS and -2 * _MEETS <= bar[0] - end <= _MEETS
        for side, places in ((1, tops), (3, bottoms))
        for bar in places.near(end, box[side])
    )
