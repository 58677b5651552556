"""Boxes by the part of the page on which they lie, so that those near a place are found without looking at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.documents.model import Box

_PART = 20.0
"""Points of the squares by which boxes are looked up."""
_LAST = 150
"""The number of the last square on each axis; what lies farther out, on the largest of pages, is in it too."""


class Spread:
    """Boxes spread out; they are known by their numbers."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._parts = defaultdict[tuple[int, int], list[int]](list)
        for number, box in enumerate(boxes):
            for part in _parts(box):
                self._parts[part].append(number)

    def near(self, box: Box) -> Iterator[int]:
        """The numbers of the boxes that may meet a box, each perhaps several times; that the others do not is sure."""
        return (number for part in _parts(box) if part in self._parts for number in self._parts[part])


def _parts(box: Box) -> Iterator[tuple[int, int]]:
    x0, y0, x1, y1 = (int(min(max(side // _PART, 0.0), _LAST)) for side in box)
    return ((column, row) for column in range(x0, x1 + 1) for row in range(y0, y1 + 1))
