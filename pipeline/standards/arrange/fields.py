"""The fields of a line: what wide gaps part, and where a field stands (field guide I-115, I-116)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.documents.model import Document, Line, Paragraph

COLUMN = 6.0
"""Points that the reader of texts gives a leading space."""
_GAP = regex.compile(r"[ \u00a0\u3000]*\t\s*|[ \u00a0\u3000]{2,}")


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line; `place` counts the characters before it, `line` is the line of the text, from 0."""

    text: str
    place: int
    line: int
    source: Line

    @property
    def end(self) -> int:
        return self.place + len(self.text)

    def as_line(self, *, soft: bool = False) -> Line:
        """The piece as a printed line of its own."""
        return self.source._replace(text=self.text, soft=soft, indent=0.0)

    def part(self, start: int, end: int | None = None) -> Field:
        """A part of the piece, white space around it left out."""
        text = self.text[start:end]
        bare = text.lstrip()
        return Field(bare.rstrip(), self.place + start + len(text) - len(bare), self.line, self.source)


def text_lines(document: Document) -> list[Line]:
    """The lines of a document without tables."""
    return [line for block in document.body if isinstance(block, Paragraph) for line in block.lines]


def fields_of(line: Line, number: int) -> list[Field]:
    """The fields of a line from left to right."""
    indent = round(line.indent / COLUMN)
    found: list[Field] = []
    start = 0
    for gap in [*_GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        text = line.text[start:end].strip()
        if text:
            found.append(Field(text, indent + start + line.text[start:end].index(text), number, line))
        start = gap.end() if gap else end
    return found
