"""Which content each file had when it was last opened, so that an unchanged file is not opened again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.archive.sources import Source
from pipeline.base import expendable


class FileIndex:
    """Content hashes of one input's files by path and mark; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None, place: Path | str) -> None:
        name = str(Path(place).resolve()) if isinstance(place, Path) else place
        self._path = folder and folder / "files" / f"{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json"
        self._key = f"files of {name}"
        self._known: dict[str, Any] = expendable.load(self._path, self._key) if self._path else {}
        self._seen: dict[str, list[str]] = {}

    def sha256(self, source: Source) -> str | None:
        """The content's hash if the file cannot have changed since it was noted."""
        match self._known.get(source.address):
            case [mark, str() as known] if mark == source.mark:
                self._seen[source.address] = [mark, known]
                return known
        return None

    def note(self, source: Source, content: str) -> None:
        """Remember the hash of a file that has been opened."""
        if source.mark is not None:
            self._seen[source.address] = [source.mark, content]

    def save(self) -> None:
        """Keep what this run saw; files that are gone are forgotten, and so is what a crash left half written."""
        if self._path:
            expendable.sweep([*self._path.parent.glob(".*"), *self._path.parent.parent.glob(".*")])
        if self._path and self._seen != self._known:
            expendable.save(self._seen, self._path, self._key)
