"""Runs that fall inside a lattice → a Grid with its cells' lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.documents.model import Cell, Grid, Line, Lines
from pipeline.documents.readers.pdf.glyphs import CENTRE, Run, is_cjk, merged, rounded
from pipeline.documents.readers.pdf.lattice import Lattice
from pipeline.documents.readers.pdf.lines import TextLine, printed_lines
from pipeline.documents.readers.pdf.nesting import with_nested
from pipeline.documents.readers.pdf.wrapping import CLOSING, Measure, free_list_lines, mark_soft

_WIDEST_PADDING = 12.0
HANGS = 0.2
"""Ems between a text and the mark that hangs over the side behind it."""


def grid_of(lattice: Lattice, runs: Sequence[Run], page: int) -> tuple[Grid, int]:
    """The grid, and how many overprinted glyphs were dropped in it."""
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
    return Grid(tuple(cells), len(lattice.ys) - 1, tuple(map(rounded, lattice.xs)), page), dropped


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
            for piece in _split(lattice, run, y):
                cells[lattice.cell_at(_ends(piece)[0], y)].append(piece)
    return cells


def _ends(run: Run) -> tuple[float, float]:
    """The centres of the first and the last glyph that is not blank."""
    characters, lefts, rights = run.characters, run.lefts, run.rights
    first, last = 0, len(characters) - 1
    if characters[0] == " " or characters[last] == " ":
        inked = [index for index, character in enumerate(characters) if character != " "] or [0]
        first, last = inked[0], inked[-1]
    return (lefts[first] + rights[first]) / 2, (lefts[last] + rights[last]) / 2


def _split(lattice: Lattice, run: Run, y: float) -> list[Run]:
    """The run cut at the cells that it crosses; a mark right behind its text may hang over the side of its own cell."""
    starts: list[int] = []
    cell = -1
    for index, (text, x0, x1) in enumerate(zip(run.characters, run.lefts, run.rights, strict=True)):
        here = lattice.cell_at((x0 + x1) / 2, y)
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
            mark_soft(lines, Measure(lattice.xs[column] + padding, lattice.xs[last_column] - padding))
            _free_rows(lines)
            free_list_lines(lines)
        box = xs[column], ys[row], xs[last_column], ys[last_row]
        yield Cell(row, column, last_row - row, last_column - column, document_lines(lines, page), page, box)


def document_lines(printed: Sequence[TextLine], page: int, margin: float | None = None) -> Lines:
    """Printed lines as lines of the document, indented from `margin` or else from the leftmost of them."""
    if not printed:
        return ()
    if margin is None:
        margin = min([line.x0 for line in printed])
    return tuple([Line(line.text, line.soft, rounded(line.x0 - margin), "", page, line.box, full=line.full) for line in printed])


def _lines(runs: Sequence[Run], nested: Sequence[Lattice]) -> list[TextLine]:
    """Lines of a cell; a table in it gives one line per row, its cells parted by tabs."""
    if not nested or not runs:
        return printed_lines(runs)
    lines: list[TextLine] = []
    for inner in nested:
        inside: list[Run] = []
        outside: list[Run] = []
        for run in runs:
            within = inner.holds((run.x0 + run.x1) / 2, run.baseline - CENTRE * run.size)
            (inside if within else outside).append(run)
        lines += _row_lines(inner, inside)
        runs = outside
    return sorted([*lines, *printed_lines(runs)], key=_top)


def _row_lines(inner: Lattice, runs: Sequence[Run]) -> Iterator[TextLine]:
    contents = zip(inner.rectangles, distribute(inner, runs), strict=True)
    for _, row in groupby(contents, key=lambda content: content[0].row):
        cells = [printed_lines(content) for _, content in row]
        if any(cells):
            yield _row_line(cells)


def _free_rows(lines: Sequence[TextLine]) -> None:
    """A row of a nested table begins a line, and so does what follows it."""
    for before, line in pairwise(lines):
        if before.is_row or line.is_row:
            line.soft = line.full = False


def _row_line(cells: list[list[TextLine]]) -> TextLine:
    printed = [line for lines in cells for line in lines]
    corners = list(zip(*(line.box for line in printed), strict=True))
    return TextLine(
        "\t".join(map(_in_one, cells)),
        merged([line.drawn for line in printed]),
        min(line.x0 for line in printed),
        max(line.x1 for line in printed),
        min(line.baseline for line in printed),
        max(line.size for line in printed),
        (min(corners[0]), min(corners[1]), max(corners[2]), max(corners[3])),
        sum(line.dropped for line in printed),
        is_row=True,
    )


def _in_one(lines: Sequence[TextLine]) -> str:
    text = ""
    for line in lines:
        latin = bool(text) and not text[-1].isspace() and not is_cjk(text[-1]) and not is_cjk(line.text[0])
        text += " " * latin + line.text
    return text.rstrip(" ")


def _top(line: TextLine) -> float:
    return line.box[1]
