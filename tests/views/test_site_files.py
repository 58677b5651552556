"""Downloads of one standard, what datasette is told, and the local server."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.releases.exporters import sqlite
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.views.items import COLUMNS, LABELS
from pipeline.views.site import build, datasette
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.files import workbook
from tests.views.site_release import CODES, NEW, OLD, edited, three_standards, write_release
from tests.views.site_release import catalogue as made


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    tables = edited(three_standards(), "indicators", {"standard_id": NEW, "indicator_id": "P1.1.1"}, text="=1+1")
    return made(tables)


def test_the_workbook_has_a_line_per_item_and_per_task_that_needs_it(catalogue: Catalogue) -> None:
    with closing(load_workbook(io.BytesIO(workbook(catalogue, NEW)))) as book:
        assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}, "and no formula"
        labels, *lines = book.active.values
        assert (book.active.freeze_panes, book.active.auto_filter.ref) == ("A2", book.active.dimensions)
    assert labels == LABELS
    found = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    parts = [(row["part"], row["item_id"]) for row in found]
    assert parts[:3] == [("主要職責", "T1"), ("工作任務", "T1.1"), ("工作任務", "T1.2")]
    needs = {(row["item_id"], row["task_id"]) for row in found if row["part"] == "知識"}
    assert needs == {("K01", "T1.1"), ("K01", "T1.2"), ("K02", "T1.1")}
    assert [row["level"] for row in found if row["part"] == "工作任務"] == ["3", "3"]
    assert [row["text"] for row in found if row["item_id"] == "P1.1.1"] == ["=1+1"], "as text"


def test_large_files_are_offered_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = write_release(three_standards(), tmp_path / "release", database=True)
    monkeypatch.setattr("pipeline.views.site.downloads.LARGE", 10_000)
    site = build(release, tmp_path / "site").folder
    with ZipFile(site / "download" / "standards.sqlite.zip") as packed:
        assert packed.read("standards.sqlite") == (release / "standards.sqlite").read_bytes()
    assert 'href="download/standards.sqlite.zip">standards.sqlite</a>' in (site / "data.html").read_text(encoding="utf-8")
    assert (site / "download" / "standards.parquet").is_file(), "what is packed in itself stays"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("database")
    write_release(three_standards(), folder)
    sqlite.write(Written(ReleaseFolder(folder)), ReleaseFolder(folder), Settings())
    with closing(sqlite3.connect(folder / sqlite.FILE_NAME)) as connection:
        yield connection


def test_datasette_is_told_of_every_table_column_and_view_and_of_nothing_else(database: sqlite3.Connection) -> None:
    described = datasette.metadata()["databases"]["standards"]["tables"]
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert set(described) <= there
    for name, table in TABLES.items():
        columns = {column for (column,) in database.execute("SELECT name FROM pragma_table_info(?)", (name,))}
        assert set(described[name]["columns"]) == columns == set(table.column_names)


@pytest.mark.parametrize(("name", "values", "first"), [
    ("search", {"words": "舊物"}, OLD), ("find_text", {"text": "舊物"}, OLD),
    ("standards_needing", {"name": "包裝能力"}, CODES[0]),
    ("skills_gap", {"a": NEW, "b": OLD}, "S"), ("levels", {}, 2), ("issue_counts", {}, "info"),
])
def test_every_canned_query_answers(database: sqlite3.Connection, name: str, values: dict[str, str], first: object) -> None:
    found = database.execute(datasette.QUERIES[name]["sql"], values).fetchall()
    assert found[0][0] == first


def test_every_canned_query_is_tested() -> None:
    assert set(datasette.QUERIES) == {
        "search", "find_text", "skills_by_occupation", "standards_needing", "skills_gap", "levels", "issue_counts",
    }


def test_the_site_offers_the_database_with_its_description(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    sqlite.write(Written(ReleaseFolder(release)), ReleaseFolder(release), Settings())
    built = build(release, tmp_path / "site")
    offered = {path.name for path in (built.folder / "download").iterdir()}
    assert offered >= {"standards.sqlite", "metadata.json", "standards.parquet"}
    assert 'href="download/standards.sqlite"' in (built.folder / "data.html").read_text(encoding="utf-8")
