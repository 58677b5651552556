"""The sides of narrow blank strips: where they end, and what parts the cells beyond them (I-110)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from pipeline.documents.readers.pdf.lattice import Lattice, Rectangle


class Sides:
    """What is asked about the sides of a lattice's strips, each answer found once: a page may have a thousand of them."""

    def __init__(self, lattice: Lattice, strips: Iterable[Rectangle]) -> None:
        self._lattice = lattice
        self._strips = frozenset(strips)
        self._ends: dict[tuple[Rectangle, int, bool], bool | None] = {}
        self._parting: dict[tuple[int, int], list[int]] = {}

    def end(self, strip: Rectangle, column: int) -> bool:
        """Whether a strip's side ends with its cell above or below, and goes on nowhere, as that of a table inside would.

        Another strip there tells nothing: its cell may hold a table as well.
        """
        found = self._end(strip, column, up=True), self._end(strip, column, up=False)
        return False not in found and True in found

    def around(self, strip: Rectangle) -> tuple[int, int]:
        """The next column's side to the left and to the right that parts cells above or below a strip, or is the table's."""
        key = strip.row, strip.last_row
        if key not in self._parting:
            self._parting[key] = self._parting_beside(*key)
        parting = self._parting[key]
        left, right = bisect_left(parting, strip.column) - 1, bisect_right(parting, strip.last_column)
        return parting[left] if left >= 0 else strip.column, parting[right] if right < len(parting) else strip.last_column

    def _end(self, strip: Rectangle, column: int, *, up: bool) -> bool | None:
        """Whether the side ends in one direction; None if it meets strips alone as far as the table goes."""
        owner, rectangles = self._lattice.owner, self._lattice.rectangles
        passed: list[Rectangle] = []
        answer: bool | None = None
        cell = strip
        while (cell, column, up) not in self._ends:
            passed.append(cell)
            row = cell.row - 1 if up else cell.last_row
            if not 0 <= row < len(owner):
                break
            if owner[row][column - 1] == owner[row][column]:
                answer = True
                break
            cell = rectangles[owner[row][strip.column]]
            if cell not in self._strips or (cell.column, cell.last_column) != (strip.column, strip.last_column):
                answer = False
                break
        else:
            answer = self._ends[cell, column, up]
        for one in passed:
            self._ends[one, column, up] = answer
        return answer

    def _parting_beside(self, row: int, last_row: int) -> list[int]:
        """The columns whose left sides part cells above or below some rows, from left to right, with both ends of the table."""
        owner = self._lattice.owner
        columns = len(self._lattice.xs) - 1
        beyond = [owner[beside] for beside in (row - 1, last_row) if 0 <= beside < len(owner)]
        return [at for at in range(columns + 1) if at in (0, columns) or any(cells[at - 1] != cells[at] for cells in beyond)]
