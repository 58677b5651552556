"""The workbook of one standard, with a line per item; and what files in a ZIP of ours have in common."""

from __future__ import annotations

import datetime as dt
import io
from zipfile import ZIP_DEFLATED, ZipInfo

import xlsxwriter

from pipeline.releases.exporters.excel_csv import FORMULA_STARTS
from pipeline.views.items import COLUMNS, LABELS, PARTS, lines
from pipeline.views.site.catalogue import Catalogue

_WIDTHS = (18, 12, 12, 10, 60, 40, 10, 14, 8, 8, 8, 8)
_TOO_OLD = dt.date(1980, 1, 1)
_MOST = 32_767
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def member(name: str) -> ZipInfo:
    """A file in a ZIP; the time is the oldest that the format can say, so that the bytes depend on no clock."""
    made = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.create_system, made.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return made


def workbook(catalogue: Catalogue, standard_id: str) -> bytes:
    """A workbook with one sheet: a header of Chinese labels, frozen, with a filter; every text is only text."""
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
    last = 0
    for last, line in enumerate(lines(catalogue.rows, standard_id), 1):
        for column, value in enumerate((line[0], PARTS.get(line[1], line[1]), *line[2:])):
            if isinstance(value, str):
                sheet.write_string(last, column, value[:_MOST], quoted if value.startswith(FORMULA_STARTS) else None)
            elif value is not None:
                sheet.write_number(last, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    book.close()
    return content.getvalue()
