"""`python -m bench.measure.cluster [N]`: reading N made-up documents with two processes here and with two Dask workers here.

The cluster is started as docs/scaling.md says; its programs are loaded before the clock runs, its reading processes in
the first round. Seconds by the clock, in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
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


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread each on the loopback address; the scheduler's address."""
    told = folder / "scheduler.json"
    common = ("--scheduler-file", str(told), "--no-dashboard")
    environment = os.environ | QUIET | {"DASK_TEMPORARY_DIRECTORY": str(folder)}
    with ExitStack() as stack:
        stack.enter_context(_program(environment, "scheduler", "--host", "127.0.0.1", "--port", "0", *common))
        while not (told.exists() and told.read_text()):
            time.sleep(0.05)
        stack.enter_context(_program(environment, "worker", "--nworkers", "2", "--nthreads", "1", *common))
        address: str = json.loads(told.read_text())["address"]
        distributed: Any = import_module("distributed")
        with distributed.Client(address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address


@contextmanager
def _program(environment: dict[str, str], *command: str) -> Iterator[None]:
    null = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, "-m", "dask", *command], env=environment, stdout=null, stderr=null)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


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
        raw = Path(name) / "raw"
        write_corpus(raw, options.count)
        with cluster(Path(name)) as address:
            for _ in range(options.rounds):
                here, there = seconds(raw, Options(workers=2)), seconds(raw, Options(scheduler=address))
                print(f"two processes {here:.1f} s, two Dask workers {there:.1f} s: {here / there:.2f} × as fast", flush=True)


if __name__ == "__main__":
    main()
