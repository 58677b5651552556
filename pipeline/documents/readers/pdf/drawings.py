"""Drawings that rule nothing: borders around a few characters of a line (I-108)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run

_TALLEST = 40.0
"""Points: a border around one line of text is not taller."""
_HUGS = 2.0
"""Points between a border and its text, left and right."""
_NEAR = 0.4
"""Ems between the border and the text that goes on beside it, at most."""
_MOST = 3000
"""Flat bars of a page on which borders are looked for; more are a drawing."""
_MEETS = 1.5
"""Points by which sides of one border miss each other, at most."""


def without_text_borders(bars: list[Box], runs: Sequence[Run]) -> list[Box]:
    """The bars but for those that make borders around characters within a line.

    Such a border fits its text left and right, the line goes on close beside it, and no rule goes on from its corners
    there, as the side of a neighbouring cell would.
    """
    flat = [bar for bar in bars if bar[3] - bar[1] < bar[2] - bar[0]]
    upright = [bar for bar in bars if bar[3] - bar[1] < _TALLEST and bar[2] - bar[0] < bar[3] - bar[1]]
    if len(upright) < 2 or len(flat) > _MOST:
        return bars
    flat.sort()
    upright.sort()
    lefts, columns = [bar[0] for bar in flat], [bar[0] for bar in upright]
    by_baseline = sorted(runs, key=lambda run: run.baseline)
    heights = [run.baseline for run in by_baseline]
    dropped: set[Box] = set()
    for top, bottom in _pairs(flat):
        box = min(top[0], bottom[0]), top[1], max(top[2], bottom[2]), bottom[3]
        sides = [side for x in (box[0], box[2]) if (side := _side(box, x, upright, columns)) is not None]
        beside = by_baseline[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        if len(sides) == 2 and not _goes_on(box, flat, lefts) and _is_within_line(box, beside):
            dropped |= {top, bottom, *sides}
    return [bar for bar in bars if bar not in dropped]


def _pairs(flat: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Flat bars of one extent, each with the next below it."""
    for index, bar in enumerate(flat):
        below = [
            other
            for other in flat[bisect_left(flat, (bar[0] - _MEETS,)) : bisect_right(flat, (bar[0] + _MEETS,), index)]
            if abs(other[2] - bar[2]) <= _MEETS and _MEETS < other[1] - bar[1] < _TALLEST
        ]
        if below:
            yield bar, min(below, key=lambda other: other[1])


def _side(box: Box, x: float, upright: Sequence[Box], columns: Sequence[float]) -> Box | None:
    """The bar that closes a box at its left or right end."""
    near = upright[bisect_left(columns, x - 2 * _MEETS) : bisect_right(columns, x + _MEETS)]
    return next((bar for bar in near if abs(bar[1] - box[1]) <= _MEETS and abs(bar[3] - box[3]) <= _MEETS), None)


def _is_within_line(box: Box, runs: Sequence[Run]) -> bool:
    """Whether text fits between the sides of a box and goes on right behind or before it."""
    inside: list[tuple[float, float]] = []
    outside: list[tuple[float, float]] = []
    for run in runs:
        for character, left, right in zip(run.characters, run.lefts, run.rights, strict=True):
            if not character.isspace():
                (inside if box[0] < (left + right) / 2 < box[2] else outside).append((left, right))
    if not inside:
        return False
    reach = _NEAR * max(run.size for run in runs)
    fits = min(left for left, _ in inside) - box[0] <= _HUGS and box[2] - max(right for _, right in inside) <= _HUGS
    return fits and any(-_HUGS <= left - box[2] <= reach or -_HUGS <= box[0] - right <= reach for left, right in outside)


def _goes_on(box: Box, flat: Sequence[Box], lefts: Sequence[float]) -> bool:
    """Whether a rule begins at the right end of a box, at the height of its top or bottom, as that of another cell does."""
    begin = flat[bisect_left(lefts, box[2] - 2 * _MEETS) : bisect_right(lefts, box[2] + _MEETS)]
    return any(
        min(abs(top - box[1]), abs(bottom - box[3])) <= _MEETS and x1 > box[2] + 2 * _MEETS for _, top, x1, bottom in begin
    )
