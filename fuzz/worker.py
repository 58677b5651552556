"""Read inputs in a process of their own, so that a crash or a hang ends that process and not the search."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import SimpleQueue
from random import Random
from threading import Thread

from fuzz.mutate import damaged

READ, REJECTED, CRASHED, HUNG, DIED = "read", "rejected", "crashed", "hung", "died"
GOOD = (READ, REJECTED)
PATIENCE = 10
MEMORY = 3 << 30
"""Bytes of address space of a reading process."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input: its number, the sample that it comes from, the engine that reads PDFs."""

    number: int
    seed: int
    sample: Path
    engine: str = "pdfium"

    def content(self) -> bytes:
        """The damaged bytes, the same every time."""
        return damaged(self.sample.read_bytes(), self.sample.suffix[1:], Random(f"{self.seed}:{self.number}"))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an input, after how many seconds; `detail` is the sentence or the traceback."""

    case: Case
    outcome: str
    seconds: float
    detail: str = ""


def read_case(case: Case) -> tuple[str, str]:
    """Read an input as a run would, up to typed frames; the outcome and the sentence or the traceback."""
    from pipeline.schema import frames
    from pipeline.standards.assemble import assemble
    from pipeline.standards.parse import parse

    content = case.content()
    try:
        reading = parse(f"{case.number}{case.sample.suffix}", content, case.engine)
        if reading.rejected is None:
            frames.build(assemble([reading]))
            return READ, ""
    except Exception:
        # Whatever it is, it is what we look for, and it is reported with its traceback.
        return CRASHED, traceback.format_exc()
    sentence = reading.rejected
    whole = sentence.endswith(".") and "\n" not in sentence and "Traceback" not in sentence
    return (REJECTED if whole else CRASHED), sentence


def _serve(pipe: Connection) -> None:
    # Loaded before the first input comes: on a slow machine this takes longer than many a limit, and is no hang.
    from pipeline.schema import frames  # noqa: F401
    from pipeline.standards.parse import parse

    parse("first.txt", b"first")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pipe.send(None)
    while True:
        pipe.send(read_case(pipe.recv()))


def cpu_seconds(process_id: int | None) -> float | None:
    """Processor time that a process has used so far; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Reader:
    """A reading process that is started again whenever an input ends it.

    The limit counts processor time where the system tells it, so that a busy machine makes no hang;
    an input that waits without working is given up after `PATIENCE` times the limit.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def read(self, case: Case) -> Result:
        """Read one input within the time limit."""
        pipe = self._pipe or self._start()
        began = time.monotonic()
        try:
            pipe.send(case)
            if self._answered(pipe, began):
                outcome, detail = pipe.recv()
            else:
                outcome, detail = HUNG, f"no answer within {self._seconds:.0f} s of work"
        except (EOFError, ConnectionError):
            outcome, detail = DIED, "the reading process ended"
        if outcome in (HUNG, DIED):
            detail += self.stop()
        return Result(case, outcome, time.monotonic() - began, detail)

    def _answered(self, pipe: Connection, began: float) -> bool:
        """Wait for an answer as long as the limit allows."""
        process_id = self._process.pid if self._process else None
        used = cpu_seconds(process_id)
        while not pipe.poll(min(self._seconds, 1.0)):
            now = cpu_seconds(process_id)
            waited = time.monotonic() - began
            worked = waited if used is None or now is None else now - used
            if worked > self._seconds or waited > PATIENCE * self._seconds:
                return False
        return True

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()
        return self._pipe

    def stop(self) -> str:
        """End the process; tells its exit code."""
        process, self._process, self._pipe = self._process, None, None
        if process is None:
            return ""
        process.kill()
        process.join()
        return f" (exit code {process.exitcode})"


def read_all(cases: Sequence[Case], seconds: float, workers: int = 1) -> Iterator[Result]:
    """Read the inputs in some processes at once; results come as they are done."""
    results: SimpleQueue[Result | None] = SimpleQueue()

    def serve(own: Sequence[Case]) -> None:
        reader = Reader(seconds)
        try:
            for case in own:
                results.put(reader.read(case))
        finally:
            reader.stop()
            results.put(None)

    for number in range(workers):
        Thread(target=serve, args=(cases[number::workers],), daemon=True).start()
    ended = 0
    while ended < workers:
        result = results.get()
        if result is None:
            ended += 1
        else:
            yield result
