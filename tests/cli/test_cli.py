"""The command line from end to end: what is written, what is said, which status it ends with."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.schema import TABLES
from tests.build import Made, as_docx
from tests.conftest import IN_PROCESS, RAW, Released, release_of


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    capsys.readouterr()
    status = main(arguments)
    said = capsys.readouterr()
    return Ended(status, said.out, said.err)


def test_run_makes_a_release_with_every_table(released: Released) -> None:
    assert released.status == 0, released.said
    release = release_of(released.output)
    assert {f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")} <= {path.name for path in release.iterdir()}
    with (release / "standards.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["standard_id"] for row in csv.DictReader(stream)] == ["ABC1234-001v2", "IDC5294-001v3"]
    versions = json.loads((released.output / "versions.json").read_text(encoding="utf-8"))
    assert versions["latest"] == release.name


def test_a_second_run_changes_nothing_and_says_so(released: Released, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in released.output.iterdir())
    again = command(capsys, "run", "--input", str(released.input), "--output", str(released.output), *IN_PROCESS)
    assert (again.status, again.err) == (0, "") and "unchanged" in again.out
    assert sorted(path.name for path in released.output.iterdir()) == before


def test_parse_validate_and_release_publish_what_run_publishes(
    released: Released, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables, output = tmp_path / "tables", tmp_path / "out"
    parsed = command(capsys, "parse", "--input", str(released.input), "--output", str(tables), *IN_PROCESS)
    assert parsed.status == 0 and f"tables in {tables}" in parsed.out
    plain = {path.name for path in tables.iterdir() if path.is_file()}
    assert plain == {"SHA256SUMS", "run.json", *(f"{table}.{form}" for table in TABLES for form in ("csv", "parquet"))}
    assert (tables / ".cache").is_dir() and ".cache" not in (tables / "SHA256SUMS").read_text(encoding="utf-8")
    validated = command(capsys, "validate", str(tables))
    assert validated.status == 0 and "gate passed" in validated.out
    ended = command(capsys, "release", str(tables), "--output", str(output))
    assert ended.status == 0, ended.err
    names = {path.name for path in release_of(released.output).iterdir()}
    assert {path.name for path in release_of(output).iterdir()} == names, "every form of a release, made from tables alone"
    for name in (f"{table}.{form}" for table in TABLES for form in ("csv", "parquet")):
        assert (release_of(output) / name).read_bytes() == (release_of(released.output) / name).read_bytes(), name


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "txt"])
def test_explain_tells_where_each_cell_went(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "explain", str(RAW / f"IDC5294-001v3.{suffix}"))
    assert ended.status == 0
    assert "IDC5294-001v3 數位平臺營運企劃人員; coverage 100.00%" in ended.out
    assert "profile/occupation_name" in ended.out and "tasks/knowledge" in ended.out and "text_unplaced" not in ended.out


def test_explain_shows_issues_and_text_without_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(as_docx(Made(Made().tasks + "\n無主之句 | < | < | < | < | < | <")))
    ended = command(capsys, "explain", str(path))
    assert ended.status == 0 and "unplaced" in ended.out and "text_unplaced" in ended.out


def test_derive_check_finds_everything_current(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "derive", "--check")
    assert (ended.status, ended.out) == (0, "everything is current\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("run", "--input", "{}/nowhere", "--output", "{}/out"), "is not a folder"),
        (("run", "--input", "{}/void", "--output", "{}/out"), "holds no documents"),
        (("parse", "--input", "{}/nowhere", "--output", "{}/out"), "is not a folder"),
        (("validate", "{}/void"), "holds no tables"),
        (("release", "{}/nowhere", "--output", "{}/out"), "holds no tables"),
        (("explain", "{}/nowhere.pdf"), "is not a file"),
        (("explain", "{}/empty.pdf"), "is empty"),
    ],
)
def test_a_wrong_place_is_told_in_one_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "empty.pdf").touch()
    ended = command(capsys, *(argument.format(tmp_path) for argument in arguments))
    assert (ended.status, ended.out) == (1, "")
    assert sentence in ended.err and str(tmp_path) in ended.err and ended.err.count("\n") == 1


def test_where_no_document_can_be_read_nothing_is_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "頁.html").write_text("<html></html>", encoding="utf-8")
    ended = command(capsys, "run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out"), *IN_PROCESS)
    assert ended.status == 1 and "頁.html is a web page" in ended.err
    assert not (tmp_path / "out" / "versions.json").exists()
    assert json.loads((tmp_path / "out" / "last_run.json").read_text(encoding="utf-8"))["outcome"] == "failed"


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("shw",), "there is no shw; did you mean show?"),
    (("run", "--imput", "x"), "icap-pipeline run: error: there is no option --imput; did you mean --input"),
    (("run", "--imput=x"), "there is no option --imput; did you mean --input"),
    (("parse", "--engine", "pdfplummer"), "there is no pdfplummer; did you mean pdfplumber"),
    (("completion", "fish"), "there is no fish (choose from bash, zsh, tcsh)"),
])
def test_whoever_mistypes_is_asked_what_was_meant(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2 and sentence in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "meant"), [
    (("explain", "{}/甲一.docs"), "甲一.docx"), (("parse", "--input", "{}/in-put"), "input"), (("explain", "{}/zz.pdf"), None),
])
def test_a_name_that_is_not_there_brings_up_those_like_it(
    arguments: tuple[str, ...], meant: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "甲一.docx").touch()
    (tmp_path / "input").mkdir()
    ended = command(capsys, *(argument.format(tmp_path) for argument in arguments))
    assert ended.err.endswith(f"; did you mean {tmp_path / meant}?\n" if meant else ".\n")


@pytest.mark.parametrize("arguments", [(), ("fly",), ("run", "--engine", "none"), ("explain",)])
def test_wrong_usage_ends_with_status_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2 and "usage: icap-pipeline" in capsys.readouterr().err
