"""Rows and columns of a table without sides → its grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.documents.model import Cell, Grid
from pipeline.documents.readers.pdf.cells import HANGS, document_lines
from pipeline.documents.readers.pdf.glyphs import ASCENT, DESCENT, Run, rounded
from pipeline.documents.readers.pdf.lines import TextLine, printed_lines
from pipeline.documents.readers.pdf.unruled.pieces import Piece
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from pipeline.documents.readers.pdf.wrapping import CLOSING, Measure, free_list_lines, mark_soft


class Area(NamedTuple):
    """A cell to be: its rectangle as in `lattice`, and the runs in it."""

    row: int
    column: int
    last_row: int
    last_column: int
    runs: list[Run]


class Made(NamedTuple):
    """A grid with its top, and the glyphs printed twice that were left out."""

    top: float
    grid: Grid
    dropped: int


def by_column(pieces: Iterable[Piece], edges: Sequence[float], uprights: Uprights) -> dict[int, list[Run]]:
    """The runs of pieces by column, cut where one crosses an edge; a blank stays with the glyph before it."""
    columns: dict[int, list[Run]] = {}
    for piece in pieces:
        places, _ = uprights.moved(edges, piece.middle)
        for run in piece.runs:
            for part in _cut(run, places):
                columns.setdefault(_column(part, places), []).append(part)
    return columns


def _column(run: Run, edges: Sequence[float]) -> int:
    index = next(index for index, character in enumerate(run.characters) if not character.isspace())
    return max(0, bisect_right(edges, (run.lefts[index] + run.rights[index]) / 2) - 1)


def _cut(run: Run, edges: Sequence[float]) -> Iterator[Run]:
    starts = [0]
    here: int | None = None
    reach = 0.0
    for index, (character, left, right) in enumerate(zip(run.characters, run.lefts, run.rights, strict=True)):
        if character.isspace():
            continue
        if here is not None and character in CLOSING and left - reach <= HANGS * run.size:
            reach = right
            continue
        column, reach = bisect_right(edges, (left + right) / 2), right
        if here is not None and column != here:
            starts.append(index)
        here = column
    return (run.part(start, end) for start, end in pairwise([*starts, len(run.characters)]))


def grid_of(areas: Sequence[Area], edges: Sequence[float], page: int, *, spans_known: bool) -> Made:
    """The grid of cells sorted by row and column; a column is as wide as its widest line."""
    printed = [printed_lines(area.runs) for area in areas]
    rights = _rights(areas, printed, edges)
    cells = []
    for area, lines in zip(areas, printed, strict=True):
        if len(lines) > 1:
            mark_soft(lines, Measure(min(line.x0 for line in lines), rights[area.last_column - 1]))
            free_list_lines(lines)
        cells.append(
            Cell(
                area.row, area.column, area.last_row - area.row, area.last_column - area.column,
                document_lines(lines, page), page, _box(lines, edges[area.column], rights[area.last_column - 1]),
            )
        )
    ink = [line for lines in printed for line in lines]
    top = min(line.baseline - ASCENT * line.size for line in ink)
    rows = max(area.last_row for area in areas)
    sides = (*map(rounded, edges), rounded(max(rights)))
    grid = Grid(tuple(cells), rows, sides, page, spans_known=spans_known)
    return Made(top, grid, sum(line.dropped for line in ink))


def _rights(areas: Sequence[Area], printed: Sequence[Sequence[TextLine]], edges: Sequence[float]) -> list[float]:
    """The right edge of each column as the lines below the first row show it, or that row where nothing stands below."""
    first, below = dict[int, float](), dict[int, float]()
    for area, lines in zip(areas, printed, strict=True):
        for line in lines:
            reached = below if area.row else first
            reached[area.last_column - 1] = max(reached.get(area.last_column - 1, 0.0), line.x1)
    return [below.get(column, first.get(column, edge)) for column, edge in enumerate(edges)]


def _box(lines: Sequence[TextLine], left: float, right: float) -> tuple[float, float, float, float] | None:
    if not lines:
        return None
    top = min(line.baseline - ASCENT * line.size for line in lines)
    bottom = max(line.baseline + DESCENT * line.size for line in lines)
    return rounded(left), rounded(top), rounded(right), rounded(bottom)
