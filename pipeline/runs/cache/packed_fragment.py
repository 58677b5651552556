"""A fragment as bytes: a head that says what is where, the columns, the pieces; both packed with Zstandard."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipeline.releases.fragment import Fragment
from pipeline.schema.columns import schema_of

_BEGIN = struct.Struct(">II")
"""The size of the head, and a checksum of all that follows."""
_SUMMARY = ""
"""The name of the summary among the pieces; no file has it."""
_ALIGNED = 64
"""Where the columns of a table may begin, so that Arrow reads them in place."""
_DAMAGE = (struct.error, ValueError, KeyError, TypeError, IndexError, OSError, pa.ArrowException)

Places = dict[str, tuple[int, int]]
"""Where each part begins in the unpacked bytes, and its size."""


class DamagedFragment(ValueError):
    """Bytes that are not what `packed` wrote, or those of another fragment."""


def packed(fragment: Fragment, key: str) -> bytes:
    """A fragment as bytes, under a key that tells it from all others."""
    columns, column_places = _laid_out({name: batch.serialize() for name, batch in fragment.columns.items()}, _ALIGNED)
    summary = json.dumps(fragment.summary, ensure_ascii=False).encode()
    pieces, piece_places = _laid_out({**fragment.pieces, _SUMMARY: summary}, 1)
    parts = [bytes(pa.compress(part, codec="zstd", asbytes=True)) for part in (columns, pieces)]
    head = {
        "key": key, "columns": column_places, "pieces": piece_places,
        "sizes": [len(columns), len(pieces)], "packed": len(parts[0]),
    }
    described = json.dumps(head, ensure_ascii=False).encode()
    content = b"".join((described, *parts))
    return _BEGIN.pack(len(described), zlib.crc32(content)) + content


def _laid_out(parts: Mapping[str, Any], aligned: int) -> tuple[bytes, Places]:
    """Parts one after the other; equal ones stand once, as most pieces for Excel are those of the canonical files."""
    whole, places = bytearray(), Places()
    known: dict[bytes, int] = {}
    for name, part in parts.items():
        content = bytes(part)
        if content not in known:
            whole += b"\0" * (-len(whole) % aligned)
            known[content] = len(whole)
            whole += content
        places[name] = known[content], len(content)
    return bytes(whole), places


def unpacked(data: bytes, key: str) -> Fragment:
    """The fragment that `packed` wrote under this key; raises `DamagedFragment` for anything else."""
    try:
        size, check = _BEGIN.unpack_from(data)
        if zlib.crc32(memoryview(data)[_BEGIN.size:]) != check:
            raise DamagedFragment(f"no fragment {key}")
        start = _BEGIN.size + size
        head = json.loads(data[_BEGIN.size:start])
        if head["key"] != key:
            raise DamagedFragment(f"no fragment {key}")
        middle = start + head["packed"]
        columns = pa.decompress(memoryview(data)[start:middle], head["sizes"][0], codec="zstd")
        pieces = memoryview(pa.decompress(memoryview(data)[middle:], head["sizes"][1], codec="zstd"))
        parts = {name: bytes(pieces[at:at + size]) for name, (at, size) in head["pieces"].items()}
        batches = {
            name: pa.ipc.read_record_batch(columns.slice(at, size), schema_of(name))
            for name, (at, size) in head["columns"].items()
        }
        return Fragment(batches, parts, json.loads(parts.pop(_SUMMARY)))
    except _DAMAGE as error:
        raise DamagedFragment(f"no fragment {key}: {error}") from error
