"""Texts that the end of a page parts, whichever engine reads it (I-42)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from pipeline.documents.model import Cell, Document, Grid
from pipeline.documents.text.normalise import fold

_LEVEL = 1.0
"""Points by which the lower sides of the cells of one row differ."""


def is_parted(text: str, document: Document) -> bool:
    """Whether a text begins at the end of a cell that ends the tables of a page, and goes on at the start of a cell of the next.

    What stands between both, such as a head that the next page repeats, stands on the page for every engine.
    """
    folded = fold(text)
    for above, below in pairwise(_tables(document)):
        ends, starts = [fold(cell.text) for cell in _last_row(above)], [fold(cell.text) for cell in below if cell.lines]
        for cut in range(1, len(folded)):
            if any(end.endswith(folded[:cut]) for end in ends) and any(start.startswith(folded[cut:]) for start in starts):
                return True
    return False


def _tables(document: Document) -> list[list[Cell]]:
    """The cells of all tables of each page that has one."""
    pages: dict[int, list[Cell]] = {}
    for block in document.body:
        if isinstance(block, Grid):
            for cell in block.cells:
                page = cell.page or block.page
                if page is not None:
                    pages.setdefault(page, []).append(cell)
    return [cells for _, cells in sorted(pages.items())]


def _last_row(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that reach down as far as any."""
    placed = [(cell.box[3], cell) for cell in cells if cell.box]
    lowest = max((bottom for bottom, _ in placed), default=0.0)
    return [cell for bottom, cell in placed if lowest - bottom <= _LEVEL and cell.lines]
