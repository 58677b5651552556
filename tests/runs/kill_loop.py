"""Kill a working process at random moments and look at what it leaves.

`python -m tests.runs.kill_loop --points 200` runs it in full and prints the figures. After every kill the
latest release must be readable with all checksums, no document may be lost, and the next round of the
same work must succeed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.runs import kill_scenario as scenario

ROOT = Path(__file__).resolve().parents[2]
ROUND_LIMIT = 60.0
"""Seconds after which the round that follows a kill counts as hanging."""


@dataclass(slots=True)
class Figures:
    """What came of the kills; `places` counts what the kill interrupted, as far as the folder shows it."""

    kills: int = 0
    finished_first: int = 0
    damage: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The figures as the command prints them."""
        told = [f"{number} × {place}" for place, number in sorted(self.places.items())]
        return [
            f"{self.kills} kills, {self.finished_first} came too late, {len(self.damage)} with damage, {self.seconds:.0f} s",
            f"left behind: {', '.join(told) or 'nothing'}", *self.damage,
        ]


def forked(work: Callable[[], None]) -> int:
    """Run `work` in a copy of this process; the parent goes on at once with its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException as error:
        # The copy must not go on with the parent's work, whatever happened.
        print(f"round failed: {error!r}", file=sys.stderr, flush=True)
        os._exit(1)


def wait(child: int, seconds: float) -> int | None:
    """The exit code of a process (negative: the signal), None if it still runs after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return None


def kill_loop(folder: Path, points: int, seed: int, longest: float) -> Figures:
    """Kill the scenario `points` times, each time after a random part of `longest` seconds."""
    chance, figures, began = random.Random(seed), Figures(), time.monotonic()
    for point in range(points):
        first = 1000 * (point + 1)
        child = forked(lambda first=first: scenario.take_part(folder, first=first))  # type: ignore[misc]
        ended = wait(child, chance.random() * longest)
        if ended is not None:
            figures.damage.append(f"point {point}: the scenario ended by itself with {ended}")
            continue
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        figures.kills += 1
        note_places(folder, figures)
        figures.damage += [f"point {point}: {sentence}" for sentence in scenario.damage(folder)]
        figures.damage += next_round(folder, point, first + 500)
    figures.seconds = time.monotonic() - began
    return figures


def note_places(folder: Path, figures: Figures) -> None:
    """Count traces of interrupted work: they show that the kills hit all kinds of moments."""
    traces = {
        "staging": (folder / "processed" / ".staging").exists(),
        "leaving": (folder / "processed" / ".leaving.json").exists(),
        "half-written file": any(folder.rglob(".*.new")) or (folder / "raw" / ".incoming" / "document").exists(),
        "full inbox": any((folder / "raw" / "inbox").glob("*.txt")) if (folder / "raw" / "inbox").exists() else False,
    }
    for place, is_there in traces.items():
        figures.places[place] = figures.places.get(place, 0) + is_there


def next_round(folder: Path, point: int, number: int) -> list[str]:
    """The work after a kill must succeed and leave nothing wrong."""
    child = forked(lambda: scenario.one_round(folder, number))
    ended = wait(child, ROUND_LIMIT)
    if ended is None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    wrong = [] if ended == 0 else [f"point {point}: the next round ended with {ended}"]
    return wrong + [f"point {point}, next round: {sentence}" for sentence in scenario.damage(folder)]


def full_runs(folder: Path, points: int, longest: float) -> Figures:
    """Kill whole runs with gate on the sample, evenly spread over their time, then let one complete."""
    figures, began = Figures(), time.monotonic()
    command = [sys.executable, "-m", "pipeline", "ingest", "--quiet", "--input", str(folder / "raw"), "--output"]
    command.append(str(folder / "processed"))
    inbox = folder / "raw" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for point in range(points):
        (inbox / f"{point}.txt").write_bytes((ROOT / "raw" / "IDC5294-001v3.txt").read_bytes() + b"\n" * (point + 1))
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        try:
            process.wait(timeout=longest * (point + 0.5) / points)
            figures.finished_first += 1
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            figures.kills += 1
        figures.damage += [f"run {point}: {sentence}" for sentence in scenario.damage(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        figures.damage.append(f"the last run ended with {done.returncode}: {done.stderr}")
    figures.damage += scenario.damage(folder)
    figures.seconds = time.monotonic() - began
    return figures


def main(words: Sequence[str] | None = None) -> int:
    """Run both parts; the exit status is 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.runs.kill_loop", description=__doc__)
    parser.add_argument("--points", type=int, default=200, help="kills of the fast scenario (default: 200)")
    parser.add_argument("--runs", type=int, default=5, help="kills of whole runs with the gate (default: 5)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=2.0, help="seconds within which the fast scenario is killed")
    arguments = parser.parse_args(words)
    place = Path(tempfile.mkdtemp(prefix="kill-test-"))
    try:
        parts = [
            ("archive, release, feed, retention", kill_loop(place / "fast", arguments.points, arguments.seed, arguments.longest)),
        ]
        if arguments.runs:
            parts.append(("whole runs", full_runs(place / "full", arguments.runs, 12.0)))
    finally:
        shutil.rmtree(place)
    for name, figures in parts:
        print(f"{name}: " + "\n  ".join(figures.lines()))
    return 1 if any(figures.damage for _, figures in parts) else 0


if __name__ == "__main__":
    raise SystemExit(main())
