"""A run that is ended from outside, or by its own memory, ends in order: a sentence, a record, no child left, no traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.base import memory
from pipeline.base.errors import PipelineError
from pipeline.base.stops import Stopped, heeded, noted
from pipeline.cli import main
from pipeline.runs.record import LAST_RUN, RunRecord
from pipeline.runs.stages import Stages
from pipeline.runs.summary import left_out
from pipeline.runs.workers import Limits
from pipeline.runs.workers.pool import Pool
from pipeline.schema.records import DocumentRow
from pipeline.standards.publication import Publication
from tests.build import Made, as_docx
from tests.conftest import IN_PROCESS, RAW


def children(parent: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()]


def is_at_work(number: int) -> bool:
    """Whether a process has not ended; an ended one stays listed where nobody inherits and clears it away, as in containers."""
    try:
        status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@pytest.fixture
def signals_heeded() -> Iterator[None]:
    """What these tests start does not inherit that whoever runs them ignores a hang-up, as `nohup` does."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("signals_heeded")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_run_with_a_sentence_a_record_and_without_children(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"{number}.docx").write_bytes(as_docx(Made()) + bytes(number))
    command = [sys.executable, "-m", "pipeline", "run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    run = subprocess.Popen(command, cwd=RAW.parent, stderr=subprocess.PIPE, text=True, start_new_session=True)
    started: list[int] = []
    while not started:
        assert run.poll() is None
        time.sleep(0.02)
        started = children(run.pid)
    # As a service manager does it: to every process at once.
    os.killpg(run.pid, signal.Signals[name])
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (1, f"Stopped by {name}; nothing was released.\n")
    record = json.loads((tmp_path / "out" / LAST_RUN).read_text(encoding="utf-8"))
    assert (record["outcome"], record["message"]) == ("failed", said.strip())
    # One that was just being started is in nobody's list yet, and ends with its standard input.
    latest = time.monotonic() + 60
    while (left := [number for number in started if is_at_work(number)]) and time.monotonic() < latest:
        time.sleep(0.02)
    assert not left


def test_an_ignored_signal_stays_ignored_and_a_second_one_disturbs_nothing() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with heeded():
            os.kill(os.getpid(), signal.SIGHUP)
            with pytest.raises(Stopped) as stop:
                signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
    assert noted(stop.value, "2026-02-03") == "Stopped by SIGTERM; release 2026-02-03 had been made before."
    assert noted(stop.value) == noted(stop.value, "2026-02-03"), "what was told once is told again"
    assert noted(KeyboardInterrupt()) == "Interrupted; nothing was released."


def test_a_signal_that_a_library_swallowed_ends_the_run_at_its_next_stage(tmp_path: Path) -> None:
    told: list[str] = []
    stages = Stages(tmp_path, tmp_path / "out", telling=told.append)
    with pytest.raises(Stopped), heeded(), stages.recorded():
        stages.telling("reading")
        with suppress(BaseException):
            signal.raise_signal(signal.SIGTERM)
        stages.telling("publishing")
    assert (told, stages.record.message) == (["reading"], "Stopped by SIGTERM; nothing was released.")
    stages.telling("the next run")


def test_a_signal_that_a_library_swallowed_ends_the_reading_before_its_next_answer() -> None:
    with heeded(), Pool(1, Limits()) as pool:
        with suppress(BaseException):
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(Stopped):
            next(pool.read(["nowhere.txt"], "pdfium"))


def test_the_watch_over_memory_takes_no_signal_that_the_run_blocks_for_a_moment() -> None:
    with memory.bounded(memory.default_megabytes()):
        watch = next(thread for thread in threading.enumerate() if thread.name == memory.WATCH)
        status = Path(f"/proc/self/task/{watch.native_id}/status").read_text(encoding="ascii")
        blocked = int(re.findall(r"SigBlk:\s*(\w+)", status)[0], 16)
        assert all(blocked >> number - 1 & 1 for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
        assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_too_much_memory_is_a_sentence_and_a_record(tmp_path: Path) -> None:
    stages = Stages(tmp_path, tmp_path / "out")
    with pytest.raises(PipelineError, match=r"more than 1 MB of memory .* --run-memory"), memory.bounded(1), stages.recorded():
        time.sleep(30)
    record = json.loads((tmp_path / "out" / LAST_RUN).read_text(encoding="utf-8"))
    assert record["outcome"] == "failed" and "--run-memory" in record["message"]
    with memory.bounded(memory.default_megabytes()), memory.as_sentence():
        assert stages.record.release is None
    with pytest.raises(PipelineError, match="not enough memory"), memory.as_sentence():
        raise MemoryError


def test_the_command_line_has_the_bound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for number in range(20):
        (tmp_path / "in" / f"{number}.docx").write_bytes(as_docx(Made()) + bytes(number))
    places = ["--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    assert main(["parse", *places, "--run-memory", "1", *IN_PROCESS]) == 1
    assert "more than 1 MB of memory" in capsys.readouterr().err


def row(number: int, status: str, reason: str) -> DocumentRow:
    path = f"{number}.pdf"
    return DocumentRow(
        sha256=f"{number:064x}", path=path, format="pdf", bytes=1, pages=None, standard_id=None, status=status,
        reason=f"{path} {reason}", coverage=None,
    )


def test_a_thousand_rejects_are_a_summary() -> None:
    record = RunRecord("raw")
    record.count(Publication([
        *(row(number, "rejected", f"took longer than {number} s to be read; allow more") for number in range(700)),
        *(row(number, "rejected", "is damaged (bad CRC 17); get it again.") for number in range(700, 1000)),
        row(1000, "held", "was read but is held back: More than one standard stands in the file. The label is printed twice."),
    ], [], []))
    told = left_out(record, "last_run.json")
    assert len(told) == 10 + 1 + 2 + 1 and len(record.rejected) == 1000
    assert told[10:13] == [
        "  rejected  … and 990 more; all are listed in last_run.json. By reason:",
        "       700  took longer than … s to be read", "       300  is damaged",
    ]
    assert told[-1].startswith("  held      1000.pdf was read but is held back: ")
    assert record.reasons["held"] == {"More than one standard stands in the file": 1}
