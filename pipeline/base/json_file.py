"""Small JSON files that can be lost: replaced in one step, and as good as absent when damaged."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def load(path: Path) -> dict[str, Any]:
    """The object in a file; empty where there is none or it cannot be understood."""
    try:
        values = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def save(values: dict[str, Any], path: Path) -> None:
    """Replace a file in one step, so that a crash leaves the old one."""
    write(json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode(), path)


def write(data: bytes, path: Path) -> None:
    """Replace a file in one step; runs that share a folder do not meet in the temporary file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
