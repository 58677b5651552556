"""Whether tables that could show merged cells do so: a blank cell is the rest of a merged one only where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.documents.model import Block, Grid


def with_merges_told(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, their grids with `spans_known` where cells below the head of the widest table reach over rows.

    A hand-made table often has merged labels beside the widest table and blanks within it.
    """
    grids = [block for block in blocks if isinstance(block, Grid)]
    known = _shows_merges(grids)
    return [replace(block, spans_known=known) if isinstance(block, Grid) else block for block in blocks]


def _shows_merges(grids: Iterable[Grid]) -> bool:
    widest, begun, merged = 0, False, False
    for grid in grids:
        filled = Counter(cell.row for cell in grid.cells if cell.lines)
        tall = Counter(cell.row for cell in grid.cells if cell.row_span > 1)
        for row in range(grid.row_count):
            if filled[row] > widest:
                widest, merged, begun = filled[row], False, True
            elif begun and tall[row]:
                merged = True
    return merged
