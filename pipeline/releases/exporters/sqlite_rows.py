"""Rows into SQLite straight from columns: Arrow's own driver binds them without a Python object for each value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path
from types import TracebackType

import pyarrow as pa
from adbc_driver_sqlite import dbapi

PRAGMAS = (
    "encoding = 'UTF-8'", "cache_size = -16384", "temp_store = MEMORY", "locking_mode = EXCLUSIVE",
    # A file that is thrown away after a crash needs no journal.
    "journal_mode = OFF", "synchronous = OFF",
)
"""How the file is written; what it holds does not depend on them."""


def _stored(column: pa.Array) -> pa.Array:
    """A column as SQLite keeps it: dates as ISO texts, true and false as 1 and 0."""
    if pa.types.is_date(column.type):
        return column.cast(pa.string())
    return column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch([_stored(column) for column in batch.columns], names=batch.schema.names)


class Filling:
    """A file whose tables are there already, while rows come in."""

    def __init__(self, path: Path) -> None:
        self._connection = dbapi.connect(str(path), autocommit=True)

    def __enter__(self) -> Filling:
        with closing(self._connection.cursor()) as cursor:
            for pragma in PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}").fetchall()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def add(self, table: str, batches: Iterable[pa.RecordBatch]) -> None:
        """Append rows to a table, by the names of their columns. Raises `sqlite3.OperationalError`, as Python's driver does."""
        rows = map(_plain, batches)
        first = next(rows, None)
        if first is None:
            return
        reader = pa.RecordBatchReader.from_batches(first.schema, chain([first], rows))
        try:
            with closing(self._connection.cursor()) as cursor:
                cursor.adbc_ingest(table, reader, mode="append")
        except dbapi.Error as error:
            raise sqlite3.OperationalError(str(error)) from error
