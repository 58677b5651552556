"""Read DOCX: the package finds the parts, an XML walk reads the tables.

The walk reads `gridSpan` and `vMerge` as they stand, keeps paragraphs and line breaks apart, and leaves out tracked
deletions. python-docx's `row.cells` repeats merged cells and hides spans, and it opens every part of the package.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.docx_lists import Lists
from pipeline.documents.readers.docx_numbering import points_of
from pipeline.documents.readers.grid_builder import GridBuilder
from pipeline.documents.readers.package import child
from pipeline.documents.readers.remarks import unknown_writings
from pipeline.documents.readers.word_package import DAMAGED, WordPackage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL, _R_PR, _VANISH = f"{W}val", f"{W}rPr", f"{W}vanish"
_P, _TBL, _TR, _TC, _TC_PR, _R, _T = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "tcPr", "r", "t"))
_SKIPPED = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "fldData"))
_DEEPEST_TABLE = 8
_DEEPEST_XML = 120


def read(data: bytes) -> Document:
    """Read a DOCX file; raises `UnreadableDocument`."""
    package = WordPackage.open(data)
    body = child(package.main_tree(), f"{W}body")
    if body is None:
        raise UnreadableDocument(DAMAGED)
    numbering = next(package.related("numbering"), None)
    lists = Lists(lambda: next(package.related("styles"), None), numbering)
    walker = _Walker(lists)
    blocks = tuple(walker.blocks(body))
    return Document("docx", blocks + _footnotes(walker, package), remarks=unknown_writings(lists.unknown))


def _footnotes(walker: _Walker, package: WordPackage) -> tuple[Block, ...]:
    """Footnotes that Word keeps in a part of their own, as paragraphs after the body."""
    notes = (paragraph for tree in package.related("footnotes") for paragraph in tree.iter(_P))
    paragraphs = (Paragraph(walker.paragraph(paragraph)) for paragraph in notes)
    return tuple(paragraph for paragraph in paragraphs if paragraph.text.strip())


class _Walker:
    """Walks the body; `lists` knows the bullets and numbers that list formatting draws."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; content controls and revisions are entered."""
        if depth > _DEEPEST_XML:
            raise UnreadableDocument("nests its content too deeply; save it anew with a word processor")
        for element in parent:
            if element.tag == _P:
                yield Paragraph(self.paragraph(element))
            elif element.tag == _TBL:
                yield self.table(element, depth=0)
            elif element.tag not in _SKIPPED:
                yield from self.blocks(element, depth + 1)

    def table(self, table: etree._Element, depth: int) -> Grid:
        """A table with its spans; `depth` counts the tables around it."""
        widths = [max(0.0, points_of(column.get(f"{W}w")) or 0.0) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        builder = GridBuilder(widths)
        for row in _children(table, _TR):
            builder.next_row()
            self._row(builder, row, depth)
            if builder.too_large:
                raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
        return builder.build()

    def _row(self, builder: GridBuilder, row: etree._Element, depth: int) -> None:
        column = _integer(child(row, f"{W}trPr", f"{W}gridBefore"), 0)
        for cell in _children(row, _TC):
            properties = child(cell, _TC_PR)
            span = max(1, _integer(child(properties, f"{W}gridSpan"), 1))
            merge = child(properties, f"{W}vMerge")
            continues = merge is not None and merge.get(_VAL, "continue") == "continue"
            lines = tuple(self.cell_lines(cell, depth))
            # What goes on with a merge is not printed, but its list paragraphs count.
            if not (continues and builder.extend(column)):
                builder.add(column, span, 1, lines)
            column += span

    def cell_lines(self, cell: etree._Element, depth: int) -> Iterator[Line]:
        """Lines of a cell; a nested table gives a line per row, its cells parted by tabs (I-35)."""
        for block in self._cell_blocks(cell, depth):
            if isinstance(block, Paragraph):
                yield from block.lines
            else:
                yield from nested_lines(block)

    def _cell_blocks(self, cell: etree._Element, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST_TABLE:
            raise UnreadableDocument("nests tables too deeply; save it anew with a word processor")
        for element in cell:
            if element.tag == _P:
                yield Paragraph(self.paragraph(element))
            elif element.tag == _TBL:
                yield self.table(element, depth + 1)
            elif element.tag not in _SKIPPED and element.tag != _TC_PR:
                yield from self._cell_blocks(element, depth + 1)

    def paragraph(self, paragraph: etree._Element) -> Lines:
        """The lines of a paragraph: its text cut at the author's line breaks."""
        marker, indent = self._lists.marker_and_indent(paragraph)
        boxes: list[etree._Element] = []
        texts = "".join(_text(paragraph, boxes, 0)).split("\n")
        lines = [Line(text, indent=indent, marker=marker if i == 0 else "") for i, text in enumerate(texts)]
        for box in boxes:
            for inner in box.iter(_P):
                lines += self.paragraph(inner)
        return tuple(lines)


def nested_lines(grid: Grid) -> Iterator[Line]:
    """Text of a nested table, one line per row."""
    for row in range(grid.row_count):
        cells = [" ".join(line.labelled for line in cell.lines) for cell in grid.cells if cell.row == row]
        if any(text.strip() for text in cells):
            yield Line("\t".join(cells))


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with the tag, also inside content controls and revision marks."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _children(element, tag)


def _integer(element: etree._Element | None, default: int) -> int:
    value = element.get(_VAL) if element is not None else None
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and len(value) < 7 else default


_GLYPHS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


def _text(parent: etree._Element, boxes: list[etree._Element], depth: int) -> Iterator[str]:
    """Printed text below an element; text boxes are put aside into `boxes`."""
    if depth > _DEEPEST_XML:
        raise UnreadableDocument("nests its content too deeply; save it anew with a word processor")
    for element in parent:
        tag = element.tag
        if tag == _T:
            yield element.text or ""
        elif tag in _GLYPHS:
            yield _GLYPHS[tag]
        elif tag == f"{W}sym":
            yield _symbol(element)
        elif tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag == f"{_MC}AlternateContent":
            chosen = element.find(f"{_MC}Choice")
            yield from _text(chosen if chosen is not None else element, boxes, depth + 1)
        elif tag not in _SKIPPED and not (tag == _R and _hidden(element)):
            yield from _text(element, boxes, depth + 1)


def _hidden(run: etree._Element) -> bool:
    """Text that Word does not print."""
    properties = child(run, _R_PR)
    if properties is None or not len(properties):
        return False
    vanish = child(properties, _VANISH)
    return vanish is not None and vanish.get(_VAL, "1") not in ("0", "false")


def _symbol(element: etree._Element) -> str:
    """A glyph of a symbol font, as the private-use character that Word gives it."""
    code = element.get(f"{W}char") or ""
    return chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""
