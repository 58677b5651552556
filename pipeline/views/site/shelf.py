"""The tables of a release by standard: Arrow keeps them small, and only the rows of a standard become Python objects."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.schema import TABLES
from pipeline.views.site.packed import Packed

Row = dict[str, Any]
_OWN = "standard_id"
_COLUMNS = {
    "requirements": [_OWN, "task_id", "competency_id"],
    "vocabulary": ["term_id", "name", "match_key", "group_id", "group_name"],
    "similar_standards": [_OWN, "other_id", "relation"],
}
"""What is read of a table where that is not all: the rest of it stands in other tables, too, or changes with any standard."""
_UNREAD = ("vocabulary_links",)
_RECENT = 200
"""Lists of rows that are kept, because a page asks for the same ones again and again."""


class Shelf:
    """Tables whose rows can be taken standard by standard."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables: dict[str, pa.Table] = {}
        self._spans: dict[str, dict[str, tuple[int, int]]] = {}
        self._recent: dict[tuple[str, str], list[Row]] = {}
        for name, table in tables.items():
            if _OWN in table.column_names:
                table, self._spans[name] = _spanned(table)
            self._tables[name] = table.combine_chunks()
        self._packed = {
            name: [Packed.of(_one(column)) for column in self._tables[name].columns] for name in self._spans
        }

    @staticmethod
    def read(release: Path) -> Shelf:
        """The tables of a release. Raises OSError where one is missing."""
        return Shelf({
            name: pq.read_table(release / f"{name}.parquet", columns=_COLUMNS.get(name)).replace_schema_metadata(None)
            for name in TABLES if name not in _UNREAD
        })

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._tables[table].num_rows)

    def column(self, table: str, name: str) -> list[Any]:
        """All values of a column; nulls are None."""
        values: list[Any] = self._tables[table][name].to_pylist()
        return values

    def all_rows(self, table: str) -> list[Row]:
        """All rows of a table: for small ones."""
        listed: list[Row] = self._tables[table].to_pylist()
        return listed

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard, in reading order; whoever asks must not change them."""
        key = table, standard_id
        if key not in self._recent:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            start, stop = self._spans[table].get(standard_id, (0, 0))
            self._recent[key] = self._tables[table].slice(start, stop - start).to_pylist()
        return self._recent[key]

    def digest(self, standard_id: str, *tables: str) -> str:
        """A hash of all that the tables say of a standard, or that some of them do."""
        made = sha256()
        for name in tables or self._packed:
            start, stop = self._spans[name].get(standard_id, (0, 0))
            made.update(f"{name} {stop - start} ".encode())
            for column in self._packed[name]:
                column.hash_into(made, start, stop)
        return made.hexdigest()


def _spanned(table: pa.Table) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
    """The table with the rows of each standard together, and where they are; rows of none come last."""
    found = _spans(table)
    if found is None:
        table = table.take(pc.sort_indices(table[_OWN]))
        found = _spans(table) or {}
    return table, found


def _spans(table: pa.Table) -> dict[str, tuple[int, int]] | None:
    """Where the rows of each standard begin and end; None where they do not stand together."""
    runs = pc.run_end_encode(_one(table[_OWN]))
    spans: dict[str, tuple[int, int]] = {}
    start = 0
    for value, stop in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        if value in spans:
            return None
        if value is not None:
            spans[value] = start, stop
        start = stop
    return spans


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
