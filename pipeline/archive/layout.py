"""Which files of `raw/` belong to the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.archive.sources import RESERVED

INBOX = "inbox"
INCOMING = ".incoming"
"""Where files are written before they get their name; hidden, so no run reads it."""


def is_kept(path: PurePosixPath | Path) -> bool:
    """Whether a path relative to the raw folder belongs to the archive: read documents and withdrawn ones."""
    return path.name not in RESERVED and path.parts[0] != INBOX and not _hidden(path)


def _hidden(path: PurePosixPath | Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def kept_files(raw: Path) -> Iterator[Path]:
    """Every file of the archive, sorted."""
    for path in sorted(raw.rglob("*")):
        if path.is_file() and not path.is_symlink() and is_kept(path.relative_to(raw)):
            yield path
