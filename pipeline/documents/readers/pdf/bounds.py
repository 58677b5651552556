"""How much one page may be ruled before its file is refused: what goes on takes time with the square of it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.pdf.refusals import TOO_MANY_BOXES
from pipeline.documents.readers.pdf.regions import Region

_MOST_BOXES = 1000
"""Ruled boxes that stand apart, as a browser draws cells with gaps between them; a full page of a standard has some 300."""
_MOST_TABLES = 300
"""Ruled regions that are no neighbours of one another; a page with many boxes to tick has some ten."""
_MOST_CELLS = 40_000
"""Elementary cells of a page, where each rule goes on from side to side; a full page of a standard has some 3,000."""


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
