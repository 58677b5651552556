"""Hash the whole archive again and compare it with the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.layout import kept_files
from pipeline.archive.manifest import MANIFEST, read_manifest
from pipeline.base.digest import sha256_of


@dataclass(frozen=True, slots=True)
class Check:
    """The result: how many documents hold, and a sentence for each that does not.

    `unlisted` are files without an entry; they are no damage, the next `ingest` enters them.
    """

    sound: int
    damaged: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The line for the terminal."""
        unlisted = f", {len(self.unlisted)} not in the manifest yet" if self.unlisted else ""
        return f"archive     {self.sound} documents are as they came, {len(self.damaged)} are not{unlisted}"


def verify(raw: Path) -> Check:
    """Compare every file of the archive with its entry; raises `PipelineError` for a damaged manifest."""
    entries = read_manifest(raw)
    present = {path.relative_to(raw).as_posix() for path in kept_files(raw)} if raw.is_dir() else set()
    sentences = []
    for entry in entries:
        if entry.path not in present:
            sentences.append(
                f"{entry.path} is gone; put it back, or delete its row from {MANIFEST} if that was meant "
                "(to withdraw a document, move it to withdrawn/)."
            )
        elif sha256_of(raw / entry.path) != entry.sha256:
            sentences.append(f"{entry.path} has other bytes than when it came; put the original back from a backup.")
    unlisted = sorted(present - {entry.path for entry in entries})
    return Check(len(entries) - len(sentences), tuple(sentences), tuple(unlisted))
