"""What a page paints under its text and over it, and so whether the text can be seen (I-101)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from pipeline.documents.model import Box

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
Place = tuple[int, ...]
"""When something is painted: its number on the page, then in the form that it is part of. The later covers the earlier."""
PAPER: Colour = (1.0, 1.0, 1.0)
SLIVER = 3.0
"""Points of height and width up to which a painted area is a rule."""
_FAINT = 0.1
"""Difference of each of red, green and blue up to which text is not told from what is under it."""
_STEPS = 20
"""Parts of the page's height and width by which areas are looked up."""

_MANY_PARTS = 60
"""Parts from which on an area is looked up with all others of its kind, such as those that fill the page."""


class Area(NamedTuple):
    """Something painted, in the page's own coordinates; no colour where it has many or is no plain one."""

    box: Box
    place: Place
    handle: int
    colour: Colour | None
    opacity: float = 1.0

    def holds(self, x: float, y: float) -> bool:
        """Whether it lies at a point."""
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


class Ground:
    """The areas of a page; `hides` says of one that lies over text whether nothing shows through it."""

    def __init__(self, areas: Sequence[Area], hides: Callable[[Area], bool]) -> None:
        self.areas = areas
        self.last = max((area.place for area in areas), default=())
        self._hides = hides
        self._known: dict[int, bool] = {}
        self._left = min((area.box[0] for area in areas), default=0.0)
        self._low = min((area.box[1] for area in areas), default=0.0)
        self._wide = (max((area.box[2] for area in areas), default=0.0) - self._left) / _STEPS or 1.0
        self._high = (max((area.box[3] for area in areas), default=0.0) - self._low) / _STEPS or 1.0
        self._parts: defaultdict[tuple[int, int], list[Area]] = defaultdict(list)
        self._wide_areas: list[Area] = []
        for area in sorted(areas, key=_place):
            x0, y0 = self._part(*area.box[:2])
            x1, y1 = self._part(*area.box[2:])
            if (x1 - x0 + 1) * (y1 - y0 + 1) > _MANY_PARTS:
                self._wide_areas.append(area)
                continue
            for column in range(x0, x1 + 1):
                for row in range(y0, y1 + 1):
                    self._parts[column, row].append(area)

    def cover(self, x: float, y: float, place: Place) -> Area | None:
        """What nothing shows through and is painted over what stood at a point."""
        for area in self._at(x, y):
            if area.place < place:
                return None
            if self._is_tight(area):
                return area
        return None

    def is_overlaid(self, box: Box, place: Place) -> bool:
        """Whether something may be painted over a part of what stood in a box; that it is not is sure."""
        if self._wide_areas and self._wide_areas[-1].place > place:
            return True
        x0, y0 = self._part(*box[:2])
        x1, y1 = self._part(*box[2:])
        columns, rows = range(max(x0, 0), min(x1, _STEPS) + 1), range(max(y0, 0), min(y1, _STEPS) + 1)
        parts = ((column, row) for column in columns for row in rows)
        return any(self._parts[part][-1].place > place for part in parts if part in self._parts)

    def beneath(self, x: float, y: float, place: Place) -> Colour | None:
        """The colour on which something is painted; None where nobody knows."""
        layers: list[Area] = []
        for area in self._at(x, y):
            if area.place < place:
                layers.append(area)
                if area.opacity == 1:
                    break
        colour: Colour | None = PAPER
        for area in reversed(layers):
            colour = blended(area.colour, area.opacity, colour) if area.colour and colour else None
        return colour

    def _at(self, x: float, y: float) -> Iterator[Area]:
        """The areas at a point, the last that is painted first."""
        here: Iterable[Area] = reversed(self._parts.get(self._part(x, y), ()))
        if self._wide_areas:
            here = merge(here, reversed(self._wide_areas), key=_place, reverse=True)
        return (area for area in here if area.holds(x, y))

    def _part(self, x: float, y: float) -> tuple[int, int]:
        return int((x - self._left) // self._wide), int((y - self._low) // self._high)

    def _is_tight(self, area: Area) -> bool:
        if area.handle not in self._known:
            self._known[area.handle] = self._hides(area)
        return self._known[area.handle]


def _place(area: Area) -> Place:
    return area.place


def blended(colour: Colour, opacity: float, ground: Colour) -> Colour:
    """A colour as it shows on a ground."""
    red, green, blue = (part * opacity + under * (1 - opacity) for part, under in zip(colour, ground, strict=True))
    return red, green, blue


def is_faint(colour: Colour, opacity: float, ground: Colour) -> bool:
    """Whether text in a colour is not told from its ground."""
    return opacity * max(abs(part - under) for part, under in zip(colour, ground, strict=True)) <= _FAINT
