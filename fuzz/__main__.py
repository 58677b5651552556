"""`python -m fuzz`: make inputs, read them, print the counts; exit status 1 if any of them did harm."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from fuzz.among import SOUND, run_all
from fuzz.worker import GOOD, Case, Result, read_all

SAMPLES = Path(__file__).resolve().parent.parent / "raw"
PROGRESS = 1000
"""Inputs after which the command tells that it is still at work."""
_SUFFIXES = ("docx", "odt", "pdf", "txt")


def cases(inputs: int, seed: int, engine: str, samples: Path = SAMPLES) -> list[Case]:
    """The inputs in turn over the sample documents."""
    files = sorted(path for path in samples.iterdir() if path.suffix[1:] in _SUFFIXES)
    return [Case(number, seed, files[number % len(files)], engine) for number in range(inputs)]


class Tally:
    """Counts by format and outcome, the slowest input of each format, and what did harm."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.slowest: dict[str, float] = {}
        self.harm: list[Result] = []

    def add(self, result: Result) -> None:
        """Count a result."""
        kind = result.case.sample.suffix[1:]
        self.counts[kind, result.outcome] += 1
        self.slowest[kind] = max(self.slowest.get(kind, 0.0), result.seconds)
        if result.outcome not in GOOD:
            self.harm.append(result)

    def lines(self) -> Iterable[str]:
        """The table that the command prints."""
        outcomes = ("read", "rejected", "crashed", "hung", "died")
        yield f"{'format':<8}" + "".join(f"{name:>10}" for name in ("inputs", *outcomes)) + f"{'slowest':>10}"
        for kind in sorted(self.slowest):
            numbers = [self.counts[kind, outcome] for outcome in outcomes]
            told = "".join(f"{number:>10}" for number in (sum(numbers), *numbers))
            yield f"{kind:<8}{told}{self.slowest[kind]:>8.1f} s"
        totals = [sum(self.counts[kind, outcome] for kind in self.slowest) for outcome in outcomes]
        yield f"{'all':<8}{sum(totals):>10}" + "".join(f"{number:>10}" for number in totals)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other inputs (default: 1)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="make and read only this one, and keep it")
    parser.add_argument("--seconds", type=float, default=30.0, help="seconds of work that one input may take (default: 30)")
    parser.add_argument("--workers", type=int, default=1, help="processes that read at once (default: 1)")
    parser.add_argument("--engine", choices=("pdfium", "pdfplumber", "both"), default="pdfium", help="what reads PDFs")
    parser.add_argument(
        "--among", type=int, metavar="NUMBER",
        help="instead make whole releases of so many damaged documents at a time, each time among sound ones",
    )
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), metavar="DIR", help="where harmful inputs are kept")
    return parser.parse_args(words)


def _keep(result: Result, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    case = result.case
    path = folder / f"{case.seed}-{case.number}{case.sample.suffix}"
    path.write_bytes(case.content())
    log = f"{result.outcome} after {result.seconds:.1f} s\n{result.detail}"
    path.with_suffix(f"{path.suffix}.log").write_text(log, encoding="utf-8")
    last = result.detail.strip().splitlines()[-1] if result.detail.strip() else ""
    print(f"{result.outcome}: {path} {last}", file=sys.stderr, flush=True)


def _releases(arguments: argparse.Namespace) -> int:
    """Whole runs over damaged documents among sound ones; returns the exit status."""
    statuses: Counter[str] = Counter()
    runs, harmed, began = 0, 0, time.monotonic()
    for batch in run_all(arguments.inputs, arguments.among, arguments.seed, arguments.keep, arguments.seconds * arguments.among):
        runs += 1
        harmed += bool(batch.harm)
        statuses += batch.statuses
        print(f"{statuses.total()} documents in {runs} runs, {harmed} without their release", file=sys.stderr, flush=True)
        for sentence in batch.harm:
            print(f"{batch.folder}: {sentence}", file=sys.stderr, flush=True)
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    print(f"{arguments.inputs} damaged documents among {SOUND * runs} sound ones: "
          f"{runs - harmed} of {runs} runs made a release with all sound ones")
    print(f"documents: {told}\nseed {arguments.seed}, {time.monotonic() - began:.0f} s")
    return 1 if harmed else 0


def main(words: Sequence[str] | None = None) -> int:
    """Run the search; returns the exit status."""
    arguments = _arguments(words)
    if arguments.among:
        return _releases(arguments)
    chosen = cases(arguments.inputs, arguments.seed, arguments.engine)
    if arguments.only is not None:
        chosen = [cases(arguments.only + 1, arguments.seed, arguments.engine)[arguments.only]]
    tally, began = Tally(), time.monotonic()
    for result in read_all(chosen, arguments.seconds, arguments.workers):
        tally.add(result)
        done = tally.counts.total()
        if done % PROGRESS == 0:
            print(f"{done} read, {len(tally.harm)} harmful", file=sys.stderr, flush=True)
        if result.outcome not in GOOD or arguments.only is not None:
            _keep(result, arguments.keep)
    print("\n".join(tally.lines()))
    print(f"seed {arguments.seed}, {time.monotonic() - began:.0f} s")
    return 1 if tally.harm else 0


if __name__ == "__main__":
    raise SystemExit(main())
