"""File names that a person can read and every file system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from pipeline.archive.sources import RESERVED, RESERVED_FOLDERS

LONGEST = 200
"""Bytes of a name in UTF-8; file systems hold 255, and ` (12)` and a temporary mark must fit in as well."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
_NAMELESS = "document"
_TAKEN = frozenset(name.casefold() for name in (*RESERVED, *RESERVED_FOLDERS))


def visible(name: str) -> str:
    """The name with everything that prints nothing or turns the line about (controls, bidi marks) spelled out."""
    return "".join(character if _prints(character) else f"\\u{ord(character):04x}" for character in name)


def _prints(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")


def safe_name(name: str) -> str:
    """A name for the archive: composed (NFC), without marks that do not print, separators and reserved words."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(character if _prints(character) else " " for character in name)
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).strip(" .")
    if PurePosixPath(name).stem.casefold() in _DEVICES or name.casefold() in _TAKEN:
        name = f"{_NAMELESS} {name}"
    return _shortened(name) or _NAMELESS


def _shortened(name: str) -> str:
    """Cut in the middle, so that the suffix stays."""
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix.encode()) <= 16 else ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    room = LONGEST - len(suffix.encode())
    if len(stem.encode()) <= room:
        return name
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + suffix


def candidates(name: str) -> Iterator[str]:
    """The name itself, then `name (2).pdf`, `name (3).pdf` and so on."""
    yield name
    path = PurePosixPath(name)
    number = 2
    while True:
        yield f"{path.stem} ({number}){path.suffix}"
        number += 1


def free_name(name: str, taken: Callable[[str], bool]) -> str:
    """The first candidate that is not taken."""
    return next(candidate for candidate in candidates(name) if not taken(candidate))


def same_key(name: str) -> str:
    """Equal for names that a file system may hold to be one: case and composition folded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
