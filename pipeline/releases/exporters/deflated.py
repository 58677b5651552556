"""Parts of a ZIP member that are packed each by itself, so that they can be kept and put one behind the other.

A Deflate stream may be flushed to a whole byte wherever one likes, and what follows may stand in any other stream: so
packed parts joined are the packed whole. Its checksum follows from theirs without looking at a byte.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LEVEL = 6
"""Of zlib; its default, fixed so that the bytes are. 4 would save a fifth of the time for 15 % more bytes."""
_RAW = -zlib.MAX_WBITS
_END = b"\x03\x00"
"""An empty last block."""
_HEAD = struct.Struct("<QIIQ")
_POLYNOMIAL = 0xEDB88320
_ONE, _X = 1 << 31, 1 << 30
"""The polynomials 1 and x: the highest bit is the lowest power."""
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Deflated:
    """A packed part: its bytes, and size and CRC-32 of what they unpack to; `rows` counts what is in it."""

    data: bytes
    size: int
    crc: int
    rows: int = 0

    def stored(self) -> bytes:
        """The part as bytes that tell where they end."""
        return _HEAD.pack(self.size, self.crc, self.rows, len(self.data)) + self.data


def deflated(data: bytes, rows: int = 0) -> Deflated:
    """Pack a part."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    packed = packing.compress(data) + packing.flush(zlib.Z_SYNC_FLUSH)
    return Deflated(packed, len(data), zlib.crc32(data), rows)


def parts(stream: IO[bytes]) -> Iterator[Deflated]:
    """The stored parts of a file."""
    while head := stream.read(_HEAD.size):
        size, crc, rows, length = _HEAD.unpack(head)
        yield Deflated(stream.read(length), size, crc, rows)


def rows_of_parts(stream: IO[bytes]) -> Iterator[int]:
    """How many rows are in each stored part of a file, whose bytes are passed over."""
    while head := stream.read(_HEAD.size):
        *_, rows, length = _HEAD.unpack(head)
        stream.seek(length, 1)
        yield rows


def add_member(package: ZipFile, name: str, some: Iterable[Deflated]) -> None:
    """Write a member that is packed already; its day is always the same, so that its bytes are.

    Raises `zipfile.LargeZipFile` for one of more than 2 GiB: Excel takes the longer form of a package for a damaged one.
    """
    member = ZipInfo(name, _TIME)
    member.create_system, member.compress_type = _UNIX, ZIP_STORED
    size = crc = 0
    with package.open(member, "w") as stream:
        for part in some:
            stream.write(part.data)
            size, crc = size + part.size, combined(crc, part.crc, part.size)
        stream.write(_END)
    # The library has written it as a file that is stored as it comes; what it unpacks to is told now.
    member.compress_type, member.file_size, member.CRC = ZIP_DEFLATED, size, crc
    file = package.fp
    assert file is not None
    end = file.tell()
    file.seek(member.header_offset)
    file.write(member.FileHeader(zip64=False))
    file.seek(end)


def combined(first: int, second: int, size: int) -> int:
    """The CRC-32 of two parts behind each other, of theirs and the size of the second."""
    return _product(_power(8 * size), first) ^ second


def _product(one: int, other: int) -> int:
    """The product of two polynomials over GF(2), modulo that of CRC-32."""
    result, bit = 0, _ONE
    while bit:
        if one & bit:
            result ^= other
        other = other >> 1 ^ _POLYNOMIAL if other & 1 else other >> 1
        bit >>= 1
    return result


@cache
def _doubling(number: int) -> int:
    """The power of x to 2 ** number."""
    half = _X if number == 0 else _doubling(number - 1)
    return half if number == 0 else _product(half, half)


@cache
def _power(exponent: int) -> int:
    """A power of x."""
    result, number = _ONE, 0
    while exponent:
        if exponent & 1:
            result = _product(_doubling(number), result)
        exponent >>= 1
        number += 1
    return result
