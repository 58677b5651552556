"""What a release changed, in numbers, from its `changes.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.releases.delta import CHANGES_CSV
from pipeline.releases.delta.compare import ADDED, NEW_VERSION, REMOVED


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers of standards: new ones, those that are a new version among them, those gone, and others with any change."""

    added: int
    new_versions: int
    removed: int
    changed: int


def changes(release: Path) -> Changes | None:
    """The numbers; None where the release has no list of changes or nothing changed."""
    path = release / CHANGES_CSV
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as stream:
        found = set(_standards(csv.DictReader(stream)))
    if not found:
        return None
    kinds = {kind: {own for own, one in found if one == kind} for kind in (ADDED, NEW_VERSION, REMOVED)}
    others = {own for own, _ in found} - kinds[ADDED] - kinds[REMOVED]
    return Changes(len(kinds[ADDED]), len(kinds[NEW_VERSION]), len(kinds[REMOVED]), len(others))


def _standards(rows: csv.DictReader[str]) -> Iterator[tuple[str, str]]:
    """Each standard with what happened to it; changes inside it count as such."""
    for row in rows:
        name, _, own = row["key"].partition(" ")[0].partition("=")
        if name == "standard_id":
            yield own, row["change"] if row["table"] == "standards" else "inside"
