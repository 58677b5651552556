"""Forms for programs and people: SQLite, workbook, CSV for Excel, nested lines, archive. Each opened by its own tool."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pandas as pd
import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import EXPORTERS, chosen, sqlite, xlsx
from pipeline.releases.exporters.sqlite_views import VIEWS
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from tests.build import factory
from tests.releases import published

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize(("wanted", "found"), [
    ("財", True), ("財產", True), ("智慧財產權", True), ("財慧", False), ("ISO 9001", True), ("iso", True), ("權的", True),
])
def test_search_finds_any_number_of_characters(wanted: str, found: bool, folder: Path) -> None:
    hits = ask(folder, "SELECT source, text FROM search WHERE words MATCH ?", sqlite.phrase(wanted))
    assert bool(hits) is found


def test_search_needs_no_function_and_names_the_item(folder: Path) -> None:
    hits = ask(folder, "SELECT source, item_id FROM search WHERE words MATCH '\"財 產\"' ORDER BY source")
    assert hits == [("competencies", "K01"), ("indicators", "P1.1.1")]


def test_a_search_with_quotes_in_it_is_only_a_text() -> None:
    assert sqlite.phrase('甲"乙') == '"甲 "" 乙"'


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
    query = "SELECT count(*) FROM search WHERE words MATCH '\"甲\"'"
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


def test_the_workbook_has_a_sheet_per_table_with_frozen_filtered_headers(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [xlsx.ABOUT_SHEET, *(table.label_zh for table in TABLES.values()), xlsx.DICTIONARY_SHEET]
    for table in TABLES.values():
        sheet = book[table.label_zh]
        assert sheet.freeze_panes == "A3" and sheet.auto_filter.ref.startswith("A2:")
        assert [cell.value for cell in sheet[1]] == [column.field.label_zh for column in table.columns]
        assert [cell.value for cell in sheet[2]] == list(table.column_names)


def test_the_workbook_holds_types_and_no_formula_and_no_link(book: openpyxl.Workbook, folder: Path) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    with ZipFile(folder / xlsx.FILE_NAME) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert not [text for text in sheets if "<f>" in text or "<hyperlink" in text]
    names = {cell.value for cell in book["工作任務"]["F"]}
    assert {published.FORMULA, published.ADDRESS_LIKE} <= names
    codes = [cell for cell in book["所屬類別"]["D"] if cell.value == "0601"]
    assert codes and all(cell.data_type == "s" for cell in codes)


def test_a_text_that_would_run_carries_the_quote_mark(book: openpyxl.Workbook) -> None:
    marked = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.quotePrefix]
    assert marked == [published.FORMULA]


def test_pandas_reads_the_workbook(folder: Path) -> None:
    tasks = pd.read_excel(folder / xlsx.FILE_NAME, sheet_name="工作任務", header=1)
    assert tasks["task_id"].tolist()[:3] == ["T1.1", "T1.2", "T1.3"]


def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    made = factory.changed(published.tables(), "notes", text="長" * 40_000)
    published.build(tmp_path, Settings(), made)
    texts = [cell.value for cell in openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)["說明與補充事項"]["D"]]
    cut = next(text for text in texts if text and len(text) > 1000)
    assert len(cut) == xlsx.MAX_TEXT and cut.endswith(xlsx.CUT)


def test_a_table_longer_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 6)
    published.build(tmp_path, Settings())
    book = openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)
    rows = [book[name].max_row - 2 for name in book.sheetnames if re.match("工作任務( |$)", name)]
    assert rows == [4, 4, 1]


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
