"""XLSX: a workbook for people, with a sheet for every table, Chinese labels, frozen headers and filters.

Every text is written as text: nothing becomes a formula, a link or a number. A text that a spreadsheet
would run once someone edits it or saves it as CSV carries the mark that a typed apostrophe gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.releases.exporters import about
from pipeline.releases.exporters.excel_csv import FORMULA_STARTS
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Column, Kind, Table

FILE_NAME = "standards.xlsx"
DICTIONARY_SHEET = "資料字典"
ABOUT_SHEET = "說明"
HEADER_ROWS = 2
MAX_ROWS = 1_048_576
"""Rows of a sheet in the file format."""
MAX_TEXT = 32_767
"""Characters of a cell in the file format."""
CUT = "…（截斷，全文見 CSV）"
_LONG = frozenset({"description", "text", "note", "definition", "message", "raw_value", "reason"})
_NO_DATE = dt.date(1980, 1, 1)

_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class _Book:
    """The open workbook with the few formats that it uses."""

    def __init__(self, path: Path, created: dt.date) -> None:
        self.book = xlsxwriter.Workbook(str(path), _OPTIONS)
        self.book.set_properties({"title": about.TITLE.zh, "created": dt.datetime.combine(created, dt.time())})
        self.head: Format = self.book.add_format({"bold": True, "bg_color": "#D9E2EC"})
        self.name: Format = self.book.add_format({"font_color": "#5A6B7B", "bottom": 1})
        self.wrapped: Format = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted: Format = self.book.add_format({"quote_prefix": True})
        self.date: Format = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def text(self, sheet: Worksheet, row: int, column: int, value: str, style: Format | None = None) -> None:
        """Write a text as nothing but text."""
        if len(value) > MAX_TEXT:
            value = value[: MAX_TEXT - len(CUT)] + CUT
        sheet.write_string(row, column, value, self.quoted if value.startswith(FORMULA_STARTS) else style)

    def value(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """Write a value by its type; nulls stay blank."""
        if isinstance(value, str):
            self.text(sheet, row, column, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self.date)
        elif value is not None:
            sheet.write_number(row, column, value)

    def header(self, sheet: Worksheet, labels: Sequence[str], names: Sequence[str], last_row: int) -> None:
        """Chinese labels above column names, frozen, with filters."""
        # Row by row: what is written above a row that is done already would be lost.
        for row, (texts, style) in enumerate(((labels, self.head), (names, self.name))):
            for column, text in enumerate(texts):
                self.text(sheet, row, column, text, style)
        sheet.freeze_panes(HEADER_ROWS, 0)
        sheet.autofilter(1, 0, max(last_row, 1), len(names) - 1)


def _width(column: Column) -> int:
    if column.name in _LONG:
        return 60
    if column.field.kind is not Kind.STRING:
        return 12
    return 24 if column.name.endswith("name") or column.name == "name" else 18


def _sheets(table: Table, listed: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The table's rows by sheet; beyond the format's limit they go on in a further one."""
    size = MAX_ROWS - HEADER_ROWS
    for number, first in enumerate(range(0, max(len(listed), 1), size), 1):
        yield table.label_zh if number == 1 else f"{table.label_zh} {number}", listed[first : first + size]


def _table(book: _Book, table: Table, columns: pa.Table) -> None:
    for title, part in _sheets(table, columns.to_pylist()):
        sheet = book.book.add_worksheet(title)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _width(column))
        book.header(sheet, [column.field.label_zh for column in table.columns], table.column_names, len(part) + 1)
        for row, values in enumerate(part, HEADER_ROWS):
            for number, value in enumerate(values.values()):
                book.value(sheet, row, number, value)


def _about(book: _Book, settings: Settings) -> None:
    sheet = book.book.add_worksheet(ABOUT_SHEET)
    sheet.set_column(0, 0, 110)
    statements = (about.TITLE, about.DESCRIPTION, about.licence_sentence(settings), *about.WARNINGS)
    texts = [f"來源：{about.OWNER} {about.SOURCE_TITLE} {about.SOURCE_URL}"]
    texts = [statement.zh for statement in statements] + texts + [statement.en for statement in statements]
    for row, text in enumerate(texts):
        book.text(sheet, row, 0, text, book.wrapped)


def _dictionary(book: _Book) -> None:
    sheet = book.book.add_worksheet(DICTIONARY_SHEET)
    labels = ("資料表", "資料表名稱", "欄位", "欄位名稱", "label", "型別", "必填", "說明", "允許值")
    names = ("table", "table_label_zh", "column", "label_zh", "label", "type", "required", "description", "allowed")
    described = [
        (table.name, table.label_zh, column.name, column.field.label_zh, column.field.label, column.field.kind.value,
         not column.nullable, column.field.description, "; ".join(f"{value} {label}" for value, label in column.field.allowed))
        for table in TABLES.values() for column in table.columns
    ]
    sheet.set_column(0, 4, 20)
    sheet.set_column(7, 8, 60)
    book.header(sheet, labels, names, len(described) + 1)
    for row, values in enumerate(described, HEADER_ROWS):
        for number, value in enumerate(values):
            book.value(sheet, row, number, value)


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write `standards.xlsx`."""
    book = _Book(into.path / FILE_NAME, content.newest_update() or _NO_DATE)
    _about(book, settings)
    for name, table in TABLES.items():
        _table(book, table, content.table(name))
    _dictionary(book)
    book.book.close()


EXPORTER = Exporter(
    "xlsx",
    files={FILE_NAME: Form(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        about.Bilingual("workbook, a sheet per table", "活頁簿，一表一頁"),
    )},
    write=write,
    purpose=about.Bilingual(
        "people: a sheet per table, Chinese labels, filters, data dictionary",
        "人工閱讀：一表一頁、中文欄名、篩選、資料字典",
    ),
)
