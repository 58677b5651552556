"""White values of workbooks: nobody sees them on nothing painted, and everybody on a dark cell (I-101)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo

from pipeline.documents.model import Document
from pipeline.documents.readers import ods, xlsx
from pipeline.documents.readers.unshown import Unshown, told

WORDS = "審查意見"


def _lines(document: Document) -> list[str]:
    return [line.text for line in document.lines() if line.text]


def _book(change: Callable[[Any], None]) -> Document:
    """A sheet of two rows, of which the value in B2 is changed."""
    book = Workbook()
    sheet: Any = book.active
    for row in (("代碼", "名稱"), ("K04", WORDS)):
        sheet.append(row)
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return xlsx.read(stream.getvalue())


def _white(sheet: Any, colour: Color | str = "FFFFFFFF", fill: PatternFill | None = None) -> None:
    sheet["B2"].font = Font(color=colour)
    if fill is not None:
        sheet["B2"].fill = fill


def _ruled(sheet: Any) -> None:
    _white(sheet)
    sheet.conditional_formatting.add("B1:B9", CellIsRule("equal", ["1"], fill=PatternFill("solid", bgColor="FF0000")))


def _in_table(sheet: Any) -> None:
    _white(sheet)
    sheet.add_table(Table(displayName="T", ref="A1:B2", tableStyleInfo=TableStyleInfo("TableStyleMedium2")))


def _without_form(sheet: Any) -> None:
    sheet["B2"].number_format = ";;;"


HIDDEN: dict[str, Callable[[Any], None]] = {
    "on nothing": _white, "theme": lambda sheet: _white(sheet, Color(theme=0)),
    "on white": lambda sheet: _white(sheet, fill=PatternFill("solid", fgColor="FFFFFFFF")),
    "on paper": lambda sheet: _white(sheet, fill=PatternFill("solid", fgColor=Color(theme=0))),
}
SHOWN: dict[str, Callable[[Any], None]] = {
    "on dark": lambda sheet: _white(sheet, fill=PatternFill("solid", fgColor="FF1F3864")),
    "on an accent": lambda sheet: _white(sheet, fill=PatternFill("solid", fgColor=Color(theme=4))),
    "on a pattern": lambda sheet: _white(sheet, fill=PatternFill("gray125")), "ruled": _ruled, "in a table": _in_table,
    "grey": lambda sheet: _white(sheet, Color(theme=0, tint=-0.5)), "black": lambda sheet: _white(sheet, Color(theme=1)),
}


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize("change", HIDDEN.values(), ids=HIDDEN)
def test_white_values_on_nothing_painted_are_left_out(change: Callable[[Any], None]) -> None:
    document = _book(change)
    assert _lines(document) == ["代碼", "名稱", "K04"]
    assert document.remarks == (("text_not_shown", None, told(Unshown.GROUND, f"Sheet!B2: “{WORDS}”")),)


@pytest.mark.irregularity("I-101")
def test_values_whose_form_shows_nothing_are_left_out() -> None:
    document = _book(_without_form)
    assert _lines(document) == ["代碼", "名稱", "K04"]
    assert document.remarks == (("text_not_shown", None, told(Unshown.NOT_PAINTED, f"Sheet!B2: “{WORDS}”")),)


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
def test_values_that_show_or_may_show_are_read(change: Callable[[Any], None]) -> None:
    document = _book(change)
    assert _lines(document) == ["代碼", "名稱", "K04", WORDS]
    assert not document.remarks


NAMES = {"office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible"}
DECLARED = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for name, urn in NAMES.items())
RULE = '<c:conditional-format xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"/>'
WHITE = '<style:text-properties fo:color="#ffffff"/>'
DARK = '<style:table-cell-properties fo:background-color="#1f3864"/>'


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(("style", "column", "beside", "inner", "shown"), [
    ("white", "", "", WORDS, False), ("", "white", "", WORDS, False), ("child", "", "", WORDS, False),
    ("dark", "", "", WORDS, True), ("black", "white", "", WORDS, True), ("mapped", "", "", WORDS, True),
    ("white", "", RULE, WORDS, True), ("white", "", "", f'<text:span text:style-name="black">{WORDS}</text:span>', True),
])
def test_white_cells_of_an_ods_likewise(style: str, column: str, beside: str, inner: str, shown: bool) -> None:
    styles = {
        "white": WHITE, "dark": WHITE + DARK, "black": '<style:text-properties fo:color="#000000"/>',
        "mapped": f'{WHITE}<style:map style:condition="value()=1"/>',
    }
    automatic = "".join(f'<style:style style:name="{name}">{said}</style:style>' for name, said in styles.items())
    common = '<style:style style:name="child" style:parent-style-name="white"/>'
    named = f'table:style-name="{style}"' if style else ""
    columns = f'<table:table-column/><table:table-column table:default-cell-style-name="{column}"/>'
    cells = f"<table:table-cell><text:p>K04</text:p></table:table-cell><table:table-cell {named}><text:p>{inner}</text:p>"
    row = f"<table:table-row>{cells}</table:table-cell></table:table-row>"
    sheet = f"<office:spreadsheet><table:table>{columns}{row}{beside}</table:table></office:spreadsheet>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("content.xml", f"<office:document-content {DECLARED}>{automatic}{sheet}</office:document-content>")
        package.writestr("styles.xml", f"<office:document-styles {DECLARED}>{common}</office:document-styles>")
    document = ods.read(stream.getvalue())
    assert _lines(document) == ["K04", WORDS][: 1 + shown]
    left = () if shown else (("text_not_shown", None, told(Unshown.GROUND, f"“{WORDS}”")),)
    assert document.remarks == left
