"""Forms for programs and people: SQLite, workbook, CSV for Excel, nested lines, archive. Each opened by its own tool."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from lxml import etree

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import sheet_rows, sqlite, sqlite_search, xlsx
from pipeline.releases.exporters.every import EXPORTERS, chosen
from pipeline.releases.exporters.sheet_columns import shown
from pipeline.releases.exporters.sqlite_views import VIEWS
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Table
from tests.build import factory
from tests.releases import published
from tests.typeset import office

ROOT = Path(__file__).resolve().parents[2]
BOOK_ALONE = Settings(leave_out=tuple(name for name in factory.ALONE.leave_out if name != "xlsx"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published.build(tmp_path_factory.mktemp("release"))


def ask(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder / sqlite.FILE_NAME}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def test_the_default_set_has_everything_but_what_is_on_request() -> None:
    assert {"case", "zip"}.isdisjoint(chosen(Settings())) and len(chosen(Settings())) == len(EXPORTERS) - 2
    assert list(chosen(published.FULL)) == list(EXPORTERS)
    assert "xlsx" not in chosen(Settings(leave_out=("xlsx",)))


@pytest.mark.parametrize("name", ["csv", "datapackage", "parquet"])
def test_what_identifies_a_release_cannot_be_left_out(name: str) -> None:
    with pytest.raises(PipelineError, match=f"{name} cannot be left out"):
        chosen(Settings(leave_out=(name,)))


def test_an_exporter_that_does_not_exist_is_named() -> None:
    with pytest.raises(PipelineError, match="no exporter docx; there are csv,"):
        chosen(Settings(add=("docx",)))


def test_the_files_of_a_release_are_those_that_the_exporters_declare(folder: Path) -> None:
    standards = [path.stem for path in (folder / "case").iterdir()]
    paths = [path for exporter in EXPORTERS.values() for path in exporter.files]
    declared = {path.format(table=table, standard=code) for path in paths for table in TABLES for code in standards}
    assert len(standards) == 3 and published.hashes(folder).keys() - {"SHA256SUMS", "run.json"} == declared


def test_sqlite_is_sound_and_its_keys_hold(folder: Path) -> None:
    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
    assert ask(folder, "PRAGMA foreign_key_check") == []
    assert ask(folder, "PRAGMA page_size") == [(4096,)]


@pytest.mark.parametrize("name", TABLES)
def test_sqlite_holds_what_the_csv_holds(name: str, folder: Path) -> None:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        printed = list(csv.reader(stream))[1:]
    spelled = {True: "1", False: "0", "true": "1", "false": "0", None: ""}
    stored = [["" if value is None else str(value) for value in row] for row in ask(folder, f"SELECT * FROM {name}")]
    assert stored == [[spelled.get(value, value) for value in row] for row in printed]


def test_how_many_rows_are_taken_at_a_time_does_not_show(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_BATCH", 2)
    monkeypatch.setattr(sqlite_search, "_BATCH", 2)
    sqlite.write_file(tmp_path / sqlite.FILE_NAME, Written(ReleaseFolder(folder)))
    assert (tmp_path / sqlite.FILE_NAME).read_bytes() == (folder / sqlite.FILE_NAME).read_bytes()


@pytest.mark.parametrize(("typed", "found"), [
    ("財", True), ("財產", True), ("智慧財產權", True), ("財慧", False), ("ISO 9001", True), ("iso", True), ("權的", True),
    ("智慧 規定", True), ("智慧 經濟", False), ("ＩＳＯ", True), ("9001規定", True), ('"財 產"', True),
])
def test_search_finds_words_as_a_person_types_them(typed: str, found: bool, folder: Path) -> None:
    hits = ask(folder, "SELECT source, text FROM search WHERE words MATCH ? ORDER BY rank", typed)
    assert bool(hits) is found


@pytest.mark.parametrize(("typed", "found"), [
    ("财产", True), ("說明智慧財產權", True), ("說明財產權智慧", False), ("ＩＳＯ　9001", True), ('"; DROP', False),
    ("。", False), ('財"產', True),
])
def test_any_text_can_be_asked_for(typed: str, found: bool, folder: Path) -> None:
    hits = ask(folder, "SELECT source, text FROM search WHERE words MATCH ?", sqlite.phrase(typed))
    assert bool(hits) is found


@pytest.mark.parametrize(("text", "typed"), [
    ("臺北市", "台北"), ("台北市", "臺北市"), ("大巿場", "市場"), ("水汙染", "污染"), ("ＡＩ工程師", "AI工程師"),
])
def test_spellings_that_people_do_not_tell_apart_stand_beside_each_other(text: str, typed: str) -> None:
    assert typed in sqlite.words(text).split()


def test_a_character_that_stands_for_many_is_asked_in_all_spellings_while_they_are_few() -> None:
    assert sqlite.phrase("为") == '("為" OR "爲" OR "为")', "the form that Taiwan writes first"
    assert sqlite.phrase("发展") == '("發展" OR "髮展" OR "发展")'
    assert sqlite.phrase("后里台后里台").count("OR") == 1


def test_search_names_the_item(folder: Path) -> None:
    hits = ask(folder, "SELECT source, item_id FROM search WHERE words MATCH '財產' ORDER BY source")
    assert hits == [("competencies", "K01"), ("indicators", "P1.1.1")]
    assert ask(folder, "SELECT count(*) FROM search_texts WHERE text LIKE '%財產%'") == [(2,)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(view: str, folder: Path) -> None:
    assert ask(folder, f"SELECT * FROM {view} LIMIT 5")


def test_views_answer_rightly(folder: Path) -> None:
    assert ask(folder, "SELECT standard_id FROM current_standards ORDER BY 1") == [("AVA2651-002v1",), ("IDC5294-001v3",)]
    assert ask(folder, "SELECT tasks, knowledge, skills, attitudes FROM standard_overview LIMIT 1") == [(3, 2, 2, 2)]
    assert ("S", "挑選能力", 3) in ask(folder, "SELECT * FROM shared_competencies")


def test_sqlite_explains_every_column(folder: Path) -> None:
    columns = {(table.name, column.name) for table in TABLES.values() for column in table.columns}
    assert set(ask(folder, "SELECT table_name, column_name FROM data_dictionary")) == columns


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 command is not installed")
def test_the_sqlite_command_reads_the_file(folder: Path) -> None:
    query = "SELECT count(*) FROM search WHERE words MATCH '甲'"
    done = subprocess.run(["sqlite3", str(folder / sqlite.FILE_NAME), query], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 0


def test_duckdb_reads_parquet_csv_and_nested_lines(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    connection = duckdb.connect()
    counts = [connection.execute(f"SELECT count(*) FROM '{name}'").fetchone() for name in ("tasks.parquet", "tasks.csv")]
    assert counts == [(9,), (9,)]
    nested = "SELECT standard_id, len(duties[1].tasks) FROM read_json('standards.jsonl') ORDER BY 1"
    assert connection.execute(nested).fetchall()[0] == ("AVA2651-002v1", 3)


@pytest.fixture(scope="module")
def book(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / xlsx.FILE_NAME)


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


def test_the_workbook_holds_types_and_no_formula(book: openpyxl.Workbook, folder: Path) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with ZipFile(folder / xlsx.FILE_NAME) as packed:
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
def test_libreoffice_opens_the_workbook_on_the_standards(folder: Path) -> None:
    with ZipFile(io.BytesIO(office.convert(folder / xlsx.FILE_NAME, "ods"))) as packed:
        content = etree.fromstring(packed.read("content.xml"))
    space = {"table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
    sheets = content.findall(".//table:table", space)
    names = [sheet.get(f"{{{space['table']}}}name") for sheet in sheets]
    assert names[:3] == ["職能基準", TABLES["requirements"].label_zh, xlsx.ABOUT_SHEET]
    header, first = ("".join(map(str, row.itertext())) for row in sheets[0].findall(".//table:table-row", space)[:2])
    assert header.startswith("職能基準識別碼") and first.startswith("AVA2651-002v1")
    assert len(content.findall(".//table:database-range", space)) == len(TABLES) + 1, "a filter on every sheet with a header"
    assert not [cell for cell in content.iter() if cell.get(f"{{{space['table']}}}formula")]


def test_pandas_reads_the_workbook(folder: Path) -> None:
    tasks = pd.read_excel(folder / xlsx.FILE_NAME, sheet_name="工作任務")
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


def test_the_copy_for_excel_has_a_mark_and_runs_nothing(folder: Path) -> None:
    content = (folder / "excel" / "tasks.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 10
    assert f"'{published.FORMULA}".encode() in content
    assert f",{published.FORMULA},".encode() in (folder / "tasks.csv").read_bytes()
    plain = (folder / "duties.csv").read_bytes()
    assert (folder / "excel" / "duties.csv").read_bytes() == b"\xef\xbb\xbf" + plain


def test_a_nested_line_holds_the_whole_standard(folder: Path) -> None:
    lines = (folder / "standards.jsonl").read_text(encoding="utf-8").splitlines()
    first, second, _ = map(json.loads, lines)
    task = first["duties"][0]["tasks"][1]
    assert task["blocks"][0]["level"] == 3
    assert [one["name"] for one in task["blocks"][0]["skills"]] == ["挑選能力"]
    assert [one["indicator_id"] for one in task["indicators"]] == ["P1.2.1"]
    assert [one["name"] for one in first["attitudes"]] == ["主動積極", "團隊意識"]
    assert sum(len(line["without_task"]["outputs"]) for line in map(json.loads, lines)) == 1
    assert second["updated_on"] == "2025-06-15"


def test_the_archive_holds_every_file_with_a_fixed_time(folder: Path) -> None:
    with ZipFile(folder / "all.zip") as packed:
        assert packed.testzip() is None
        members = {member.filename.partition("/")[2]: member for member in packed.infolist()}
        assert packed.read("taiwan-occupational-competency-standards/tasks.csv") == (folder / "tasks.csv").read_bytes()
    assert {member.date_time for member in members.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert members.keys() == published.hashes(folder).keys() - {"all.zip", "SHA256SUMS", "run.json"}
