"""Paragraphs and tables as they stand on the page: what the writers of all formats draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 1000
"""Tables are this many units wide; cells give their edges in units."""


@dataclass(slots=True)
class Para:
    r"""A paragraph; `\\n` in `text` is a line break of the author. `indent` is in points.

    `level` makes it a paragraph of an automatic list of that depth, whose bullet is not in `text`.
    """

    text: str
    indent: float = 0.0
    level: int | None = None
    bold: bool = False
    center: bool = False
    hanging: float = 0.0


@dataclass(slots=True)
class Cell:
    """A cell from unit `left` to unit `right`, over `rows` rows; `nested` are the rows of a table inside it.

    A `filler` is the blank rest of a column whose text stands in a narrower sub-column.
    """

    left: int
    right: int
    paras: list[Para] = field(default_factory=list)
    rows: int = 1
    nested: list[tuple[str, str]] = field(default_factory=list)
    filler: bool = False


@dataclass(slots=True)
class Table:
    """Rows of the cells that begin in them; the first `heads` rows are repeated on every page."""

    rows: list[list[Cell]]
    heads: int = 0

    def edges(self) -> list[int]:
        """Every column boundary of the table."""
        return sorted({edge for row in self.rows for cell in row for edge in (cell.left, cell.right)})

    def covered(self) -> list[list[tuple[Cell, int]]]:
        """For each row the cells that cover it from left to right, with how many rows above they began."""
        result: list[list[tuple[Cell, int]]] = [[] for _ in self.rows]
        for index, row in enumerate(self.rows):
            for cell in row:
                for offset in range(cell.rows):
                    result[index + offset].append((cell, offset))
        return [sorted(cells, key=lambda pair: pair[0].left) for cells in result]


Physical = list[Para | Table]


def paras(texts: Sequence[str], *, bold: bool = False, center: bool = False) -> list[Para]:
    """Plain paragraphs."""
    return [Para(text, bold=bold, center=center) for text in texts]
