"""Parquet: the typed form of the published tables, with labels and meaning as metadata."""

from __future__ import annotations

from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.written import file_name
from pipeline.releases.folder import ReleaseFolder
from pipeline.schema import TABLES
from pipeline.schema.columns import schema_of

GROUP_ROWS = 1 << 15
"""Rows of a row group, what is left over in the last; so the bytes depend on the rows alone."""
_FEW = 256
"""So many batches are copied into one, or each would keep alive the bytes that it was read from."""


class _File:
    """One table's file while rows come in."""

    def __init__(self, path: str, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=True)
        self._schema = schema
        self._small: list[pa.RecordBatch] = []
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0
        self._is_begun = False

    def add(self, batch: pa.RecordBatch) -> None:
        self._small.append(batch)
        self._rows += batch.num_rows
        if len(self._small) >= _FEW or self._rows >= GROUP_ROWS:
            self._batches.append(pa.concat_batches(self._small))
            self._small = []
        if self._rows >= GROUP_ROWS:
            self._keep(self._without_groups())

    def _keep(self, left: pa.Table) -> None:
        self._batches, self._small, self._rows = left.to_batches(), [], left.num_rows

    def _without_groups(self) -> pa.Table:
        """Write the whole row groups that are waiting; what is left."""
        waiting = pa.Table.from_batches([*self._batches, *self._small], self._schema).combine_chunks()
        while waiting.num_rows >= GROUP_ROWS:
            self._writer.write_table(waiting.slice(0, GROUP_ROWS), GROUP_ROWS)
            self._is_begun = True
            waiting = waiting.slice(GROUP_ROWS)
        return waiting

    def end(self) -> None:
        left = self._without_groups()
        # A table without rows is one empty group, as whoever writes a table at once has it.
        if left.num_rows or not self._is_begun:
            self._writer.write_table(left, GROUP_ROWS)
        self._writer.close()

    def abandon(self) -> None:
        self._writer.close()


class ParquetFiles:
    """`<table>.parquet` of every table, made of batches as they come."""

    def __init__(self, into: ReleaseFolder) -> None:
        self._into = into
        self._files: dict[str, _File] = {}

    def __enter__(self) -> ParquetFiles:
        for table in TABLES:
            self._files[table] = _File(str(self._into.path / file_name(table)), schema_of(table))
        return self

    def add(self, table: str, batch: pa.RecordBatch) -> None:
        """Append rows to a table's file."""
        self._files[table].add(batch)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self._files.values():
            if kind is None:
                file.end()
            else:
                file.abandon()


EXPORTER = Exporter(
    "parquet",
    files={"{table}.parquet": Form(
        "Parquet", "application/vnd.apache.parquet", Bilingual("Parquet, typed", "Parquet，欄位帶型別"),
    )},
    purpose=Bilingual(
        "pandas, DuckDB, Spark, R: typed, with labels and meaning inside",
        "pandas、DuckDB、Spark、R：欄位帶型別，並附名稱與說明",
    ),
    always=True,
)

__all__ = ["EXPORTER", "GROUP_ROWS", "ParquetFiles", "file_name"]
