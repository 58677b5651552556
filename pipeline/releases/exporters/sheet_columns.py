"""Which columns a sheet of the workbook has: Chinese labels and values, names beside ids, hashes last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import TABLES, Column, Kind, Table

ReadTable = Callable[[str], pa.Table]
"""Gives a published table by its name."""

YES, NO = "是", "否"
LAST = ("match_key", "term_id", "issue_id", "sha256")
"""What only programs read stands at the end."""
NAMED = {
    "standard_id": ("standards", "name"), "duty_id": ("duties", "name"), "task_id": ("tasks", "name"),
    "competency_id": ("competencies", "name"), "term_id": ("vocabulary", "name"),
}
"""Where the name of what an id means is found."""
_LONG = frozenset({"description", "text", "note", "definition", "message", "raw_value", "reason", "prerequisites"})
_CELLS = frozenset({"duty", "task", "outputs", "indicators", "knowledge", "skills"})
_ALIKE = {"term_id": "competency_name"}
"""What says the name behind an id as well, if not in the same spelling."""
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a sheet: one of the table itself, or a name looked up by the id in the column `by`."""

    column: Column
    by: str | None = None

    @property
    def label(self) -> str:
        return self.column.field.label_zh

    @property
    def width(self) -> int:
        """Characters; a Chinese one counts as two."""
        if self.column.name in _LONG:
            return 64
        if self.column.name in _CELLS and self.column.field.kind is Kind.STRING:
            return 40
        if self.column.name == "sha256":
            return 70
        if self.by is not None or self.column.name.endswith("name"):
            return 30
        if self.column.field.kind is not Kind.STRING or self.column.field.allowed:
            return 13
        return 18


@cache
def shown(table: Table) -> tuple[Shown, ...]:
    """The columns of a table's sheet in order.

    A name that the table holds itself is moved beside its id; one that it lacks is looked up in the table
    that has it. So every sheet says in words what it is about, and none says it twice.
    """
    own = {column.field.label_zh: column for column in table.columns}
    listed: list[Shown] = []
    for column in table.columns:
        if all(column != one.column for one in listed):
            listed.append(Shown(column))
        if column.name in NAMED:
            parent, name = NAMED[column.name]
            wanted = TABLES[parent][name]
            held = own.get(wanted.field.label_zh)
            if held is None and _ALIKE.get(column.name) not in table.column_names:
                listed.append(Shown(wanted, by=column.name))
            elif held is not None and all(held != one.column for one in listed):
                listed.append(Shown(held))
    last = {one: LAST.index(one.column.name) for one in listed if one.by is None and one.column.name in LAST}
    return tuple(sorted(listed, key=lambda one: last.get(one, -1)))


def _joined_key(table: pa.Table, names: Sequence[str]) -> pa.ChunkedArray:
    return table[names[0]] if len(names) == 1 else pc.binary_join_element_wise(*(table[name] for name in names), _SEPARATOR)


@dataclass(slots=True)
class Names:
    """The names behind ids, read once each; an id without a name or without a row gives null."""

    read: ReadTable
    _known: dict[str, tuple[pa.Array, pa.ChunkedArray]] = field(default_factory=dict)

    def of(self, table: pa.Table, by: str) -> pa.ChunkedArray:
        """The names of what the ids in the column `by` mean."""
        parent, name = NAMED[by]
        keys, names = self._parent(by, parent, name)
        return names.take(pc.index_in(_joined_key(table, TABLES[parent].key), value_set=keys))

    def _parent(self, by: str, parent: str, name: str) -> tuple[pa.Array, pa.ChunkedArray]:
        if by not in self._known:
            held = self.read(parent).select([*TABLES[parent].key, name])
            self._known[by] = _joined_key(held, TABLES[parent].key).combine_chunks(), held[name]
        return self._known[by]


def _translated(column: Column, values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Closed lists in Chinese, yes and no in words; a value that no list has stays as it is."""
    if column.field.kind is Kind.BOOLEAN:
        return pc.if_else(values, YES, NO)
    if not column.field.allowed:
        return values
    spelled, labels = zip(*column.field.allowed, strict=True)
    found = pc.index_in(values, value_set=pa.array(spelled))
    return pc.coalesce(pa.chunked_array([pa.array(labels)]).take(found), values)


def _pieces(table: Table, whole: pa.Table, names: Names) -> Iterator[pa.ChunkedArray]:
    for one in shown(table):
        yield names.of(whole, one.by) if one.by is not None else _translated(one.column, whole[one.column.name])


def sheet_table(table: Table, rows: pa.Table, names: Names) -> pa.Table:
    """Rows of a table as its sheet shows them; the names of the columns are their positions."""
    columns = list(_pieces(table, rows, names))
    return pa.table(columns, names=[str(number) for number in range(len(columns))])
