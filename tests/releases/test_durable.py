"""What is promised to outlast a power cut is on the disk before anything names it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.archive.manifest import PREVIOUS, read_manifest
from pipeline.archive.store import Archive
from pipeline.releases.publish.stores import FolderStore
from pipeline.releases.release import swap_in
from pipeline.releases.settings import Settings
from pipeline.releases.staging import Staging
from tests.build import factory
from tests.releases import published


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What reaches the disk and what gets another name, in order, by the paths below `tmp_path`."""
    events: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        events.append(f"sync {os.path.relpath(os.readlink(f'/proc/self/fd/{handle}'), tmp_path)}")  # noqa: PTH115
        fsync(handle)

    def renamed(path: Path, target: Path) -> Path:
        events.append(f"name {os.path.relpath(target, tmp_path)}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    return events


def test_a_release_is_on_the_disk_before_it_gets_its_name_and_the_name_before_it_is_listed(
    noted: list[str], tmp_path: Path
) -> None:
    staging = published.staged(Staging.begin(tmp_path), Settings(leave_out=("xlsx", "sqlite")), factory.standard_tables())
    files = {f"sync .staging/{name}" for name in staging.names()}
    noted.clear()
    swap_in(staging, tmp_path, "2026-01-31", dt.date(2026, 1, 31))
    named = noted.index("name 2026-01-31")
    assert files | {"sync .staging", "sync .staging/excel"} == set(noted[:named])
    assert noted[named + 1:] == ["sync .", "sync .versions.json.new", "name versions.json", "sync ."]


def test_a_document_is_on_the_disk_before_the_manifest_names_it(noted: list[str], tmp_path: Path) -> None:
    (tmp_path / ".incoming").mkdir()
    for left in (".incoming/document", ".manifest.csv.new"):
        (tmp_path / left).touch()
    for content in (b"a", b"b"):
        archive = Archive.open(tmp_path)
        assert not (tmp_path / ".manifest.csv.new").exists() and not list((tmp_path / ".incoming").iterdir())
        noted.clear()
        archive.add(content, f"{content!r}.txt")
        archive.save()
    entry = read_manifest(tmp_path)[1]
    previous = [f"sync .{PREVIOUS}.new", f"name {PREVIOUS}", "sync ."]
    assert noted == ["sync .incoming/document", f"name {entry.path}", "sync .", "sync .", *previous,
                     "sync .manifest.csv.new", "name manifest.csv", "sync ."]


def test_a_published_file_is_on_the_disk_before_the_next_one(noted: list[str], tmp_path: Path) -> None:
    FolderStore(tmp_path).put_bytes(b"{}", "versions.json")
    assert noted == ["sync versions.json.part", "name versions.json", "sync ."]
