"""How much a file may draw, and how much a page may be ruled, before the file is refused: reading it would take too long."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.pdf.refusals import TOO_MANY_BOXES, TOO_MANY_OBJECTS
from pipeline.documents.readers.pdf.regions import Region

_MOST_BOXES = 1000
"""Ruled boxes that stand apart, as a browser draws cells with gaps between them; a full page of a standard has some 300."""
_MOST_TABLES = 300
"""Ruled regions that are no neighbours of one another; a page with many boxes to tick has some ten."""
_MOST_CELLS = 40_000
"""Elementary cells of a page, where each rule goes on from side to side; a full page of a standard has some 3,000."""
_MOST_OBJECTS = 2500
"""Shapes and pieces of text a page, in the mean; a page that sets each character by itself has some 1,800."""
_FEW_PAGES = 50
"""Pages for which a file may draw as much, if it has fewer: one page may be a drawing."""


def check_objects(drawn: int, pages: int) -> None:
    """Raise `UnreadableDocument` where a file of so many pages has drawn more than any standard."""
    if drawn > _MOST_OBJECTS * max(pages, _FEW_PAGES):
        raise UnreadableDocument(TOO_MANY_OBJECTS)


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


def _cells(regions: Sequence[Region]) -> int:
    return sum(len({rule.at for rule in region.vertical}) * len({rule.at for rule in region.horizontal}) for region in regions)
