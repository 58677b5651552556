"""A run never takes a damaged release for what it was, and never makes again what was withdrawn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.settings import Settings
from pipeline.releases.verify import verify_releases
from pipeline.releases.versions import latest
from pipeline.releases.withdrawal import withdraw
from pipeline.runs.cache import FOLDER
from pipeline.runs.intake import Options
from pipeline.runs.record import RunRecord
from pipeline.runs.run import Run
from tests.build import factory
from tests.conftest import RAW

SAMPLE = "IDC5294-001v3.txt"
SETTINGS = Settings(leave_out=tuple(name for name in factory.ALONE.leave_out if name != "sqlite"))


@pytest.fixture(autouse=True)
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is tested elsewhere, and takes seconds."""
    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)


def run(folder: Path, *, cached: bool = True) -> RunRecord:
    options = Options(workers=0, cache=folder / "processed" / FOLDER if cached else None)
    return Run(folder / "raw", folder / "processed", options=options, settings=SETTINGS).walk()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one document and the release made of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "raw").mkdir()
    shutil.copy(RAW / SAMPLE, folder / "raw")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)
        run(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy with the times of the files, as a backup is restored."""
    return shutil.copytree(made, tmp_path / "copy")


def test_a_restored_release_is_unchanged(folder: Path) -> None:
    assert run(folder).outcome == "unchanged" and run(folder, cached=False).outcome == "unchanged"


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-9] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [
    lambda release: (release / "tasks.csv").write_bytes(b"x"),
    lambda release: _flipped(release / "tasks.parquet"),
    lambda release: (release / "standards.sqlite").unlink(),
    lambda release: (release / "SHA256SUMS").unlink(),
    shutil.rmtree,
], ids=["csv", "parquet", "sqlite", "sums", "folder"])
@pytest.mark.parametrize("cached", [True, False], ids=["cache", "no cache"])
def test_over_a_damaged_release_the_next_one_is_made_and_said_so(
    harm: Callable[[Path], Any], cached: bool, folder: Path
) -> None:
    first = latest(folder / "processed")
    assert first is not None
    harm(folder / "processed" / first.name)
    record = run(folder, cached=cached)
    assert record.outcome == "released" and record.release != first.name
    assert any(remark.startswith(f"Release {first.name} is damaged: ") for remark in record.remarks)
    assert verify_releases(folder / "processed").sound == 1
    again = run(folder, cached=cached)
    assert again.outcome == "unchanged" and again.release == record.release


def test_what_was_withdrawn_is_not_made_again(folder: Path) -> None:
    first = latest(folder / "processed")
    assert first is not None
    withdraw(folder / "processed", first.name, "甲項誤讀")
    for _ in range(2):
        with pytest.raises(PipelineError, match=r"these are the tables of .* which was withdrawn \(甲項誤讀\)"):
            run(folder)
    assert json.loads((folder / "processed" / "versions.json").read_text(encoding="utf-8"))["latest"] is None
    (folder / "raw" / SAMPLE).write_bytes((folder / "raw" / SAMPLE).read_bytes() + b"\n")
    assert run(folder).outcome == "released"


def test_what_is_remembered_of_another_release_of_the_same_name_does_not_count(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "raw").mkdir(parents=True)
    (other / "raw" / "甲.txt").write_bytes((RAW / SAMPLE).read_bytes() + b"\n")
    assert run(other).release == run(folder).release
    shutil.copy(folder / "processed" / FOLDER / "released.json", other / "processed" / FOLDER)
    shutil.rmtree(other / "raw")
    shutil.copytree(folder / "raw", other / "raw")
    assert run(other).outcome == "released"


def test_what_a_killed_run_left_is_removed_by_the_next(folder: Path) -> None:
    output = folder / "processed"
    for name in (".staging", ".staging.damaged"):
        (output / name).mkdir()
        (output / name / "tasks.csv").touch()
    (output / ".versions.json.new").touch()
    assert run(folder).outcome == "unchanged"
    assert {path.name for path in output.glob(".*")} == {FOLDER, ".lock"}
