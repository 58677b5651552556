"""The release's own files in a site: as they are, or packed where they are large."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from pipeline.base.durable import json_bytes
from pipeline.releases.exporters.files import File, data_files
from pipeline.releases.exporters.skos import JSON_LD
from pipeline.releases.exporters.sqlite import FILE_NAME as SQLITE
from pipeline.releases.folder import ReleaseFolder
from pipeline.views.site import datasette
from pipeline.views.site.files import member
from pipeline.views.site.folder import SiteFolder, digest

DOWNLOAD = "download"
OTHERS = (
    "CHANGES.md", "changes.csv", "SHA256SUMS", "datapackage.json", "CITATION.cff", "report.json", "report.md", "violations.csv",
)
"""Files of a release beside its data that the site offers where they are there."""
LARGE = 1_000_000
"""Bytes from which a file is offered packed, if it is not packed in itself."""
NOT_OFFERED = frozenset({JSON_LD})
"""What says the same as another file, and stands beside the page of each standard."""
_PACKED = (".parquet", ".xlsx", ".zip")
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of the release and its address below the site."""

    name: str
    address: str

    @property
    def is_packed(self) -> bool:
        """Whether it is offered as a ZIP."""
        return not self.address.endswith(f"/{self.name}")


def offer(name: str, size: int) -> Offer:
    """How a file of this name and size is offered."""
    suffix = ".zip" if size >= LARGE and not name.endswith(_PACKED) else ""
    return Offer(name, f"{DOWNLOAD}/{name}{suffix}")


def data(release: ReleaseFolder) -> list[File]:
    """The files of data that the site offers, those that hold everything first."""
    offered = (one for one in data_files(release) if one.path not in NOT_OFFERED)
    return sorted(offered, key=lambda one: one.table is not None)


def copy(release: ReleaseFolder, site: SiteFolder) -> None:
    """Offer the files that the release has, and what datasette needs beside the SQLite file."""
    for one, hashed in _offers(release):
        key = digest("download", hashed, _LEVEL)
        if not site.keep([one.address], key):
            target = site.path / one.address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            _copy(release.path / one.name, target, one)
            site.written += 1
            site.made(one.address, key)
    if release.holds(SQLITE):
        site.write(f"{DOWNLOAD}/{datasette.FILE_NAME}", json_bytes(datasette.metadata()))


def _offers(folder: ReleaseFolder) -> Iterator[tuple[Offer, str]]:
    """Each file with its hash."""
    yield from ((offer(one.path, one.bytes), one.sha256) for one in data(folder))
    others = (name for name in OTHERS if folder.holds(name))
    yield from ((offer(name, folder.size(name)), folder.sha256(name)) for name in others)


def _copy(source: Path, target: Path, one: Offer) -> None:
    if not one.is_packed:
        shutil.copyfile(source, target)
        return
    with ZipFile(target, "w", compresslevel=_LEVEL) as archive:
        entry = member(source.name)
        entry.file_size = source.stat().st_size
        with source.open("rb") as stream, archive.open(entry, "w") as packed:
            shutil.copyfileobj(stream, packed, 1 << 20)
