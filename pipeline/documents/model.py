"""The neutral document: what every reader returns, whatever the file format.

A reader knows files, not meaning. It gives paragraphs and grids in reading order; every line of text
keeps its page and box, every cell its span, so that whatever comes later can say where it came from.
Lengths are points (1/72 inch) from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Line(NamedTuple):
    """One printed line.

    `soft` says that the layout broke the line before this one for want of room; a line that the
    author began (a paragraph, a line break) is not soft. `indent` is the left edge relative to its
    container. `marker` is the bullet or number that list formatting draws and that is not in `text`. `footnote`
    says that it is the text of a footnote or endnote, which stands behind everything else, `goes_on` that the author
    broke the line within a paragraph. `full` says that the line before has no room for another letter, `is_row` that it
    is a row, or a part of one, of a table within the cell.
    A named tuple, because a page has a hundred of them and a frozen dataclass takes thrice as long to make.
    """

    text: str
    soft: bool = False
    indent: float = 0.0
    marker: str = ""
    page: int | None = None
    box: Box | None = None
    footnote: bool = False
    goes_on: bool = False
    full: bool = False
    is_row: bool = False

    @property
    def labelled(self) -> str:
        """The text as printed, with the bullet, number or code that a list draws before it."""
        return f"{self.marker} {self.text}" if self.marker.strip() else self.text


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside every table."""

    lines: Lines

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def page(self) -> int | None:
        return self.lines[0].page if self.lines else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with the rectangle of the elementary grid that it covers (0-based).

    `text` is joined when the cell is made, because whoever reads a table asks for it half a dozen times.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    lines: Lines = ()
    page: int | None = None
    box: Box | None = None
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join([line.text for line in self.lines]))

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells sorted by row and column, none overlapping another.

    `edges` are the x positions of the `column_count + 1` column boundaries; formats without
    geometry number them 0, 1, 2 …. `spans_known` is false where a format cannot tell a blank cell
    from the rest of a merged one (a text dump).
    """

    cells: tuple[Cell, ...]
    row_count: int
    edges: tuple[float, ...]
    page: int | None = None
    spans_known: bool = True

    @property
    def column_count(self) -> int:
        return len(self.edges) - 1


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as its reader saw it.

    Running headers and footers that the format itself declares as such are left out; page furniture
    that stands in the text is recognised later. `engine` names what read a PDF, `remarks`
    are the reader's own findings as (kind, page, detail); the catalogue of whoever reads on has to know the kinds.
    """

    format: str
    body: tuple[Block, ...]
    pages: int | None = None
    engine: str = ""
    remarks: tuple[tuple[str, int | None, str], ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        """Every line of the body in reading order."""
        for block in self.body:
            if isinstance(block, Paragraph):
                yield from block.lines
            else:
                for cell in block.cells:
                    yield from cell.lines
