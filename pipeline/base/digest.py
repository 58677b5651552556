"""The SHA-256 of files, by which contents are known everywhere; read in pieces, so that size does not matter."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import IO

_PIECE = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return sha256_of_stream(stream)


def sha256_of_stream(stream: IO[bytes]) -> str:
    """The SHA-256 of what a stream still holds, in hexadecimal."""
    digest = sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
