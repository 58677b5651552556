"""Whether the records of one document obey the schema; a defect of ours must cost one document, not the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import regex

from pipeline.schema import TABLES, Column, Kind, Table
from pipeline.schema.declaration import Record
from pipeline.schema.tables import Tables

# The key's `standard_id` is given only when the whole input is known.
_LATER = frozenset(("standard_id",))


def contradiction(tables: Tables) -> str | None:
    """The first breach of the schema as `table.column: value`, or None where every record obeys it."""
    suspects = (TABLES[name] for name, records in tables.items() if records and not _obeyed(TABLES[name], records))
    return next((breach for table in suspects for breach in _breaches(table, tables.of(table.name))), None)


def _obeyed(table: Table, records: Sequence[Record]) -> bool:
    """Whether nothing is wrong with a table; told by columns, because most values stand in many records."""
    key = _own_key(table)
    unique = len(records) < 2 or (key != [] and len(set(map(attrgetter(*key), records))) == len(records))
    return unique and all(_obey(column, set(map(attrgetter(column.name), records))) for column in _limited(table.name))


def _breaches(table: Table, records: Sequence[Record]) -> Iterator[str]:
    key = _own_key(table)
    seen: set[tuple[object, ...]] = set()
    for record in records:
        identity = tuple(getattr(record, name) for name in key)
        if identity in seen:
            yield f"{table.name} key {identity} twice"
        seen.add(identity)
        for column in _limited(table.name):
            value = getattr(record, column.name)
            if not _obey(column, {value}):
                yield f"{table.name}.{column.name}: {value!r}"


def _own_key(table: Table) -> list[str]:
    return [name for name in table.key if name not in _LATER]


@cache
def _limited(table: str) -> tuple[Column, ...]:
    """The columns of a table that the schema limits in any way."""
    columns = (column for column in TABLES[table].columns if column.name not in _LATER)
    return tuple(
        column for column in columns
        if not column.nullable or column.field.pattern or column.field.allowed or column.field.kind is Kind.INTEGER
    )


def _obey(column: Column, values: set[Any]) -> bool:
    """Whether a column may hold these values."""
    field = column.field
    if None in values and not column.nullable:
        return False
    held = values - {None}
    if field.pattern and not all(map(_compiled(field.pattern).fullmatch, held)):
        return False
    if field.allowed and not held <= {value for value, _ in field.allowed}:
        return False
    if field.kind is not Kind.INTEGER or not held:
        return True
    low = field.minimum if field.minimum is not None else -(2**63)
    high = field.maximum if field.maximum is not None else 2**63 - 1
    return bool(low <= min(held) and max(held) <= high)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)
