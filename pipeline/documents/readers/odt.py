"""Read ODT: walk the tables of `content.xml` with their spans and covered cells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import FEWEST_COLUMNS, LONGEST_LABEL, MAX_CELLS, GridBuilder, beside, nested_lines
from pipeline.documents.readers.odf_package import OFFICE, open_parts
from pipeline.documents.readers.odt_appearance import Appearance, row_is_printed
from pipeline.documents.readers.odt_lists import Item, Lists
from pipeline.documents.readers.odt_paint import Paint
from pipeline.documents.readers.odt_styles import TABLE, TEXT, Styles, declared
from pipeline.documents.readers.odt_text import DRAW, SKIPPED, TOO_DEEP, PrintedText, Remarks
from pipeline.documents.readers.remarks import unknown_writings

_HEADING, _STYLE_NAME, _LIST, _NUMBERED = (f"{TEXT}{name}" for name in ("h", "style-name", "list", "numbered-paragraph"))
_TABLE, _CELL, _COVERED, _ROW = (f"{TABLE}{name}" for name in ("table", "table-cell", "covered-table-cell", "table-row"))
_COLUMNS_REPEATED, _COLUMNS_SPANNED, _ROWS_SPANNED = (
    f"{TABLE}number-{name}" for name in ("columns-repeated", "columns-spanned", "rows-spanned")
)
_PARAGRAPHS = frozenset((f"{TEXT}p", _HEADING))
_LIST_ITEMS = frozenset((f"{TEXT}list-item", f"{TEXT}list-header"))
_ROW_GROUPS = frozenset((f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"))
_DEEPEST = 120
_WIDEST = 1000


def read(data: bytes) -> Document:
    """Read an ODT file; raises `UnreadableDocument`."""
    parts = open_parts(data)
    known = declared(parts.content, parts.styles)
    lists = Lists.of(known)
    remarks: Remarks = []
    printed = PrintedText(Appearance(known), Paint(known, parts.content, parts.styles), parts.part, remarks)
    walker = _Walker(Styles(known), lists, printed)
    text = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise UnreadableDocument("is an OpenDocument file but not a text document; only ODT text documents are read")
    blocks = tuple(walker.blocks(text))
    notes = tuple(_notes(walker, printed))
    return Document("odt", blocks + notes, remarks=(*remarks, *unknown_writings(lists.unknown)))


def _notes(walker: _Walker, printed: PrintedText) -> Iterator[Block]:
    """Footnotes and endnotes in the order of their marks, as paragraphs behind the body (I-91)."""
    for body in printed.notes:
        for block in walker.blocks(body):
            if isinstance(block, Paragraph) and block.text.strip():
                yield Paragraph(tuple(line._replace(footnote=True) for line in block.lines))


class _Walker:
    """Walks the body; `styles` knows column widths and indents, `lists` what lists draw, `printed` what a paragraph prints."""

    def __init__(self, styles: Styles, lists: Lists, printed: PrintedText) -> None:
        self._styles = styles
        self._lists = lists
        self._printed = printed
        self._floating: list[Block] = []
        self._boxes: list[etree._Element] = []
        self._in_cells = 0

    def blocks(self, parent: etree._Element, item: Item | None = None, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; `item` is the list item that it is or stands in."""
        if depth > _DEEPEST:
            raise UnreadableDocument(TOO_DEEP)
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph_and_boxes(element, item, depth)
            elif tag == _TABLE:
                yield from self._table_or_layout(element, depth)
            elif tag == _LIST:
                yield from self._list(element, item, depth)
            elif tag == _NUMBERED:
                yield from self.blocks(element, self._lists.numbered_paragraph(element), depth + 1)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                yield from self._anchored(element, depth)
            elif tag not in SKIPPED and not self._printed.appearance.hides(element):
                yield from self.blocks(element, item, depth + 1)

    def _paragraph_and_boxes(self, paragraph: etree._Element, item: Item | None, depth: int) -> Iterator[Block]:
        """A paragraph, and what stands in the frames and shapes that hang on it (I-94); in a cell they are put aside."""
        lines, boxes = self._drawn(paragraph, item)
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

    def _list(self, element: etree._Element, around: Item | None, depth: int) -> Iterator[Block]:
        opened = self._lists.open(element, around)
        for item in element:
            if item.tag in _LIST_ITEMS:
                yield from self.blocks(item, self._lists.next_item(opened, item), depth + 1)

    def _drawn(self, paragraph: etree._Element, item: Item | None) -> tuple[Lines, list[etree._Element]]:
        """A paragraph with what its list or the outline of the document draws before it, at the list's edge, and its boxes."""
        if item is not None:
            marker, edge = self._lists.draw(item)
        else:
            marker, edge = self._lists.heading(paragraph) if paragraph.tag == _HEADING else "", 0.0
        return self.paragraph(paragraph, marker, edge)

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
            if column.getparent() is table or _table_of(column) is table:
                width = self._styles.column_width(column.get(f"{TABLE}style-name") or "")
                yield from [width] * min(_count(column, f"{TABLE}number-columns-repeated"), _WIDEST)

    def _row(self, builder: GridBuilder, row: etree._Element) -> None:
        """The cells of a row; each stands at the next place that no other covers, whether or not the row says so (I-95)."""
        column = 0
        is_printed = row_is_printed(row)
        for cell in row:
            repeat = min(_count(cell, _COLUMNS_REPEATED), _WIDEST)
            tag = cell.tag
            if tag == _COVERED:
                column += repeat
                # Not printed, but its list items count.
                if len(cell):
                    deque(self.blocks(cell, depth=1), maxlen=0)
            elif tag == _CELL:
                span, row_span = min(_count(cell, _COLUMNS_SPANNED), _WIDEST), _count(cell, _ROWS_SPANNED)
                for _ in range(repeat):
                    column = builder.next_free(column)
                    lines = tuple(self._cell_lines(cell)) if is_printed else ()
                    builder.add(column, span, row_span, lines)
                    column += 1

    def _cell_lines(self, cell: etree._Element) -> Sequence[Line]:
        """Lines of a cell; a nested table gives a line per row, its cells parted by tabs (I-35).

        What stands in a frame or shape is the cell's where the cell holds nothing else; else it floats over the table.
        """
        inner = list(cell)
        if _PARAGRAPHS.issuperset([element.tag for element in inner]):
            lines, boxes = self._lines(inner)
            if not boxes:
                return lines
            blocks: list[Block] = [Paragraph(tuple(lines))]
        else:
            blocks, boxes = self._blocks_and_boxes(cell)
        self._in_cells += 1
        boxed = [block for box in boxes for block in self.blocks(box, depth=1)]
        self._in_cells -= 1
        if boxed and any(_has_text(block) for block in blocks):
            self._floating += [beside(block) for block in boxed]
        else:
            blocks += boxed
        return [line for block in blocks for line in (block.lines if isinstance(block, Paragraph) else nested_lines(block))]

    def _lines(self, paragraphs: Sequence[etree._Element]) -> tuple[list[Line], list[etree._Element]]:
        """The lines of a cell of nothing but paragraphs, which is most cells, and what hangs on them."""
        lines: list[Line] = []
        hanging: list[etree._Element] = []
        for paragraph in paragraphs:
            own, boxes = self._drawn(paragraph, None) if paragraph.tag == _HEADING else self.paragraph(paragraph, "", 0.0)
            hanging += boxes
            lines += own
        return lines, hanging

    def _blocks_and_boxes(self, cell: etree._Element) -> tuple[list[Block], list[etree._Element]]:
        outer, self._boxes = self._boxes, []
        self._in_cells += 1
        blocks = list(self.blocks(cell, depth=1))
        self._in_cells -= 1
        boxes, self._boxes = self._boxes, outer
        return blocks, boxes

    def paragraph(self, paragraph: etree._Element, marker: str, edge: float) -> tuple[Lines, list[etree._Element]]:
        """The lines of a paragraph, cut at the author's line breaks, and the frames and shapes that hang on it."""
        indent = self._styles.paragraph_indent(paragraph.get(_STYLE_NAME) or "") or edge
        boxes: list[etree._Element] = []
        text = self._printed.plain(paragraph)
        if text is None:
            text, boxes = self._printed.of(paragraph)
        if "\n" not in text:
            return (Line(text.strip(" "), False, indent, marker),), boxes
        first, *below = [part.strip(" ") for part in text.split("\n")]
        return (Line(first, indent=indent, marker=marker), *[Line(part, indent=indent, goes_on=True) for part in below]), boxes


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(line.text.strip() for line in block.lines)
    return any(line.text.strip() for cell in block.cells for line in cell.lines)


def _table_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{TABLE}table"))


def _is_layout(table: etree._Element) -> bool:
    """Whether a table of one filled cell a row holds a table of the standard, which has more columns than a list of notes.

    A label may stand beside it.
    """
    inner = [other for other in table.iterfind(f".//{TABLE}table") if other.get(f"{TABLE}is-sub-table") != "true"]
    if not any(len(row.findall(f"{TABLE}table-cell")) >= FEWEST_COLUMNS for other in inner for row in _rows(other)):
        return False
    rows = ([cell for cell in row.iterchildren(_CELL) if _text_of(cell)] for row in _rows(table))
    return all(len(cells) <= 1 or _is_labelled(cells) for cells in rows)


def _is_labelled(cells: Sequence[etree._Element]) -> bool:
    """Whether the filled cells of a row are a label and what it stands beside, which holds a table."""
    label, *others = cells
    beside = next(label.iter(_TABLE), None) is None and len(_text_of(label)) <= LONGEST_LABEL
    return beside and len(others) == 1 and next(others[0].iter(_TABLE), None) is not None


def _text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == _ROW:
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _count(element: etree._Element, attribute: str) -> int:
    value = element.get(attribute)
    return max(1, int(value)) if value and value.isdigit() and len(value) < 8 else 1
