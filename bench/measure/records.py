"""From the bytes of PDF files to their records, interpreted and, where `make compile` has been run, compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure.reading import Rate

ROOT = Path(__file__).resolve().parents[2]
COMPILED = ROOT / "build" / "compiled"
ALONE = """
import json, sys
from dataclasses import astuple
from pathlib import Path
from bench.measure.reading import made, whole_rates
where, count, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
files = made("pdf", count) if where == "made" else [path.read_bytes() for path in sorted(Path(where).glob("*.pdf"))]
print(json.dumps({name: astuple(rate) for name, rate in whole_rates(files, rounds).items()}))
"""
OURS = "ours, bytes to records"


def codes() -> Iterator[tuple[str, Path]]:
    """The forms of the program that there are, with the folder of each."""
    yield "interpreted", ROOT
    if (COMPILED / "sources.sum").is_file():
        yield "compiled", COMPILED


def rate_of(code: Path, where: str, count: int, rounds: int) -> Rate:
    """How fast a form of the program reads PDF files, against pdfplumber's tables and text in the same process.

    `where` is a folder, or "made" for `count` files of our own generator. Raises RuntimeError where it fails.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(code), str(ROOT))), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", ALONE, where, str(count), str(rounds)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"reading {where} failed:\n{done.stderr}")
    return Rate(*json.loads(done.stdout)[OURS])
