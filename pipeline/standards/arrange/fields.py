"""The fields of a line: what wide gaps part, and where a field stands (field guide I-115, I-116)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.documents.model import Document, Line, Paragraph
from pipeline.documents.readers.text.widths import columns_of

COLUMN = 6.0
"""Points that the reader of texts gives a leading space."""
_MARK = regex.compile(r"[\W_\p{Co}]{1,2}|[(（]?[0-9]{1,2}[.)）、．]")
_GAP = regex.compile(r"[ \u00a0\u3000]*\t\s*|[ \u00a0\u3000]{2,}")


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line; `place` counts the characters before it, `wide` the columns that they take on a terminal.

    `line` is the line of its stretch, from 0.
    """

    text: str
    place: int
    wide: int
    line: int
    source: Line

    def as_line(self, *, soft: bool = False) -> Line:
        """The piece as a printed line of its own."""
        return self.source._replace(text=self.text, soft=soft, indent=0.0)

    def part(self, start: int, end: int | None = None) -> Field:
        """A part of the piece, white space around it left out."""
        text = self.text[start:end]
        bare = text.lstrip()
        begins = start + len(text) - len(bare)
        return Field(bare.rstrip(), self.place + begins, self.wide + columns_of(self.text[:begins]), self.line, self.source)


def text_lines(document: Document) -> list[Line]:
    """The lines of a document; in running text a row that tabs part is a line with wide gaps."""
    lines: list[Line] = []
    for block in document.body:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            rows: list[list[str]] = [[] for _ in range(block.row_count)]
            for cell in block.cells:
                rows[cell.row].append(" ".join(line.text for line in cell.lines))
            lines += [Line(_tabbed([text for text in row if text])) for row in rows if any(row)]
    return lines


def _tabbed(texts: list[str]) -> str:
    """The texts that tabs part in a line; what stands behind the mark of a list is only set off from it."""
    first, *rest = texts
    between = " " if _MARK.fullmatch(first) else "\t"
    return between.join([first, "\t".join(rest)]) if rest else first


def fields_of(line: Line, number: int) -> list[Field]:
    """The fields of a line from left to right."""
    indent = round(line.indent / COLUMN)
    found: list[Field] = []
    start = 0
    for gap in [*_GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        text = line.text[start:end].strip()
        if text:
            begins = start + line.text[start:end].index(text)
            found.append(Field(text, indent + begins, indent + columns_of(line.text[:begins]), number, line))
        start = gap.end() if gap else end
    return found
