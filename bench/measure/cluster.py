"""`python -m bench.measure.cluster [N]`: reading N made-up documents with two processes here and with two Dask workers here.

The cluster is started as docs/scaling.md says; its programs and their reading processes, which stay from run to run, are
loaded before the clock runs. Seconds by the clock, in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure.runs import write_corpus
from pipeline.archive.sources import source_files
from pipeline.runs.intake import Intake, Options

QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
}
"""What Dask's programs leave out that costs a share of the cores without reading anything (docs/scaling.md)."""
_WARM = 16
"""Documents that are read before the clock runs."""


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, int]]:
    """A scheduler and two workers of one thread each on the loopback address; the scheduler's address and process."""
    told = folder / "scheduler.json"
    common = ("--scheduler-file", str(told), "--no-dashboard")
    environment = os.environ | QUIET | {"DASK_TEMPORARY_DIRECTORY": str(folder)}
    with ExitStack() as stack:
        scheduler = stack.enter_context(_program(environment, "scheduler", "--host", "127.0.0.1", "--port", "0", *common))
        while not (told.exists() and told.read_text()):
            time.sleep(0.05)
        stack.enter_context(_program(environment, "worker", "--nworkers", "2", "--nthreads", "1", *common))
        address: str = json.loads(told.read_text())["address"]
        distributed: Any = import_module("distributed")
        with distributed.Client(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, scheduler


@contextmanager
def _program(environment: dict[str, str], *command: str) -> Iterator[int]:
    null = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, "-m", "dask", *command], env=environment, stdout=null, stderr=null)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds by the clock for so many documents, the medians of rounds in turns, and how many times as fast the cluster is.

    `scheduler_peak` is the most memory, in MB, that its scheduler has held.
    """

    documents: int
    here: float
    there: float
    ratio: float
    scheduler_peak: float


def compare(folder: Path, count: int, rounds: int, tell: Callable[[str], None] = lambda _: None) -> Compared:
    """Read made-up documents with two processes here and with two Dask workers here, in turns."""
    raw = folder / "raw"
    write_corpus(raw, count)
    spent: list[tuple[float, float]] = []
    with cluster(folder) as (address, scheduler):
        _warm(folder / "warm", address)
        for _ in range(rounds):
            here, there = seconds(raw, Options(workers=2)), seconds(raw, Options(scheduler=address))
            spent.append((here, there))
            tell(f"two processes {here:.1f} s, two Dask workers {there:.1f} s: {here / there:.2f} × as fast")
        peak = _peak(scheduler)
    here, there = (median(each) for each in zip(*spent, strict=True))
    return Compared(count, here, there, median([one / two for one, two in spent]), peak)


def _warm(raw: Path, scheduler: str) -> None:
    """Let every worker read a document, so that it has its reading process."""
    write_corpus(raw, _WARM)
    seconds(raw, Options(scheduler=scheduler))


def _peak(process: int) -> float:
    """The most memory that a process has held, in MB; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def seconds(raw: Path, options: Options) -> float:
    """By the clock, reading everything in a folder."""
    began = time.monotonic()
    for _ in Intake(raw, source_files(raw), options).readings(lambda _: None):
        pass
    return time.monotonic() - began


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure.cluster", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000, metavar="N", help="documents (default: 1000)")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="rounds (default: 2)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        found = compare(Path(name), options.count, options.rounds, print)
        print(f"{found.ratio:.2f} × as fast; the scheduler held at most {found.scheduler_peak:.0f} MB")


if __name__ == "__main__":
    main()
