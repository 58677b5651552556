"""Drawn paths → bars: the straight, axis-parallel parts of what a page strokes and fills."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.rules import THICKEST

Point = tuple[float, float]
_STRAIGHT = 0.6
"""Points by which a straight line may lean."""


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
    elif stroked:
        for pair in itertools.pairwise(points):
            side = _bounds(pair)
            if min(side[2] - side[0], side[3] - side[1]) <= _STRAIGHT:
                yield side


def _bounds(points: Sequence[Point]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
