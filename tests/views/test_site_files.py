"""Downloads, what datasette is told, and the local server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.releases.exporters import sqlite
from pipeline.schema import TABLES
from pipeline.views.site import build, datasette
from tests.views.site_release import CODES, NEW, OLD, three_standards, write_release


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
    write_release(three_standards(), folder, database=True)
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
    release = write_release(three_standards(), tmp_path / "release", database=True)
    built = build(release, tmp_path / "site")
    offered = {path.name for path in (built.folder / "download").iterdir()}
    assert offered >= {"standards.sqlite", "metadata.json", "standards.parquet"}
    assert 'href="download/standards.sqlite"' in (built.folder / "data.html").read_text(encoding="utf-8")
