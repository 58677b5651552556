"""What is seen while one waits: stages by name on a terminal, nothing in a log."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.cli.progress import progress_bar
from pipeline.gate import validate
from pipeline.runs.intake import Options
from pipeline.runs.run import Run
from tests.build import factory
from tests.conftest import RAW


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "quiet", "seen"), [
    (Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False),
])
def test_stages_name_themselves_on_a_terminal_only(
    stream: io.StringIO, quiet: bool, seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar(3, "documents", "reading", quiet=quiet) as progress:
        progress(2)
        progress(1)
        progress.stage("checking at the gate")
    for text in ("reading", "3 of 3 documents", "checking at the gate"):
        assert (text in stream.getvalue()) == seen, text
    assert bool(stream.getvalue()) == seen


def test_a_run_tells_its_stages_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "load", lambda _: ({}, []))
    (tmp_path / "raw").mkdir()
    shutil.copy(RAW / "IDC5294-001v3.txt", tmp_path / "raw")
    told: list[str] = []
    Run(tmp_path / "raw", tmp_path / "out", options=Options(workers=0), settings=factory.ALONE, telling=told.append).walk()
    assert told == [
        "assembling the standards", "writing the tables", "writing datapackage", "checking at the gate",
        "drawing the quality report", "comparing with the last release", "publishing", "renewing the feed",
    ]
