"""Files that are there in whole or not at all, whenever the power goes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

UNFINISHED = ".new"
"""The end of the name of a file that is being written."""


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(content: bytes, path: Path, *, through: Path | None = None, lasting: bool = True) -> None:
    """Replace a file in one step; whoever reads it sees the old bytes or the new ones.

    It is written to `through` first, a hidden file beside it if nothing is said. What is not `lasting` does not
    wait for the disk: a power cut may leave it empty, so only for what can be made again.
    Raises `OSError` (disk full, read-only) with the old file as it was.
    """
    temporary = through or path.with_name(f".{path.name}{UNFINISHED}")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if lasting:
        sync(path.parent)


def json_bytes(value: Any) -> bytes:
    """A value as the indented JSON of a file, readable without escapes."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def write_json(value: Any, path: Path) -> None:
    """Replace a JSON file in one step."""
    write_whole(json_bytes(value), path)
