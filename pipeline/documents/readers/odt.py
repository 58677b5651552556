"""Read ODT: walk the tables of `content.xml` with their spans and covered cells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import regex
from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import MAX_CELLS, GridBuilder
from pipeline.documents.readers.odf_package import OFFICE, content_and_styles
from pipeline.documents.readers.odt_lists import Item, Lists
from pipeline.documents.readers.odt_styles import TABLE, TEXT, Styles
from pipeline.documents.readers.remarks import unknown_writings

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_LIST_ITEMS = frozenset((f"{TEXT}list-item", f"{TEXT}list-header"))
_ROW_GROUPS = frozenset((f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"))
_SKIPPED = frozenset((
    *(f"{TEXT}{tag}" for tag in ("tracked-changes", "sequence-decls", "note-citation", "soft-page-break")),
    *(f"{OFFICE}{tag}" for tag in ("annotation", "forms")),
))
_SPACES = regex.compile(r"[ \t\r\n]+")
_DEEPEST = 120
_WIDEST = 1000


def read(data: bytes) -> Document:
    """Read an ODT file; raises `UnreadableDocument`."""
    root, styles_root = content_and_styles(data)
    lists = Lists.of(part for part in (styles_root, root) if part is not None)
    walker = _Walker(Styles(root, styles_root), lists)
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise UnreadableDocument("is an OpenDocument file but not a text document; only ODT text documents are read")
    body = tuple(walker.blocks(text))
    return Document("odt", body, remarks=unknown_writings(lists.unknown))


class _Walker:
    """Walks the body; `styles` knows column widths and indents, `lists` what lists draw."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists

    def blocks(self, parent: etree._Element, item: Item | None = None, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; `item` is the list item that it is or stands in."""
        if depth > _DEEPEST:
            raise UnreadableDocument("nests its content too deeply; save it anew with a word processor")
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield Paragraph(self._drawn(element, item))
            elif tag == f"{TABLE}table":
                yield self.table(element)
            elif tag == f"{TEXT}list":
                yield from self._list(element, item, depth)
            elif tag == f"{TEXT}numbered-paragraph":
                yield from self.blocks(element, self._lists.numbered_paragraph(element), depth + 1)
            elif tag not in _SKIPPED:
                yield from self.blocks(element, item, depth + 1)

    def _list(self, element: etree._Element, around: Item | None, depth: int) -> Iterator[Block]:
        opened = self._lists.open(element, around)
        for item in element:
            if item.tag in _LIST_ITEMS:
                yield from self.blocks(item, self._lists.next_item(opened, item), depth + 1)

    def _drawn(self, paragraph: etree._Element, item: Item | None) -> Lines:
        """A paragraph with what its list or the outline of the document draws before it, at the list's edge."""
        if item is not None:
            marker, edge = self._lists.draw(item)
        else:
            marker, edge = self._lists.heading(paragraph) if paragraph.tag == f"{TEXT}h" else "", 0.0
        first, *rest = self.paragraph(paragraph)
        return tuple(line._replace(indent=line.indent or edge) for line in (first._replace(marker=marker), *rest))

    def table(self, table: etree._Element) -> Grid:
        """A table with its spans."""
        builder = GridBuilder(tuple(self._widths(table)))
        rows = 0
        for row in _rows(table):
            repeat = _count(row, f"{TABLE}number-rows-repeated")
            rows += repeat
            if rows > MAX_CELLS or builder.too_large:
                raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
            for _ in range(repeat):
                builder.next_row()
                self._row(builder, row)
        return builder.build()

    def _widths(self, table: etree._Element) -> Iterator[float]:
        for column in table.iter(f"{TABLE}table-column"):
            if next(column.iterancestors(f"{TABLE}table")) is table:
                width = self._styles.column_width(column.get(f"{TABLE}style-name") or "")
                yield from [width] * min(_count(column, f"{TABLE}number-columns-repeated"), _WIDEST)

    def _row(self, builder: GridBuilder, row: etree._Element) -> None:
        column = 0
        for cell in row:
            repeat = min(_count(cell, f"{TABLE}number-columns-repeated"), _WIDEST)
            if cell.tag == f"{TABLE}covered-table-cell":
                column += repeat
                # Not printed, but its list items count.
                deque(self.blocks(cell, depth=1), maxlen=0)
            elif cell.tag == f"{TABLE}table-cell":
                span = min(_count(cell, f"{TABLE}number-columns-spanned"), _WIDEST)
                for _ in range(repeat):
                    builder.add(column, span, _count(cell, f"{TABLE}number-rows-spanned"), tuple(self.cell_lines(cell)))
                    column += 1

    def cell_lines(self, cell: etree._Element) -> Iterator[Line]:
        """Lines of a cell; a nested table gives a line per row, its cells parted by tabs (I-35)."""
        for block in self.blocks(cell, depth=1):
            if isinstance(block, Paragraph):
                yield from block.lines
            else:
                for row in range(block.row_count):
                    texts = [" ".join(line.labelled for line in inner.lines) for inner in block.cells if inner.row == row]
                    if any(text.strip() for text in texts):
                        yield Line("\t".join(texts))

    def paragraph(self, paragraph: etree._Element) -> Lines:
        """The lines of a paragraph: its text cut at the author's line breaks."""
        boxes: list[etree._Element] = []
        indent = self._styles.paragraph_indent(paragraph.get(f"{TEXT}style-name") or "")
        text = "".join(_text(paragraph, boxes, 0))
        lines = [Line(part.strip(" "), indent=indent) for part in text.split("\n")]
        for box in boxes:
            for inner in box.iter(f"{TEXT}p"):
                lines += self.paragraph(inner)
        return tuple(lines)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _count(element: etree._Element, attribute: str) -> int:
    value = element.get(attribute)
    return max(1, int(value)) if value and value.isdigit() and len(value) < 8 else 1


def _text(parent: etree._Element, boxes: list[etree._Element], depth: int) -> Iterator[str]:
    """Printed text below an element; text boxes are put aside into `boxes`."""
    if depth > _DEEPEST:
        raise UnreadableDocument("nests its content too deeply; save it anew with a word processor")
    if parent.text:
        yield _SPACES.sub(" ", parent.text)
    for element in parent:
        tag = element.tag
        if tag == f"{TEXT}s":
            yield " " * min(_count(element, f"{TEXT}c"), 100)
        elif tag == f"{TEXT}tab":
            yield "\t"
        elif tag == f"{TEXT}line-break":
            yield "\n"
        elif tag == f"{_DRAW}text-box" or tag == f"{TEXT}note-body":
            boxes.append(element)
        elif tag not in _SKIPPED:
            yield from _text(element, boxes, depth + 1)
        if element.tail:
            yield _SPACES.sub(" ", element.tail)


