"""The verbs for releases that are there already, as a person types them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from pipeline.releases.settings import Settings
from tests.build import factory
from tests.cli.test_cli import command
from tests.releases import published

FIRST, SECOND = "2026-01-31", "2026-02-28"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases."""
    output = tmp_path_factory.mktemp("made")
    for day, name in ((FIRST, "甲"), (SECOND, "乙")):
        tables = factory.changed(factory.standard_tables(), "tasks", name=name)
        published.publishable(output, Settings(leave_out=("xlsx", "sqlite")), tables, dt.date.fromisoformat(day))
    return output


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "processed")


def latest(output: Path) -> str | None:
    name: str | None = json.loads((output / "versions.json").read_text(encoding="utf-8"))["latest"]
    return name


def test_verify_tells_of_archive_and_releases(output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    words = ("verify", "--input", str(tmp_path / "raw"), "--output", str(output))
    sound = command(capsys, *words)
    archive = "archive     0 documents are as they came, 0 are not"
    assert (sound.status, sound.err) == (0, "")
    assert sound.out.splitlines() == [archive, "releases    2 are as they were made, none is not"]
    (output / SECOND / "tasks.csv").unlink()
    ended = command(capsys, *words)
    assert ended.status == 1 and f"{output / SECOND}: tasks.csv is gone; restore the release" in ended.err
    assert ended.out.splitlines() == [archive, "releases    1 are as they were made, 1 fault in others"]


@pytest.mark.parametrize(("verb", "name"), [("withdraw", SECOND), ("rollback", FIRST)])
def test_a_release_is_taken_back(verb: str, name: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (verb, name, "--reason", "級別誤讀", "--output", str(output))
    ended = command(capsys, *words)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"withdrawn: {SECOND} (級別誤讀); the latest is {FIRST} now.") and latest(output) == FIRST
    again = command(capsys, *words)
    assert again.status == 1 and again.err.count("\n") == 1


def test_whoever_takes_back_says_why(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        command(capsys, "withdraw", SECOND, "--output", str(output))
    assert end.value.code == 2 and latest(output) == SECOND
