"""Readings as compressed JSON: what the cache stores and what a reading process sends back.

One form for both, so that a reading is the same whether it was made now or in an earlier run. gzip
carries a checksum; a damaged entry is recognised and never half read.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from pipeline.documents.findings import Finding
from pipeline.schema import TABLES, Kind
from pipeline.schema.declaration import RECORDS, Record
from pipeline.schema.tables import Tables
from pipeline.standards.reading import Reading

_SCALARS = ("sha256", "bytes", "format", "pages", "code", "name", "coverage", "rejected")
"""Everything of a reading that is one value and comes from the content, not from the file's name."""
_FINDING = tuple(field.name for field in fields(Finding))


class DamagedReading(ValueError):
    """Bytes that are not what `encode` wrote."""


def encode(reading: Reading) -> bytes:
    """A reading of a content, that is one without a path, as bytes."""
    text = json.dumps(_values(reading), ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat)
    # Text of a broken font may hold half a surrogate pair, which plain UTF-8 refuses.
    return gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0)


def _values(reading: Reading) -> dict[str, Any]:
    return {
        "reading": {name: getattr(reading, name) for name in _SCALARS},
        "findings": list(map(attrgetter(*_FINDING), reading.findings)),
        "tables": {
            name: list(map(attrgetter(*TABLES[name].column_names), rows)) for name, rows in reading.tables.items() if rows
        },
        "others": [_values(other) for other in reading.others],
    }


def decode(data: bytes) -> Reading:
    """The reading that `encode` wrote; raises `DamagedReading` for anything else."""
    try:
        return _reading(json.loads(gzip.decompress(data).decode("utf-8", "surrogatepass")))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedReading(f"no reading: {error}") from error


def _reading(values: Mapping[str, Any]) -> Reading:
    scalars: Mapping[str, Any] = values["reading"]
    tables = Tables()
    for name, rows in values["tables"].items():
        tables.of(name).extend(_records(name, rows))
    return Reading(
        path="", **{name: scalars[name] for name in _SCALARS}, tables=tables,
        findings=tuple(Finding(*found) for found in values["findings"]), others=tuple(map(_reading, values["others"])),
    )


def _records(name: str, rows: Sequence[list[Any]]) -> list[Record]:
    """Rows as records, made by position and nowhere else: the rows were written in the order of the columns."""
    for index in _dates(name):
        for row in rows:
            row[index] = None if row[index] is None else dt.date.fromisoformat(row[index])
    record = RECORDS[name]
    return [record(*row) for row in rows]


@cache
def _dates(name: str) -> tuple[int, ...]:
    """The columns that JSON has no type for."""
    return tuple(index for index, column in enumerate(TABLES[name].columns) if column.field.kind is Kind.DATE)
