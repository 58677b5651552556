"""The messages between a run and its reading processes: one letter, the length, the body."""

from __future__ import annotations

import struct

HEADER = struct.Struct(">cI")

STARTED = b"S"
"""The process has loaded its libraries."""
READING = b"R"
"""An encoded reading."""
MEMORY = b"M"
"""The document needed more memory than it may have; the process ends."""
UNOPENED = b"O"
"""The document could not be opened; the body says why."""
DEFECT = b"D"
"""The program failed on the document; the body says where."""
LOST = b"L"
"""From a machine of a cluster: the document has no reading; the body says why."""
DOCUMENT = b"A"
"""To the process: engine and address of a document, divided by a line feed."""


def packed(kind: bytes, body: bytes = b"") -> bytes:
    """A message as bytes."""
    return HEADER.pack(kind, len(body)) + body


class Incoming:
    """Puts messages together from the pieces in which a pipe delivers them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def add(self, piece: bytes) -> None:
        """Take what a pipe delivered."""
        self._buffer += piece

    def next(self) -> tuple[bytes, bytes] | None:
        """Letter and body of the next message that is complete."""
        if len(self._buffer) < HEADER.size:
            return None
        kind, length = HEADER.unpack_from(self._buffer)
        end = HEADER.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[HEADER.size:end])
        del self._buffer[:end]
        return kind, body
