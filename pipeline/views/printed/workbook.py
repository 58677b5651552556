"""The printed form as a workbook: one sheet that prints on A4 landscape, its head rows on every page.

Every text is written as text, and guarded as in the workbook of a release. A spreadsheet makes no room for merged cells
by itself, so the height of each row follows from what stands in it.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.excel_csv import FORMULA_STARTS
from pipeline.releases.exporters.sheet_rows import MAX_TEXT
from pipeline.views.printed.form import LAST, WIDTHS, Cell, Form, Table, Text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CHARACTERS = 0.5
"""Characters of a column's width for each millimetre."""
_SIZE, _LINE, _TALLEST = 10, 15.0, 400.0
"""Points of a letter, of a line of text, and of the tallest row; the file format allows 409."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
_A4 = 9
_FONT = "標楷體"
_INDENT = 2


def write(form: Form, day: dt.date, source: str) -> bytes:
    """The workbook's bytes; `source` is told at the foot of each page, `day` is the document's date.

    Raises `PipelineError` for a text that no cell holds.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": form.title[:200], "created": dt.datetime.combine(day, dt.time())})
    _Sheet(book, book.add_worksheet(sheet_name(form.title))).draw(form, source)
    book.close()
    return stream.getvalue()


def sheet_name(title: str) -> str:
    """A title as a sheet may be called."""
    return _NOT_IN_A_NAME.sub(" ", title)[:_LONGEST_NAME].strip() or "職能基準"


@dataclass(slots=True)
class _Sheet:
    book: xlsxwriter.Workbook
    sheet: Worksheet
    _formats: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def draw(self, form: Form, source: str) -> None:
        self._set_up(source)
        self._cell(0, Cell(0, LAST, (Text(form.title),), center=True), 1, {"border": 0, "bold": True, "font_size": 16})
        self.sheet.set_row(0, 2 * _LINE)
        row = 2
        for table in form.tables:
            row = self._table(row, table) + 1

    def _set_up(self, source: str) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C第&P頁，總共&N頁　{source.replace('&', '&&')}")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width * _CHARACTERS)

    def _table(self, top: int, table: Table) -> int:
        """Draw a table from a row on; the row below it is returned."""
        heights = _heights(table)
        tops = [top]
        for parts in heights:
            for offset, height in enumerate(parts):
                self.sheet.set_row(tops[-1] + offset, height)
            tops.append(tops[-1] + len(parts))
        if table.heads and len(table.rows) > table.heads:
            # Only one run of rows can be repeated; the tables come in order, so that of the main table stays.
            self.sheet.repeat_rows(top, tops[table.heads] - 1)
        for number, cells in enumerate(table.rows):
            for cell in cells:
                self._cell(tops[number], cell, tops[number + cell.rows] - tops[number])
        return tops[-1]

    def _cell(self, row: int, cell: Cell, tall: int, look: dict[str, object] | None = None) -> None:
        text = "\n".join(line.text for line in cell.texts)
        if len(text) > MAX_TEXT:
            raise PipelineError(f"A cell of a workbook holds {MAX_TEXT:,} characters; one of this standard has {len(text):,}.")
        style = self._format(cell, text, look or {})
        if tall > 1 or cell.last > cell.first:
            self.sheet.merge_range(row, cell.first, row + tall - 1, cell.last, "", style)
        if text:
            self.sheet.write_string(row, cell.first, text, style)
        else:
            self.sheet.write_blank(row, cell.first, None, style)

    def _format(self, cell: Cell, text: str, look: dict[str, object]) -> Format:
        values: dict[str, object] = {
            "text_wrap": True, "border": 1, "valign": "vcenter" if cell.center else "top",
            "font_name": _FONT, "font_size": _SIZE,
        }
        if cell.head:
            values |= {"bold": True, "bg_color": "#E7ECF2"}
        if cell.center:
            values["align"] = "center"
        elif cell.texts and cell.texts[0].indent:
            values["indent"] = cell.texts[0].indent * _INDENT
        if text.startswith(FORMULA_STARTS):
            values["quote_prefix"] = True
        values |= look
        key = tuple(sorted(values.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(values)
        return self._formats[key]


# heights ------------------------------------------------------------------------------------------


def _heights(table: Table) -> list[list[float]]:
    """The heights of the sheet rows that each row takes: more than one where the text is taller than a row can be."""
    needed = [max((_height(cell) for cell in row if cell.rows == 1), default=_LINE) for row in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row:
            inside = slice(number, number + cell.rows)
            lacking = _height(cell) - sum(needed[inside])
            if cell.rows > 1 and lacking > 0:
                share = lacking / cell.rows
                needed[inside] = [height + share for height in needed[inside]]
    return [_parts(height) for height in needed]


def _parts(height: float) -> list[float]:
    count = math.ceil(height / _TALLEST)
    return [math.ceil(height / count)] * count


def _height(cell: Cell) -> float:
    room = max(2, int(cell.width * _CHARACTERS))
    return _LINE * max(1, sum(_wrapped(text, room) for text in cell.texts))


def _wrapped(text: Text, room: int) -> int:
    """Lines that a text takes; an ideograph is two characters wide."""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text.text)
    return max(1, math.ceil(width / max(2, room - 3 * _INDENT * text.indent)))


