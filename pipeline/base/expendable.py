"""Files that can be lost and made again: replaced in one step, and as good as absent when damaged."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pipeline.base.durable import write_whole


def load(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty where there is none or it cannot be understood."""
    try:
        values = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def save(values: dict[str, Any], path: Path) -> None:
    """Replace a JSON file in one step, so that a crash leaves the old one."""
    write(json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode(), path)


def write(data: bytes, path: Path) -> None:
    """Replace a file in one step; runs that share a folder do not meet in the temporary file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(data, path, through=path.with_name(f".{path.name}.{os.getpid()}.new"), lasting=False)
