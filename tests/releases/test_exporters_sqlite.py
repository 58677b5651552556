"""A release as one SQLite file: sound, equal to its tables, searched and seen through views."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.releases.exporters import sqlite, sqlite_search
from pipeline.releases.exporters.sqlite_rows import Filling
from pipeline.releases.exporters.sqlite_views import VIEWS
from pipeline.schema import TABLES
from tests.build.factory import staged
from tests.releases import published


def ask(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder / sqlite.FILE_NAME}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def test_sqlite_is_sound_and_its_keys_hold(complete: Path) -> None:
    assert ask(complete, "PRAGMA integrity_check") == [("ok",)]
    assert ask(complete, "PRAGMA foreign_key_check") == []
    assert ask(complete, "PRAGMA page_size") == [(4096,)]


@pytest.mark.parametrize("name", TABLES)
def test_sqlite_holds_what_the_csv_holds(name: str, complete: Path) -> None:
    with (complete / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        printed = list(csv.reader(stream))[1:]
    spelled = {True: "1", False: "0", "true": "1", "false": "0", None: ""}
    stored = [["" if value is None else str(value) for value in row] for row in ask(complete, f"SELECT * FROM {name}")]
    assert stored == [[spelled.get(value, value) for value in row] for row in printed]


def test_how_many_rows_are_taken_at_a_time_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = published.tables()
    staged(tables, tmp_path / "many", database=True)
    monkeypatch.setattr(sqlite, "BATCH", 2)
    monkeypatch.setattr(sqlite_search, "BATCH", 2)
    staged(tables, tmp_path / "few", database=True)
    assert (tmp_path / "few" / sqlite.FILE_NAME).read_bytes() == (tmp_path / "many" / sqlite.FILE_NAME).read_bytes()


@pytest.mark.parametrize(("typed", "found"), [
    ("財", True), ("財產", True), ("智慧財產權", True), ("財慧", False), ("ISO 9001", True), ("iso", True), ("權的", True),
    ("智慧 規定", True), ("智慧 經濟", False), ("ＩＳＯ", True), ("9001規定", True), ('"財 產"', True),
])
def test_search_finds_words_as_a_person_types_them(typed: str, found: bool, complete: Path) -> None:
    hits = ask(complete, "SELECT source, text FROM search WHERE words MATCH ? ORDER BY rank", typed)
    assert bool(hits) is found


@pytest.mark.parametrize(("typed", "found"), [
    ("财产", True), ("說明智慧財產權", True), ("說明財產權智慧", False), ("ＩＳＯ　9001", True), ('"; DROP', False),
    ("。", False), ('財"產', True),
])
def test_any_text_can_be_asked_for(typed: str, found: bool, complete: Path) -> None:
    hits = ask(complete, "SELECT source, text FROM search WHERE words MATCH ?", sqlite.phrase(typed))
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


def test_search_names_the_item(complete: Path) -> None:
    hits = ask(complete, "SELECT source, item_id FROM search WHERE words MATCH '財產' ORDER BY source")
    assert hits == [("competencies", "K01"), ("indicators", "P1.1.1")]
    assert ask(complete, "SELECT count(*) FROM search_texts WHERE text LIKE '%財產%'") == [(2,)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(view: str, complete: Path) -> None:
    assert ask(complete, f"SELECT * FROM {view} LIMIT 5")


def test_views_answer_rightly(complete: Path) -> None:
    assert ask(complete, "SELECT standard_id FROM current_standards ORDER BY 1") == [("AVA2651-002v1",), ("IDC5294-001v3",)]
    assert ask(complete, "SELECT tasks, knowledge, skills, attitudes FROM standard_overview LIMIT 1") == [(3, 2, 2, 2)]
    assert ("S", "挑選能力", 3) in ask(complete, "SELECT * FROM shared_competencies")


def test_sqlite_explains_every_column(complete: Path) -> None:
    columns = {(table.name, column.name) for table in TABLES.values() for column in table.columns}
    assert set(ask(complete, "SELECT table_name, column_name FROM data_dictionary")) == columns


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 command is not installed")
def test_the_sqlite_command_reads_the_file(complete: Path) -> None:
    query = "SELECT count(*) FROM search WHERE words MATCH '甲'"
    done = subprocess.run(["sqlite3", str(complete / sqlite.FILE_NAME), query], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 0


def test_what_the_columns_driver_cannot_write_is_an_error_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "made.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE one (id TEXT PRIMARY KEY, day TEXT, is_day INTEGER)")
    rows = pa.record_batch({"id": ["A"], "day": [dt.date(2026, 1, 31)], "is_day": [True]})
    with Filling(path) as filling:
        filling.add("one", [])
        filling.add("one", [rows])
        with pytest.raises(sqlite3.OperationalError, match="UNIQUE"):
            filling.add("one", [rows])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM one").fetchall() == [("A", "2026-01-31", 1)]
