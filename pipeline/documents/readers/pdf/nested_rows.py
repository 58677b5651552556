"""The lines that a table within a cell gives: one for each row, its cells parted by tabs (I-35, I-110).

Where the layout breaks the text of such a cell, a soft line goes on with the row. What no rule parts is parted by the white
between columns and by where the columns begin lines together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from string import ascii_letters, digits

from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle
from pipeline.documents.readers.pdf.lines import TextLine, printed_lines
from pipeline.documents.readers.pdf.wrapping import Measure, mark_soft

_WIDEST_PADDING = 12.0
_GUTTER = 0.6
"""Ems of white between two columns that no rule parts, at least: a cell's padding is a third or more on either side."""
_FEWEST = 2
"""Lines with text on both sides of such white, at least."""
_WORD = frozenset(f"{ascii_letters}{digits}.")

_Placed = tuple[float, int, TextLine]
"""A line's baseline and column, and the line."""


def lines_of_rows(lattice: Lattice, contents: Sequence[Sequence[Run]]) -> list[TextLine]:
    """The rows of a table within a cell as lines; `contents` is the text by rectangle."""
    parted, contents = _with_gutters(lattice, contents)
    cells = _printed(parted, contents, ruled=parted is lattice)
    placed = groupby(zip(parted.rectangles, cells, strict=True), key=lambda one: one[0].row)
    filled = [row for row in ([cell for _, cell in row] for _, row in placed) if any(row)]
    if len(filled) == 1:
        filled = _rows_without_rules(filled[0], ruled=parted is lattice)
    if len(parted.xs) == 2:
        return [replace(line, is_row=True) for row in filled for cell in row for line in cell]
    return [line for row in filled for line in _row(row)]


def _printed(lattice: Lattice, contents: Sequence[Sequence[Run]], *, ruled: bool) -> list[list[TextLine]]:
    """The lines of each cell, with `soft` by the measure of its column; where white ends one, its longest line shows that."""
    cells = [printed_lines(runs) for runs in contents]
    insets: dict[int, float] = {}
    ends: dict[int, float] = {}
    for (_, column, _, last_column), lines in zip(lattice.rectangles, cells, strict=True):
        for line in lines:
            insets[column] = max(0.0, min(line.x0 - lattice.xs[column], insets.get(column, _WIDEST_PADDING)))
            ends[last_column] = max(line.x1, ends.get(last_column, 0.0))
    for (_, column, _, last_column), lines in zip(lattice.rectangles, cells, strict=True):
        if lines:
            is_told = ruled or last_column == len(lattice.xs) - 1
            end = lattice.xs[last_column] - insets[column] if is_told else ends[last_column]
            mark_soft(lines, Measure(lattice.xs[column] + insets[column], end))
    return cells


def _row(cells: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """A row as the line that begins it and those on which it goes on; paragraphs of one cell go on in one line."""
    lines: list[TextLine] = []
    for cell in cells:
        mark = "\t" if lines else ""
        for line in cell:
            if line.soft or not lines:
                lines.append(replace(line, text=mark + line.text, soft=bool(lines), is_row=True))
            else:
                lines[-1] = _together(lines[-1], line, mark or " ")
            mark = ""
    return lines


def _together(one: TextLine, other: TextLine, between: str) -> TextLine:
    left, top, right, bottom = zip(one.box, other.box, strict=True)
    return replace(
        one, text=one.text.rstrip(" ") + between + other.text, dropped=one.dropped + other.dropped,
        unsure=one.unsure or other.unsure,
        x0=min(one.x0, other.x0), x1=max(one.x1, other.x1), box=(min(left), min(top), max(right), max(bottom)),
    )


# what no rule parts ------------------------------------------------------------------------------


def _rows_without_rules(cells: Sequence[list[TextLine]], *, ruled: bool) -> list[list[list[TextLine]]]:
    """The rows of cells that no rule parts: they begin where each cell has text, or where none goes on with its own.

    Where each has text that may as well go on, neither the rules nor the white tell, but for a word that is cut: the width of
    a column between rules is known, and that of one in white is not.
    """
    lines = sorted(((line.baseline, column, line) for column, cell in enumerate(cells) for line in cell), key=_place)
    near = max(line.size for _, _, line in lines) / 2
    begins: list[float] = []
    for beside in _side_by_side(lines, near):
        goes_on = [line for _, _, line in beside if line.soft]
        whole = len(cells) > 1 and len({column for _, column, _ in beside}) == len(cells)
        unsure = whole and len(goes_on) == len(beside)
        is_cut = any(_cuts_a_word(cells[column], line) for _, column, line in beside)
        if not goes_on or (whole and not is_cut and not (unsure and ruled)):
            begins.append(beside[0][0])
            for line in goes_on:
                line.soft = False
        beside[0][2].unsure = unsure and not (ruled and is_cut)
    rows: list[list[list[TextLine]]] = [[[] for _ in cells] for _ in range(len(begins) + 1)]
    for baseline, column, line in lines:
        rows[bisect_right(begins, baseline)][column].append(line)
    return [row for row in rows if any(row)]


def _cuts_a_word(cell: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a Latin word or a code goes on in a line because its column is narrower."""
    place = cell.index(line)
    return line.full and place > 0 and cell[place - 1].text[-1] in _WORD and line.text[0] in _WORD


def _place(placed: _Placed) -> tuple[float, int]:
    return placed[:2]


def _side_by_side(lines: Sequence[_Placed], near: float) -> list[list[_Placed]]:
    """Lines at one height together, from top to bottom."""
    groups: list[list[_Placed]] = []
    for placed in lines:
        if groups and placed[0] - groups[-1][0][0] < near:
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return groups


def _with_gutters(lattice: Lattice, contents: Sequence[Sequence[Run]]) -> tuple[Lattice, Sequence[Sequence[Run]]]:
    """The table with its columns, where it has no upright rule and white parts its text throughout."""
    if len(lattice.xs) > 2:
        return lattice, contents
    # A title over all columns may stand in the first row.
    heads = next((count for count in (0, 1) if _gutters([run for runs in contents[count:] for run in runs])), None)
    if heads is None:
        return lattice, contents
    middles = _gutters([run for runs in contents[heads:] for run in runs])
    xs = [lattice.xs[0], *middles, lattice.xs[-1]]
    rectangles = [Rectangle(row, 0, last_row, len(xs) - 1) for row, _, last_row, _ in lattice.rectangles[:heads]]
    parted = [list(runs) for runs in contents[:heads]]
    for (row, _, last_row, _), runs in zip(lattice.rectangles[heads:], contents[heads:], strict=True):
        for column in range(len(xs) - 1):
            rectangles.append(Rectangle(row, column, last_row, column + 1))
            parted.append([part for run in runs if (part := _between(run, xs[column], xs[column + 1])) is not None])
    return Lattice(xs, lattice.ys, rectangles, []), parted


def _gutters(runs: Sequence[Run]) -> list[float]:
    """The middles of the white stripes that run down beside text on both sides."""
    glyphs = sorted(
        (left, right)
        for run in runs
        for text, left, right in zip(run.characters, run.lefts, run.rights, strict=True) if not text.isspace()
    )
    if not glyphs:
        return []
    size = max(run.size for run in runs)
    found: list[float] = []
    reached = glyphs[0][1]
    for left, right in glyphs:
        middle = (reached + left) / 2
        if left - reached >= _GUTTER * size and _stand_beside(runs, middle) >= _FEWEST and not _wraps_under(runs, middle, size):
            found.append(middle)
        reached = max(reached, right)
    return found


def _stand_beside(runs: Sequence[Run], x: float) -> int:
    """On how many lines text stands on both sides of a place."""
    left = {round(run.baseline) for run in runs if run.x0 < x}
    right = {round(run.baseline) for run in runs if run.x1 > x}
    return len(left & right)


def _wraps_under(runs: Sequence[Run], x: float, size: float) -> bool:
    """Whether full lines go on left of a place and none right of it: then the white is that of a tab, and no column's.

    Such is the tab behind the number of a list whose items wrap by a letter or two.
    """
    far = max(run.x1 for run in runs) - size
    lines: dict[int, tuple[float, float]] = {}
    for run in runs:
        left, right = lines.get(round(run.baseline), (run.x0, run.x1))
        lines[round(run.baseline)] = min(left, run.x0), max(right, run.x1)
    extents = [lines[baseline] for baseline in sorted(lines)]
    if any(left > x for left, _ in extents):
        return False
    # The first line may be the end of an item on the page before.
    above = [extents[place] for place, (_, right) in enumerate(extents[1:]) if right < x]
    return bool(above) and all(right > far for _, right in above)


def _between(run: Run, left: float, right: float) -> Run | None:
    """The glyphs of a run with their middles between two places."""
    inside = [index for index, (x0, x1) in enumerate(zip(run.lefts, run.rights, strict=True)) if left <= (x0 + x1) / 2 < right]
    return run.part(inside[0], inside[-1] + 1) if inside else None
