"""Parts of a file over HTTP (RFC 9110, section 14): what programs ask that read columns of a Parquet file and not all of it."""

from __future__ import annotations

import re
from typing import BinaryIO

_ONE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def wanted(header: str | None, size: int) -> range | None:
    """The bytes that are asked for, an empty range where the file has none of them; None where all of the file is to be sent.

    Several ranges at once, and whatever cannot be understood, are answered by the whole file, as the standard allows.
    """
    match = _ONE.fullmatch((header or "").strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


class Part:
    """A part of an open file, read like a file."""

    def __init__(self, stream: BinaryIO, span: range) -> None:
        self._stream, self._left = stream, len(span)
        stream.seek(span.start)

    def read(self, size: int = -1) -> bytes:
        """At most so many of the bytes that are left."""
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
