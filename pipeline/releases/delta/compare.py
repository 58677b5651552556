"""Two folders of tables, compared row by row under each table's key."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.schema import TABLES, Table
from pipeline.schema.rows import NaturalKey, natural

Row = dict[str, str]
Key = tuple[str, ...]
Rows = dict[Key, Row]

ADDED, REMOVED, CHANGED, RENAMED, NEW_VERSION = "added", "removed", "changed", "renamed", "new_version"
KINDS = (ADDED, REMOVED, CHANGED, RENAMED, NEW_VERSION)


@dataclass(frozen=True, slots=True)
class Change:
    """A line of `changes.csv`.

    `key` are the values of the table's key. An added or removed row is one change without column; a
    changed one has a change for each column. `renamed` and `new_version` are added standards that
    follow another: `old` and `new` hold names, base codes or standard ids.
    """

    table: str
    key: Key
    change: str
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def key_text(self) -> str:
        """The key as `column=value` with spaces between; no key value holds a space."""
        return " ".join(f"{name}={value}" for name, value in zip(TABLES[self.table].key, self.key, strict=True))

    def value(self, column: str) -> str:
        """One value of the key, empty if the column is not part of it."""
        return dict(zip(TABLES[self.table].key, self.key, strict=True)).get(column, "")


def read_rows(folder: Path, table: Table) -> Rows:
    """A table of a release by key; a table that the release does not have is empty."""
    path = folder / f"{table.name}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {tuple(row.get(name, "") for name in table.key): row for row in csv.DictReader(stream)}


def compare(old: Path, new: Path) -> list[Change]:
    """Every change of every table, in the order of publication and of the keys."""
    changes: list[Change] = []
    for table in TABLES.values():
        if not _same_bytes(old, new, table):
            changes += _table_changes(table, *_different_rows(old, new, table))
    return changes


def _different_rows(old: Path, new: Path, table: Table) -> tuple[Rows, Rows]:
    """The rows of both sides that the other side does not have exactly so: few, where a table may be large."""
    before, after = (_records(folder / f"{table.name}.csv") for folder in (old, new))
    if before[:1] != after[:1]:
        return read_rows(old, table), read_rows(new, table)
    common = set(before[1:]) & set(after[1:])
    return _keyed(before, common, table), _keyed(after, common, table)


def _records(path: Path) -> list[tuple[str, ...]]:
    """The rows of a CSV file with its header first; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)]


def _keyed(records: list[tuple[str, ...]], common: set[tuple[str, ...]], table: Table) -> Rows:
    rows = (dict(zip(records[0], record, strict=False)) for record in records[1:] if record not in common)
    return {tuple(row.get(name, "") for name in table.key): row for row in rows}


def _same_bytes(old: Path, new: Path, table: Table) -> bool:
    paths = [folder / f"{table.name}.csv" for folder in (old, new)]
    if not all(path.is_file() for path in paths):
        return False
    first, second = (path.stat().st_size for path in paths)
    return first == second and paths[0].read_bytes() == paths[1].read_bytes()


def _table_changes(table: Table, old: Rows, new: Rows) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys(), key=_in_order):
        if key not in new:
            yield Change(table.name, key, REMOVED)
        elif key not in old:
            yield Change(table.name, key, ADDED)
        else:
            yield from _row_changes(table, key, old[key], new[key])


def _row_changes(table: Table, key: Key, old: Row, new: Row) -> Iterator[Change]:
    """The columns that differ; a column that only one of the releases has counts as empty in the other."""
    for column in dict.fromkeys((*table.column_names, *old)):
        before, after = old.get(column, ""), new.get(column, "")
        if before != after:
            yield Change(table.name, key, CHANGED, column, before, after)


def _in_order(key: Key) -> tuple[NaturalKey, ...]:
    return tuple(natural(value) for value in key)


def counts(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """Rows by table and kind of change, only where there are any; a row with three changed columns counts once."""
    rows = {(change.table, change.change, change.key) for change in changes}
    number = Counter((table, kind) for table, kind, _ in rows)
    return {
        table: {kind: number[table, kind] for kind in KINDS if number[table, kind]}
        for table in TABLES
        if any(number[table, kind] for kind in KINDS)
    }
