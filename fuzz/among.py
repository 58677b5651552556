"""Damaged documents among sound ones: whatever is in them, each run ends with a release that has the sound ones.

Every damaged document is a made-up standard of its own, so that what survives the damage is published too and odd
values reach the gate and every form of a release.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from bench.generate import FORMATS, make
from fuzz.mutate import damaged

SOUND = 8
"""Sound documents in each run, two in each form."""
_SUFFIXES = {"docx": "docx", "odt": "odt", "pdf": "pdf", "text": "txt"}
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Batch:
    """What one run made of its documents: how many ended with which status, and what broke the promise."""

    folder: Path
    statuses: Counter[str] = field(default_factory=Counter)
    harm: list[str] = field(default_factory=list)


def fill(folder: Path, inputs: int, seed: int) -> None:
    """Write `inputs` damaged documents and `SOUND` sound ones, the same for the same seed."""
    folder.mkdir(parents=True)
    forms = list(FORMATS)
    for number in range(1, SOUND + inputs + 1):
        form = forms[number % len(forms)]
        sound = number <= SOUND
        made = make(seed, number, mixture=0.0 if sound else 1.0)
        content = FORMATS[form][1](made.body, made.layout)
        kind = _SUFFIXES[form]
        if not sound:
            content = damaged(content, kind, Random(f"{seed}:{number}"))
        (folder / f"{'sound' if sound else 'damaged'}-{number:05}.{kind}").write_bytes(content)


def run(folder: Path, inputs: int, seed: int, seconds: float) -> Batch:
    """One run over a batch, as a person would start it; `seconds` is the limit of the whole run."""
    fill(folder / "raw", inputs, seed)
    batch = Batch(folder)
    places = ["--input", str(folder / "raw"), "--output", str(folder / "out")]
    command = [sys.executable, "-m", "pipeline", "run", "--quiet", *places]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        batch.harm.append(f"no end within {seconds:.0f} s")
        return batch
    if done.returncode or "Traceback" in done.stderr:
        batch.harm.append(f"ended with {done.returncode}: {done.stderr[-2000:]}")
    releases = sorted((folder / "out").glob("*/documents.csv"))
    if len(releases) != 1:
        batch.harm.append(f"{len(releases)} releases")
        return batch
    with releases[0].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    batch.statuses.update(row["status"] for row in rows)
    batch.harm += broken(rows, {path.name: sha256(path.read_bytes()).hexdigest() for path in (folder / "raw").iterdir()})
    return batch


def broken(rows: list[dict[str, str]], files: Mapping[str, str]) -> list[str]:
    """What the rows of `documents` say against the promise.

    A file (name to content hash) without a row for its content, a sound one that is not published, a refusal without a reason.
    """
    told = {Path(row["path"]).name: row for row in rows}
    contents = {row["sha256"] for row in rows}
    wrong = [f"{name} has no row" for name, content in sorted(files.items()) if content not in contents]
    for name, row in sorted(told.items()):
        if name.startswith("sound") and row["status"] != "published":
            wrong.append(f"{name} is {row['status']}: {row['reason']}")
        elif row["status"] in ("rejected", "held") and not row["reason"]:
            wrong.append(f"{name} is {row['status']} without a reason")
    return wrong


def run_all(inputs: int, batch: int, seed: int, keep: Path, seconds: float) -> Iterator[Batch]:
    """Runs of `batch` damaged documents each until there were `inputs`; only folders of runs that did harm are kept."""
    for number, begin in enumerate(range(0, inputs, batch)):
        folder = keep / f"among-{seed}-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        done = run(folder, min(batch, inputs - begin), seed * 1000 + number, seconds)
        if not done.harm:
            shutil.rmtree(folder)
        yield done
