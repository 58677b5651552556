"""Read ODT: walk the tables of `content.xml` with their spans and covered cells."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import MAX_CELLS, GridBuilder
from pipeline.documents.readers.odt_styles import TABLE, TEXT, Styles
from pipeline.documents.readers.package import open_package, parse_xml, read_part

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_LIST_ITEMS = frozenset((f"{TEXT}list-item", f"{TEXT}list-header"))
_ROW_GROUPS = frozenset((f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"))
_SKIPPED = frozenset((
    *(f"{TEXT}{tag}" for tag in ("tracked-changes", "sequence-decls", "note-citation", "soft-page-break")),
    *(f"{_OFFICE}{tag}" for tag in ("annotation", "forms")),
))
_SPACES = regex.compile(r"[ \t\r\n]+")
_DEEPEST = 120
_WIDEST = 1000


def read(data: bytes) -> Document:
    """Read an ODT file; raises `UnreadableDocument`."""
    package = open_package(data)
    if b"encryption-data" in (read_part(package, "META-INF/manifest.xml") or b""):
        raise UnreadableDocument("is protected by a password; save a copy without the password")
    content = read_part(package, "content.xml")
    if content is None:
        raise UnreadableDocument("is a damaged ODT file without content; download it again")
    root = parse_xml(content, "content.xml")
    common = read_part(package, "styles.xml")
    styles_root = parse_xml(common, "styles.xml") if common else None
    walker = _Walker(Styles(root, styles_root))
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise UnreadableDocument("is an OpenDocument file but not a text document; only ODT text documents are read")
    return Document("odt", tuple(walker.blocks(text)))


class _Walker:
    """Walks the body; `styles` knows column widths, indents and list markers."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def blocks(self, parent: etree._Element, lists: tuple[str, ...] = (), depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; `lists` names the styles of the lists around it."""
        if depth > _DEEPEST:
            raise UnreadableDocument("nests its content too deeply; save it anew with a word processor")
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield Paragraph(self.paragraph(element))
            elif tag == f"{TABLE}table":
                yield self.table(element)
            elif tag == f"{TEXT}list":
                yield from self._list(element, lists, depth)
            elif tag not in _SKIPPED:
                yield from self.blocks(element, lists, depth + 1)

    def _list(self, element: etree._Element, lists: tuple[str, ...], depth: int) -> Iterator[Block]:
        """A list: the first paragraph of each item gets the marker that the list draws."""
        style = element.get(f"{TEXT}style-name") or (lists[-1] if lists else "")
        level, count = len(lists), 0
        for item in element:
            if item.tag not in _LIST_ITEMS:
                continue
            count += 1
            marker, indent = self._styles.list_level(style, level, count)
            drawn = item.tag == f"{TEXT}list-header"
            for block in self.blocks(item, (*lists, style), depth + 1):
                nested = isinstance(block, Grid) or any(line.marker or line.indent for line in block.lines)
                yield block if nested or isinstance(block, Grid) else _marked(block, "" if drawn else marker, indent)
                drawn = True

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
                    texts = [" ".join(line.text for line in inner.lines) for inner in block.cells if inner.row == row]
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


def _marked(block: Block, marker: str, indent: float) -> Block:
    """The paragraph with the marker of its list item and the item's indent."""
    if isinstance(block, Grid):
        return block
    first, *rest = block.lines
    marked = Line(first.text, indent=indent or first.indent, marker=marker)
    return Paragraph((marked, *(Line(line.text, indent=indent or line.indent) for line in rest)))


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


