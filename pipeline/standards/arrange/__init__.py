"""Texts without tables: their lines put into the tables that they were, as far as order and codes tell (I-115, I-116).

What the text proves is arranged; what it leaves open is arranged as it most likely was, with a remark
`columns_unknown`; a text whose lines hold words of several cells at once is refused with the form to use instead.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Paragraph
from pipeline.standards.arrange.aligned import is_aligned, reader_of
from pipeline.standards.arrange.fields import text_lines
from pipeline.standards.arrange.grids import profile_grid, task_grid, version_grid
from pipeline.standards.arrange.pieces import Piece, mended, pieces_of, with_last_level
from pipeline.standards.arrange.profile import entries
from pipeline.standards.arrange.rows import RunningReader, Table, is_interleaved, is_wrapped
from pipeline.standards.arrange.spilled import without_spilled
from pipeline.standards.arrange.stretches import Part, Stretch, head_length, is_main, stretches
from pipeline.standards.arrange.versions import holds_versions, version_rows
from pipeline.standards.arrange.wraps import is_set_to_width, rewrapped
from pipeline.standards.sections.headings import Column

USE_ANOTHER = "use the PDF, DOCX or ODT itself, or `pdftotext -layout`"
_TOLD = 3
_MOST_LINES = 8_000
"""A standard of 22 pages has some 2,000."""
_MOST_DOUBTS = 6
"""With more places that prove nothing a text is refused: of 180 measured ones hardly any with so many was read right."""


def arranged(document: Document) -> Document:
    """The text with its tables; one without any part of a standard as it is. A text has no pages, whatever its lines tell.

    Raises `UnreadableDocument` where the text holds a standard but does not tell what belongs together.
    """
    found = _arranged(document)
    if not any(isinstance(block, Paragraph) and block.page is not None for block in document.body):
        return found
    return replace(found, body=tuple(map(_without_page, found.body)))


def _without_page(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(tuple(line._replace(page=None) for line in block.lines))
    cells = (replace(cell, lines=tuple(line._replace(page=None) for line in cell.lines), page=None) for cell in block.cells)
    return replace(block, cells=tuple(cells), page=None)


def _arranged(document: Document) -> Document:
    if any(isinstance(block, Grid) and is_main(block) for block in document.body):
        return without_spilled(document)
    lines = text_lines(document)
    if len(lines) > _MOST_LINES:
        if any(head_length(lines, index) for index in range(len(lines))):
            raise UnreadableDocument(
                f"is text without columns of {len(lines):,} lines, of which at most {_MOST_LINES:,} are put in order; "
                f"part it into a file for each standard, or {USE_ANOTHER}"
            )
        return document
    parts = stretches(lines)
    if not any(part.part is Part.MAIN for part in parts):
        return without_spilled(document)
    return _Arranger(parts).document(document)


class _Arranger:
    def __init__(self, parts: list[Stretch]) -> None:
        self._parts = parts
        self._doubts: list[str] = []
        self._wrapped = True
        """Whether lines end for want of room."""

    def document(self, document: Document) -> Document:
        tables = self._tables()
        body: list[Block] = []
        for part in self._parts:
            if part.part is Part.VERSIONS:
                body += self._versions(part)
            elif part.part is Part.PROFILE:
                body += self._profile(part)
            elif part.part is Part.MAIN:
                body.append(task_grid(tables.pop(0), bool(part.head)))
            else:
                body += self._lines(part)
        if len(self._doubts) > _MOST_DOUBTS:
            raise UnreadableDocument(
                f"is text without columns, and in {len(self._doubts)} places nothing tells what belongs together "
                f"(first: {self._doubts[0].rstrip('.')}); {USE_ANOTHER}"
            )
        detail = " ".join(self._doubts[:_TOLD]) + (f" … ({len(self._doubts)})" if len(self._doubts) > _TOLD else "")
        remark = (("columns_unknown", None, detail),) if self._doubts else ()
        return replace(document, body=tuple(body), remarks=(*document.remarks, *remark))

    def _lines(self, part: Stretch) -> list[Block]:
        lines = [*part.head, *part.lines]
        if part.part is Part.FRONT and holds_versions(lines):
            self._doubts.append("The columns of the version table.")
        wrapped = part.part is Part.REST and (self._wrapped or is_set_to_width(lines))
        return [Paragraph((line,)) for line in (rewrapped(lines) if wrapped else lines)]

    def _tables(self) -> list[Table]:
        lines = [[pieces_of(line, number) for number, line in enumerate(mended(part.lines))] for part in self._main()]
        every = [pieces for stretch in lines for pieces in stretch]
        if not any(piece.column is Column.TASK for pieces in every for piece in pieces):
            raise UnreadableDocument(f"is text without columns, and no codes tell which texts belong together; {USE_ANOTHER}")
        whole = all(piece.column is not None for pieces in every for piece in pieces)
        if whole:
            lines = [[with_last_level(pieces) for pieces in stretch] for stretch in lines]
        if is_aligned(every):
            return self._aligned(lines, whole)
        if is_interleaved(every):
            raise UnreadableDocument(
                "is text without columns: its lines hold words of several cells, and nothing tells which belong together; "
                + USE_ANOTHER
            )
        return self._running(lines)

    def _aligned(self, lines: list[list[list[Piece]]], whole: bool) -> list[Table]:
        self._wrapped = not whole
        reader = reader_of([pieces for stretch in lines for pieces in stretch])
        tables = [reader.table(stretch) for stretch in lines]
        self._doubts += reader.doubts
        return tables

    def _running(self, lines: list[list[list[Piece]]]) -> list[Table]:
        every = [pieces for stretch in lines for pieces in stretch]
        self._wrapped = is_wrapped(every)
        reader = RunningReader(self._wrapped, _has(every, Column.OUTPUT))
        for stretch in lines:
            reader.begin()
            for pieces in stretch:
                reader.read(pieces)
        self._doubts += reader.doubts
        return reader.tables

    def _main(self) -> list[Stretch]:
        return [part for part in self._parts if part.part is Part.MAIN]

    def _versions(self, part: Stretch) -> list[Block]:
        rows = version_rows(part.lines)
        if rows is not None:
            return [version_grid(rows)]
        self._doubts.append("The columns of the version table.")
        return [Paragraph((line,)) for line in (*part.head, *part.lines)]

    def _profile(self, part: Stretch) -> list[Block]:
        found = entries(part.lines)
        if found is None:
            raise UnreadableDocument(f"is text without columns, and its profile does not begin with a label; {USE_ANOTHER}")
        return [profile_grid(found)]


def _has(lines: list[list[Piece]], column: Column) -> bool:
    return any(piece.column is column for pieces in lines for piece in pieces)
