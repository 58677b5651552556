"""What files in a ZIP of ours have in common."""

from __future__ import annotations

from zipfile import ZIP_DEFLATED, ZipInfo

_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def member(name: str) -> ZipInfo:
    """A file in a ZIP; the time is the oldest that the format can say, so that the bytes depend on no clock."""
    made = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.create_system, made.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return made
