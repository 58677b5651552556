"""Forms for programs and people: which there are, nested lines, CSV for Excel, archive. Each opened by its own tool."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.every import EXPORTERS, chosen
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from tests.releases import published


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


def test_the_files_of_a_release_are_those_that_the_exporters_declare(complete: Path) -> None:
    standards = [path.stem for path in (complete / "case").iterdir()]
    paths = [path for exporter in EXPORTERS.values() for path in exporter.files]
    declared = {path.format(table=table, standard=code) for path in paths for table in TABLES for code in standards}
    assert len(standards) == 3 and published.hashes(complete).keys() - {"SHA256SUMS", "run.json"} == declared


def test_duckdb_reads_parquet_csv_and_nested_lines(complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(complete)
    connection = duckdb.connect()
    counts = [connection.execute(f"SELECT count(*) FROM '{name}'").fetchone() for name in ("tasks.parquet", "tasks.csv")]
    assert counts == [(9,), (9,)]
    nested = "SELECT standard_id, len(duties[1].tasks) FROM read_json('standards.jsonl') ORDER BY 1"
    assert connection.execute(nested).fetchall()[0] == ("AVA2651-002v1", 3)


def test_the_copy_for_excel_has_a_mark_and_runs_nothing(complete: Path) -> None:
    content = (complete / "excel" / "tasks.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 10
    assert f"'{published.FORMULA}".encode() in content
    assert f",{published.FORMULA},".encode() in (complete / "tasks.csv").read_bytes()
    plain = (complete / "duties.csv").read_bytes()
    assert (complete / "excel" / "duties.csv").read_bytes() == b"\xef\xbb\xbf" + plain


def test_a_nested_line_holds_the_whole_standard(complete: Path) -> None:
    lines = (complete / "standards.jsonl").read_text(encoding="utf-8").splitlines()
    first, second, _ = map(json.loads, lines)
    task = first["duties"][0]["tasks"][1]
    assert task["blocks"][0]["level"] == 3
    assert [one["name"] for one in task["blocks"][0]["skills"]] == ["挑選能力"]
    assert [one["indicator_id"] for one in task["indicators"]] == ["P1.2.1"]
    assert [one["name"] for one in first["attitudes"]] == ["主動積極", "團隊意識"]
    assert sum(len(line["without_task"]["outputs"]) for line in map(json.loads, lines)) == 1
    assert second["updated_on"] == "2025-06-15"


def test_the_archive_holds_every_file_with_a_fixed_time(complete: Path) -> None:
    with ZipFile(complete / "all.zip") as packed:
        assert packed.testzip() is None
        members = {member.filename.partition("/")[2]: member for member in packed.infolist()}
        assert packed.read("taiwan-occupational-competency-standards/tasks.csv") == (complete / "tasks.csv").read_bytes()
    assert {member.date_time for member in members.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert members.keys() == published.hashes(complete).keys() - {"all.zip", "SHA256SUMS", "run.json"}
