"""What is new, changed or gone in the archive since the release that is current."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.archive.manifest import ManifestEntry
from pipeline.archive.names import same_key


class Seen(Protocol):
    """A row of the documents table, as far as it matters here."""

    @property
    def sha256(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def standard_id(self) -> str | None: ...


def raw_changes(documents: Iterable[Seen], previous: Path | None, entries: Iterable[ManifestEntry]) -> dict[str, list[str]]:
    """Paths of documents that are `new`, `changed`, `gone` or `altered`, each sorted.

    Changed is a document with other bytes for the same standard or under the same original name as one
    of the release in the folder `previous`; altered one whose bytes are not those of its entry any more.
    """
    by_path = {entry.path: entry for entry in entries}
    old = _documents(previous)
    known = {row["sha256"] for row in old}
    standards = {row["standard_id"] for row in old if row["standard_id"]}
    names = {_original(row["path"], by_path) for row in old}
    now = list(documents)
    fresh = [row for row in now if row.sha256 not in known]
    changed = {row.path for row in fresh if row.standard_id in standards or _original(row.path, by_path) in names}
    current = {row.sha256 for row in now}
    return {
        "new": sorted(row.path for row in fresh if row.path not in changed),
        "changed": sorted(changed),
        "gone": sorted(row["path"] for row in old if row["sha256"] not in current),
        "altered": sorted(row.path for row in now if row.path in by_path and by_path[row.path].sha256 != row.sha256),
    }


def _documents(release: Path | None) -> list[dict[str, str]]:
    if release is None or not (release / "documents.csv").is_file():
        return []
    with (release / "documents.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _original(path: str, entries: Mapping[str, ManifestEntry]) -> str:
    """The name under which a document came, folded; its present name where nobody wrote that down."""
    entry = entries.get(path)
    return same_key(PurePosixPath(entry.original_name if entry else path).name)
