"""Takes the time of day and other chance out of the files, so that their bytes depend on the text alone."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

FIXED_TIME = datetime(2025, 6, 15, tzinfo=UTC)
"""Written wherever a format wants a time."""

Edit = Callable[[str, bytes], bytes | None]
"""A member's name and bytes to the bytes to keep, or None to leave the member out."""


def as_they_are(_name: str, content: bytes) -> bytes:
    """The edit that changes nothing."""
    return content


def repacked(package: bytes, edit: Edit = as_they_are) -> bytes:
    """The ZIP package with its members in the same order, all with the fixed time, each as `edit` wants it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            content = edit(member.filename, old.read(member))
            if content is None:
                continue
            info = zipfile.ZipInfo(member.filename, FIXED_TIME.timetuple()[:6])
            info.create_system = 3  # else the byte differs between Windows and the rest
            info.compress_type = member.compress_type
            new.writestr(info, content)
    return stream.getvalue()


def without_chance_odt(package: bytes) -> bytes:
    """The ODT without thumbnail and empty settings folders, its random revision number set to 0."""
    return repacked(package, _odt_member)


def _odt_member(name: str, content: bytes) -> bytes | None:
    if name.startswith(("Thumbnails/", "Configurations2/")):
        return None
    if name == "settings.xml":
        return re.sub(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+', rb"\g<1>0", content)
    if name == "META-INF/manifest.xml":
        return re.sub(rb'\s*<manifest:file-entry manifest:full-path="(?:Thumbnails|Configurations2)/[^>]*>', b"", content)
    return content


def without_chance_pdf(content: bytes) -> bytes:
    """The PDF with the fixed time and with an ID from its content; lengths stay, as its offsets count bytes."""
    stamp = FIXED_TIME.strftime("%Y%m%d%H%M%S").encode()
    blank = re.sub(rb"(/CreationDate\(D:)\d{14}[^)]*", lambda found: _padded(found, stamp + b"Z"), content)
    mark = rb"(/DocChecksum /|/ID \[ <|>\n<)[0-9A-F]{32}"
    blank = re.sub(mark, lambda found: found[1] + b"0" * 32, blank)
    digest = hashlib.sha256(blank).hexdigest()[:32].upper().encode()
    return re.sub(mark, lambda found: found[1] + digest, blank)


def _padded(found: re.Match[bytes], value: bytes) -> bytes:
    return (found[1] + value).ljust(len(found[0]), b"'")
