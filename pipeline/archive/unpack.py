"""Zip files from strangers: every limit is checked before a byte is unpacked, and again while unpacking."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.base.errors import PipelineError


class Refused(PipelineError):
    """A file of the inbox that is not taken in; it stays where it is. The message ends a sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive of documents may hold; sizes in bytes."""

    members: int = 10_000
    member_bytes: int = 256 << 20
    total_bytes: int = 4 << 30
    ratio: int = 200
    depth: int = 16


LIMITS = Limits()
_SMALL = 1 << 20
"""Below this a high ratio harms nobody: an empty form packs well."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError, NotImplementedError, UnicodeDecodeError,
)
_JUNK = frozenset((".ds_store", "thumbs.db", "desktop.ini"))


def is_junk(path: PurePosixPath) -> bool:
    """What operating systems and office programs leave between documents."""
    return path.name.casefold() in _JUNK or path.name.startswith(("~$", ".~lock.", "._")) or "__MACOSX" in path.parts


def is_zip_of_documents(path: Path) -> bool:
    """A zip container that is no DOCX or ODT itself; raises `Refused` for one that cannot be opened."""
    with path.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    with _opened(path) as package:
        names = {entry.filename for entry in package.infolist()}
    return not ("word/document.xml" in names or {"mimetype", "content.xml"} <= names)


def unpacked(path: Path, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """The members of a zip file as (name, bytes); the whole list is checked before the first comes.

    Raises `Refused` for whatever breaks a limit, leads out of the folder, is encrypted or is a zip file again.
    """
    with _opened(path) as package:
        members = [(_name(entry), entry) for entry in package.infolist() if not entry.is_dir()]
        members = [(name, entry) for name, entry in members if not is_junk(PurePosixPath(name))]
        _check(members, path.stat().st_size, limits)
        for name, entry in members:
            data = _content(package, entry, limits)
            if _is_nested(data):
                raise Refused(f"holds another zip file, {name}; unpack that one first")
            yield name, data


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        package = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise Refused("is a damaged zip file; download it again") from error
    with package:
        yield package


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name; zip files made in Taiwan often hold Big5 names without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp950"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _check(members: list[tuple[str, zipfile.ZipInfo]], packed: int, limits: Limits) -> None:
    if len(members) > limits.members:
        raise Refused(f"holds {len(members)} files, more than {limits.members}; split it")
    for name, entry in members:
        _check_member(name, entry, limits)
    total = sum(entry.file_size for _, entry in members)
    if total > limits.total_bytes:
        raise Refused(f"unpacks to {total >> 20} MB, more than {limits.total_bytes >> 20}; split it")
    if total > max(packed * limits.ratio, _SMALL):
        raise Refused(f"unpacks to {total // max(packed, 1)} times its size, as no documents do; check where it comes from")


def _check_member(name: str, entry: zipfile.ZipInfo, limits: Limits) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")) or "\x00" in name:
        raise Refused("holds a path that leads out of the folder; check where it comes from")
    if len(path.parts) > limits.depth:
        raise Refused(f"nests folders more than {limits.depth} deep; pack the documents flat")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(f"holds a link instead of a document, {path.name!r}; pack the document itself")
    if entry.flag_bits & 0x1:
        raise Refused("is protected by a password; unpack it and put the documents in")
    if entry.file_size > limits.member_bytes:
        size, most = entry.file_size >> 20, limits.member_bytes >> 20
        raise Refused(f"holds a file of {size} MB, more than {most}; check where it comes from")


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a member; what the list says of its size is not believed."""
    try:
        with package.open(entry) as stream:
            data = stream.read(limits.member_bytes + 1)
    except (*_BROKEN, OSError) as error:
        raise Refused("is a damaged zip file; download it again") from error
    if len(data) > limits.member_bytes:
        raise Refused("holds a file that is larger than it says; check where it comes from")
    return data


def _is_nested(data: bytes) -> bool:
    """A zip file that is neither DOCX nor ODT; the list of names stands at the end of the bytes."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" not in data and b"content.xml" not in data
