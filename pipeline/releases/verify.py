"""Whether the releases of a folder are still what they were when they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import csv, datapackage, parquet
from pipeline.releases.folder import CHECKSUMS, OWN, RUN_RECORD, ReleaseFolder
from pipeline.releases.signature import unproven
from pipeline.releases.versions import VERSIONS, ReleaseInfo, latest_name, read, releases, stated_latest

_UNSIGNED = "do not trust it before whoever released it has told you why"
_LIST_REMEDY = "restore it from a backup, or let `run` make the next release, which writes it anew"
_REMEDY = "restore the release from a backup, or let `run` make it anew under another name"


@dataclass(frozen=True, slots=True)
class Check:
    """The result: how many releases hold, and a sentence for each fault of the others."""

    sound: int
    damaged: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The line for the terminal."""
        if not self.sound and not self.damaged:
            return "releases    there are none yet"
        faults = f"{len(self.damaged)} {'fault' if len(self.damaged) == 1 else 'faults'} in others"
        return f"releases    {self.sound} are as they were made, {faults if self.damaged else 'none is not'}"


def verify_releases(output: Path, signers: Path | None = None) -> Check:
    """Look at the list, at every file of every listed release, and, where `signers` are known, at the signatures.

    Raises `PipelineError` where the list cannot be read, or the signers.
    """
    faults = {info.name: list(damage(info, output)) for info in releases(output)}
    sentences = [f"{output / name}: {fault}; {_REMEDY}." for name, found in faults.items() for fault in found]
    for name, found in faults.items():
        unsigned = unproven(output / name, signers) if signers is not None and (output / name / CHECKSUMS).is_file() else None
        if unsigned is not None:
            sentences.append(f"{output / name}: {unsigned}; {_UNSIGNED}.")
            found.append(unsigned)
    return Check(sum(not found for found in faults.values()), (*_list(output), *sentences))


def _list(output: Path) -> Iterator[str]:
    """What is wrong with the list itself: it is gone though there are releases, or it names another one as the latest."""
    path = output / VERSIONS
    if not path.exists():
        left = sorted(folder.parent.name for folder in output.glob(f"*/{CHECKSUMS}"))
        if left:
            yield f"{path} is gone, but there is {left[-1]}; restore it from a backup, without it no release is found."
        return
    named, first = stated_latest(output), latest_name(read(output))
    if named != first:
        yield f"{path} names {named} as the latest release, by its sequence it is {first}; {_LIST_REMEDY}."


def damage(info: ReleaseInfo, output: Path) -> Iterator[str]:
    """What is wrong with a release, each as a phrase; nothing where all is as it was made."""
    folder = output / info.name
    if not folder.is_dir():
        yield "the folder is gone"
        return
    try:
        promised = checksums(folder)
    except PipelineError as error:
        yield str(error)
        return
    release = ReleaseFolder(folder)
    yield from _files(release, promised)
    if csv.identity_of(promised) != info.identity:
        yield f"{CHECKSUMS} tells of other tables than versions.json"
    yield from _package(folder, promised)
    yield from _record(folder)
    yield from _counts(info, folder)


def checksums(folder: Path) -> dict[str, str]:
    """What `SHA256SUMS` of a release promises: hash by path. Raises `PipelineError` where it is gone or no such list."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{CHECKSUMS} cannot be read") from error
    parts = [line.partition("  ") for line in lines]
    if not parts or not all(len(digest) == 64 and path for digest, _, path in parts):
        raise PipelineError(f"{CHECKSUMS} is damaged")
    return {path: digest for digest, _, path in parts}


def _files(release: ReleaseFolder, promised: Mapping[str, str]) -> Iterator[str]:
    there = set(release.names())
    for name in sorted(promised.keys() - there):
        yield f"{name} is gone"
    for name in sorted(there - promised.keys() - OWN):
        yield f"{name} was not there when the release was made"
    for name in sorted(promised.keys() & there):
        try:
            if release.sha256(name) != promised[name]:
                yield f"{name} has other bytes than when the release was made"
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror})"


def _package(folder: Path, promised: Mapping[str, str]) -> Iterator[str]:
    """The package describes its files by size and hash too, for programs that know no `SHA256SUMS`."""
    try:
        resources = json.loads((folder / datapackage.FILE_NAME).read_text(encoding="utf-8"))["resources"]
        described = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in resources}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield f"{datapackage.FILE_NAME} cannot be read as a data package"
        return
    for name in sorted(name for name, digest in described.items() if promised.get(name) != digest):
        yield f"{datapackage.FILE_NAME} describes another {name} than {CHECKSUMS}"


def _record(folder: Path) -> Iterator[str]:
    """The record tells of a run and not of the data, so that no sum is promised for it; but who made a release must be told."""
    try:
        json.loads((folder / RUN_RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield f"{RUN_RECORD}, which tells what made the release, is gone or cannot be read"


def _counts(info: ReleaseInfo, folder: Path) -> Iterator[str]:
    for table, rows in info.counts.items():
        name = parquet.file_name(table)
        try:
            found = int(pq.read_metadata(folder / name).num_rows)
        except (OSError, pa.ArrowException):
            yield f"{name} cannot be read as Parquet"
        else:
            if found != rows:
                yield f"{name} has {found} rows, versions.json says {rows}"
