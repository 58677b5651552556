"""A release compared with the one before it, and both forms of the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.dialect import CANONICAL
from pipeline.releases.delta.compare import ADDED, NEW_VERSION, Change, counts, differing, rows_of
from pipeline.releases.delta.markdown import release_page
from pipeline.releases.delta.successions import successions
from pipeline.releases.delta.versions import Comparison, compare_pairs
from pipeline.schema import TABLES

CHANGES_CSV = "changes.csv"
CHANGES_PAGE = "CHANGES.md"
COLUMNS = ("table", "key", "change", "column", "old", "new")


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two releases, and the page that tells of them."""

    changes: tuple[Change, ...]
    page: str

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return counts(self.changes)

    @property
    def files(self) -> dict[str, bytes]:
        """`changes.csv` and `CHANGES.md`; of a first release the one has its header only."""
        rows = ((one.table, one.key_text, one.change, one.column, one.old, one.new) for one in self.changes)
        return {CHANGES_CSV: CANONICAL.content(COLUMNS, rows), CHANGES_PAGE: self.page.encode()}


def difference(old: Path | None, new: Path, against: str | None = None) -> Difference:
    """Compare two folders of tables; without an old one everything is a first release and no change.

    The same two releases give the same bytes.
    `against` is what the page calls the old release; the name of its folder if nothing is given.
    """
    if old is None:
        return Difference((), release_page((), {}, None, {}))
    changes, rows = differing(old, new)
    changes += successions(old, new, changes)
    named = {change.value("standard_id") for change in changes}
    rows["standards"] = rows_of(old, TABLES["standards"], named), rows_of(new, TABLES["standards"], named)
    page = release_page(changes, rows, against or old.name, _new_versions(old, new, changes))
    return Difference(tuple(changes), page)


def _new_versions(old: Path, new: Path, changes: Sequence[Change]) -> dict[str, Comparison]:
    """The comparison with its predecessor for each standard that is a new version of one."""
    added = {change.key for change in changes if change.table == "standards" and change.change == ADDED}
    pairs = [(change.old, change.new) for change in changes if change.change == NEW_VERSION and change.key in added]
    found = compare_pairs(old, new, pairs)
    return {newer: comparison for (_, newer), comparison in zip(pairs, found, strict=True)}
