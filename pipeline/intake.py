"""Which files of a folder are sources, and their readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.parse import Reading, parse

RESERVED = frozenset(("manifest.csv", "sources.csv", "README.md"))
"""Files of the raw folder that are ours and no sources."""

Progress = Callable[[int], None]


def source_files(folder: Path) -> list[Path]:
    """The sources below a folder in the order of their paths; hidden and reserved files are left out.

    Raises `PipelineError` where the folder does not exist or holds no file.
    """
    if not folder.is_dir():
        raise PipelineError(f"{folder} is not a folder; name the folder that holds the documents with --input.")
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_source(path.relative_to(folder))]
    if not found:
        raise PipelineError(f"{folder} holds no documents; put PDF, DOCX, ODT or text files there.")
    return found


def _is_source(path: Path) -> bool:
    return path.name not in RESERVED and not any(part.startswith(".") for part in path.parts)


def readings(folder: Path, files: Sequence[Path], engine: str, progress: Progress) -> Iterator[Reading]:
    """Read the files one by one; `progress` is told of each."""
    for path in files:
        yield parse(path.relative_to(folder).as_posix(), path.read_bytes(), engine)
        progress(1)
