"""Tables without sides that list an entry per row, and those with labels and values (I-105)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.rules import Rule
from pipeline.documents.readers.pdf.unruled.build import Area, Made, by_column, grid_of
from pipeline.documents.readers.pdf.unruled.columns import heads_of, left_edges
from pipeline.documents.readers.pdf.unruled.pieces import Piece, PieceLine, piece_of
from pipeline.documents.readers.pdf.unruled.separators import rows_at, separators
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from pipeline.documents.readers.pdf.unruled.words import TableWords

_STACKED = 3
"""Lines over which a label reaches, at most."""
_NEAR = 2.5
"""Ems between two lines of one label, at most."""
_SNAP = 2.0
"""Points between left edges that count as one."""


def listing(
    lines: Sequence[PieceLine], horizontal: Sequence[Rule], tints: Iterable[Box], page: int, uprights: Uprights
) -> Made | None:
    """The grid of a table that has heads in its first line and an entry per row, each with text in the first column."""
    first = lines[0].pieces[0]
    count = next((index for index, line in enumerate(lines[1:], 1) if line.pieces[0].x0 < first.x1), len(lines))
    if 1 < count < len(lines):
        # In cells that are centred an entry may begin above its first column.
        count = rows_at([first.baseline, lines[count].baseline], [line.baseline for line in lines[: count + 1]]).index(1)
    heads = heads_of([piece for line in lines[:count] for piece in line.pieces])
    edges = left_edges(heads, lines, uprights)
    body = lines[count:]
    if edges is None or not body:
        return None
    columns = [by_column(line.pieces, edges, uprights) for line in body]
    anchors = [line.baseline for line, found in zip(body, columns, strict=True) if 0 in found]
    rows = _rows(body, anchors, [*edges, max(piece.x1 for line in lines for piece in line.pieces)], horizontal, tints)
    head_columns = by_column([piece for line in lines[:count] for piece in line.pieces], edges, uprights)
    areas = [Area(0, column, 1, column + 1, head_columns.get(column, [])) for column in range(len(edges))]
    for row in range(max(rows) + 1):
        for column in range(len(edges)):
            runs = [run for found, place in zip(columns, rows, strict=True) if place == row for run in found.get(column, ())]
            areas.append(Area(row + 1, column, row + 2, column + 1, runs))
    return grid_of(areas, edges, page, spans_known=False)


def _rows(
    lines: Sequence[PieceLine], anchors: Sequence[float], sides: Sequence[float], horizontal: Sequence[Rule], tints: Iterable[Box]
) -> list[int]:
    """The row of each line: by rules and tints if there are any, else by the lines that begin rows."""
    found = separators(horizontal, tints, sides, lines[0].middle, lines[-1].middle)
    if found:
        return _numbered([sum(separator.y < line.middle for separator in found) for line in lines])
    return rows_at(anchors, [line.baseline for line in lines])


def _numbered(rows: Sequence[int]) -> list[int]:
    """Rows counted without the empty ones."""
    order = sorted(set(rows))
    return [order.index(row) for row in rows]


def labelled(
    lines: Sequence[PieceLine],
    words: TableWords,
    horizontal: Sequence[Rule],
    tints: Iterable[Box],
    page: int,
    uprights: Uprights,
) -> Made | None:
    """The grid of a table with labels, each left of its value; a label may reach over several lines, and so may a value."""
    labels, tall, values = _sorted(lines, words)
    if len(labels) < _STACKED:
        return None
    pieces = [piece for line in lines for piece in line.pieces]
    sides = [min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)]
    place = _placer(lines, labels, sides, horizontal, tints, uprights)
    rows: dict[int, list[list[Piece]]] = {}
    for group in [*labels, *([piece] for piece in values)]:
        rows.setdefault(place(_anchor(group)), []).append(group)
    for group in tall:
        rows.setdefault(place(group[0].baseline), []).append(group)
    return _grid(rows, page)


def _heights(labels: Sequence[Sequence[Piece]]) -> list[float]:
    """The heights at which labels stand, those on one line as one."""
    heights: list[float] = []
    for height in sorted(map(_anchor, labels)):
        if not heights or height - heights[-1] > labels[0][0].size / 2:
            heights.append(height)
    return heights


def _anchor(group: Sequence[Piece]) -> float:
    """The height of the middle of a label."""
    return (group[0].baseline + group[-1].baseline) / 2


def _placer(
    lines: Sequence[PieceLine],
    labels: Sequence[Sequence[Piece]],
    sides: Sequence[float],
    horizontal: Sequence[Rule],
    tints: Iterable[Box],
    uprights: Uprights,
) -> Callable[[float], int]:
    """Tells the row of a height: by rules and tints, if they part all labels above one another, else by the labels."""
    anchors = _heights(labels)
    found = separators(horizontal, tints, sides, lines[0].middle, lines[-1].middle)
    if len(found) + 1 >= len(anchors) // 2 > 0:
        shift = lines[0].baseline - lines[0].middle

        def row_at(height: float) -> int:
            return sum(separator.y < height - shift for separator in found)

        rows = [(row_at(_anchor(group)), group[0]) for group in labels]
        if not any(row == other and _are_stacked(piece, below) for (row, piece), (other, below) in combinations(rows, 2)):
            return row_at
    heights = sorted({*anchors, *(line.baseline for line in lines)})
    by_height = dict(zip(heights, rows_at(anchors, heights, uprights.ends(heights[0], heights[-1])), strict=True))
    return lambda height: by_height[min(heights, key=lambda other: abs(other - height))]


def _are_stacked(piece: Piece, other: Piece) -> bool:
    return piece.x0 < other.x1 and other.x0 < piece.x1


def _sorted(lines: Sequence[PieceLine], words: TableWords) -> tuple[list[list[Piece]], list[list[Piece]], list[Piece]]:
    """Labels, labels that stand beside several rows, and what is no label; each label as its pieces from top to bottom."""
    open_pieces = [part for line in lines for piece in line.pieces for part in _parted(piece, words)]
    named: list[tuple[str | None, list[Piece]]] = []
    values: list[Piece] = []
    while open_pieces:
        group = _label(open_pieces[0], open_pieces, words)
        if group:
            named.append((words.label(_text(group)), group))
            open_pieces = [piece for piece in open_pieces if piece not in group]
        else:
            values.append(open_pieces.pop(0))
    names = {name for name, _ in named}
    tall = {name for name in names if name is not None and not names.isdisjoint(words.tall_labels.get(name, ()))}
    return [group for name, group in named if name not in tall], [group for name, group in named if name in tall], values


def _parted(piece: Piece, words: TableWords) -> list[Piece]:
    """A piece cut behind or before a label that its neighbour comes close to."""
    if words.label(piece.text) is not None:
        return [piece]
    for index in range(1, len(piece.runs)):
        left, right = piece_of(piece.runs[:index]), piece_of(piece.runs[index:])
        if words.label(left.text) is not None or words.label(right.text) is not None:
            return [left, *_parted(right, words)]
    return [piece]


def _label(piece: Piece, others: Sequence[Piece], words: TableWords) -> list[Piece]:
    """The longest label that a piece and what stands right below it make; empty if they make none."""
    group = [piece]
    for other in others:
        last = group[-1]
        below = last.baseline < other.baseline < last.baseline + _NEAR * last.size
        if below and other.x0 < last.x1 and last.x0 < other.x1 and len(group) < _STACKED:
            group.append(other)
    while group and words.label(_text(group)) is None:
        group.pop()
    return group


def _text(group: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in group)


def _grid(rows: dict[int, list[list[Piece]]], page: int) -> Made:
    """Cells from left to right in each row, every one as wide as the row leaves room."""
    cells: list[tuple[int, list[list[Piece]]]] = []
    for row, (_, groups) in enumerate(sorted(rows.items())):
        cells += [(row, cell) for cell in _side_by_side(groups)]
    lefts = sorted(min(piece.x0 for group in cell for piece in group) for _, cell in cells)
    edges = [left for index, left in enumerate(lefts) if index == 0 or left - lefts[index - 1] > _SNAP]
    areas: list[Area] = []
    for row in range(len(rows)):
        inside = [cell for number, cell in cells if number == row]
        starts = [_column(cell, edges) for cell in inside]
        if starts[0] > 0:
            areas.append(Area(row, 0, row + 1, starts[0], []))
        for cell, start, end in zip(inside, starts, [*starts[1:], len(edges)], strict=True):
            areas.append(Area(row, start, row + 1, end, _runs(cell)))
    return grid_of(areas, edges, page, spans_known=False)


def _runs(cell: Sequence[Sequence[Piece]]) -> list[Run]:
    return [run for group in cell for piece in group for run in piece.runs]


def _column(cell: Sequence[Sequence[Piece]], edges: Sequence[float]) -> int:
    left = min(piece.x0 for group in cell for piece in group)
    return sum(edge <= left + _SNAP for edge in edges) - 1


def _side_by_side(groups: Sequence[Sequence[Piece]]) -> list[list[list[Piece]]]:
    """The groups of a row by what stands above one another, from left to right; a label is a cell of its own."""
    cells: list[list[list[Piece]]] = []
    reach = 0.0
    for group in sorted(groups, key=lambda group: min(piece.x0 for piece in group)):
        right = max(piece.x1 for piece in group)
        if cells and min(piece.x0 for piece in group) < reach:
            cells[-1].append(list(group))
            reach = max(reach, right)
        else:
            cells.append([list(group)])
            reach = right
    return cells
