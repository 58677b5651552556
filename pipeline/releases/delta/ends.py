"""What two files have in common at their ends, found block by block: where one standard of thousands changed, nearly all.

A place between two records is one after a line end outside quotes; a line break inside them belongs to a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

_BLOCK = 1 << 18
"""Bytes that are compared at once."""
_QUOTE, _LINE_END = b'"', b"\n"


def following(stream: BinaryIO) -> Iterator[bytes]:
    """The records of a canonical CSV file from here on, each with its line end."""
    for line in stream:
        record = line
        while record.count(_QUOTE) % 2 and (more := stream.readline()):
            record += more
        yield record


def owner(record: bytes) -> bytes:
    """The first value, which holds neither comma nor quote."""
    return record[: record.find(b",")]


class Middle(NamedTuple):
    """What is left of two files: where it begins in both, where it ends in each, and whose record follows, if one does."""

    start: int
    old_end: int
    new_end: int
    next: bytes | None


def middle(old: Path, new: Path, header: int) -> Middle:
    """What stands between the records that are the same at the beginnings and those that are the same at the ends.

    It begins between records and after the header of so many bytes, which is equal, and ends where another owner begins.
    """
    with old.open("rb") as before, new.open("rb") as after:
        sizes = _size(before), _size(after)
        start = max(header, _whole_records(before, _same(before, after, min(sizes))))
        tail = _same_end(before, after, sizes, min(sizes) - start)
        parities = [
            _quotes(stream, start, size - tail) % 2 for stream, size in zip((before, after), sizes, strict=True)
        ]
        if parities[0] != parities[1]:
            return Middle(start, *sizes, None)
        place, following_owner = _next_owner(before, sizes[0] - tail, parities[0])
        left = sizes[0] - place
        return Middle(start, sizes[0] - left, sizes[1] - left, following_owner)


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)


def _read(stream: BinaryIO, start: int, end: int) -> bytes:
    stream.seek(start)
    return stream.read(end - start)


def _same(before: BinaryIO, after: BinaryIO, most: int) -> int:
    """How many bytes are the same from the beginning."""
    for start in range(0, most, _BLOCK):
        end = min(start + _BLOCK, most)
        old, new = _read(before, start, end), _read(after, start, end)
        if old != new:
            return start + _alike(old, new)
    return most


def _same_end(before: BinaryIO, after: BinaryIO, sizes: tuple[int, int], most: int) -> int:
    """How many bytes are the same at the end, at most so many."""
    for start in range(0, most, _BLOCK):
        end = min(start + _BLOCK, most)
        old, new = (_read(stream, size - end, size - start) for stream, size in zip((before, after), sizes, strict=True))
        if old != new:
            return start + _alike(old[::-1], new[::-1])
    return most


def _alike(old: bytes, new: bytes) -> int:
    """How many bytes two blocks of one length that are not equal have in common at the beginning, found by halving."""
    least, most = 0, len(old)
    while least + 1 < most:
        half = (least + most) // 2
        least, most = (half, most) if old[least:half] == new[least:half] else (least, half)
    return least


def _quotes(stream: BinaryIO, start: int, end: int) -> int:
    return sum(_read(stream, place, min(place + _BLOCK, end)).count(_QUOTE) for place in range(start, end, _BLOCK))


def _whole_records(stream: BinaryIO, end: int) -> int:
    """The last place between two records that is not beyond `end`; 0 where there is none."""
    quotes = _quotes(stream, 0, end)
    while end > 0:
        start = max(0, end - _BLOCK)
        block = _read(stream, start, end)
        rest = len(block)
        while (found := block.rfind(_LINE_END, 0, rest)) >= 0:
            quotes -= block.count(_QUOTE, found, rest)
            if quotes % 2 == 0:
                return start + found + 1
            rest = found
        quotes -= block.count(_QUOTE, 0, rest)
        end = start
    return 0


def _next_owner(stream: BinaryIO, place: int, parity: int) -> tuple[int, bytes | None]:
    """Where after a place the first record begins whose owner is another than that of the record before, and whose it is.

    `parity` tells whether the place is inside quotes.
    """
    stream.seek(place)
    while line := stream.readline():
        parity += line.count(_QUOTE)
        if parity % 2 == 0:
            break
    place, last = stream.tell(), None
    for record in following(stream):
        if last is not None and owner(record) != last:
            return place, owner(record)
        place, last = place + len(record), owner(record)
    return place, None
