"""Bands of a lattice that are too thin for a line of text, and so neither rows nor columns (I-106).

Cells may be drawn as boxes with some points of white between them, which then are bands themselves; and the sides of two
neighbouring cells may miss each other by more than rules that are one do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.readers.pdf.glyphs import CENTRE, Run
from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle

_THIN = 5.0
"""Points: no line of text is as low."""


def without_slivers(lattice: Lattice, runs: Sequence[Run]) -> Lattice:
    """The lattice without its blank slivers; itself where it has none, as most have."""
    rows = _thin(lattice.ys)
    columns = _thin(lattice.xs)
    if not rows and not columns:
        return lattice
    rows = _blank_rows(lattice, rows, runs)
    columns = _blank_columns(lattice, columns, runs)
    gone_rows = rows if _alternate(lattice.ys, rows) else [row for row in rows if not _holds_cell(lattice, row)]
    gone_columns = columns if _alternate(lattice.xs, columns) else []
    return _without(lattice, gone_rows, gone_columns) if gone_rows or gone_columns else lattice


def _thin(positions: Sequence[float]) -> list[int]:
    """The inner bands that are slivers."""
    return [band for band, (low, high) in enumerate(pairwise(positions)) if high - low <= _THIN and 0 < band < len(positions) - 2]


def _alternate(positions: Sequence[float], thin: Sequence[int]) -> bool:
    """Whether every second band is a sliver: the white between cells that are boxes of their own."""
    return len(thin) > 0 and list(thin) == list(range(1, len(positions) - 2, 2)) and len(positions) % 2 == 0


def _blank_rows(lattice: Lattice, bands: Sequence[int], runs: Sequence[Run]) -> list[int]:
    if not bands:
        return []
    filled = {bisect_right(lattice.ys, run.baseline - CENTRE * run.size) - 1 for run in runs}
    return [band for band in bands if band not in filled]


def _blank_columns(lattice: Lattice, bands: Sequence[int], runs: Sequence[Run]) -> list[int]:
    """Those in which no text begins."""
    if not bands:
        return []
    filled = {bisect_right(lattice.xs, (run.lefts[0] + run.rights[0]) / 2) - 1 for run in runs}
    return [band for band in bands if band not in filled]


def _holds_cell(lattice: Lattice, row: int) -> bool:
    """Whether a cell lies in a row alone, as beside a table within a cell."""
    return any(lattice.rectangles[cell].last_row - lattice.rectangles[cell].row == 1 for cell in lattice.owner[row])


def _without(lattice: Lattice, rows: Sequence[int], columns: Sequence[int]) -> Lattice:
    """Leave out bands: what lies in them alone is gone, and what they part meets in their middle."""
    ys, row_at = _moved(lattice.ys, rows)
    xs, column_at = _moved(lattice.xs, columns)
    kept: list[tuple[Rectangle, int]] = []
    for (row, column, last_row, last_column), area in zip(lattice.rectangles, lattice.areas, strict=True):
        moved = Rectangle(row_at[row], column_at[column], row_at[last_row], column_at[last_column])
        if moved.row < moved.last_row and moved.column < moved.last_column:
            kept.append((moved, area))
    kept.sort()
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for number, ((row, column, last_row, last_column), _) in enumerate(kept):
        for cells in owner[row:last_row]:
            cells[column:last_column] = [number] * (last_column - column)
    return Lattice(xs, ys, [rectangle for rectangle, _ in kept], owner, lattice.nested, [area for _, area in kept])


def _moved(positions: Sequence[float], bands: Sequence[int]) -> tuple[list[float], list[int]]:
    """The positions that are left, and the place of each old one among them."""
    gone = set(bands)
    moved: list[float] = []
    places: list[int] = []
    for index, position in enumerate(positions):
        if index - 1 in gone:
            moved[-1] = (moved[-1] + position) / 2
        else:
            moved.append(position)
        places.append(len(moved) - 1)
    return moved, places
