"""Read ODT: walk the tables of `content.xml` with their spans and covered cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import FEWEST_COLUMNS, MAX_CELLS, GridBuilder, beside, nested_lines
from pipeline.documents.readers.odt_appearance import Appearance, row_is_printed
from pipeline.documents.readers.odt_styles import TABLE, TEXT, Styles
from pipeline.documents.readers.odt_text import DRAW, OFFICE, SKIPPED, TOO_DEEP, PrintedText, Remarks
from pipeline.documents.readers.package import open_package, parse_xml, read_part

_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_LIST_ITEMS = frozenset((f"{TEXT}list-item", f"{TEXT}list-header"))
_ROW_GROUPS = frozenset((f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"))
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
    remarks: Remarks = []
    printed = PrintedText(Appearance(root, styles_root), partial(_tree, package), remarks)
    walker = _Walker(Styles(root, styles_root), printed)
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise UnreadableDocument("is an OpenDocument file but not a text document; only ODT text documents are read")
    blocks = tuple(walker.blocks(text))
    return Document("odt", blocks + tuple(_notes(walker, printed)), remarks=tuple(remarks))


def _tree(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part of the package, parsed."""
    content = read_part(package, name)
    return parse_xml(content, name) if content else None


def _notes(walker: _Walker, printed: PrintedText) -> Iterator[Block]:
    """Footnotes and endnotes in the order of their marks, as paragraphs behind the body (I-91)."""
    for body in printed.notes:
        for block in walker.blocks(body):
            if isinstance(block, Paragraph) and block.text.strip():
                yield Paragraph(tuple(line._replace(footnote=True) for line in block.lines))


class _Walker:
    """Walks the body; `styles` knows column widths, indents and list markers, `printed` what is printed of a paragraph."""

    def __init__(self, styles: Styles, printed: PrintedText) -> None:
        self._styles = styles
        self._printed = printed
        self._floating: list[Block] = []
        self._boxes: list[etree._Element] = []
        self._in_cells = 0

    def blocks(self, parent: etree._Element, lists: tuple[str, ...] = (), depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; `lists` names the styles of the lists around it."""
        if depth > _DEEPEST:
            raise UnreadableDocument(TOO_DEEP)
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph_and_boxes(element, depth)
            elif tag == f"{TABLE}table":
                yield from self._table_or_layout(element, depth)
            elif tag == f"{TEXT}list":
                yield from self._list(element, lists, depth)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                yield from self._anchored(element, depth)
            elif tag not in SKIPPED and not self._printed.appearance.hides(element):
                yield from self.blocks(element, lists, depth + 1)

    def _paragraph_and_boxes(self, paragraph: etree._Element, depth: int) -> Iterator[Block]:
        """A paragraph, and what stands in the frames and shapes that hang on it (I-94); in a cell they are put aside."""
        lines, boxes = self.paragraph(paragraph)
        yield Paragraph(lines)
        if self._in_cells:
            self._boxes += boxes
            return
        for box in boxes:
            yield from self.blocks(box, depth=depth + 1)

    def _anchored(self, drawing: etree._Element, depth: int) -> Iterator[Block]:
        """What stands in a frame or shape that hangs on the page or a cell and not on a paragraph."""
        for box in self._printed.hanging(drawing):
            yield from self.blocks(box, depth=depth + 1)

    def _table_or_layout(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """A table and what floats over it; of one that only lays out others around it, what its cells hold (I-94)."""
        if not self._in_cells and _is_layout(table):
            for cell in table.iterfind(f".//{TABLE}table-cell"):
                if _table_of(cell) is table:
                    yield from self.blocks(cell, depth=depth + 1)
            return
        yield self.table(table)
        if not self._in_cells:
            floating, self._floating = self._floating, []
            yield from floating

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
        self._printed.in_tables = True
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
        """The cells of a row; each stands at the next place that no other covers, whether or not the row says so (I-95)."""
        column = 0
        for cell in row:
            repeat = min(_count(cell, f"{TABLE}number-columns-repeated"), _WIDEST)
            if cell.tag == f"{TABLE}covered-table-cell":
                column += repeat
            elif cell.tag == f"{TABLE}table-cell":
                span = min(_count(cell, f"{TABLE}number-columns-spanned"), _WIDEST)
                for _ in range(repeat):
                    column = builder.next_free(column)
                    lines = tuple(self.cell_lines(cell)) if row_is_printed(row) else ()
                    builder.add(column, span, _count(cell, f"{TABLE}number-rows-spanned"), lines)
                    column += 1

    def cell_lines(self, cell: etree._Element) -> Iterator[Line]:
        """Lines of a cell; a nested table gives a line per row, its cells parted by tabs (I-35).

        What stands in a frame or shape is the cell's where the cell holds nothing else; else it floats over the table.
        """
        outer, self._boxes = self._boxes, []
        self._in_cells += 1
        blocks = list(self.blocks(cell, depth=1))
        boxes, self._boxes = self._boxes, outer
        boxed = [block for box in boxes for block in self.blocks(box, depth=1)]
        self._in_cells -= 1
        if any(_has_text(block) for block in blocks):
            self._floating += [beside(block) for block in boxed]
        else:
            blocks += boxed
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from block.lines
            else:
                yield from nested_lines(block)

    def paragraph(self, paragraph: etree._Element) -> tuple[Lines, list[etree._Element]]:
        """The lines of a paragraph, cut at the author's line breaks, and the frames and shapes that hang on it."""
        indent = self._styles.paragraph_indent(paragraph.get(f"{TEXT}style-name") or "")
        text, boxes = self._printed.of(paragraph)
        parts = [part.strip(" ") for part in text.split("\n")]
        return tuple(Line(part, indent=indent, goes_on=place > 0) for place, part in enumerate(parts)), boxes


def _has_text(block: Block) -> bool:
    lines = block.lines if isinstance(block, Paragraph) else (line for cell in block.cells for line in cell.lines)
    return any(line.text.strip() for line in lines)


def _table_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{TABLE}table"))


def _is_layout(table: etree._Element) -> bool:
    """Whether a table of one filled cell a row holds a table of the standard, which has more columns than a list of notes."""
    inner = [other for other in table.iterfind(f".//{TABLE}table") if other.get(f"{TABLE}is-sub-table") != "true"]
    if not any(len(row.findall(f"{TABLE}table-cell")) >= FEWEST_COLUMNS for other in inner for row in _rows(other)):
        return False
    rows = (row.iterchildren(f"{TABLE}table-cell") for row in _rows(table))
    return all(sum(any(str(text).strip() for text in cell.itertext()) for cell in cells) <= 1 for cells in rows)


def _marked(block: Block, marker: str, indent: float) -> Block:
    """The paragraph with the marker of its list item and the item's indent."""
    if isinstance(block, Grid):
        return block
    first, *rest = block.lines
    marked = Line(first.text, indent=indent or first.indent, marker=marker)
    return Paragraph((marked, *(line._replace(indent=indent or line.indent) for line in rest)))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _count(element: etree._Element, attribute: str) -> int:
    value = element.get(attribute)
    return max(1, int(value)) if value and value.isdigit() and len(value) < 8 else 1
