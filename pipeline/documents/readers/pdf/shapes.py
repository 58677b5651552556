"""Drawn paths → bars: the straight, axis-parallel parts of what a page strokes and fills."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.rules import THICKEST

Point = tuple[float, float]
_STRAIGHT = 0.6
"""Points by which a straight line may lean."""
_ROUNDED = 8
"""Corners of a rectangle with cut corners, at least."""
_MOST = 0.5
"""Share of each side of its box that such a rectangle fills."""


def subpath_bars(points: Sequence[Point], *, stroked: bool) -> Iterator[Box]:
    """The bars of one subpath: itself if it is a sliver, else the sides of what is stroked.

    A filled shape that is no sliver is shading and gives none.
    """
    if len(points) < 2:
        return
    box = _bounds(points)
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= _STRAIGHT or (min(width, height) <= THICKEST and len(points) > 3):
        yield box
    elif stroked and _is_rounded(points, box):
        left, top, right, bottom = box
        yield from ((left, top, right, top), (left, bottom, right, bottom))
        yield from ((left, top, left, bottom), (right, top, right, bottom))
    elif stroked:
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_rounded(points: Sequence[Point], box: Box) -> bool:
    """Whether a shape is a rectangle whose corners are cut or rounded: its sides fill most of each side of its box (I-106)."""
    left, top, right, bottom = box
    if len(points) < _ROUNDED or points[0] != points[-1]:
        return False
    filled = [0.0, 0.0, 0.0, 0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if abs(y0 - y1) <= _STRAIGHT and min(abs(y0 - top), abs(y0 - bottom)) <= _STRAIGHT:
            filled[0 if abs(y0 - top) <= _STRAIGHT else 1] += abs(x1 - x0)
        elif abs(x0 - x1) <= _STRAIGHT and min(abs(x0 - left), abs(x0 - right)) <= _STRAIGHT:
            filled[2 if abs(x0 - left) <= _STRAIGHT else 3] += abs(y1 - y0)
    sides = (right - left, right - left, bottom - top, bottom - top)
    return all(share >= _MOST * side for share, side in zip(filled, sides, strict=True))


def _bounds(points: Sequence[Point]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
