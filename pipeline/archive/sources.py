"""Where documents come from: a folder, or an address such as `s3://bucket/raw` that fsspec opens."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.base.digest import sha256_of
from pipeline.base.errors import PipelineError
from pipeline.base.meant import meant_path

MANIFEST = "manifest.csv"
RESERVED = frozenset((MANIFEST, "sources.csv", "hosts.csv", "fetch.json", "README.md"))
"""Files of the raw folder that are ours and no sources."""
RESERVED_FOLDERS = frozenset(("inbox", "withdrawn"))
"""Folders of the raw folder whose files are not read: not yet taken in, and no longer valid."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_CLOCK_TICK = 2_000_000_000
"""Nanoseconds, the coarsest clock of a file system: a younger file can change again without showing it."""
_REMOTE_MARKS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "modified")
"""What file systems tell about a file that changes with its content; which of them differs."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read.

    `path` is relative to the input and is published, `address` opens the file, `size` is in bytes.
    `mark` differs as soon as the content may have changed; None where the place cannot tell. `refused` says why
    it is not opened, as a sentence without its subject: a link out of the input, a folder that cannot be listed.
    """

    path: str
    address: str
    size: int
    mark: str | None
    refused: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether opening the file means fetching it."""
        return is_address(self.address)


def is_address(place: Path | str) -> bool:
    """Whether fsspec is needed to open a place."""
    return bool(_ADDRESS.match(str(place)))


def source_files(folder: Path | str) -> list[Source]:
    """The sources below a folder in the order of their paths; hidden and reserved files are left out.

    Raises `PipelineError` where the folder does not exist or holds no file.
    """
    found = _remote_files(str(folder)) if is_address(folder) else _local_files(Path(folder))
    sources = sorted((source for source in found if _is_source(PurePosixPath(source.path))), key=lambda source: source.path)
    if not sources:
        raise PipelineError(f"{folder} holds no documents; put PDF, DOCX, ODT, XLSX, ODS or text files there.")
    return sources


def _is_source(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.name not in RESERVED and path.parts[0] not in RESERVED_FOLDERS and not hidden


def _local_files(folder: Path) -> Iterator[Source]:
    if not folder.is_dir():
        question = meant_path(folder)
        raise PipelineError(f"{folder} is not a folder; name the folder that holds the documents with --input{question or '.'}")
    unlisted: list[OSError] = []
    root = os.path.realpath(folder)
    for parent, folders, names in os.walk(folder, onerror=unlisted.append):
        for name in (*names, *folders):
            address = os.path.join(parent, name)  # noqa: PTH118 - thousands of Path objects would cost a tenth of a second
            source = _local(address, os.path.relpath(address, folder), root)
            if source is not None:
                yield source
    for error in unlisted:
        place = os.path.relpath(str(error.filename), folder)
        if place == os.curdir:
            raise PipelineError(f"{folder} cannot be listed: {error.strerror}; allow it to be read.")
        yield _refused(str(error.filename), place, f"is a folder that cannot be listed ({error.strerror}); allow it to be read")


def _local(address: str, path: str, root: str) -> Source | None:
    """The file at an address; None for a folder, whose files come by themselves."""
    try:
        state = os.stat(address)  # noqa: PTH116
        is_link = os.path.islink(address)  # noqa: PTH114
    except OSError as error:
        return _refused(address, path, f"cannot be opened: {error.strerror}; put the document itself there")
    if is_link and not os.path.realpath(address).startswith(root + os.sep):
        return _refused(address, path, "is a link that leads out of the input; put the document itself there")
    if stat.S_ISDIR(state.st_mode):
        return _refused(address, path, "is a link to a folder, which is not followed; remove it") if is_link else None
    if not stat.S_ISREG(state.st_mode):
        return _refused(address, path, "is a device and no document; remove it")
    settled = time.time_ns() - state.st_mtime_ns > _CLOCK_TICK
    mark = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}" if settled else None
    return Source(_printable(path), address, state.st_size, mark)


def _refused(address: str, path: str, reason: str) -> Source:
    return Source(_printable(path), address, 0, None, reason)


def _printable(path: str) -> str:
    """A name that is no UTF-8 still has to be published."""
    return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace")


def _remote_files(folder: str) -> Iterator[Source]:
    files, root = _file_system(folder)
    if not files.isdir(root):
        raise PipelineError(f"{folder} is not a folder; name the folder that holds the documents with --input.")
    for name, about in files.find(root, detail=True).items():
        path = name.removeprefix(root.rstrip("/")).lstrip("/")
        yield Source(path, files.unstrip_protocol(name), int(about.get("size") or 0), _remote_mark(about))


def _remote_mark(about: dict[str, Any]) -> str | None:
    marks = [f"{name}={about[name]}" for name in _REMOTE_MARKS if about.get(name) is not None]
    return " ".join((str(about.get("size")), *marks)) if marks else None


def _file_system(address: str) -> tuple[Any, str]:
    try:
        fsspec: Any = import_module("fsspec.core")
    except ImportError as error:
        raise PipelineError(f"{address} needs fsspec; install the extra `cluster`, or name a folder.") from error
    try:
        files, root = fsspec.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise PipelineError(f"{address} cannot be opened: {error}.") from error
    return files, str(root)


def content(address: str) -> bytes:
    """The bytes of a source. Raises OSError."""
    if not is_address(address):
        return Path(address).read_bytes()
    files, name = _file_system(address)
    data: bytes = files.cat_file(name)
    return data


def source_sha256(source: Source) -> str:
    """The hash of a source's bytes, without holding a local file in memory."""
    if source.is_remote:
        return hashlib.sha256(content(source.address)).hexdigest()
    return sha256_of(Path(source.address))
