"""`python -m bench.measure.phases FOLDER [--every N]`: CPU milliseconds of each phase of reading the documents of a folder.

The phases are functions that `standards/parse` calls one after the other, timed by putting a clock around each; what
is left of a document is told as the rest. Each document is read several times and the least of each phase counts.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from pipeline.documents.readers.pdf import pdfium
from pipeline.standards import parse

PHASES = (
    "read", "prepared", "documents_in", "running_lines", "flow_of", "cut", "read_profile", "read_versions", "learn_shape",
    "logical_rows", "read_tasks", "read_attitudes", "read_notes", "add_task_records", "requirements_of", "testify",
    "contradiction", "with_second_opinion",
)
"""Names in `standards/parse`."""
WHOLE = "whole"
GLYPHS = "of read: content of the pages, from pdfium"
TEXT = "of that: its text"


def phases(documents: list[bytes], rounds: int) -> dict[str, float]:
    """Milliseconds by phase, all documents together."""
    least = [_least(data, rounds) for data in documents]
    return {name: 1000 * sum(one.get(name, 0.0) for one in least) for name in (*PHASES, GLYPHS, TEXT, WHOLE)}


def _least(data: bytes, rounds: int) -> dict[str, float]:
    runs = []
    for _ in range(rounds):
        spent: dict[str, float] = defaultdict(float)
        with _Clocks(spent):
            began = time.process_time()
            parse.parse_content(data)
            spent[WHOLE] = time.process_time() - began
        runs.append(spent)
    return {name: min(run[name] for run in runs) for name in runs[0]}


class _Clocks:
    """Clocks around the phases, taken off again at the end."""

    def __init__(self, spent: dict[str, float]) -> None:
        self._spent = spent
        self._places = [(parse, name, name) for name in PHASES] + [(pdfium, "content", GLYPHS), (pdfium, "text_of", TEXT)]
        self._kept = [getattr(place, name) for place, name, _ in self._places]

    def __enter__(self) -> None:
        for (place, name, label), function in zip(self._places, self._kept, strict=True):
            setattr(place, name, _timed(function, label, self._spent))

    def __exit__(self, *details: object) -> None:
        for (place, name, _), function in zip(self._places, self._kept, strict=True):
            setattr(place, name, function)


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.process_time() - began

    return timed


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure.phases", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth document")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="readings of each document (default: 5)")
    options = parser.parse_args(arguments)
    paths = sorted(path for path in options.folder.iterdir() if path.is_file())[:: options.every]
    for name, spent in phases([path.read_bytes() for path in paths], options.rounds).items():
        print(f"{spent:9.1f}  {name}")


if __name__ == "__main__":
    main()
