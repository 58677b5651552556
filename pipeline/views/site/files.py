"""Downloads of one standard: JSON as nested as it is printed, CSV and XLSX with a line per item."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from pipeline.base.dialect import SPREADSHEET
from pipeline.releases.exporters.excel_csv import FORMULA_STARTS
from pipeline.views.items import COLUMNS, LABELS, lines
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import slug
from pipeline.views.site.shelf import Row

_WIDTHS = (18, 12, 12, 10, 60, 40, 10, 14, 8, 8, 8, 8)
_TOO_OLD = dt.date(1980, 1, 1)
_MOST = 32_767
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def packed(catalogue: Catalogue, standard_id: str, nested: Row) -> bytes:
    """A ZIP with the two forms for programs: JSON, and CSV with byte order mark whose texts no spreadsheet runs."""
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for suffix, data in (("json", json_bytes(nested)), ("csv", csv_bytes(catalogue, standard_id))):
            archive.writestr(member(f"{slug(standard_id)}.{suffix}"), data)
    return content.getvalue()


def member(name: str) -> ZipInfo:
    """A file in a ZIP; the time is the oldest that the format can say, so that the bytes depend on no clock."""
    made = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.create_system, made.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return made


def csv_bytes(catalogue: Catalogue, standard_id: str) -> bytes:
    """A line per item, for opening by double click."""
    return SPREADSHEET.content(COLUMNS, (map(_defused, line) for line in lines(catalogue.rows, standard_id)))


def _defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def json_bytes(nested: Row) -> bytes:
    """The same object as its line in `standards.jsonl`."""
    return (json.dumps(nested, ensure_ascii=False, default=_plain, separators=(",", ":")) + "\n").encode()


def workbook(catalogue: Catalogue, standard_id: str) -> bytes:
    """A workbook with one sheet: Chinese labels over column names, frozen, with a filter; every text is only text."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    created = catalogue.by_id[standard_id]["updated_on"] or _TOO_OLD
    book.set_properties({"title": catalogue.title(standard_id)[:200], "created": dt.datetime.combine(created, dt.time())})
    sheet = book.add_worksheet("職能基準")
    bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (label, width) in enumerate(zip(LABELS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, label, bold)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(1, column, name, bold)
    last = 1
    for last, line in enumerate(lines(catalogue.rows, standard_id), 2):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(last, column, value[:_MOST], quoted if value.startswith(FORMULA_STARTS) else None)
            elif value is not None:
                sheet.write_number(last, column, value)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last, len(COLUMNS) - 1)
    book.close()
    return content.getvalue()
