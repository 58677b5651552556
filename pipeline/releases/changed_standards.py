"""Which standards a release changed, and how, from its `changes.csv`: an entry of the feed for each."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.releases.delta import CHANGES_CSV
from pipeline.releases.delta.compare import ADDED, NEW_VERSION, REMOVED
from pipeline.releases.delta.lines import of_owners

_WORDS = {
    ADDED: ("新增", "added"), NEW_VERSION: ("新版本", "new version"), REMOVED: ("移除", "removed"),
}
_OTHER = ("內容變更", "changed")


@dataclass(slots=True)
class ChangedStandard:
    """A standard, what became of it as `compare` calls it, and how many changes each of its tables has."""

    standard_id: str
    kind: str = ""
    name: str = ""
    tables: Counter[str] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        """A line for people."""
        chinese, english = _WORDS.get(self.kind, _OTHER)
        return f"{self.standard_id} {self.name}".strip() + f"：{chinese} {english}"

    @property
    def summary(self) -> str:
        """The number of changes by table."""
        return ", ".join(f"{table}: {number}" for table, number in self.tables.items())


def changed_standards(release: Path) -> list[ChangedStandard]:
    """In the order of their ids; none where the release has no list of changes."""
    path = release / CHANGES_CSV
    found: dict[str, ChangedStandard] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            for own, table, kind in _changes(csv.DictReader(stream)):
                one = found.setdefault(own, ChangedStandard(own))
                one.tables[table] += 1
                # That it is a new version says more than that it is new.
                if table == "standards" and kind in _WORDS and one.kind != NEW_VERSION:
                    one.kind = kind
    if found:
        for row in of_owners(release / "standards.csv", found):
            found[row["standard_id"]].name = row["name"]
    return [found[own] for own in sorted(found)]


def _changes(rows: csv.DictReader[str]) -> Iterator[tuple[str, str, str]]:
    """Standard, table and kind of each change that is one of a standard."""
    for row in rows:
        name, _, own = row["key"].partition(" ")[0].partition("=")
        if name == "standard_id" and own:
            yield own, row["table"], row["change"]
