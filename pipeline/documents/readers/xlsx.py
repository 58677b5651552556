"""Read XLSX on openpyxl (field guide I-118)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document
from pipeline.documents.readers.package import open_package, read_part
from pipeline.documents.readers.sheet_paint import Paint, remark_of
from pipeline.documents.readers.sheets import MOST_ROWS, TOO_LARGE, Sheet, document_of

_MOST_PLACES = 2_000_000
_SHOWN = "visible"
_CARRIAGE_RETURN = "_x000D_"


def read(data: bytes) -> Document:
    """Read a workbook; raises `UnreadableDocument` for a damaged or protected one."""
    open_package(data).close()
    book = _loaded(data, values=True)
    lacking = _without_value(data, book)
    remarks = (("formula_without_value", None, f"First: {lacking[0]}."),) if lacking else ()
    return document_of("xlsx", _sheets(book), remarks)


def _loaded(data: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # What openpyxl does not know (themes, validations) has no text.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:
        # A damaged part raises whatever its place in openpyxl happens to raise.
        raise UnreadableDocument("is a damaged workbook; open it in a spreadsheet program and save it again") from error


def _sheets(book: Workbook) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        if sheet.sheet_state == _SHOWN:
            yield _sheet(sheet)


def _sheet(source: Worksheet) -> Sheet:
    """What a sheet shows; hidden rows and columns are left out, and the rows below move up."""
    if source.max_row * source.max_column > _MOST_PLACES:
        raise TOO_LARGE
    rows = _shown(source.max_row, {number for number, row in source.row_dimensions.items() if row.hidden})
    columns = _shown(source.max_column, _hidden_columns(source))
    sheet, paint = Sheet(), Paint(source)
    for cells in source.iter_rows():
        for cell in cells:
            text = shown(cell.value)
            if text and cell.row in rows and cell.column in columns:
                reason = paint.hides(cell)
                if reason is not None:
                    sheet.remarks.append(remark_of(reason, f"{source.title}!{cell.coordinate}", text))
                    continue
                place = rows[cell.row], columns[cell.column]
                sheet.values[place] = text
                if cell.has_style and cell.alignment.indent:
                    sheet.indents[place] = int(cell.alignment.indent)
    for merged in source.merged_cells.ranges:
        inside = [rows[row] for row in range(merged.min_row, min(merged.max_row, MOST_ROWS) + 1) if row in rows]
        across = [columns[column] for column in range(merged.min_col, merged.max_col + 1) if column in columns]
        if inside and across and merged.min_row in rows and merged.min_col in columns:
            sheet.spans[inside[0], across[0]] = len(inside), len(across)
    return sheet


def _shown(count: int, hidden: set[int]) -> dict[int, int]:
    """The new place, from 0, of each row or column that is not hidden."""
    return {number: place for place, number in enumerate(number for number in range(1, count + 1) if number not in hidden)}


def _hidden_columns(source: Worksheet) -> set[int]:
    """A declaration may hide several columns at once."""
    return {
        number for column in source.column_dimensions.values() if column.hidden and column.min and column.max
        for number in range(column.min, min(column.max, source.max_column) + 1)
    }


def shown(value: Any) -> str:
    """A value as the form would print it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%Y/%m/%d}"
    return str(value).replace(_CARRIAGE_RETURN, "")


def _without_value(data: bytes, book: Workbook) -> list[str]:
    """The cells whose formula was never calculated: whatever they would show is not in the file."""
    with open_package(data) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        formulas = any(b"<f" in (read_part(package, name) or b"") for name in sheets)
    if not formulas:
        return []
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in _loaded(data, values=False).worksheets if sheet.sheet_state == _SHOWN
        for cells in sheet.iter_rows() for cell in cells
        if cell.data_type == "f" and book[sheet.title][cell.coordinate].value is None
    ]
