"""A column as bytes, so that the values of a few of its rows are hashed without making an object of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class Hash(Protocol):
    """What `hashlib` makes."""

    def update(self, data: Any, /) -> None:
        """Take in more bytes."""


_NOTHING = memoryview(b"")


@dataclass(frozen=True, slots=True)
class Packed:
    """Of texts their lengths (-1 for null), where each starts, and the bytes; else the values, and whether they are there."""

    values: Any
    present: Any = None
    starts: Any = None
    content: memoryview = _NOTHING

    @staticmethod
    def of(column: pa.Array) -> Packed:
        """Pack a column of texts, numbers, truths or dates."""
        present = column.is_valid().to_numpy(zero_copy_only=False)
        if not pa.types.is_string(column.type):
            whole = column.cast(pa.int32()) if pa.types.is_date32(column.type) else column
            zero = pa.scalar(False if pa.types.is_boolean(whole.type) else 0, whole.type)
            return Packed(pc.fill_null(whole, zero).to_numpy(zero_copy_only=False), present)
        _, offsets, content = column.buffers()
        starts = np.frombuffer(offsets, np.int32, len(column) + 1, column.offset * 4) if len(column) else np.zeros(1, np.int32)
        texts = _NOTHING if content is None else memoryview(content)
        return Packed(np.where(present, np.diff(starts), -1).astype(np.int32), None, starts, texts)

    def hash_into(self, made: Hash, start: int, stop: int) -> None:
        """Hash the rows from `start` up to, not including, `stop`."""
        made.update(np.ascontiguousarray(self.values[start:stop]).view(np.uint8))
        if self.starts is None:
            made.update(np.ascontiguousarray(self.present[start:stop]).view(np.uint8))
        else:
            made.update(self.content[self.starts[start]:self.starts[stop]])
