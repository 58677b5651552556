"""Rows to typed columns, which Parquet holds and whole tables are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from pipeline.schema import TABLES
from pipeline.schema.derive import arrow_schema
from pipeline.schema.rows import Values


@cache
def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of a table by its name."""
    return arrow_schema(TABLES[table])


def batch(table: str, rows: Sequence[Values]) -> pa.RecordBatch:
    """Rows of one table as typed columns. Raises ValueError for a value of another type."""
    schema = schema_of(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.record_batch([_column(table, field, values) for field, values in zip(schema, columns, strict=True)], schema=schema)


def _column(table: str, field: pa.Field, values: Sequence[object]) -> pa.Array:
    """A typed column; Arrow refuses what is not of the type, where pandas would read "3" as a number."""
    try:
        return pa.array(values, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise ValueError(f"table {table}: {field.name} is not {field.type}: {error}") from error
