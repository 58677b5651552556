"""Rows of a worksheet as XML, made from whole columns.

A row and a cell name no place: the format takes them to follow each other, so that the rows of one standard
are the same bytes wherever they stand, and pieces can be kept and joined. A null is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.exporters.excel_csv import FORMULA_STARTS

MAX_TEXT = 32_767
"""Characters of a cell in the file format, counted as UTF-16 does."""
LINE, MAX_HEIGHT = 16.5, 409.0
"""Height of a line, and the greatest of a row, in points."""
CUT = "…（截斷，全文見 CSV）"


class Style(IntEnum):
    """Formats of cells by their place in the workbook's list of styles."""

    PLAIN = 0
    HEAD = 1
    TEXT = 2
    QUOTED = 3
    NUMBER = 4
    DATE = 5
    LINK = 6


_EPOCH_DAYS = 25_569
"""Days from 1899-12-30, where the format's day numbers begin, to 1970-01-01, where Arrow's do."""
_EMPTY = "<c/>"
_QUOTED = "^[" + re.escape("".join(FORMULA_STARTS)) + "]"
_SPACED = r"^\s|\s$"
# What XML cannot hold or would change, and what reads as the format's own escape for such a character.
_ODD = r"_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]"
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_XML = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def _cut(text: str) -> str:
    """A text that is too long, cut between characters, with the note that it is."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return text
    return units[: 2 * (MAX_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _odd(text: str) -> str:
    """A rare text as XML: cut where too long, its control characters as the format spells them."""
    text = _ESCAPE_LIKE.sub("_x005F_", _cut(text))
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    for mark, escaped in _XML:
        text = text.replace(mark, escaped)
    return text


def _matching(texts: pa.Array, pattern: str) -> pa.Array | None:
    """Which texts match; None where none does, which is the common case and needs no work."""
    found = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
    return found if found.true_count else None


def _escaped(texts: pa.Array) -> pa.Array:
    escaped = texts
    for mark, by in _XML:
        escaped = pc.replace_substring(escaped, mark, by)
    long = pc.greater(pc.utf8_length(texts), MAX_TEXT // 2)
    odd = pc.fill_null(pc.or_(pc.match_substring_regex(texts, _ODD), long), False)
    if not odd.true_count:
        return escaped
    return pc.replace_with_mask(escaped, odd, pa.array(map(_odd, texts.filter(odd).to_pylist()), texts.type))


def _pick(found: pa.Array | None, yes: str, otherwise: Any) -> Any:
    return otherwise if found is None else pc.if_else(found, yes, otherwise)


def _text_cells(texts: pa.Array, linked: pa.Array | None) -> pa.Array:
    style = _pick(linked, str(Style.LINK.value), str(Style.TEXT.value))
    style = _pick(_matching(texts, _QUOTED), str(Style.QUOTED.value), style)
    space = _pick(_matching(texts, _SPACED), ' xml:space="preserve"', "")
    opening: tuple[Any, ...] = ('<c s="', style, '" t="inlineStr"><is><t', space, ">")
    if all(isinstance(part, str) for part in opening):
        opening = ("".join(opening),)
    return pc.binary_join_element_wise(*opening, _escaped(texts), "</t></is></c>", "")


def _number_cells(numbers: pa.Array, style: Style) -> pa.Array:
    return pc.binary_join_element_wise(f'<c s="{style}"><v>', numbers.cast(pa.string()), "</v></c>", "")


def _cells(column: pa.Array, linked: pa.Array | None) -> pa.Array:
    kind = column.type
    if pa.types.is_string(kind):
        cells = _text_cells(column, linked)
    elif pa.types.is_date(kind):
        cells = _number_cells(pc.add(column.cast(pa.int32()), _EPOCH_DAYS), Style.DATE)
    else:
        cells = _number_cells(column, Style.NUMBER)
    return pc.fill_null(cells, _EMPTY) if cells.null_count else cells


def _lines(texts: pa.Array, width: int) -> pa.Array:
    """How many lines each text takes in a column of so many characters; of UTF-8's bytes a Chinese one has three."""
    units = pc.add(pc.binary_length(texts), pc.utf8_length(texts))
    breaks = pc.count_substring(texts, "\n")
    return pc.add(pc.divide(pc.add(units, 2 * width - 1), 2 * width), breaks)


def _row_starts(arrays: Sequence[pa.Array], widths: Sequence[int]) -> Any:
    """What begins each row: LibreOffice shows the height that stands there, and makes none itself."""
    texts = [(array, width - 2) for array, width in zip(arrays, widths, strict=True) if pa.types.is_string(array.type)]
    lines = pc.max_element_wise(*(_lines(array, width) for array, width in texts))
    high = pc.fill_null(pc.greater(lines, 1), False)
    if not high.true_count:
        return "<row>"
    points = pc.min_element_wise(pc.multiply(pc.cast(lines, pa.float64()), LINE), MAX_HEIGHT)
    heights = pc.binary_join_element_wise('<row ht="', points.cast(pa.string()), '">', "")
    return pc.if_else(high, heights, "<row>")


def _bytes(texts: pa.Array) -> bytes:
    """All texts one after the other: they lie so in memory already."""
    _, offsets, data = texts.buffers()
    places = memoryview(offsets).cast("i")
    return bytes(memoryview(data)[places[texts.offset] : places[texts.offset + len(texts)]]) if len(texts) else b""


def rows_xml(table: pa.Table, widths: Sequence[int], links: pa.Array | None = None) -> bytes:
    """The rows of a piece of a sheet, in order, as `<row>` elements.

    Columns are texts, numbers and dates, at least one of them texts, so many characters wide; `links` says in
    which rows the first column looks like a link.
    """
    columns = [column.combine_chunks() for column in table.columns]
    arrays = [column.chunk(0) if isinstance(column, pa.ChunkedArray) else column for column in columns]
    cells = [_cells(array, links if number == 0 else None) for number, array in enumerate(arrays)]
    return _bytes(pc.binary_join_element_wise(_row_starts(arrays, widths), *cells, "</row>", ""))


def header_xml(labels: Sequence[str]) -> bytes:
    """The header row."""
    cells = "".join(f'<c s="{Style.HEAD}" t="inlineStr"><is><t>{escape(label)}</t></is></c>' for label in labels)
    return f'<row ht="{2 * LINE}" customHeight="1">{cells}</row>'.encode()
