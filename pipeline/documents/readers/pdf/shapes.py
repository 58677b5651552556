"""Drawn paths → bars: the straight, axis-parallel parts of what a page strokes and fills."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.rules import THICKEST

Point = tuple[float, float]
_STRAIGHT = 0.6
"""Points by which a straight line may lean."""
_ROUNDED = 8
"""Corners of a rectangle with cut corners, at least."""
_CORNERS = 4
_MOST = 0.5
"""Share of the longer sides of its box that such a rectangle fills, at least."""
_LEAST = 0.2
"""Share of the shorter ones: the corners of a cell with one line of text take most of its height."""


def shape_bars(subpaths: Iterable[Sequence[Point]], *, stroked: bool) -> Iterator[Box]:
    """The bars of a shape with all its subpaths; a border filled between two boxes is that of a cell (I-106)."""
    if stroked:
        for points in subpaths:
            yield from subpath_bars(points, stroked=True)
        return
    before: Sequence[Point] | None = None
    for points in subpaths:
        if before is not None and (sides := _ring(before, points)):
            yield from sides
            before = None
            continue
        if before is not None:
            yield from subpath_bars(before, stroked=False)
        before = points
    if before is not None:
        yield from subpath_bars(before, stroked=False)


def filled_boxes(subpaths: Iterable[Sequence[Point]]) -> list[Box]:
    """The boxes of a filled shape's parts, but for borders filled between two boxes, which paint nothing within."""
    parts = [points for points in subpaths if points]
    boxes: list[Box] = []
    place = 0
    while place < len(parts):
        if place + 1 < len(parts) and _ring(parts[place], parts[place + 1]):
            place += 2
            continue
        boxes.append(_bounds(parts[place]))
        place += 1
    return boxes


def _ring(one: Sequence[Point], other: Sequence[Point]) -> tuple[Box, ...]:
    """The sides of what is filled between two boxes one within the other, cut corners or not; none where it is no border."""
    if len(one) < _CORNERS or len(other) < _CORNERS:
        return ()
    outer, inner = sorted((_bounds(one), _bounds(other)))
    insets = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if not all(0 <= inset <= THICKEST for inset in insets) or not (_fills(one) and _fills(other)):
        return ()
    left, top, right, bottom = ((near + far) / 2 for near, far in zip(outer, inner, strict=True))
    return _sides(left, top, right, bottom)


def _sides(left: float, top: float, right: float, bottom: float) -> tuple[Box, ...]:
    return (left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom)


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
    elif stroked and len(points) >= _ROUNDED and points[0] == points[-1] and _fills(points):
        yield from _sides(*box)
    elif stroked:
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _fills(points: Sequence[Point]) -> bool:
    """Whether a shape is a rectangle, its corners cut, rounded or not: its sides fill most of the sides of its box (I-106)."""
    left, top, right, bottom = _bounds(points)
    filled = [0.0, 0.0, 0.0, 0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise([*points, points[0]]):
        if abs(y0 - y1) <= _STRAIGHT and min(abs(y0 - top), abs(y0 - bottom)) <= _STRAIGHT:
            filled[0 if abs(y0 - top) <= _STRAIGHT else 1] += abs(x1 - x0)
        elif abs(x0 - x1) <= _STRAIGHT and min(abs(x0 - left), abs(x0 - right)) <= _STRAIGHT:
            filled[2 if abs(x0 - left) <= _STRAIGHT else 3] += abs(y1 - y0)
    width, height = right - left, bottom - top
    across, down = (_MOST, _LEAST) if width >= height else (_LEAST, _MOST)
    return min(filled[:2]) >= across * width and min(filled[2:]) >= down * height


def _bounds(points: Sequence[Point]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
