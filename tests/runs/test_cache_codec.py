"""The form in which a reading is kept: whatever was read comes back, and damage is seen."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.runs.cache.codec import DamagedReading, decode, encode
from pipeline.standards.body import Body
from pipeline.standards.parse import parse_content
from pipeline.standards.reading import Reading
from tests.build import factory
from tests.conftest import RAW

TEXT = next(RAW.glob("*.txt"))


@pytest.mark.parametrize("path", sorted(path for path in RAW.iterdir() if path.suffix in (".pdf", ".docx", ".odt", ".txt")))
def test_a_reading_survives_encoding(path: Path) -> None:
    reading = parse_content(path.read_bytes())
    assert reading.tables.standards and decode(encode(reading)) == reading


def test_every_table_and_odd_text_survives_encoding() -> None:
    tables = factory.standard_tables()
    tables.notes = [replace(tables.notes[0], text="half \ud83d, all \U0001F600, \x00, \u2028")]
    reading = Reading("", "0" * 64, 1, "pdf", 2, "A", "甲", 0.1 + 0.2, Body.of(tables))
    assert decode(encode(reading)) == reading


def test_a_rejection_survives_encoding() -> None:
    reading = parse_content(b"")
    assert reading.rejected and decode(encode(reading)) == reading


def test_equal_readings_have_equal_bytes() -> None:
    assert encode(parse_content(TEXT.read_bytes())) == encode(parse_content(TEXT.read_bytes()))


def as_bytes(head: object, records: bytes = b"") -> bytes:
    packed = gzip.compress(json.dumps(head).encode(), mtime=0)
    return len(packed).to_bytes(4, "big") + packed + records


@pytest.mark.parametrize(
    "damaged",
    [
        b"", b"garbage", as_bytes([]), as_bytes({}), as_bytes({"check": 0, "parts": []}),
        as_bytes({"check": 0, "parts": [{"reading": None, "findings": []}]}),
        encode(parse_content(b""))[:-9],
    ],
)
def test_damage_is_recognised(damaged: bytes) -> None:
    with pytest.raises(DamagedReading):
        decode(damaged)


def test_a_flipped_bit_is_recognised() -> None:
    good = bytearray(encode(parse_content(TEXT.read_bytes())))
    good[len(good) // 2] ^= 1
    with pytest.raises(DamagedReading):
        decode(bytes(good))


@pytest.mark.parametrize("change", [lambda row: row[:-1], lambda row: [*row, 1]])
def test_rows_of_another_width_are_damage(change: Callable[[list[object]], list[object]]) -> None:
    good = encode(parse_content(TEXT.read_bytes()))
    start = 4 + int.from_bytes(good[:4], "big")
    head, values = (json.loads(gzip.decompress(part)) for part in (good[4:start], good[start:]))
    values["tasks"][0] = change(values["tasks"][0])
    records = gzip.compress(json.dumps(values).encode(), mtime=0)
    head["check"], head["parts"][0]["size"] = zlib.crc32(records), len(records)
    reading = decode(as_bytes(head, records))
    with pytest.raises(DamagedReading):
        _ = reading.tables
