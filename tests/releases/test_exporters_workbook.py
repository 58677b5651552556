"""A release as a workbook: its sheets, types and links, and what does not fit or would run."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.releases import bundles
from pipeline.releases.exporters import sheet_rows, xlsx
from pipeline.releases.exporters.sheet_columns import shown
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Table
from tests.build import factory
from tests.releases import published
from tests.typeset import office

BOOK_ALONE = Settings(leave_out=tuple(name for name in factory.ALONE.leave_out if name != "xlsx"))


@pytest.fixture(scope="module")
def book(complete: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(complete / xlsx.FILE_NAME)


def labels(table: Table) -> list[str]:
    return [one.label for one in shown(table)]


def column(book: openpyxl.Workbook, table: str, label: str) -> list[Any]:
    """The cells of a column of a table's sheet, without its header."""
    sheet = book[TABLES[table].label_zh]
    return [row[labels(TABLES[table]).index(label)] for row in sheet.iter_rows(min_row=2)]


def test_the_workbook_opens_on_the_standards_and_has_a_sheet_per_table(book: openpyxl.Workbook) -> None:
    assert book.active.title == book.sheetnames[0] == "職能基準"
    tables = {table.label_zh for table in TABLES.values()}
    assert set(book.sheetnames) == {xlsx.ABOUT_SHEET, xlsx.DICTIONARY_SHEET} | tables and len(book.sheetnames) == len(tables) + 2
    for table in TABLES.values():
        sheet = book[table.label_zh]
        assert sheet.freeze_panes in ("A2", "B2") and sheet.auto_filter.ref == sheet.dimensions
        assert [cell.value for cell in sheet[1]] == labels(table)


def test_the_sheets_speak_chinese_and_name_what_ids_mean(book: openpyxl.Workbook) -> None:
    assert {cell.value for cell in column(book, "competencies", "職能類型")} == {"知識", "技能", "態度"}
    for label, values in (("現行版本", {"是", "否"}), ("歷史資料", {"否"})):
        assert {cell.value for cell in column(book, "standards", label)} == values
    assert None not in {cell.value for cell in column(book, "indicators", "職能基準名稱")}
    assert published.FORMULA in {cell.value for cell in column(book, "indicators", "工作任務")}
    assert labels(TABLES["documents"])[-1] == "檔案雜湊值"
    assert labels(TABLES["requirements"])[:2] == ["職能基準識別碼", "職能基準名稱"]
    for table in TABLES.values():
        assert len(set(labels(table))) == len(labels(table)) >= len(table.columns)


def test_the_workbook_holds_types_and_no_formula(book: openpyxl.Workbook, complete: Path) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with ZipFile(complete / xlsx.FILE_NAME) as packed:
        assert not [name for name in packed.namelist() if b"<f>" in packed.read(name)]
    assert {published.FORMULA, published.ADDRESS_LIKE} <= {cell.value for cell in column(book, "tasks", "工作任務")}
    codes = [cell for cell in column(book, "classifications", "分類代碼") if cell.value == "2431"]
    assert codes and all(cell.data_type == "s" for cell in codes)
    assert {type(cell.value) for cell in column(book, "standards", "發展更新日期")} <= {dt.datetime, type(None)}


def test_an_id_leads_to_its_page_or_without_an_address_to_its_row(book: openpyxl.Workbook, tmp_path: Path) -> None:
    linked = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert {cell.hyperlink.target for cell in linked} == {f"{published.ADDRESS}id/{cell.value}" for cell in linked}
    published.build(tmp_path, BOOK_ALONE)
    inside = openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)
    for cell in (cell for cell in inside["行為指標"]["A"] if cell.hyperlink):
        sheet, place = cell.hyperlink.location.split("!")
        assert inside[sheet.strip("'")][place].value == cell.value


def test_a_text_that_would_run_carries_the_quote_mark(book: openpyxl.Workbook) -> None:
    marked = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.quotePrefix]
    assert set(marked) == {published.FORMULA}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_on_the_standards(complete: Path) -> None:
    with ZipFile(io.BytesIO(office.convert(complete / xlsx.FILE_NAME, "ods"))) as packed:
        content = etree.fromstring(packed.read("content.xml"))
    space = {"table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
    sheets = content.findall(".//table:table", space)
    names = [sheet.get(f"{{{space['table']}}}name") for sheet in sheets]
    assert names[:3] == ["職能基準", TABLES["requirements"].label_zh, xlsx.ABOUT_SHEET]
    header, first = ("".join(map(str, row.itertext())) for row in sheets[0].findall(".//table:table-row", space)[:2])
    assert header.startswith("職能基準識別碼") and first.startswith("AVA2651-002v1")
    assert len(content.findall(".//table:database-range", space)) == len(TABLES) + 1, "a filter on every sheet with a header"
    assert not [cell for cell in content.iter() if cell.get(f"{{{space['table']}}}formula")]


def test_pandas_reads_the_workbook(complete: Path) -> None:
    tasks = pd.read_excel(complete / xlsx.FILE_NAME, sheet_name="工作任務")
    assert tasks["工作任務識別碼"].tolist()[:3] == ["T1.1", "T1.2", "T1.3"]


@pytest.mark.parametrize(("text", "cell"), [
    ("甲 & <乙>", "<t>甲 &amp; &lt;乙&gt;</t>"),
    (" 甲", '<t xml:space="preserve"> 甲</t>'), ("甲\r\x07", "<t>甲_x000D__x0007_</t>"),
    ("_x000D_", "<t>_x005F_x000D_</t>"), ("𠀀" * 20_000, f"<t>{'𠀀' * 16_377}{sheet_rows.CUT}</t>"),
])
def test_a_text_is_spelled_as_the_format_wants(text: str, cell: str) -> None:
    rows = sheet_rows.rows_xml(pa.table({"0": [text, None]}), [10]).decode()
    assert cell in rows and rows.endswith("<row><c/></row>")


def test_rows_made_in_pieces_are_the_rows_made_at_once() -> None:
    days = [dt.date(2026, 1, 31), None, None, None]
    table = pa.table({"0": ["甲", "=乙", " 丙", "丁" * 99], "1": [1, None, 3, 4], "2": days})
    pieces = [sheet_rows.rows_xml(table.slice(number, 1), [10, 5, 12]) for number in range(4)]
    assert b"".join(pieces) == sheet_rows.rows_xml(table, [10, 5, 12]) and b"<v>46053</v>" in pieces[0]


@given(st.lists(st.text(st.sampled_from("甲 &<\t\n\r\0\x0b=+_x0D\ufffe"), max_size=12), min_size=1, max_size=6))
def test_texts_looked_at_together_have_the_cells_that_each_has_by_itself(texts: list[str]) -> None:
    together = sheet_rows.rows_xml(pa.table({"0": texts}), [10])
    alone = [sheet_rows._text_cell(text) for text in texts]
    assert re.findall(r"<c.*?</c>", together.decode(), re.DOTALL) == alone


def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    made = factory.changed(published.tables(), "notes", text="長" * 40_000)
    published.build(tmp_path, BOOK_ALONE, made)
    texts = [cell.value for cell in column(openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME), "notes", "內容")]
    cut = next(text for text in texts if text and len(text) > 1000)
    assert len(cut) == sheet_rows.MAX_TEXT and cut.endswith(sheet_rows.CUT)


def test_a_table_longer_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1_001)
    published.build(tmp_path, BOOK_ALONE)
    book = openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)
    name = TABLES["classes"].label_zh
    rows = [book[one].max_row - 1 for one in book.sheetnames if re.match(f"{name}( |$)", one)]
    assert rows == [1_000, len(published.tables().classes) - 1_000]


def test_a_sheet_ends_with_a_bundle_where_its_links_or_rows_are_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bundles, "_ENDS", 1)
    monkeypatch.setattr(xlsx, "MAX_LINKS", 2)
    made = factory.many_tables("AVA2651-002v1", "IDC5294-001v2", "IDC5294-001v3")
    published.build(tmp_path, BOOK_ALONE, made)
    book = openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)
    for table in (TABLES["standards"], TABLES["tasks"]):
        sheets = [book[one] for one in book.sheetnames if re.match(f"{table.label_zh}( |$)", one)]
        held = [[row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in sheets]
        assert [sorted(set(ids)) for ids in held] == [["AVA2651-002v1", "IDC5294-001v2"], ["IDC5294-001v3"]]
        assert all(sheet["A2"].hyperlink is not None for sheet in sheets)
    monkeypatch.setattr(xlsx, "MAX_ROWS", 8 + xlsx.HEADER_ROWS)
    assert list(xlsx._filled([3, 4, 5, 0, 9], pa.array([False] * 21))) == [7, 5, 9]
