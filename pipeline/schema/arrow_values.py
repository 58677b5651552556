"""Values as Arrow columns without `pyarrow.array`, which loads pandas to ask whether it was given a series."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any

import pyarrow as pa
from pyarrow.lib import StringBuilder

from pipeline.schema import Kind
from pipeline.schema.derive.arrow import ARROW_TYPES

_EPOCH = dt.date(1970, 1, 1).toordinal()


def column(kind: Kind, values: Sequence[Any]) -> pa.Array:
    """A column of a kind; None is null. Raises TypeError where a value is of another type."""
    if kind is Kind.STRING:
        return _texts(values)
    if not set(map(type, values)) <= _TYPES[kind]:
        raise TypeError(f"a column of the kind {kind.value} holds something else")
    present = [value is not None for value in values]
    missing = len(values) - sum(present)
    data = _PACKED[kind](values)
    return pa.Array.from_buffers(
        ARROW_TYPES[kind], len(values), [_bits(present) if missing else None, pa.py_buffer(data)], missing
    )


def _texts(values: Sequence[Any]) -> pa.Array:
    if not all(issubclass(kind, (str, type(None))) for kind in set(map(type, values))):
        raise TypeError("a column of texts holds something else")
    texts = StringBuilder()
    texts.append_values(values)
    return texts.finish()


def _bits(flags: Sequence[Any]) -> pa.Buffer:
    """Eight flags to a byte, the first in the lowest bit."""
    size = (len(flags) + 7) // 8
    number = int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
    return pa.py_buffer(number.to_bytes(size, "little"))


_TYPES: dict[Kind, set[type]] = {
    Kind.INTEGER: {int, NoneType}, Kind.NUMBER: {float, int, NoneType}, Kind.BOOLEAN: {bool, NoneType},
    Kind.DATE: {dt.date, NoneType},
}
_PACKED: dict[Kind, Callable[[Sequence[Any]], object]] = {
    Kind.INTEGER: lambda values: array("q", [0 if value is None else value for value in values]),
    Kind.NUMBER: lambda values: array("d", [0.0 if value is None else value for value in values]),
    Kind.BOOLEAN: _bits,
    Kind.DATE: lambda values: array("i", [0 if value is None else value.toordinal() - _EPOCH for value in values]),
}
"""The bytes of a column of each kind, with a zero where a value is missing."""
