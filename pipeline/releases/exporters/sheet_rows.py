"""Rows of a worksheet as XML, made from whole columns.

A row and a cell name no place: the format takes them to follow each other, so that the rows of one standard
are the same bytes wherever they stand, and pieces can be kept and joined. A null is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import repeat
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
_REMEMBERED = 4096
"""Texts whose cell is kept: ids and names stand in many sheets of a standard."""
_SPACES = r"\t\n\f\r "
# What XML cannot hold or would change, and what reads as the format's own escape for such a character.
_CONTROL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
_ESCAPE_LIKE = "_(?=x[0-9A-Fa-f]{4}_)"
_UNUSUAL = re.compile(rf"[&<>]|{_CONTROL}|{_ESCAPE_LIKE}|\A[{_SPACES}{re.escape(''.join(FORMULA_STARTS))}]|[{_SPACES}]\Z")
# Of texts that have none of these `_UNUSUAL`, which asks each text by itself, finds nothing either.
_MARKS = b"&<>" + bytes(code for code in range(1, 0x20) if code not in b"\t\n")
_RARE = ("_x", "\ufffe", "\uffff")
_AT_BEGINNING = frozenset((*"\t\n\f\r ", *FORMULA_STARTS))
_AT_END = frozenset("\t\n\f\r ")
_XML = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def _cut(text: str) -> str:
    """A text that is too long, cut between characters, with the note that it is."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return text
    return units[: 2 * (MAX_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _escaped(text: str) -> str:
    """A text as XML: cut where too long, its control characters as the format spells them."""
    text = re.sub(_ESCAPE_LIKE, "_x005F_", _cut(text))
    text = re.sub(_CONTROL, lambda found: f"_x{ord(found[0]):04X}_", text)
    for mark, escaped in _XML:
        text = text.replace(mark, escaped)
    return text


@lru_cache(_REMEMBERED)
def _text_cell(text: str, style: Style = Style.TEXT) -> str:
    if len(text) <= MAX_TEXT // 2 and not _UNUSUAL.search(text):
        return f'<c s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'
    style = Style.QUOTED if text.startswith(FORMULA_STARTS) else style
    space = ' xml:space="preserve"' if re.search(rf"\A[{_SPACES}]|[{_SPACES}]\Z", text) else ""
    return f'<c s="{style}" t="inlineStr"><is><t{space}>{_escaped(text)}</t></is></c>'


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters; of UTF-8's bytes a Chinese one has three."""
    units = len(text.encode()) + len(text)
    return (units + 2 * width - 1) // (2 * width) + text.count("\n")


def _cells(texts: Sequence[str], together: str, longest: int) -> list[str]:
    """The cells of some texts, `together` with a zero behind each; where all are usual none is looked at by itself."""
    if longest <= MAX_TEXT // 2 and _is_usual(texts, together):
        return [f'<c s="{Style.TEXT}" t="inlineStr"><is><t>{text}</t></is></c>' for text in texts]
    return list(map(_text_cell, texts))


def _is_usual(texts: Sequence[str], together: str) -> bool:
    """Whether the XML of every text is surely the text itself."""
    data = together.encode()
    return (
        data.count(0) == len(texts)
        and len(data.translate(None, _MARKS)) == len(data)
        and not any(mark in together for mark in _RARE)
        and _AT_BEGINNING.isdisjoint({text[:1] for text in texts})
        and _AT_END.isdisjoint({text[-1:] for text in texts})
    )


def _texts(column: pa.Array, width: int, links: pa.Array | None) -> tuple[list[str], list[int] | None]:
    """The cells of a column of texts, and the lines of each unless none has two; each different text is looked at once."""
    values = column.to_pylist()
    texts = [text for text in dict.fromkeys(values) if text is not None]
    together = "".join([f"{text}\0" for text in texts])
    longest = max(map(len, texts), default=0)
    made: dict[str | None, str] = dict(zip(texts, _cells(texts, together, longest), strict=True))
    made[None] = _EMPTY
    cells = list(map(made.__getitem__, values))
    for row in [] if links is None else pc.indices_nonzero(links).to_pylist():
        if values[row] is not None:
            cells[row] = _text_cell(values[row], Style.LINK)
    if "\n" not in together and 2 * longest <= width - 2:
        # Not even Chinese alone would take two lines.
        return cells, None
    lines = _heights(texts, width - 2)
    return cells, list(map(lines.__getitem__, values)) if max(lines.values()) > 1 else None


def _heights(texts: Iterable[str], width: int) -> dict[str | None, int]:
    """How many lines each text takes, and a null none."""
    short = width // 2
    lines: dict[str | None, int] = {
        text: 1 if len(text) <= short and "\n" not in text else _lines(text, width) for text in texts
    }
    lines[None] = 0
    return lines


def _numbers(column: pa.Array) -> list[str]:
    """The cells of a column of numbers or dates; each different one is written once."""
    style = Style.NUMBER
    if pa.types.is_date(column.type):
        column, style = pc.add(column.cast(pa.int32()), _EPOCH_DAYS), Style.DATE
    values = (column if pa.types.is_integer(column.type) else column.cast(pa.string())).to_pylist()
    made: dict[object, str] = {value: f'<c s="{style}"><v>{value}</v></c>' for value in set(values)}
    made[None] = _EMPTY
    return list(map(made.__getitem__, values))


@cache
def _start(lines: int) -> str:
    """What begins a row: LibreOffice shows the height that stands there, and makes none itself."""
    return f'<row ht="{min(lines * LINE, MAX_HEIGHT):g}">' if lines > 1 else "<row>"


def rows_xml(table: pa.Table, widths: Sequence[int], links: pa.Array | None = None) -> bytes:
    """The rows of a piece of a sheet, in order, as `<row>` elements.

    Columns are texts, numbers and dates, so many characters wide; `links` says in which rows the first column looks
    like a link.
    """
    columns: list[list[str]] = []
    heights: list[list[int]] = []
    for column, width in zip(table.columns, widths, strict=True):
        whole = column.combine_chunks()
        if not pa.types.is_string(whole.type):
            columns.append(_numbers(whole))
            continue
        cells, lines = _texts(whole, width, None if columns else links)
        columns.append(cells)
        heights += [] if lines is None else [lines]
    starts = map(_start, map(max, *heights) if len(heights) > 1 else heights[0]) if heights else repeat("<row>")
    return "".join(map("".join, zip(starts, *columns, repeat("</row>", table.num_rows), strict=False))).encode()


def header_xml(labels: Sequence[str]) -> bytes:
    """The header row."""
    cells = "".join(f'<c s="{Style.HEAD}" t="inlineStr"><is><t>{escape(label)}</t></is></c>' for label in labels)
    return f'<row ht="{2 * LINE}" customHeight="1">{cells}</row>'.encode()
