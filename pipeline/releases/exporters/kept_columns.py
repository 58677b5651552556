"""Columns that each bundle of standards keeps for a form that is written last, one piece behind the other in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa


def piece(batch: pa.RecordBatch) -> bytes:
    """A batch as bytes that tell where they end."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def pieces(path: Path) -> Iterator[pa.RecordBatch]:
    """The batches of a file, one at a time."""
    size = path.stat().st_size
    with pa.OSFile(str(path)) as file:
        while file.tell() < size:
            with pa.ipc.open_stream(file) as reader:
                yield from reader
