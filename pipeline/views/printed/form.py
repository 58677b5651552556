"""A standard on paper, for whoever draws it: a title and tables on one lattice of seven columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

COLUMNS = ("duty", "task", "output", "indicator", "level", "K", "S")
"""The columns of the main table; the other tables merge them to their needs."""
WIDTHS = (30, 38, 38, 71, 18, 41, 41)
"""Their widths in millimetres: the 277 of a landscape A4 page between margins of 10."""
LAST = len(COLUMNS) - 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `indent` counts levels of nesting."""

    text: str
    indent: int = 0


@dataclass(slots=True)
class Cell:
    """A cell from column `first` to column `last`, over `rows` rows; `head` are labels, which are bold and shaded."""

    first: int
    last: int
    texts: Sequence[Text] = ()
    rows: int = 1
    head: bool = False
    center: bool = False

    @property
    def width(self) -> int:
        """Millimetres."""
        return sum(WIDTHS[self.first : self.last + 1])


@dataclass(slots=True)
class Table:
    """Rows of the cells that begin in them; the first `heads` rows are printed again on every page."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form: its title, and its tables from the versions to the notes."""

    title: str
    tables: tuple[Table, ...]


def label(first: int, last: int, text: str, rows: int = 1) -> Cell:
    """A label of the form."""
    return Cell(first, last, (Text(text),), rows, head=True, center=True)


def value(first: int, last: int, text: str | None) -> Cell:
    """What stands beside or below a label, line breaks as paragraphs; blank for what is not printed."""
    return Cell(first, last, tuple(Text(line) for line in (text or "").split("\n") if line))
