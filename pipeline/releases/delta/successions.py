"""Standards that follow others: a new version, a new name, a new base code (field guide E.3, I-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.documents.text.normalise import match_key
from pipeline.releases.delta.compare import ADDED, NEW_VERSION, RENAMED, Change, read_rows, rows_of
from pipeline.releases.delta.lines import Row
from pipeline.schema import TABLES


def successions(old: Path, new: Path, changes: Iterable[Change]) -> list[Change]:
    """For each added standard that follows one of the old release: the `new_version` and what was `renamed`.

    What it follows is told by its version history, whose older rows may carry another code and name,
    and by its base code.
    """
    added = [change.key for change in changes if change.table == "standards" and change.change == ADDED]
    if not added:
        return []
    ids = {key[0] for key in added}
    before, after = read_rows(old, TABLES["standards"]), rows_of(new, TABLES["standards"], ids)
    history = rows_of(new, TABLES["standard_versions"], ids)
    found: list[Change] = []
    for key in added:
        codes = [row["version_code"] for (owner, _), row in history.items() if owner == key[0]]
        predecessor = _predecessor(after[key], codes, list(before.values()))
        if predecessor is not None:
            found += _steps(predecessor, after[key])
    return found


def _predecessor(standard: Row, codes: list[str], candidates: list[Row]) -> Row | None:
    """The newest standard before this one: named in its history, or of the same base code and a lower version."""
    version = int(standard["version"] or 0)
    named = [
        row for row in candidates
        if row["standard_code"] and row["standard_code"] != standard["standard_code"] and row["standard_code"] in codes
    ]
    same_base = [
        row for row in candidates
        if row["base_code"] and row["base_code"] == standard["base_code"] and int(row["version"] or 0) < version
    ]
    return max(named or same_base, key=lambda row: (int(row["version"] or 0), row["standard_id"]), default=None)


def _steps(old: Row, new: Row) -> Iterator[Change]:
    key = (new["standard_id"],)
    yield Change("standards", key, NEW_VERSION, "standard_id", old["standard_id"], new["standard_id"])
    if match_key(old["name"]) != match_key(new["name"]):
        yield Change("standards", key, RENAMED, "name", old["name"], new["name"])
    if old["base_code"] != new["base_code"]:
        yield Change("standards", key, RENAMED, "base_code", old["base_code"], new["base_code"])
