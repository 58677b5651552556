"""What whole runs cost: time and memory of processes of their own, as the number of documents grows."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.generate.documents import FORMATS, make
from pipeline.archive.sources import source_files
from pipeline.releases.versions import latest
from pipeline.runs.intake import Intake, Options

MIXTURE = ("pdf", "pdf", "docx", "odt")
"""Forms of the documents in turn."""
MEASURED = Path(__file__).with_name("child.py")
LONG_AGO = 1_700_000_000
LONG_TASKS = 180
"""Tasks of the long document: some forty pages."""
PEER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
"""
OURS = """
import sys
from pathlib import Path
from pipeline.documents.readers import pdf
for path in sys.argv[1:]:
    pdf.read(Path(path).read_bytes(), "pdfium")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a process and those it started: `cpu` and `wall` in seconds, `peak` of the largest in MB."""

    cpu: float
    wall: float
    peak: float


def cost(*arguments: str) -> Cost:
    """Run Python with some arguments. Raises RuntimeError with its errors when it fails."""
    command = [sys.executable, "-I", "-S", str(MEASURED), sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return Cost(**json.loads(done.stdout))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))


def write_corpus(folder: Path, count: int, seed: int = 2) -> list[Path]:
    """Made-up documents of mixed forms, each another standard, that look as if they had lain there for long.

    They are regular ones: whether irregular ones are read right is for the tests to say, and a closed gate
    would end the measurement.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(1, count + 1):
        suffix, write = FORMATS[MIXTURE[number % len(MIXTURE)]]
        document = make(seed, number, mixture=0.0)
        path = folder / f"{document.stem}{suffix}"
        path.write_bytes(write(document.body, document.layout))
        os.utime(path, (LONG_AGO, LONG_AGO))
        paths.append(path)
    return paths


def write_long(folder: Path, seed: int = 2) -> Path:
    """A made-up standard as PDF that is longer than any published one."""
    document = make(seed, 1, mixture=0.0, tasks=LONG_TASKS)
    path = folder / f"long-{document.stem}.pdf"
    _, write = FORMATS["pdf"]
    path.write_bytes(write(document.body, document.layout))
    return path


def starts(raw: Path, output: Path, rounds: int) -> dict[str, Cost]:
    """Starting Python, the command line's help, a run in which nothing changed, the gate; `output` holds that release."""
    current = latest(output)
    if current is None:
        raise RuntimeError(f"{output} holds no release to measure")
    commands = {
        "Python, doing nothing": ("-c", "pass"),
        "`--help`": ("-m", "pipeline", "--help"),
        "a run in which nothing changed": ("-m", "pipeline", "run", "--input", str(raw), "--output", str(output)),
        "the gate alone, on that release": ("-m", "pipeline", "validate", str(output / current.name)),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(cost(*command))
    return {name: middle(found) for name, found in costs.items()}


def memory(paths: Sequence[Path], rounds: int) -> dict[str, Cost]:
    """Peak memory of reading the same PDF files, ours and pdfplumber's, each in fresh processes."""
    names = [str(path) for path in paths]
    programs = {"pdfplumber, `extract_tables()`": PEER, "ours on pdfium": OURS}
    return {name: middle([cost("-c", code, *names) for _ in range(rounds)]) for name, code in programs.items()}


@dataclass(frozen=True, slots=True)
class Growth:
    """Whole runs over `documents` documents: the first, one with a document more, one without changes."""

    documents: int
    cold: Cost
    one_more: Cost
    unchanged: Cost


def growth(paths: Sequence[Path], count: int, folder: Path) -> Growth:
    """Run over the first `count` of the documents in `folder`, which must not exist and is left as it is then."""
    raw, output = folder / "raw", folder / "processed"
    raw.mkdir(parents=True)
    # One is held back for the second run.
    for path in paths[:count - 1]:
        shutil.copy2(path, raw)
    run = ("-m", "pipeline", "run", "--quiet", "--input", str(raw), "--output", str(output))
    cold = cost(*run)
    shutil.copy2(paths[count - 1], raw)
    return Growth(count, cold, cost(*run), cost(*run))


def speeds(raw: Path, workers: Sequence[int], rounds: int) -> dict[int, float]:
    """Documents a second by the clock for each number of reading processes, the median of rounds taken in turns."""
    seconds: dict[int, list[float]] = {number: [] for number in workers}
    sources = source_files(raw)
    for _ in range(rounds):
        for number in workers:
            began = time.monotonic()
            for _ in Intake(raw, sources, Options(workers=number)).readings(lambda _: None):
                pass
            seconds[number].append(time.monotonic() - began)
    return {number: len(sources) / statistics.median(taken) for number, taken in seconds.items()}
