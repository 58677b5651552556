"""Made-up standards as neutral documents, with pages and column edges as a PDF shows them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pipeline.documents.model import Cell, Document, Grid, Line, Lines, Paragraph
from tests.build.markup import Block, Printed, Table
from tests.build.spec import Made


def document(made: Made) -> Document:
    """The standard as the PDF reader would return it."""
    return document_of(made.blocks())


def document_of(blocks: Sequence[Block]) -> Document:
    """Blocks in reading order as a document."""
    return Document("pdf", tuple(_block(block) for block in blocks), pages=max(block.page for block in blocks), engine="made")


def grid(table: Table) -> Grid:
    """A table as a grid."""
    cells = tuple(
        Cell(box.row, box.column, box.row_span, box.column_span, _lines(box.lines, table.page), table.page)
        for box in sorted(table.boxes, key=lambda box: (box.row, box.column))
    )
    return Grid(cells, table.row_count, tuple(accumulate(table.widths, initial=50.0)), table.page)


def _block(block: Block) -> Paragraph | Grid:
    return grid(block) if isinstance(block, Table) else Paragraph(_lines(block.lines, block.page, block.indent))


def _lines(lines: tuple[Printed, ...], page: int, indent: float = 0.0) -> Lines:
    return tuple(Line(line.text, line.soft, indent, page=page) for line in lines)
