"""What parts the rows of a table without sides: rules across some or all columns, the edges of tints, or white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.rules import SNAP, THICKEST, Rule

_CLOSED = 0.6
"""Share of a column over which a rule must run to close it."""
_TABLE = 0.5
"""Share of a table that tints of one height must fill to part rows."""
_WIDER = 1.15
"""By how much the white between two rows is wider than between two lines, where it is at all."""


class Separator(NamedTuple):
    """A height at which cells end, and in which columns."""

    y: float
    closed: tuple[bool, ...]


def separators(
    horizontal: Sequence[Rule], tints: Iterable[Box], sides: Sequence[float], top: float, bottom: float
) -> list[Separator]:
    """The separators between two heights, from top to bottom; `sides` are the columns' edges with the table's right one."""
    columns = list(pairwise(sides))
    by_height: dict[float, list[bool]] = {}
    drawn = [rule for rule in horizontal if top < rule.at < bottom]
    for y, left, right in sorted(drawn + _tint_edges(tints, sides, top, bottom)):
        height = next((other for other in by_height if abs(other - y) <= SNAP), y)
        closed = by_height.setdefault(height, [False] * len(columns))
        for index, (start, end) in enumerate(columns):
            closed[index] |= min(right, end) - max(left, start) >= _CLOSED * (end - start)
    return [Separator(y, tuple(closed)) for y, closed in sorted(by_height.items()) if any(closed)]


def _tint_edges(tints: Iterable[Box], sides: Sequence[float], top: float, bottom: float) -> list[Rule]:
    """A rule across the whole table for each height at which tints of half its width begin or end."""
    widths: dict[float, float] = {}
    for x0, upper, x1, lower in tints:
        inside = min(x1, sides[-1]) - max(x0, sides[0])
        if lower - upper <= THICKEST or inside <= 0:
            continue
        for y in (upper, lower):
            if top < y < bottom:
                height = next((other for other in widths if abs(other - y) <= SNAP), y)
                widths[height] = widths.get(height, 0.0) + inside
    enough = _TABLE * (sides[-1] - sides[0])
    return [Rule(y, sides[0], sides[-1]) for y, width in widths.items() if width >= enough]


def rows_at(anchors: Sequence[float], heights: Sequence[float], ends: Sequence[float] = ()) -> list[int]:
    """The row of each height, one row per anchor: rows part at the only one of `ends`, else the widest white, between two.

    Where no white is wider than between lines the rows begin at their anchors.
    """
    starts: list[float] = []
    for anchor, following in pairwise(anchors):
        between = [height for height in heights if anchor <= height <= following]
        steps = [(below - above, below) for above, below in pairwise(between)]
        widest, start = max(steps, default=(0.0, following))
        narrowest = min(steps, default=(0.0, following))[0]
        inner = [end for end in ends if anchor < end < following]
        if len(inner) == 1:
            starts.append(next(height for height in between if height > inner[0]))
        else:
            starts.append(start if widest > _WIDER * narrowest else following)
    return [sum(start <= height for start in starts) for height in heights]
