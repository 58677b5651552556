"""Runs that nobody watches: locks, kills, full disks, closed gates, retention, feed, events, notifications."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.archive.verify import verify
from pipeline.base.errors import GateFailed
from pipeline.cli import command_line
from pipeline.releases.exporters.every import disk_errors
from pipeline.releases.feed import FEED, write_feed
from pipeline.releases.retention import KEPT, leaving, retire
from pipeline.releases.versions import releases
from pipeline.runs.record import LAST_RUN, RunRecord
from pipeline.runs.run import Run
from tests.build import factory
from tests.conftest import RAW
from tests.runs import kill_loop, kill_scenario


def publish_one(output: Path, tasks: int) -> RunRecord:
    """A release of made-up tables, without the gate."""
    run = Run("raw", output, settings=factory.ALONE)
    run.release(run.stage(factory.publication(factory.standard_tables(tasks=tasks))))
    return run.record


def names(output: Path) -> list[str]:
    return [info.name for info in releases(output)]


def ingest(raw: Path, output: Path, *more: str) -> int:
    settings = raw.parent / "settings.toml"
    settings.write_text(f"[release]\nleave_out = {json.dumps(factory.ALONE.leave_out)}\n", encoding="utf-8")
    places = ("--input", str(raw), "--output", str(output), "--settings", str(settings))
    return command_line.main(["ingest", "--quiet", *places, "--workers", "0", *more])


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An archive whose inbox holds the sample's text."""
    folder = tmp_path / "raw" / "inbox"
    folder.mkdir(parents=True)
    (folder / "sample.txt").write_bytes((RAW / "IDC5294-001v3.txt").read_bytes())
    return folder


@pytest.fixture
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is tested elsewhere, and takes seconds."""
    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", lambda *_: None)


def test_a_second_run_says_so_and_ends_with_75(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, output = inbox.parent, inbox.parent.parent / "processed"
    for held in (raw, output):
        held.mkdir(exist_ok=True)
        with (held / ".lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            assert ingest(raw, output) == 75
        sentence = capsys.readouterr().err.strip()
        assert sentence == f"Another run is writing to {held}; wait for it to end."
    assert (raw / "sample.txt").exists(), "what was taken in before the second lock stays in the archive"


def test_kills_at_random_moments_leave_everything_whole(tmp_path: Path) -> None:
    figures = kill_loop.kill_loop(tmp_path, points=5, seed=7, longest=1.2)
    assert figures.damage == [] and figures.kills == 5


def limited_to(size: int) -> None:
    """From here on no file of this process grows beyond `size` bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 2_000, 20_000])
def test_a_full_disk_is_one_sentence_and_loses_nothing(size: int, inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "processed"
    publish_one(output, tasks=1)
    before = (output / "versions.json").read_bytes()
    places = ["--input", str(inbox.parent), "--output", str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "ingest", *places, "--workers", "0"], cwd=RAW.parent, capture_output=True, text=True,
        check=False, preexec_fn=lambda: limited_to(size),
    )
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr
    assert (output / "versions.json").read_bytes() == before and kill_scenario.damage(tmp_path) == []
    kept = [path for path in (inbox / "sample.txt", inbox.parent / "sample.txt") if path.exists()]
    assert any(path.read_bytes() == (RAW / "IDC5294-001v3.txt").read_bytes() for path in kept)


def test_a_full_disk_is_the_same_error_whichever_library_met_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is the disk full") as failure, disk_errors(tmp_path):
        raise sqlite3.OperationalError("database or disk is full")
    assert failure.value.filename == str(tmp_path)


@pytest.mark.parametrize("exists", [False, True])
def test_a_target_that_cannot_be_written_is_one_sentence(
    exists: bool, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "processed"
    if exists:
        publish_one(output, tasks=1)
    with monkeypatch.context() as patch:
        read_only(output, patch)
        assert ingest(inbox.parent, output) == 1
    sentence = capsys.readouterr().err.strip()
    assert sentence.startswith(str(output)) and sentence.endswith("cannot be used: Read-only file system.")
    assert kill_scenario.damage(tmp_path) == [] and (inbox.parent / "sample.txt").exists()


def read_only(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let a folder refuse every change, as a read-only mount does; root ignores the mode of a folder."""
    make, open_file = Path.mkdir, Path.open

    def refuse(path: Path) -> None:
        if path == folder or folder in path.parents:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    def mkdir(self: Path, *args: Any, **options: Any) -> None:
        if not self.exists():
            refuse(self)
        make(self, *args, **options)

    def opened(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if set(mode) & set("wax+"):
            refuse(self)
        return open_file(self, mode, *args, **options)

    patch.setattr(Path, "mkdir", mkdir)
    patch.setattr(Path, "open", opened)


def test_a_clock_that_jumps_back_breaks_nothing(
    inbox: Path, tmp_path: Path, no_gate: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, output = inbox.parent, tmp_path / "processed"
    for day, number in (("2026-02-01", 0), ("2025-12-31", 1), ("1999-01-01", 2)):
        moment = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        (inbox / "sample.txt").write_bytes((RAW / "IDC5294-001v3.txt").read_bytes() + b"\n" * number)
        assert ingest(raw, output, "--keep", "2") == 0
    assert names(output) == ["1999-01-01", "2025-12-31"], "newest by arrival, whatever the clock said"
    told = json.loads((output / LAST_RUN).read_text(encoding="utf-8"))
    assert told["remarks"] == ["The clock says 1999-01-01, but there is a release of 2026-02-01; set the clock if it is wrong."]
    latest = (output / "1999-01-01" / "documents.csv").read_text(encoding="utf-8")
    published = next(line for line in latest.splitlines() if ",published," in line)
    assert "sample (3).txt" in published and verify(raw).damaged == ()


def test_a_closed_gate_keeps_the_last_good_release_and_tells(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "processed"
    publish_one(output, tasks=1)
    good = names(output)

    def closed(*_: Any) -> None:
        raise GateFailed("The gate is closed, nothing was released:\nsomething is wrong")

    monkeypatch.setattr("pipeline.runs.stages.Stages.judge", closed)
    assert ingest(inbox.parent, output, "--log", "json") == 1
    assert names(output) == good and kill_scenario.damage(tmp_path) == []
    told = json.loads((output / LAST_RUN).read_text(encoding="utf-8"))
    assert told["outcome"] == "failed" and told["message"].startswith("The gate is closed")
    assert told["raw"]["changed"] == ["sample.txt"], "another form of the standard that is published"
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert events == ["ingested", "read", "raw", "failed"]


def test_an_ingest_without_news_makes_no_release(inbox: Path, tmp_path: Path, no_gate: None) -> None:
    output = tmp_path / "processed"
    assert ingest(inbox.parent, output) == 0 and ingest(inbox.parent, output) == 0
    told = json.loads((output / LAST_RUN).read_text(encoding="utf-8"))
    assert len(names(output)) == 1 and told["outcome"] == "unchanged" and told["changes"] == {} == told["raw"]


def test_a_refused_file_does_not_stop_the_others_but_is_no_success(
    inbox: Path, tmp_path: Path, no_gate: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    assert ingest(inbox.parent, tmp_path / "processed") == 1
    assert len(names(tmp_path / "processed")) == 1
    assert capsys.readouterr().err.strip() == "bad.zip is a damaged zip file; download it again; it stays in the inbox."


@pytest.fixture
def five(tmp_path: Path) -> Path:
    for tasks in range(1, 6):
        publish_one(tmp_path, tasks)
    return tmp_path


def test_old_releases_go_kept_ones_and_the_latest_stay(five: Path) -> None:
    before = names(five)
    (five / KEPT).write_text(f"# 年度引用\n{before[4]}  # cited in a paper\n", encoding="utf-8")
    assert leaving(five, 2) == [before[2], before[3]] == retire(five, 2)
    assert names(five) == [before[0], before[1], before[4]]
    assert sorted(path.name for path in five.iterdir() if path.name.startswith("2")) == sorted(names(five))
    assert retire(five, 2) == [] and retire(five, 1) == [before[1]] and names(five)[0] == before[0]
    with pytest.raises(ValueError, match="at least one"):
        leaving(five, 0)


def test_retention_finishes_what_a_kill_left(five: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names(five)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.releases.retention.shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            retire(five, 3)
    assert names(five) == before[:3] and (five / before[3]).exists()
    retire(five, 3)
    assert not (five / before[3]).exists() and not (five / before[4]).exists() and not (five / ".leaving.json").exists()


def test_the_feed_lists_releases_newest_first(five: Path) -> None:
    write_feed(five)
    first = (five / FEED).read_bytes()
    write_feed(five)
    assert (five / FEED).read_bytes() == first
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = etree.fromstring(first)
    releases = [entry for entry in feed.findall("a:entry", space) if entry.find("a:category", space) is None]
    links = [link.get("href") or "" for entry in releases for link in entry.findall("a:link", space)]
    assert links == [f"{name}/CHANGES.md" for name in names(five)] and all((five / link).exists() for link in links)
    ids = [entry.text for entry in feed.findall(".//a:id", space)]
    assert len(set(ids)) == len(ids) == 10 and all((text or "").startswith("urn:uuid:") for text in ids)
    assert "tasks: 1 added" in (feed.findall("a:entry/a:summary", space)[0].text or "")
    assert all(feed.find(f"a:{name}", space) is not None for name in ("title", "id", "updated", "author/a:name"))


def test_the_feed_has_an_entry_for_each_standard_that_a_release_changed(five: Path) -> None:
    write_feed(five)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = etree.fromstring((five / FEED).read_bytes()).findall("a:entry", space)
    told = [entry for entry in entries if entry.find("a:category", space) is not None]
    assert [entry.findtext("a:title", None, space) for entry in told] == ["IDC5294-001v3 甲物整理員：內容變更 changed"] * 4
    links = [{link.get("rel"): link.get("href") for link in entry.findall("a:link", space)} for entry in told]
    assert links[0] == {"alternate": "id/IDC5294-001v3/", "related": f"{names(five)[0]}/CHANGES.md"}
    assert "tasks: 1" in (told[0].findtext("a:summary", None, space) or "")


def test_the_feed_is_renewed_by_every_run(tmp_path: Path) -> None:
    run = Run("raw", tmp_path, settings=factory.ALONE)
    run.release(run.stage(factory.publication(factory.standard_tables(tasks=1))))
    run.follow_up()
    assert str(run.record.release) in (tmp_path / FEED).read_text(encoding="utf-8")


def test_a_damaged_list_of_releases_is_a_sentence(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "processed"
    publish_one(output, 1)
    (output / "versions.json").write_text("", encoding="utf-8")
    assert ingest(inbox.parent, output) == 1
    assert "versions.json is damaged" in capsys.readouterr().err
    assert (inbox.parent / "sample.txt").exists()
