"""Rows to typed columns, which Parquet holds and whole tables are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from pipeline.schema import TABLES, Kind
from pipeline.schema.arrow_values import column
from pipeline.schema.derive.arrow import arrow_schema
from pipeline.schema.rows import Values


@cache
def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of a table by its name."""
    return arrow_schema(TABLES[table])


@cache
def _kinds(table: str) -> list[tuple[str, Kind]]:
    return [(one.name, one.field.kind) for one in TABLES[table].columns]


def batch(table: str, rows: Sequence[Values]) -> pa.RecordBatch:
    """Rows of one table as typed columns. Raises ValueError for a value of another type."""
    kinds = _kinds(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [_column(table, name, kind, values) for (name, kind), values in zip(kinds, columns, strict=True)]
    return pa.record_batch(arrays, schema=schema_of(table))


def _column(table: str, name: str, kind: Kind, values: Sequence[object]) -> pa.Array:
    """A typed column; Arrow refuses what is not of the type, where pandas would read "3" as a number."""
    try:
        return column(kind, values)
    except (TypeError, ValueError, OverflowError, pa.ArrowException) as error:
        raise ValueError(f"table {table}: {name} is not {kind.value}: {error}") from error
