"""Nested tables that share a rule with the cell around them, and so came out as rows of the outer table (I-110).

The nested table stands in a full-width cell and lies on that cell's bottom (or top) rule. What is left
of the cell beside it, a narrow empty strip on the left and an empty one on the right, gives it away. So it does in
any other cell (`bays`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pipeline.documents.readers.pdf.bays import STRIP, Bay, bays_of
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle

_ROW = attrgetter("row")
_SLIVER = 6.0
"""Points: what is lower is white between two frames and no cell (I-106)."""


def with_nested(lattice: Lattice, runs: Sequence[Sequence[Run]]) -> Lattice:
    """The lattice with such tables put back into their cells; `runs` is the text by rectangle."""
    bays = bays_of(lattice, runs)
    if bays:
        return _with_bays(lattice, bays)
    return _in_full_width(lattice, list(map(bool, runs)))


def _with_bays(lattice: Lattice, bays: Sequence[Bay]) -> Lattice:
    """The lattice with whole cells for those that hold tables, and these tables hung into it."""
    gone = {r for bay in bays for r in _inside(lattice, bay.host)}
    kept = [r for r in lattice.rectangles if r not in gone] + [bay.host for bay in bays]
    outer = _lattice(*_without_unused(lattice, sorted(kept)))
    outer.nested = lattice.nested + [_part(lattice, inner) for bay in bays for inner in bay.inner]
    return outer


def _inside(lattice: Lattice, host: Rectangle) -> list[Rectangle]:
    """The cells that begin in a part of a lattice, in their order, which is by rows."""
    first, last = (bisect_left(lattice.rectangles, row, key=_ROW) for row in (host.row, host.last_row))
    return [r for r in lattice.rectangles[first:last] if host.column <= r.column < host.last_column]


def _part(lattice: Lattice, box: Rectangle) -> Lattice:
    """A part of a lattice by itself."""
    inner = _inside(lattice, box)
    xs, ys = lattice.xs[box.column : box.last_column + 1], lattice.ys[box.row : box.last_row + 1]
    shifted = [Rectangle(r.row - box.row, r.column - box.column, r.last_row - box.row, r.last_column - box.column) for r in inner]
    return _lattice(*_without_unused(Lattice(xs, ys, shifted, []), shifted))


def _in_full_width(lattice: Lattice, filled: Sequence[bool]) -> Lattice:
    rectangles = lattice.rectangles
    for number, strip in enumerate(rectangles):
        if filled[number] or strip.column or lattice.xs[strip.last_column] - lattice.xs[0] > STRIP:
            continue
        other = rectangles[lattice.owner[strip.row][-1]]
        beside = (other.row, other.last_row) == (strip.row, strip.last_row) and other.column > strip.last_column
        host = _host(lattice, strip)
        if beside and not filled[lattice.owner[strip.row][-1]] and host is not None:
            return _in_full_width(*_moved(lattice, filled, (host, strip, other)))
    return lattice


def _host(lattice: Lattice, strip: Rectangle) -> Rectangle | None:
    """The full-width cell right above or below the strip, tall enough to be one."""
    for row in (strip.row - 1, strip.last_row):
        if 0 <= row < len(lattice.owner):
            cell = lattice.rectangles[lattice.owner[row][0]]
            tall = lattice.ys[cell.last_row] - lattice.ys[cell.row] > _SLIVER
            if cell.column == 0 and cell.last_column == len(lattice.xs) - 1 and tall:
                return cell
    return None


def _moved(
    lattice: Lattice, filled: Sequence[bool], parts: tuple[Rectangle, Rectangle, Rectangle]
) -> tuple[Lattice, list[bool]]:
    """Merge the rows beside the strips into the host and hang what stood between the strips into it."""
    host, left, right = parts
    first, last = left.row, left.last_row
    inner = [r for r in lattice.rectangles if first <= r.row < last and left.last_column <= r.column < right.column]
    gone = {left, right, host, *inner}
    merged = Rectangle(min(host.row, first), 0, max(host.last_row, last), host.last_column)
    text_in = dict(zip(lattice.rectangles, filled, strict=True))
    kept = sorted([r for r in lattice.rectangles if r not in gone] + [merged])
    outer = _lattice(*_without_unused(lattice, kept))
    outer.nested = lattice.nested
    shifted = [
        Rectangle(r.row - first, r.column - left.last_column, r.last_row - first, r.last_column - left.last_column)
        for r in inner
    ]
    outer.nested.append(
        _lattice(lattice.xs[left.last_column : right.column + 1], lattice.ys[first : last + 1], shifted)
    )
    return outer, [text_in.get(rectangle, True) for rectangle in kept]


def _without_unused(lattice: Lattice, kept: Sequence[Rectangle]) -> tuple[list[float], list[float], list[Rectangle]]:
    """The boundaries that the kept rectangles still need, and the rectangles by these."""
    columns = sorted({edge for r in kept for edge in (r.column, r.last_column)})
    rows = sorted({edge for r in kept for edge in (r.row, r.last_row)})
    across, down = ({edge: place for place, edge in enumerate(edges)} for edges in (columns, rows))
    moved = [Rectangle(down[r.row], across[r.column], down[r.last_row], across[r.last_column]) for r in kept]
    return [lattice.xs[column] for column in columns], [lattice.ys[row] for row in rows], moved


def _lattice(xs: list[float], ys: list[float], rectangles: list[Rectangle]) -> Lattice:
    owner = [[0] * (len(xs) - 1) for _ in ys[1:]]
    for number, (row, column, last_row, last_column) in enumerate(rectangles):
        for covered in range(row, last_row):
            owner[covered][column:last_column] = [number] * (last_column - column)
    return Lattice(xs, ys, rectangles, owner, areas=list(range(len(rectangles))))
