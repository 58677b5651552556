"""Whether the records of one document obey the schema; a defect of ours must cost one document, not the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import regex

from pipeline.schema import TABLES, Column, Kind, Table

# The key's `standard_id` is given only when the whole input is known.
_LATER = frozenset(("standard_id",))


def contradiction(tables: Mapping[str, Sequence[Any]]) -> str | None:
    """The first breach of the schema as `table.column: value`, or None where every record obeys it."""
    return next((breach for name, records in tables.items() for breach in _breaches(TABLES[name], records)), None)


def _breaches(table: Table, records: Sequence[Any]) -> Iterator[str]:
    key = [name for name in table.key if name not in _LATER]
    seen: set[tuple[Any, ...]] = set()
    for record in records:
        identity = tuple(getattr(record, name) for name in key)
        if identity in seen:
            yield f"{table.name} key {identity} twice"
        seen.add(identity)
        for name, obeys in _tests(table.name):
            value = getattr(record, name)
            if not obeys(value):
                yield f"{table.name}.{name}: {value!r}"


@cache
def _tests(table: str) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    """The columns of a table that the schema limits, each with its test."""
    columns = [column for column in TABLES[table].columns if column.name not in _LATER and _limited(column)]
    return tuple((column.name, _test(column)) for column in columns)


def _limited(column: Column) -> bool:
    field = column.field
    return not column.nullable or bool(field.pattern or field.allowed) or field.kind is Kind.INTEGER


def _test(column: Column) -> Callable[[Any], bool]:
    field = column.field
    pattern = regex.compile(field.pattern) if field.pattern else None
    allowed = frozenset(value for value, _ in field.allowed)
    low = field.minimum if field.minimum is not None else -(2**63)
    high = field.maximum if field.maximum is not None else 2**63 - 1

    def obeys(value: Any) -> bool:
        if value is None:
            return column.nullable
        if pattern is not None and not pattern.fullmatch(value):
            return False
        if allowed and value not in allowed:
            return False
        return field.kind is not Kind.INTEGER or low <= value <= high

    return obeys
