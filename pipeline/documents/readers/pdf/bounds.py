"""How much a file may draw, and how much a page may be ruled, before the file is refused (I-132): reading would take too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.refusals import (
    HEAVY_LAYERS,
    TOO_MANY_BOXES,
    TOO_MANY_CELLS,
    TOO_MANY_OBJECTS,
    TOO_MANY_RULES,
    TOO_MANY_STROKES,
    TOO_MUCH_TEXT,
)
from pipeline.documents.readers.pdf.regions import Region
from pipeline.documents.readers.pdf.rules import THICKEST

_MOST_BOXES = 1000
"""Ruled boxes that stand apart, as a browser draws cells with gaps between them; a full page of a standard has some 300."""
_MOST_TABLES = 300
"""Ruled regions that are no neighbours of one another; a page with many boxes to tick has some ten."""
_MOST_CELLS = 40_000
"""Elementary cells of a page, where each rule goes on from side to side; a full page of a standard has some 3,000."""
_MOST_MADE = 3000
"""Cells of a page once they are joined, in the mean; a full page of a standard has some 300."""
_MOST_OBJECTS = 2300
"""Shapes, pieces of text and annotations a page, in the mean; a page that sets each character by itself has some 1,800."""
_MOST_BARS = 3000
"""Bars a page that are no dots, in the mean; a full page of a standard has some 300, with each cell in a frame some 1,200."""
_MOST_STROKES = 20_000
"""Parts of drawn lines and outlines a page, in the mean; a page with a map in it may have more, one full of frames 15,000."""
_MOST_CHARACTERS = 10_000
"""Characters a page, in the mean; a full page of a standard has some 2,000, one in the smallest print some 10,000."""
_MOST_ORDERS = 40_000
"""Bytes of drawing orders a page, in the mean, that are interpreted for layers that are off; pages of standards have
ten to forty thousand, and a million takes three seconds."""
_FEW_PAGES = 50
"""Pages for which a file may draw as much, if it has fewer: one page may be a drawing."""


@dataclass(slots=True)
class Amount:
    """What the pages of a file have drawn so far; `pages` is how many there are in all."""

    pages: int
    objects: int = 0
    bars: int = 0
    characters: int = 0
    strokes: int = 0

    def add(self, objects: int, bars: Iterable[Box], characters: int, strokes: int) -> None:
        """Count a page. Raises `UnreadableDocument` where the file has drawn more than any standard."""
        self.objects += objects
        self.bars += sum([x1 - x0 > THICKEST or bottom - top > THICKEST for x0, top, x1, bottom in bars])
        self.characters += characters
        self.strokes += strokes
        pages = max(self.pages, _FEW_PAGES)
        if self.objects > _MOST_OBJECTS * pages:
            raise UnreadableDocument(TOO_MANY_OBJECTS)
        if self.bars > _MOST_BARS * pages:
            raise UnreadableDocument(TOO_MANY_RULES)
        if self.characters > _MOST_CHARACTERS * pages:
            raise UnreadableDocument(TOO_MUCH_TEXT)
        if self.strokes > _MOST_STROKES * pages:
            raise UnreadableDocument(TOO_MANY_STROKES)


def check_orders(sizes: Iterable[int], pages: int) -> None:
    """Raise `UnreadableDocument` where a file with layers that are off holds more bytes of drawing orders than any standard."""
    if sum(sizes) > _MOST_ORDERS * max(pages, _FEW_PAGES):
        raise UnreadableDocument(HEAVY_LAYERS)


def check_strokes(strokes: int) -> None:
    """Raise `UnreadableDocument` where a page alone has more parts of lines and outlines than a whole file may have."""
    if strokes > _MOST_STROKES * _FEW_PAGES:
        raise UnreadableDocument(TOO_MANY_STROKES)


def checked_boxes(regions: list[Region]) -> list[Region]:
    """The regions of a page before boxes are joined; raises `UnreadableDocument` where there are too many."""
    if len(regions) > _MOST_BOXES:
        raise UnreadableDocument(TOO_MANY_BOXES)
    return regions


def checked_tables(regions: list[Region]) -> list[Region]:
    """The regions of a page that become tables; raises `UnreadableDocument` where there are too many, or of too many cells."""
    if len(regions) > _MOST_TABLES or _cells(regions) > _MOST_CELLS:
        raise UnreadableDocument(TOO_MANY_BOXES)
    return regions


def check_cells(cells: int, pages: int) -> None:
    """Raise `UnreadableDocument` where the first pages of a file hold more cells than any standard's."""
    if cells > _MOST_MADE * max(pages, _FEW_PAGES):
        raise UnreadableDocument(TOO_MANY_CELLS)


def _cells(regions: Sequence[Region]) -> int:
    return sum(len({rule.at for rule in region.vertical}) * len({rule.at for rule in region.horizontal}) for region in regions)
