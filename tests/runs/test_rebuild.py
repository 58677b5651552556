"""A release made again elsewhere: equal in every file, or said where it differs and why; and the restore drill."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.releases.versions import releases
from pipeline.runs import rebuilt, software
from tests.build import factory
from tests.conftest import RAW
from tests.releases import published

SAMPLE = "IDC5294-001v3.txt"
SETTINGS = f'[publication]\npublisher = "某某學會"\n[release]\nleave_out = {json.dumps(factory.ALONE.leave_out)}\n'
LATER = "後來.txt"


@pytest.fixture(autouse=True)
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is tested elsewhere, and takes seconds."""
    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)


def act(folder: Path, verb: str, *words: str) -> int:
    places = ("--input", str(folder / "raw"), "--output", str(folder / "processed"), "--settings", str(folder / "settings.toml"))
    return main([verb, *words, *places, "--workers", "0"])


def second_version() -> bytes:
    return (RAW / SAMPLE).read_bytes().replace("依據腳本企劃完成影片拍攝".encode(), "依據腳本企劃完成影片拍攝與剪輯".encode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, its settings and two releases of two days; and a document that came after both."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "raw").mkdir()
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)
        for name, content, moment in (("一", (RAW / SAMPLE).read_bytes(), "1770000000"), ("二", second_version(), "1780000000")):
            patch.setenv("SOURCE_DATE_EPOCH", moment)
            (folder / "raw" / f"{name}.txt").write_bytes(content)
            assert act(folder, "run", "--quiet") == 0
    (folder / "raw" / LATER).write_bytes((RAW / SAMPLE).read_bytes() + b"\n")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copy")


def names(folder: Path) -> list[str]:
    return [info.name for info in releases(folder / "processed")]


@pytest.mark.parametrize("place", [0, 1])
def test_a_release_is_made_again_with_its_own_documents_day_and_predecessor(
    place: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, before = names(folder)[place], published.hashes(folder)
    assert act(folder, "rebuild", *([] if place == 0 else [name])) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith(f"rebuild     {name}: all ") and told[-1].endswith(" files are equal")
    assert told[0] == f"remark      {1 + place} files of the archive are not among the documents of {name} and were left aside."
    assert published.hashes(folder) == before


def test_documents_that_are_gone_or_others_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "raw" / "一.txt").unlink()
    (folder / "raw" / "二.txt").write_bytes(second_version() + b"\n")
    assert act(folder, "rebuild") == 1
    told = capsys.readouterr().out
    assert "differs     documents.csv\n" in told
    assert "documents.csv differs: the archive lacks 一.txt\n" in told
    assert "documents.csv differs: the archive has other bytes of 二.txt\n" in told


def test_other_settings_and_other_software_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "settings.toml").write_text(SETTINGS.replace("某某", "別的"), encoding="utf-8")
    monkeypatch.setattr(rebuilt, "software", lambda: software.software() | {"pyarrow": "0.1"})
    assert act(folder, "rebuild") == 1
    told = capsys.readouterr().out
    assert "differs     datapackage.json\n" in told and "differs     tasks.csv" not in told
    assert "other settings (licence, publisher, address, forms)" in told
    assert "other software: pyarrow " in told and " then, 0.1 here" in told


def test_without_its_predecessor_what_tells_of_changes_is_left_aside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latest, first = names(folder)
    shutil.rmtree(folder / "processed" / first)
    assert act(folder, "rebuild") == 0
    assert f"{first}, with which {latest} was compared, is gone or damaged; what tells of changes" in capsys.readouterr().out
    (folder / "processed" / latest / "tasks.csv").unlink()
    assert act(folder, "rebuild", "--restore") == 1
    assert f"{latest} was not restored" in capsys.readouterr().err


KEPT = ("SHA256SUMS", "run.json", "documents.csv")
"""Of each release, some kilobytes that a backup holds, as docs/operations.md has it."""


def test_the_restore_drill_gives_every_release_its_bytes_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drill = tmp_path / "drill"
    shutil.copytree(folder / "raw", drill / "raw")
    shutil.copy(folder / "settings.toml", drill)
    for name in ("versions.json", *(f"{name}/{kept}" for name in names(folder) for kept in KEPT)):
        (drill / "processed" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "processed" / name, drill / "processed" / name)
    for name in reversed(names(drill)):
        assert act(drill, "rebuild", name, "--restore") == 0
        assert f"restore     {drill / 'processed' / name} is there again, as it was made" in capsys.readouterr().out
        assert published.hashes(drill / "processed" / name) == published.hashes(folder / "processed" / name)
    assert main(["verify", "--input", str(drill / "raw"), "--output", str(drill / "processed")]) == 0
    assert act(drill, "rebuild", "--restore") == 0 and "nothing was put in its place" in capsys.readouterr().out


def test_of_a_release_that_only_the_list_knows_the_tables_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(folder / "processed" / names(folder)[0])
    (folder / "raw" / LATER).unlink()
    assert act(folder, "rebuild") == 0
    assert "only the tables can be compared" in capsys.readouterr().out
    (folder / "raw" / "二.txt").unlink()
    assert act(folder, "rebuild") == 1


def test_a_damaged_release_is_restored_in_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = folder / "processed" / names(folder)[0]
    before = published.hashes(release)
    (release / "tasks.csv").unlink()
    assert act(folder, "rebuild") == 0 and "tasks.csv is gone; `verify` tells all" in capsys.readouterr().out
    assert act(folder, "rebuild", "--restore") == 0
    assert published.hashes(release) == before and not list((folder / "processed").glob(".staging*"))
