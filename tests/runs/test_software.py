"""What made a release is told from little: folders of packages, hashes of files, and the record of the run that made it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.base import installed
from pipeline.runs.cache import versions
from pipeline.runs.record import RunRecord
from pipeline.runs.software import PACKAGES


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that the interpreter looks into first."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), str(tmp_path), *sys.path])
    installed._versions.cache_clear()
    yield tmp_path
    installed._versions.cache_clear()


def test_versions_are_those_that_the_interpreter_tells() -> None:
    assert {name: installed.version(name) for name in PACKAGES} == {name: metadata.version(name) for name in PACKAGES}
    assert installed.version("no-such-package") is None


def test_what_comes_first_on_the_path_counts_however_it_is_spelled_or_was_installed(place: Path) -> None:
    (place / "pdfminer_six-1.0.dist-info").mkdir()
    (place / "Older_Way-2.0-py3.11.egg-info").mkdir()
    (place / "Older_Way-2.0-py3.11.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: Older-Way\nVersion: 2.0\n")
    assert [installed.version(name) for name in ("pdfminer.six", "PDFMiner-Six", "older-way")] == ["1.0", "1.0", "2.0"]


def test_a_place_is_known_by_names_and_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rules"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.json").write_text("1")
    known = versions.of_place(folder)
    monkeypatch.chdir(tmp_path)
    assert versions.of_place(Path("rules")) == known
    (folder / "deep" / "a.json").rename(folder / "a.json")
    moved = versions.of_place(folder)
    (folder / "a.json").write_text("2")
    others = (versions.of_place(place) for place in (folder, folder / "a.json", tmp_path / "gone"))
    assert len({known, moved, *others}) == 5


def test_a_run_without_changes_tells_what_made_the_release_that_it_found() -> None:
    made = RunRecord("raw").as_dict() | {"software": {"pyarrow": "1.0"}}
    found = RunRecord("raw")
    found.restore(made)
    assert found.as_dict()["software"] == {"pyarrow": "1.0"} and found.as_dict() == made
