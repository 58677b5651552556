"""What results depend on besides the documents: this program, its libraries, its rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.base import programs
from pipeline.base.digest import sha256_of
from pipeline.base.places import COPIES, PACKAGE
from pipeline.standards import PARSER_VERSION

_SUFFIXES = frozenset((".py", ".csv", ".json"))
_LIBRARIES = ("lxml", "pdfplumber", "pypdfium2", "regex", "great_expectations", "pandas")
"""Whose behaviour shows in readings or verdicts."""


@cache
def program() -> str:
    """Hash of PARSER_VERSION, of the package's own files, of the libraries' versions, and of whether there is LibreOffice.

    The files count as well, because a number that a person has to raise is sometimes forgotten.
    """
    office = "with LibreOffice" if programs.office() else ""
    parts = (str(PARSER_VERSION), str(sys.version_info[:2]), *map(_version, _LIBRARIES), office, sources())
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def sources() -> str:
    """Hash of the package's own files, the same in a checkout and where it is installed."""
    # The copies that an installed package brings along are rules, which count wherever they are used.
    files = (path for path in PACKAGE.rglob("*") if path.suffix in _SUFFIXES and not path.is_relative_to(COPIES))
    return of_files(files, PACKAGE)


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def of_files(files: Iterable[Path], root: Path) -> str:
    """Hash of the names below `root` and the contents of some files, in whatever order they come."""
    lines = [f"{path.relative_to(root).as_posix()} {sha256_of(path)}\n" for path in files]
    return sha256("".join(sorted(lines)).encode()).hexdigest()


def of_place(place: Path) -> str:
    """Hash of a file, or of everything in a folder; the same for all that is not there."""
    files = place.rglob("*") if place.is_dir() else iter((place,))
    return of_files((path for path in files if path.is_file()), place.parent)
