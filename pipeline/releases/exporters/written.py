"""The tables of a release once they are written, for the forms that want a table at once and for what describes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.releases.folder import ReleaseFolder


def file_name(table: str) -> str:
    """Name of a table's Parquet file inside a release."""
    return f"{table}.parquet"


class Read(Protocol):
    """Gives a published table by its name, or some of its columns."""

    def __call__(self, name: str, columns: Sequence[str] | None = None) -> pa.Table: ...


class Written:
    """The tables in a folder, read when somebody asks."""

    def __init__(self, folder: ReleaseFolder) -> None:
        self._folder = folder.path

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table's columns, or some of them; they are read anew for each who asks, so that nobody holds all tables."""
        return pq.read_table(self._folder / file_name(name), columns=columns)

    def pieces(self, name: str, rows: int, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """A table's rows or some of its columns, at most so many rows at a time: not even one table is in memory as a whole."""
        with pq.ParquetFile(self._folder / file_name(name), pre_buffer=False) as file:
            # Threads would read no faster, and each of them keeps memory of its own.
            yield from file.iter_batches(rows, columns=columns, use_threads=False)

    def count(self, name: str) -> int:
        """The rows of a table."""
        return int(pq.read_metadata(self._folder / file_name(name)).num_rows)

    def newest_update(self) -> dt.date | None:
        """The latest printed date of update of any standard: the date of the data, which no clock changes."""
        import pyarrow.compute as pc

        day: dt.date | None = pc.max(self.table("standards")["updated_on"]).as_py()
        return day
