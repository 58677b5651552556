"""Runs that fall inside a lattice → a Grid with its cells' lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.documents.model import Cell, Grid, Line, Lines
from pipeline.documents.readers.pdf.glyphs import CENTRE, Run, rounded
from pipeline.documents.readers.pdf.lattice import Lattice
from pipeline.documents.readers.pdf.lines import TextLine, overprinted, printed_lines
from pipeline.documents.readers.pdf.nested_rows import lines_of_rows
from pipeline.documents.readers.pdf.nesting import with_nested
from pipeline.documents.readers.pdf.slivers import without_slivers
from pipeline.documents.readers.pdf.white_columns import lines_in_columns
from pipeline.documents.readers.pdf.wrapping import CLOSING, Measure, free_list_lines, mark_soft

_WIDEST_PADDING = 12.0
HANGS = 0.2
"""Ems between a text and the mark that hangs over the side behind it."""


def grid_of(lattice: Lattice, runs: Sequence[Run], page: int) -> tuple[Grid, int, int]:
    """The grid, how many overprinted glyphs were dropped in it, and how many rows of tables in its cells may be none."""
    lattice = without_slivers(lattice, runs)
    sorted_runs = distribute(lattice, runs)
    while (whole := with_nested(lattice, sorted_runs)) is not lattice:
        lattice, sorted_runs = whole, distribute(whole, runs)
    nested: dict[int, list[Lattice]] = {}
    for inner in lattice.nested:
        number = lattice.cell_at((inner.xs[0] + inner.xs[-1]) / 2, (inner.ys[0] + inner.ys[-1]) / 2)
        nested.setdefault(number, []).append(inner)
    printed = [_lines(cell_runs, nested.get(number, ())) for number, cell_runs in enumerate(sorted_runs)]
    paddings = _paddings(lattice, printed)
    cells = _cells(lattice, printed, paddings, page)
    dropped = sum([line.dropped for lines in printed for line in lines])
    unsure = sum([line.unsure for lines in printed for line in lines]) if nested else 0
    plain = [(runs, lines) for number, (runs, lines) in enumerate(zip(sorted_runs, printed, strict=True)) if number not in nested]
    unsure += sum([lines_in_columns(runs, lines) + overprinted(lines) for runs, lines in plain])
    return Grid(tuple(cells), len(lattice.ys) - 1, tuple(map(rounded, lattice.xs)), page), dropped, unsure


def distribute(lattice: Lattice, runs: Sequence[Run]) -> list[list[Run]]:
    """Runs by cell: the centre of a glyph decides, and a blank stays with the glyph before it."""
    cells: list[list[Run]] = [[] for _ in lattice.rectangles]
    owner, rows, columns = lattice.owner, lattice.ys[1:-1], lattice.xs[1:-1]
    for run in runs:
        y = run.baseline - CENTRE * run.size
        row = owner[bisect_right(rows, y)]
        first, last = _ends(run)
        cell = row[bisect_right(columns, first)]
        if cell == row[bisect_right(columns, last)]:
            cells[cell].append(run)
        else:
            for piece in _split(run, row, columns):
                cells[row[bisect_right(columns, _ends(piece)[0])]].append(piece)
    return cells


def _ends(run: Run) -> tuple[float, float]:
    """The centres of the first and the last glyph that is not blank."""
    characters, lefts, rights = run.characters, run.lefts, run.rights
    first, last = 0, len(characters) - 1
    if characters[0] == " " or characters[last] == " ":
        inked = [index for index, character in enumerate(characters) if character != " "] or [0]
        first, last = inked[0], inked[-1]
    return (lefts[first] + rights[first]) / 2, (lefts[last] + rights[last]) / 2


def _split(run: Run, row: Sequence[int], columns: Sequence[float]) -> list[Run]:
    """The run cut at the cells of its row that it crosses, which these sides part.

    A mark right behind its text may hang over the side of its own cell.
    """
    starts: list[int] = []
    cell = -1
    for index, (text, x0, x1) in enumerate(zip(run.characters, run.lefts, run.rights, strict=True)):
        here = row[bisect_right(columns, (x0 + x1) / 2)]
        hangs = text in CLOSING and index > 0 and x0 - run.rights[index - 1] <= HANGS * run.size
        if not starts or (here != cell and text != " " and not hangs):
            starts.append(index)
            cell = here
    return [run.part(start, end) for start, end in pairwise([*starts, len(run.characters)])]


def _paddings(lattice: Lattice, printed: Sequence[Sequence[TextLine]]) -> dict[int, float]:
    """By column: the room between a cell's side and its text, as the fullest cells of the column show it."""
    paddings: dict[int, float] = {}
    for rectangle, lines in zip(lattice.rectangles, printed, strict=True):
        if lines:
            inset = max(min([line.x0 for line in lines]) - lattice.xs[rectangle.column], 0.0)
            paddings[rectangle.column] = min(inset, paddings.get(rectangle.column, _WIDEST_PADDING))
    usual = sorted(paddings.values())[len(paddings) // 2] if paddings else 0.0
    return {column: min(padding, usual + 1.0) for column, padding in paddings.items()}


def _cells(
    lattice: Lattice, printed: Sequence[list[TextLine]], paddings: dict[int, float], page: int
) -> Iterator[Cell]:
    xs, ys = list(map(rounded, lattice.xs)), list(map(rounded, lattice.ys))
    for (row, column, last_row, last_column), lines in zip(lattice.rectangles, printed, strict=True):
        if len(lines) > 1:
            padding = paddings[column]
            _mark(lines, Measure(lattice.xs[column] + padding, lattice.xs[last_column] - padding))
        box = xs[column], ys[row], xs[last_column], ys[last_row]
        yield Cell(row, column, last_row - row, last_column - column, document_lines(lines, page), page, box)


def document_lines(printed: Sequence[TextLine], page: int, margin: float | None = None) -> Lines:
    """Printed lines as lines of the document, indented from `margin` or the leftmost of them; rows of a table are not."""
    if not printed:
        return ()
    if margin is None:
        margin = min([line.x0 for line in printed])
    return tuple([
        Line(
            line.text, line.soft, 0.0 if line.is_row else rounded(line.x0 - margin), "", page, line.box,
            full=line.full, is_row=line.is_row,
        )
        for line in printed
    ])


def _lines(runs: Sequence[Run], nested: Sequence[Lattice]) -> list[TextLine]:
    """Lines of a cell; a table in it gives one for each row, its cells parted by tabs."""
    if not nested or not runs:
        return printed_lines(runs)
    groups: list[list[TextLine]] = []
    for inner in nested:
        inside: list[Run] = []
        outside: list[Run] = []
        for run in runs:
            within = inner.holds((run.x0 + run.x1) / 2, run.baseline - CENTRE * run.size)
            (inside if within else outside).append(run)
        groups.append(lines_of_rows(inner, distribute(inner, inside)))
        runs = outside
    groups += [[line] for line in printed_lines(runs)]
    return [line for group in sorted(filter(None, groups), key=_top) for line in group]


def _top(group: Sequence[TextLine]) -> float:
    return min(line.box[1] for line in group)


def _mark(lines: Sequence[TextLine], measure: Measure) -> None:
    """Set `soft` by the cell's measure on what stands in no table within it, and begins no line with it."""
    for is_row, group in groupby(lines, key=_is_row):
        if not is_row:
            plain = list(group)
            mark_soft(plain, measure)
            free_list_lines(plain)


def _is_row(line: TextLine) -> bool:
    return line.is_row
