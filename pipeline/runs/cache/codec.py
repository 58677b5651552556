"""Readings as compressed JSON: what the cache stores and what a reading process sends back.

One form for both, so that a reading is the same whether it was made now or in an earlier run. An entry has a head, with
all that the whole input has to know, and behind it the records of each standard, which stay packed until somebody
opens them. The head carries a checksum of the records, and gzip one of everything: a damaged entry is recognised and
never half read.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache, partial
from operator import attrgetter
from typing import Any

from pipeline.documents.findings import Finding
from pipeline.schema import TABLES, Kind
from pipeline.schema.declaration import RECORDS, Record
from pipeline.schema.records import Standard
from pipeline.schema.tables import Tables
from pipeline.standards.body import Body, Outline
from pipeline.standards.reading import Reading

_SCALARS = ("sha256", "bytes", "format", "pages", "code", "name", "coverage", "rejected")
"""Everything of a reading that is one value and comes from the content, not from the file's name."""
_FINDING = tuple(field.name for field in fields(Finding))
_LENGTH = struct.Struct(">I")
_DAMAGE = (OSError, EOFError, zlib.error, struct.error, ValueError, KeyError, TypeError, AttributeError)


class DamagedReading(ValueError):
    """Bytes that are not what `encode` wrote."""


def encode(reading: Reading) -> bytes:
    """A reading of a content, that is one without a path, as bytes."""
    parts = (reading, *reading.others)
    bodies = [_packed(_rows(part.tables)) for part in parts]
    heads = [_head(part) | {"size": len(body)} for part, body in zip(parts, bodies, strict=True)]
    records = b"".join(bodies)
    head = _packed({"check": zlib.crc32(records), "parts": heads})
    return _LENGTH.pack(len(head)) + head + records


def _packed(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat)
    # Text of a broken font may hold half a surrogate pair, which plain UTF-8 refuses.
    return gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0)


def _unpacked(data: bytes) -> Any:
    return json.loads(gzip.decompress(data).decode("utf-8", "surrogatepass"))


def _head(reading: Reading) -> dict[str, Any]:
    outline = reading.body.outline
    return {
        "reading": {name: getattr(reading, name) for name in _SCALARS},
        "findings": list(map(attrgetter(*_FINDING), reading.findings)),
        "standard": outline.standard and attrgetter(*TABLES["standards"].column_names)(outline.standard),
        "filled": sorted(outline.filled), "kinds": sorted(outline.kinds), "tasks": outline.tasks,
    }


def _rows(tables: Tables) -> dict[str, Any]:
    """The rows by table; the flat view repeats the others and is made of them again."""
    kept = ((name, rows) for name, rows in tables.items() if rows and name != "requirements")
    return {name: list(map(attrgetter(*TABLES[name].column_names), rows)) for name, rows in kept}


def decode(data: bytes, engine: str | None = None, again: Callable[[], bytes] | None = None) -> Reading:
    """The reading that `encode` wrote; raises `DamagedReading` for anything else.

    `again` gives the same bytes once more, so that these here need not be kept; `engine` tells with the content what
    the records are, where they are stored.
    """
    try:
        (size,) = _LENGTH.unpack_from(data)
        start = _LENGTH.size + size
        head = _unpacked(data[_LENGTH.size:start])
        if zlib.crc32(memoryview(data)[start:]) != head["check"]:
            raise DamagedReading("no reading: the records are damaged")
        first, *others = _readings(head["parts"], start, again or (lambda: data), engine)
    except _DAMAGE as error:
        raise DamagedReading(f"no reading: {error}") from error
    return replace(first, others=tuple(others))


def _readings(
    heads: Sequence[Mapping[str, Any]], start: int, source: Callable[[], bytes], engine: str | None
) -> Iterator[Reading]:
    for part, head in enumerate(heads):
        scalars: Mapping[str, Any] = head["reading"]
        identity = None if engine is None else f"{scalars['sha256']}.{part}.{engine}"
        yield Reading(
            path="", **{name: scalars[name] for name in _SCALARS}, findings=tuple(Finding(*found) for found in head["findings"]),
            body=Body(_outline(head), partial(_records_in, source, start, start + head["size"]), identity),
        )
        start += head["size"]


def _outline(head: Mapping[str, Any]) -> Outline:
    rows = [] if head["standard"] is None else _records("standards", [head["standard"]])
    standard = next((row for row in rows if isinstance(row, Standard)), None)
    tasks = tuple((duty, task) for duty, task in head["tasks"])
    return Outline(standard, frozenset(head["filled"]), frozenset(head["kinds"]), tasks)


def _records_in(source: Callable[[], bytes], start: int, end: int) -> Tables:
    """The records between two places of an entry; raises `DamagedReading` where it is not what it was."""
    tables = Tables()
    try:
        for name, rows in _unpacked(source()[start:end]).items():
            tables.of(name).extend(_records(name, rows))
    except _DAMAGE as error:
        raise DamagedReading(f"no records: {error}") from error
    return tables


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
