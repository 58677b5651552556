"""`passages.parquet`: the passages as typed columns, made of `passages.jsonl` some megabytes at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.json import ParseOptions, ReadOptions, open_json

from pipeline.releases.exporters import passages
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import Kind
from pipeline.schema.derive.arrow import for_pandas

FILE_NAME = "passages.parquet"
_TEXT = pa.string()
SCHEMA = pa.schema([
    pa.field("passage_id", _TEXT, nullable=False),
    pa.field("kind", _TEXT, nullable=False),
    pa.field("standard_id", _TEXT, nullable=False),
    pa.field("standard_name", _TEXT),
    pa.field("is_current", pa.bool_(), nullable=False),
    pa.field("duty_id", _TEXT),
    pa.field("duty_name", _TEXT),
    pa.field("task_id", _TEXT),
    pa.field("task_name", _TEXT),
    pa.field("levels", pa.list_(pa.int8()), nullable=False),
    pa.field("text", _TEXT, nullable=False),
    pa.field("codes", pa.list_(_TEXT), nullable=False),
    pa.field("page", pa.int32()),
    pa.field("licence", _TEXT),
    pa.field("source_sha256", _TEXT, nullable=False),
    pa.field("address", _TEXT),
], metadata={"pandas": for_pandas([("is_current", Kind.BOOLEAN), ("page", Kind.INTEGER)])})
"""What each passage says."""
_BLOCK = 4 << 20
"""Bytes of a block; its passages are a row group."""


def write(_content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Write the file, where there are passages."""
    if not into.holds(passages.FILE_NAME):
        return
    with pq.ParquetWriter(into.path / FILE_NAME, SCHEMA, compression="zstd") as writer:
        for batch in _batches(into.path / passages.FILE_NAME):
            writer.write_batch(batch)


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The passages of a file, some megabytes of it at a time; a block holds the longest line."""
    with path.open("rb") as lines:
        longest = max(map(len, lines), default=0)
    if longest:
        read = ReadOptions(use_threads=False, block_size=max(_BLOCK, longest + 1))
        for batch in open_json(path, read, ParseOptions(explicit_schema=SCHEMA, unexpected_field_behavior="error")):
            yield pa.record_batch([batch[name] for name in SCHEMA.names], SCHEMA)


EXPORTER = Exporter(
    "passages_parquet",
    files={FILE_NAME: Form(
        "Parquet", "application/vnd.apache.parquet", Bilingual("passages to retrieve, typed", "供檢索的段落，欄位帶型別"),
    )},
    write=write,
    purpose=Bilingual(
        "the passages for pandas, DuckDB and vector stores; left out together with them",
        "供 pandas、DuckDB 與向量資料庫使用的段落；段落不產生時，此檔也不產生",
    ),
)
