"""Read DOCX: the package finds the parts, an XML walk reads the tables.

The walk reads `gridSpan` and `vMerge` as they stand, keeps paragraphs and line breaks apart, and leaves out tracked
deletions. python-docx's `row.cells` repeats merged cells and hides spans, and it opens every part of the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.docx_appearance import Appearance, Marks, W, mark_is_gone, row_is_printed
from pipeline.documents.readers.docx_index import CELL_DEL, GRID_SPAN, V_MERGE, Index
from pipeline.documents.readers.docx_lists import Lists, style_of
from pipeline.documents.readers.docx_numbering import points_of
from pipeline.documents.readers.docx_objects import Objects, unknown_text
from pipeline.documents.readers.docx_paint import Paint
from pipeline.documents.readers.docx_text import DEEPEST_XML, TOO_DEEP, PrintedText, Remarks, is_prompt
from pipeline.documents.readers.grid_builder import FEWEST_COLUMNS, LONGEST_LABEL, GridBuilder, beside, nested_lines
from pipeline.documents.readers.package import child
from pipeline.documents.readers.remarks import unknown_writings
from pipeline.documents.readers.word_package import DAMAGED, WordPackage

_VAL = f"{W}val"
_P, _P_PR, _R_PR, _DEL, _TBL, _TR, _TC, _TC_PR, _T, _SDT = (
    f"{W}{tag}" for tag in ("p", "pPr", "rPr", "del", "tbl", "tr", "tc", "tcPr", "t", "sdt")
)
_AROUND = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_SKIPPED = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "fldData"))
_HIDING = ("vanish", "strike")
_IN_PLAIN_CELL = frozenset((_P, _TC_PR))
_DEEPEST_TABLE = 8


def read(data: bytes) -> Document:
    """Read a DOCX file; raises `UnreadableDocument`."""
    return read_package(WordPackage.open(data))


def read_package(package: WordPackage) -> Document:
    """Read a DOCX file whose parts have been found; raises `UnreadableDocument`."""
    body = child(package.main_tree(), f"{W}body")
    if body is None:
        raise UnreadableDocument(DAMAGED)
    remarks: Remarks = []
    paint = Paint(lambda words: next(package.related("styles", holding=words), None))
    appearance = Appearance(lambda: next(package.related("styles", holding=_HIDING), None), Marks.of(body, paint), paint)
    text = PrintedText(appearance, Objects(remarks), remarks)
    lists = Lists(lambda: next(package.related("styles"), None), next(package.related("numbering"), None))
    walker = _Walker(lists, text, Index(body))
    blocks = tuple(walker.blocks(body))
    if any(code == "embedded_not_read" for code, _, _ in remarks) and not any(_has_text(block) for block in blocks):
        raise UnreadableDocument("only embeds another document; open it in a word processor and save it anew as DOCX or ODT")
    notes = (*_notes(walker, text, package, "footnotes"), *_notes(walker, text, package, "endnotes"))
    return Document("docx", blocks + notes, remarks=(*remarks, *unknown_text(body), *unknown_writings(lists.unknown)))


def _notes(walker: _Walker, text: PrintedText, package: WordPackage, kind: str) -> Iterator[Block]:
    """Footnotes or endnotes, which Word keeps in a part of their own, in the order of their marks, as paragraphs (I-91)."""
    text.appearance.marks = Marks()
    texts = {note.get(f"{W}id") or "": note for tree in package.related(kind) for note in tree.iterchildren()}
    for number in dict.fromkeys(text.notes[kind]):
        if number not in texts:
            continue
        walker.index = Index(texts[number])
        for block in walker.blocks(texts[number]):
            if isinstance(block, Paragraph) and block.text.strip():
                yield Paragraph(tuple(line._replace(text=line.text.strip(), footnote=True) for line in block.lines))


class _Walker:
    """Walks the body; `lists` knows the bullets and numbers that list formatting draws, `text` what is printed of a paragraph.

    `index` is that of the part that is being walked.
    """

    def __init__(self, lists: Lists, text: PrintedText, index: Index) -> None:
        self.index = index
        self._lists = lists
        self._text = text
        self._floating: list[Block] = []

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a container in order; content controls, revisions and text boxes are entered."""
        if depth > DEEPEST_XML:
            raise UnreadableDocument(TOO_DEEP)
        waiting: list[etree._Element] = []
        for element in parent:
            if element.tag == _P:
                waiting.append(element)
                if not mark_is_gone(element, self._text.appearance.marks):
                    yield from self._paragraph_and_boxes(waiting, depth)
                    waiting = []
                continue
            if waiting and element.tag not in _SKIPPED:
                yield from self._paragraph_and_boxes(waiting, depth)
                waiting = []
            if element.tag == _TBL:
                yield from self._table_or_layout(element, depth)
            elif element.tag not in _SKIPPED and not self._is_prompt(element):
                self._text.objects.see(element)
                yield from self.blocks(element, depth + 1)
        if waiting:
            yield from self._paragraph_and_boxes(waiting, depth)

    def _paragraph_and_boxes(self, paragraphs: list[etree._Element], depth: int) -> Iterator[Block]:
        """Paragraphs that are one on the page, and what stands in the text boxes that hang on it (I-94)."""
        lines, boxes = self.paragraph(paragraphs)
        yield Paragraph(lines)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _table_or_layout(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """A table and what floats over it; of one that only lays out others around it, what its cells hold (I-94)."""
        if self.index.nests_tables and _is_layout(table):
            for row in _printed_rows(table):
                for cell in _children(row, _TC):
                    yield from self.blocks(cell, depth + 1)
            return
        yield self.table(table, depth=0)
        floating, self._floating = self._floating, []
        yield from floating

    def table(self, table: etree._Element, depth: int) -> Grid:
        """A table with its spans; `depth` counts the tables around it."""
        self._text.objects.in_tables = True
        widths = [max(0.0, points_of(column.get(f"{W}w")) or 0.0) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        builder = GridBuilder(widths)
        for row in _printed_rows(table):
            builder.next_row()
            self._row(builder, row, depth)
            if builder.too_large:
                raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
        return builder.build()

    def _row(self, builder: GridBuilder, row: etree._Element, depth: int) -> None:
        column = _integer(child(row, f"{W}trPr", f"{W}gridBefore"), 0)
        for cell in _children(row, _TC):
            inner = list(cell)
            properties = self.index.among(inner, _TC_PR)
            span = max(1, _integer(properties.get(GRID_SPAN), 1))
            merge = properties.get(V_MERGE)
            continues = merge is not None and merge.get(_VAL, "continue") == "continue"
            # What goes on with a merge is not printed, but its list paragraphs count.
            lines = tuple(self._cell_lines(cell, inner, depth)) if CELL_DEL not in properties else ()
            if not (continues and (builder.extend(column) or builder.extend_loose(column, lines))):
                builder.add(column, span, 1, lines, merges=merge is not None, loose=continues)
            column += span

    def _cell_lines(self, cell: etree._Element, inner: Sequence[etree._Element], depth: int) -> Sequence[Line]:
        """Lines of a cell that holds `inner`; a nested table gives a line per row, its cells parted by tabs (I-35).

        What stands in a text box is the cell's where the cell holds nothing else; else it floats over the table.
        """
        boxes: list[etree._Element] = []
        is_plain = depth <= _DEEPEST_TABLE and _IN_PLAIN_CELL.issuperset([element.tag for element in inner])
        if is_plain and not self._text.appearance.marks.paragraphs:
            lines = self._lines(inner, boxes)
            if not boxes:
                return lines
            blocks: list[Block] = [Paragraph(tuple(lines))]
        else:
            blocks = list(self._cell_blocks(cell, depth, boxes))
        boxed = [block for box in boxes for block in self._cell_blocks(box, depth + 1, [])]
        if boxed and any(_has_text(block) for block in blocks):
            self._floating += [beside(block) for block in boxed]
        else:
            blocks += boxed
        return [line for block in blocks for line in (block.lines if isinstance(block, Paragraph) else nested_lines(block))]

    def _lines(self, inner: Sequence[etree._Element], boxes: list[etree._Element]) -> list[Line]:
        """The lines of a cell of nothing but paragraphs, which is most cells."""
        lines: list[Line] = []
        for element in inner:
            if element.tag == _P:
                own, hanging = self.paragraph([element])
                lines += own
                boxes += hanging
        return lines

    def _cell_blocks(self, cell: etree._Element, depth: int, boxes: list[etree._Element]) -> Iterator[Block]:
        if depth > _DEEPEST_TABLE:
            raise UnreadableDocument("nests tables too deeply; save it anew with a word processor")
        waiting: list[etree._Element] = []
        for element in cell:
            if element.tag == _P:
                waiting.append(element)
                if mark_is_gone(element, self._text.appearance.marks):
                    continue
            if waiting and element.tag not in _SKIPPED:
                lines, hanging = self.paragraph(waiting)
                boxes += hanging
                waiting = []
                yield Paragraph(lines)
            if element.tag == _TBL:
                yield self.table(element, depth + 1)
            elif element.tag not in _SKIPPED and element.tag not in (_P, _TC_PR) and not self._is_prompt(element):
                self._text.objects.see(element)
                yield from self._cell_blocks(element, depth + 1, boxes)
        if waiting:
            lines, hanging = self.paragraph(waiting)
            boxes += hanging
            yield Paragraph(lines)

    def _is_prompt(self, element: etree._Element) -> bool:
        """Whether an element is a content control that only asks for its value."""
        if element.tag != _SDT or not is_prompt(element):
            return False
        self._text.prompt(element)
        return True

    def paragraph(self, paragraphs: list[etree._Element]) -> tuple[Lines, list[etree._Element]]:
        """The lines of paragraphs that are one on the page, cut at the author's line breaks, and its text boxes."""
        styles = []
        for paragraph in paragraphs:
            inner = list(paragraph)
            properties = self.index.among(inner, _P_PR)
            styles.append(style_of(properties))
        is_deleted = self._text.appearance.marks.paragraphs and child(paragraphs[-1], _P_PR, _R_PR, _DEL) is not None
        marker, indent = self._lists.marker_and_indent(properties, styles[-1], is_deleted=is_deleted)
        plain = self._text.plain(inner, styles[0]) if len(styles) == 1 else None
        text, boxes = self._text.of(paragraphs, styles) if plain is None else (plain, [])
        if "\n" not in text:
            return (Line(text, False, indent, marker),), boxes
        first, *below = text.split("\n")
        lines = [Line(first, indent=indent, marker=marker), *(Line(part, indent=indent, goes_on=True) for part in below)]
        return tuple(lines), boxes


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(line.text.strip() for line in block.lines)
    return any(line.text.strip() for cell in block.cells for line in cell.lines)


def _printed_rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in _children(table, _TR) if row_is_printed(row))


def _is_layout(table: etree._Element) -> bool:
    """Whether a table of one filled cell a row holds a table of the standard, which has more columns than a list of notes.

    A label may stand beside it.
    """
    if table.find(f".//{_TC}//{_TBL}") is None:
        return False
    rows = [list(_children(row, _TC)) for row in _printed_rows(table)]
    filled = [[cell for cell in cells if next(cell.iter(_T), None) is not None] for cells in rows]
    wide = any(
        sum(1 for _ in _children(row, _TC)) >= FEWEST_COLUMNS
        for cells in filled for cell in cells for inner in cell.iter(_TBL) for row in inner.iterchildren(_TR)
    )
    return wide and all(len(cells) <= 1 or _is_labelled(cells) for cells in filled)


def _is_labelled(cells: Sequence[etree._Element]) -> bool:
    """Whether the filled cells of a row are a label and what it stands beside, which holds a table."""
    label, *others = cells
    beside = next(label.iter(_TBL), None) is None and len("".join(text.text or "" for text in label.iter(_T))) <= LONGEST_LABEL
    return beside and len(others) == 1 and next(others[0].iter(_TBL), None) is not None


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with the tag, also inside content controls and revision marks."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _AROUND:
            yield from _children(element, tag)


def _integer(element: etree._Element | None, default: int) -> int:
    value = element.get(_VAL) if element is not None else None
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and len(value) < 7 else default
