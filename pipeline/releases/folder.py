"""The files of a release with their sizes and hashes."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.digest import sha256_of
from pipeline.base.errors import PipelineError

CHECKSUMS = "SHA256SUMS"
"""Hash and path of every file, as `sha256sum --check` reads them."""
RUN_RECORD = "run.json"
"""What the run did that made the release."""
DESCRIPTION = "datapackage.json"
"""The release described for machines; a folder without it holds tables alone."""
SIGNATURE = "SHA256SUMS.sig"
OWN = frozenset((CHECKSUMS, SIGNATURE, RUN_RECORD))
"""Files that the checksums do not name: themselves, their signature, and what tells of one run."""


def need_tables(folder: Path) -> None:
    """Raise `PipelineError` where a folder holds no tables."""
    if not (folder / "documents.parquet").is_file():
        raise PipelineError(f"{folder} holds no tables; make them with `parse` or name a release.")


class ReleaseFolder:
    """A release, made or in the making; each file is read once for its hash.

    That is safe because a release never changes, and while it is made no file is written again after something
    else has described it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sha256: dict[str, str] = {}

    def names(self) -> list[str]:
        """The paths of its files, sorted; nothing hidden is part of a release."""
        found = (path.relative_to(self.path) for path in self.path.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts))

    def holds(self, name: str) -> bool:
        """Whether there is a file of this path."""
        return (self.path / name).is_file()

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return (self.path / name).stat().st_size

    def marks(self) -> dict[str, list[int]]:
        """What differs for each file as soon as its bytes may have changed, without opening any."""
        states = {name: (self.path / name).stat() for name in self.names()}
        return {name: [one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino] for name, one in states.items()}

    def note(self, name: str, sha256: str) -> None:
        """Take over the hash of a file from who has just written it."""
        self._sha256[name] = sha256

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file, in hexadecimal."""
        if name not in self._sha256:
            self._sha256[name] = sha256_of(self.path / name)
        return self._sha256[name]
