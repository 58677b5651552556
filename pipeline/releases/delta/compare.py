"""Two folders of tables, compared row by row under each table's key."""

from __future__ import annotations

import filecmp
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.releases.delta.lines import Row, different, of_owners, parsed, records
from pipeline.schema import TABLES, Table
from pipeline.schema.rows import NaturalKey, natural

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
    found = records(_file(folder, table))
    return _keyed(parsed(next(found, b""), found), table)


def rows_of(folder: Path, table: Table, standards: Collection[str]) -> Rows:
    """As `read_rows`, of some standards only; nothing else is parsed. For tables whose first column is `standard_id`."""
    return _keyed(of_owners(_file(folder, table), standards), table)


def _file(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.csv"


def _keyed(rows: Iterable[Row], table: Table) -> Rows:
    return {tuple(row.get(name, "") for name in table.key): row for row in rows}


def compare(old: Path, new: Path) -> list[Change]:
    """Every change of every table, in the order of publication and of the keys."""
    return differing(old, new)[0]


def differing(old: Path, new: Path) -> tuple[list[Change], dict[str, tuple[Rows, Rows]]]:
    """As `compare`, with the rows of each table that only the old or only the new release has so."""
    changes: list[Change] = []
    rows: dict[str, tuple[Rows, Rows]] = {}
    for table in TABLES.values():
        rows[table.name] = _different_rows(_file(old, table), _file(new, table), table)
        changes += _table_changes(table, *rows[table.name])
    return changes, rows


def _different_rows(old: Path, new: Path, table: Table) -> tuple[Rows, Rows]:
    """The rows of both sides that the other side does not have exactly so: few, where a table may be large."""
    if old.is_file() and new.is_file() and filecmp.cmp(old, new, shallow=False):
        return {}, {}
    headers = [next(records(path), b"") for path in (old, new)]
    if headers[0] != headers[1]:
        return read_rows(old.parent, table), read_rows(new.parent, table)
    by_key = table.sort[0] == table.key[0] == table.column_names[0] and headers[0].startswith(table.key[0].encode() + b",")
    gone, come = different(old, new, is_sorted=by_key)
    return _keyed(parsed(headers[0], gone), table), _keyed(parsed(headers[0], come), table)


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
