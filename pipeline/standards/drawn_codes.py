"""Codes that automatic numbering draws: the author typed `準備紙船`, a list prints `T1` before it (I-87)."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.documents.model import Block, Cell, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.text.marks import is_bullet, list_mark
from pipeline.documents.text.normalise import fold
from pipeline.standards.codes.patterns import foldable
from pipeline.standards.sections.headings import is_attitude_heading, is_notes_heading

_CODE = regex.compile(
    r"[（(【\[]?\s*(?:[TOP][-. ]?[0-9]{1,2}[a-z]?(?:[.\-][0-9]{1,4}){0,3}"
    r"|(?:NK|NS|SS|[KSA])[-. ]?[0-9]{1,6})\s*[)）】\]]?[.、：:]?",
    regex.IGNORECASE,
)


def with_drawn_codes(document: Document) -> Document:
    """The document with every code that a list draws in the text behind it, as if typed.

    Any other mark stays apart from the text; in the notes a code-like one too. A cell that prints nothing but a
    drawn value, such as a level, has that value for its text.
    """
    if not any(line.marker for line in document.lines()):
        return document
    body: list[Block] = []
    in_notes = False
    for block in document.body:
        lines = block.lines if isinstance(block, Paragraph) else [line for cell in block.cells for line in cell.lines]
        # A table that holds the heading of the notes has cells of other parts above it.
        body.append(block if in_notes else _written_out(block))
        for line in lines:
            in_notes = is_notes_heading(line.text) or (in_notes and not is_attitude_heading(line.text))
    return replace(document, body=tuple(body))


def _written_out(block: Block) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple([_cell(cell) for cell in block.cells]))
    return Paragraph(_lines(block.lines))


def _cell(cell: Cell) -> Cell:
    if not any(line.marker for line in cell.lines):
        return cell
    lines = _lines(cell.lines)
    if not any(fold(line.text) for line in lines):
        lines = tuple([line._replace(text=line.marker, marker="") if _is_value(line.marker) else line for line in lines])
    return replace(cell, lines=lines)


def _lines(lines: Lines) -> Lines:
    return tuple([_line(line) if line.marker and is_code(line.marker) else line for line in lines])


def _line(line: Line) -> Line:
    return line._replace(text=f"{line.marker} {line.text}".rstrip(), marker="")


def is_code(drawn: str) -> bool:
    """Whether what a list draws is a code in any of its spellings."""
    return _CODE.fullmatch(foldable(drawn.strip())) is not None


def _is_value(drawn: str) -> bool:
    """Whether a drawn text says something by itself, unlike a bullet or a list number."""
    text = drawn.strip()
    return bool(text) and list_mark(text) is None and not is_bullet(text[0])
