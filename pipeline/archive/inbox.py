"""From the inbox into the archive: copy, enter in the manifest, and only then take out of the inbox."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.archive.manifest import Provenance
from pipeline.archive.names import visible
from pipeline.archive.store import KNOWN, MARKED, NEW, Archive
from pipeline.archive.unpack import LIMITS, Limits, Refused, is_junk, is_zip_of_documents, unpacked
from pipeline.base.eventlog import EventLog

UNFINISHED = frozenset((".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart"))
"""Suffixes of files that another program is still writing; they wait for the next time."""


@dataclass(slots=True)
class TakenIn:
    """What became of the inbox: paths in the archive, and sentences for what stays in the inbox."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in self.__slots__}

    @property
    def summary(self) -> str:
        """The line for the terminal."""
        return "inbox       " + (", ".join(f"{number} {kind}" for kind, number in self.counts().items() if number) or "nothing")

    def log(self, log: EventLog) -> None:
        """One event for all, one for each file that was refused."""
        log.event("ingested", **{kind: number for kind, number in self.counts().items() if number})
        for sentence in self.refused:
            log.event("refused", reason=sentence)


def take_in(raw: Path, inbox: Path, provenance: Provenance, limits: Limits = LIMITS) -> TakenIn:
    """Move everything that lies in the inbox, which is made if need be, into the archive; hold the lock of `raw` meanwhile.

    A file that cannot be taken in stays where it is and is told of in `refused`; the others go on.
    Raises `PipelineError` for a damaged manifest and `OSError` where the disk refuses; the inbox is
    untouched then.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    archive = Archive.open(raw)
    done = TakenIn(moved=[entry.path for entry in archive.moved])
    finished = [path for path in _waiting_files(inbox, done) if _take(archive, path, inbox, provenance, limits, done)]
    archive.adopt(provenance)
    done.adopted = [entry.path for entry in archive.adopted]
    done.missing = [entry.path for entry in archive.missing]
    archive.save()
    for path in finished:
        path.unlink(missing_ok=True)
    _remove_empty_folders(inbox)
    return done


def _waiting_files(inbox: Path, done: TakenIn) -> Iterator[Path]:
    """The files of the inbox in the order of their names; links are not followed, unfinished files wait."""
    for folder, folders, names in os.walk(inbox, followlinks=False):
        for name in sorted([*names, *(name for name in folders if (Path(folder) / name).is_symlink())]):
            path = Path(folder) / name
            shown = visible(path.relative_to(inbox).as_posix())
            if path.suffix.lower() in UNFINISHED:
                done.waiting.append(shown)
            elif not stat.S_ISREG(path.lstat().st_mode):
                done.refused.append(f"{shown} is a link or a device and no document; put the document itself into the inbox.")
            elif not (name.startswith(".") and not is_junk(PurePosixPath(name))):
                yield path
        folders.sort()


def _take(archive: Archive, path: Path, inbox: Path, provenance: Provenance, limits: Limits, done: TakenIn) -> bool:
    """Take one file in; True if it may leave the inbox afterwards."""
    name = path.relative_to(inbox).as_posix()
    if is_junk(PurePosixPath(name)):
        return True
    try:
        is_zip = is_zip_of_documents(path)
        most = limits.total_bytes if is_zip else limits.member_bytes
        if path.stat().st_size > most:
            raise Refused(f"is larger than {most >> 20} MB, which no standard needs; check where it comes from")
        if is_zip:
            for member, data in _whole(path, limits):
                _add(archive, data, member, provenance.or_from(f"inbox/{visible(name)}"), done)
        else:
            _add(archive, path.read_bytes(), name, provenance, done)
    except Refused as error:
        done.refused.append(f"{visible(name)} {error}; it stays in the inbox.")
        return False
    return True


def _whole(path: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The members of a zip file, none of them before all of them have proved sound."""
    for _ in unpacked(path, limits):
        pass
    yield from unpacked(path, limits)


def _add(archive: Archive, data: bytes, name: str, provenance: Provenance, done: TakenIn) -> None:
    became, entry = archive.add(data, name, provenance)
    {NEW: done.new, KNOWN: done.known, MARKED: done.marked}[became].append(entry.path)


def _remove_empty_folders(inbox: Path) -> None:
    for folder, folders, names in os.walk(inbox, topdown=False):
        if Path(folder) != inbox and not names and not any((Path(folder) / name).exists() for name in folders):
            Path(folder).rmdir()
