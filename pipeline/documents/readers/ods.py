"""Read ODS: the tables of an OpenDocument spreadsheet (field guide I-118)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document
from pipeline.documents.readers.odt_paint import Paint
from pipeline.documents.readers.odt_styles import declared
from pipeline.documents.readers.package import open_package, parse_xml, read_part
from pipeline.documents.readers.remarks import Remark
from pipeline.documents.readers.sheets import MOST_ROWS, TOO_LARGE, Sheet, document_of
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told
from pipeline.documents.text.normalise import HARD

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
_MOST_COLUMNS = 1000
_HIDDEN = frozenset(("collapse", "filter"))
_Cell = tuple[int, str, int, int, etree._Element]
"""Column, text, rows and columns that it covers, and the element."""


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_RULE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}conditional-format"
_STYLE_NAME = _tag("table:style-name")


def read(data: bytes) -> Document:
    """Read a spreadsheet; raises `UnreadableDocument` for a damaged one."""
    with open_package(data) as package:
        content, common = read_part(package, "content.xml"), read_part(package, "styles.xml")
    if content is None:
        raise UnreadableDocument("has no content; download the file again")
    root = parse_xml(content, "content.xml")
    hidden = _hidden_styles(root)
    tables = root.iterfind(".//office:spreadsheet/table:table", _NAMES)
    styles = parse_xml(common, "styles.xml") if common else None
    paint = Paint(declared(root, styles), root, styles)
    return document_of("ods", (_sheet(table, paint) for table in tables if table.get(_tag("table:style-name")) not in hidden))


def _hidden_styles(root: etree._Element) -> set[str | None]:
    """The styles of sheets that are not shown."""
    properties = _tag("style:table-properties")
    return {
        style.get(_tag("style:name")) for style in root.iter(_tag("style:style"))
        for found in style.iterchildren(properties) if found.get(_tag("table:display")) == "false"
    }


def _sheet(table: etree._Element, paint: Paint) -> Sheet:
    sheet = Sheet()
    # What a rule paints nobody knows, so that the text counts as shown.
    is_looked_at = paint.is_needed and next(table.iter(_RULE), None) is None
    defaults = list(_default_styles(table)) if is_looked_at else []
    place = 0
    for row in table.iter(_tag("table:table-row")):
        again = _count(row, "table:number-rows-repeated")
        if row.get(_tag("table:visibility")) in _HIDDEN:
            continue
        cells = list(_cells(row))
        if is_looked_at:
            cells = list(_seen(cells, paint, defaults, sheet.remarks))
        if cells and place + again > MOST_ROWS:
            raise TOO_LARGE
        for copy in range(again) if cells else ():
            for column, text, tall, wide, _ in cells:
                if text:
                    sheet.values[place + copy, column] = text
                if tall > 1 or wide > 1:
                    sheet.spans[place + copy, column] = tall, wide
        place += again
    return sheet


def _default_styles(table: etree._Element) -> Iterator[str]:
    """The style of the cells of each column that name none."""
    for column in table.iter(_tag("table:table-column")):
        again = min(_count(column, "table:number-columns-repeated"), _MOST_COLUMNS)
        yield from [column.get(_tag("table:default-cell-style-name")) or ""] * again


def _seen(cells: Iterable[_Cell], paint: Paint, defaults: Sequence[str], remarks: list[Remark]) -> Iterator[_Cell]:
    """The cells without the text that is white on nothing painted (I-101)."""
    for column, text, tall, wide, cell in cells:
        if cell.get(_STYLE_NAME) is None and column < len(defaults) and defaults[column]:
            cell.set(_STYLE_NAME, defaults[column])
        if text.strip() and paint.is_white(cell) and paint.hides(cell) and not _has_own_colour(cell, paint):
            remarks.append((NOT_SHOWN, None, told(Unshown.GROUND, f"“{text}”")))
            text = ""
        yield column, text, tall, wide, cell


def _has_own_colour(cell: etree._Element, paint: Paint) -> bool:
    """Whether a part of a cell's text says that it is not white."""
    return any(not paint.is_white(span, around=True) for span in cell.iter(_tag("text:span"), _tag("text:p")))


def _cells(row: etree._Element) -> Iterator[_Cell]:
    """Column, text and span of every cell with text or a span; what a merged cell covers shows nothing."""
    column = 0
    for cell in row:
        again = min(_count(cell, "table:number-columns-repeated"), _MOST_COLUMNS)
        if cell.tag == _tag("table:table-cell"):
            text = HARD.join("".join(_texts(paragraph)) for paragraph in cell.iterchildren(_tag("text:p")))
            tall, wide = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
            if text.strip() or tall > 1 or wide > 1:
                yield from ((column + copy, text, tall, wide, cell) for copy in range(again))
        column += again


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph in order; a remark on a cell is none of it."""
    yield element.text or ""
    for child in element:
        if child.tag == _tag("text:line-break"):
            yield HARD
        elif child.tag == _tag("text:s"):
            yield " " * _count(child, "text:c")
        elif child.tag == _tag("text:tab"):
            yield " "
        elif child.tag != _tag("office:annotation"):
            yield from _texts(child)
        yield child.tail or ""


def _count(element: etree._Element, name: str) -> int:
    value = element.get(_tag(name), "1")
    return max(1, int(value)) if value.isdigit() else 1
