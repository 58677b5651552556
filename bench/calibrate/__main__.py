"""`python -m bench.calibrate`: how often a reading that is called clean is right, by kind of damage."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

from bench.calibrate.page import figures, page
from bench.calibrate.trial import Outcome, trial
from pipeline.gate.report.calibration import FIGURES
from pipeline.runs.workers import cores
from pipeline.standards import PARSER_VERSION

QUALITY = Path(__file__).resolve().parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- calibration -->", "<!-- /calibration -->"


def calibrate(documents: int, processes: int) -> list[Outcome]:
    """The outcomes of so many made-up documents, in the order of their numbers; a line is told on a terminal."""
    outcomes: list[Outcome] = []
    with Pool(processes) as pool:
        for number, some in enumerate(pool.imap(trial, range(1, documents + 1)), 1):
            outcomes += some
            if sys.stderr.isatty():
                print(f"\r{number} of {documents} documents", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, and write them down where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate", description=__doc__)
    parser.add_argument("--documents", type=int, default=60, metavar="N", help="documents, each in four forms (default: 60)")
    parser.add_argument("--processes", type=int, default=cores(), metavar="N", help="how many at a time (default: one per core)")
    parser.add_argument("--write", action="store_true", help="also write docs/quality.md and the figures that reports quote")
    options = parser.parse_args(arguments)
    outcomes = calibrate(options.documents, options.processes)
    text = page(outcomes, options.documents)
    print(text)
    if options.write:
        before, _, rest = QUALITY.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        QUALITY.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8", newline="\n")
        said = figures(outcomes, options.documents) | {"parser_version": PARSER_VERSION}
        FIGURES.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
