"""Files that are there in whole or not at all, whenever the power goes."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(content: bytes, path: Path) -> None:
    """Replace a file in one step; whoever reads it sees the old bytes or the new ones.

    Raises `OSError` (disk full, read-only) with the old file as it was.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def write_json(value: Any, path: Path) -> None:
    """Replace a JSON file in one step."""
    write_whole((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode(), path)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; reads it in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
