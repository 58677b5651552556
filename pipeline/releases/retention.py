"""Which old releases go: all but the newest N, the ones named in `keep.txt`, those withdrawn, and always the latest."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pipeline.base.durable import write_json
from pipeline.releases.versions import forget, latest, releases

KEPT = "keep.txt"
"""Beside the releases: names that stay for ever, one a line, with a reason after `#` if you like."""
_LEAVING = ".leaving.json"


def kept_by_name(output: Path) -> frozenset[str]:
    """The releases that a person wants to keep."""
    path = output / KEPT
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return frozenset(name for line in lines if (name := line.partition("#")[0].strip()))


def leaving(output: Path, keep: int) -> list[str]:
    """The releases that go when `keep` stay, oldest last; the latest release is never among them."""
    if keep < 1:
        raise ValueError("at least one release stays")
    current = latest(output)
    tagged = kept_by_name(output)
    names = [info.name for info in [info for info in releases(output) if not info.withdrawn][keep:]]
    return [name for name in names if name not in tagged and (current is None or name != current.name)]


def retire(output: Path, keep: int) -> list[str]:
    """Remove old releases and tell which; hold the lock of `output` meanwhile.

    The list forgets them before their folders go, so that a reader never follows it to half a release;
    a note of what is leaving lets the next run finish what a kill left.
    """
    names = leaving(output, keep)
    note = output / _LEAVING
    waiting = json.loads(note.read_text(encoding="utf-8")) if note.exists() else []
    if names or waiting:
        write_json([*waiting, *names], note)
        forget(names, output)
        listed = {info.name for info in releases(output)}
        for name in (*waiting, *names):
            if name not in listed and (output / name).exists():
                shutil.rmtree(output / name)
        note.unlink()
    return names
