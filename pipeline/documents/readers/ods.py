"""Read ODS: the tables of an OpenDocument spreadsheet (field guide I-118)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document
from pipeline.documents.readers.package import open_package, parse_xml, read_part
from pipeline.documents.readers.sheets import MOST_ROWS, TOO_LARGE, Sheet, document_of
from pipeline.documents.text.normalise import HARD

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
_MOST_COLUMNS = 1000
_HIDDEN = frozenset(("collapse", "filter"))


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def read(data: bytes) -> Document:
    """Read a spreadsheet; raises `UnreadableDocument` for a damaged one."""
    with open_package(data) as package:
        content = read_part(package, "content.xml")
    if content is None:
        raise UnreadableDocument("has no content; download the file again")
    root = parse_xml(content, "content.xml")
    hidden = _hidden_styles(root)
    tables = root.iterfind(".//office:spreadsheet/table:table", _NAMES)
    return document_of("ods", (_sheet(table) for table in tables if table.get(_tag("table:style-name")) not in hidden))


def _hidden_styles(root: etree._Element) -> set[str | None]:
    """The styles of sheets that are not shown."""
    properties = _tag("style:table-properties")
    return {
        style.get(_tag("style:name")) for style in root.iter(_tag("style:style"))
        for found in style.iterchildren(properties) if found.get(_tag("table:display")) == "false"
    }


def _sheet(table: etree._Element) -> Sheet:
    sheet = Sheet()
    place = 0
    for row in table.iter(_tag("table:table-row")):
        again = _count(row, "table:number-rows-repeated")
        if row.get(_tag("table:visibility")) in _HIDDEN:
            continue
        cells = list(_cells(row))
        if cells and place + again > MOST_ROWS:
            raise TOO_LARGE
        for copy in range(again) if cells else ():
            for column, text, tall, wide in cells:
                if text:
                    sheet.values[place + copy, column] = text
                if tall > 1 or wide > 1:
                    sheet.spans[place + copy, column] = tall, wide
        place += again
    return sheet


def _cells(row: etree._Element) -> Iterator[tuple[int, str, int, int]]:
    """Column, text and span of every cell with text or a span; what a merged cell covers shows nothing."""
    column = 0
    for cell in row:
        again = min(_count(cell, "table:number-columns-repeated"), _MOST_COLUMNS)
        if cell.tag == _tag("table:table-cell"):
            text = HARD.join("".join(_texts(paragraph)) for paragraph in cell.iterchildren(_tag("text:p")))
            tall, wide = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
            if text.strip() or tall > 1 or wide > 1:
                yield from ((column + copy, text, tall, wide) for copy in range(again))
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
