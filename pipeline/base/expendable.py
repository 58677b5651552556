"""Files that can be lost and made again: replaced in one step, and as good as absent when damaged or those of another key.

A keyed file has a first line with its key, that is what it is about, and a checksum of the rest. So one that was copied
or renamed is not taken for another, and a flipped bit is no value.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.base.durable import UNFINISHED, write_whole

_ABANDONED = 86_400
"""Age in seconds at which a half-written file must be a crash's."""


def load(path: Path, key: str) -> dict[str, Any]:
    """The values that `save` kept under this key; empty where there are none or they cannot be understood."""
    try:
        values = json.loads(read_keyed(path, key) or b"")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def save(values: dict[str, Any], path: Path, key: str) -> None:
    """Keep values under a key in place of the earlier ones, so that a crash leaves those."""
    write_keyed(json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode(), path, key)


def read_keyed(path: Path, key: str) -> bytes | None:
    """The bytes that `write_keyed` kept under this key; None where there are none, or others."""
    try:
        head, _, data = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return data if head == _head(key, data) else None


def write_keyed(data: bytes, path: Path, key: str) -> None:
    """Keep bytes under a key in place of the earlier ones."""
    write(_head(key, data) + b"\n" + data, path)


def write(data: bytes, path: Path) -> None:
    """Replace a file in one step; runs that share a folder do not meet in the temporary file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    through = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    write_whole(data, path, through=through, lasting=False)


def _head(key: str, data: bytes) -> bytes:
    return json.dumps([key, zlib.crc32(data)]).encode()


def sweep(paths: Iterable[Path]) -> None:
    """Remove those of some files that were half written when a process was killed; one at work needs less than a day."""
    for path in paths:
        if is_abandoned(path):
            path.unlink(missing_ok=True)


def is_abandoned(path: Path) -> bool:
    """Whether a file is half-written and so old that nobody writes it any more."""
    return path.name.startswith(".") and path.name.endswith(UNFINISHED) and time.time() - path.stat().st_mtime > _ABANDONED
