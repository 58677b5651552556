"""What results depend on besides the documents: this program, its libraries, its rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline.base import programs
from pipeline.base.installed import version
from pipeline.base.places import COPIES, PACKAGE
from pipeline.standards import PARSER_VERSION

_SUFFIXES = (".py", ".csv", ".json")
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
    copies = f"{COPIES}{os.sep}"
    return of_files((path for path in _below(str(PACKAGE)) if path.endswith(_SUFFIXES) and not path.startswith(copies)), PACKAGE)


def _version(library: str) -> str:
    known = version(library)
    return library if known is None else f"{library} {known}"


def _below(folder: str) -> Iterator[str]:
    """Every file below a folder; hundreds of Path objects would cost more than reading the files does."""
    for parent, _, names in os.walk(folder):
        yield from (os.path.join(parent, name) for name in names)  # noqa: PTH118


def of_files(files: Iterable[str], root: Path) -> str:
    """Hash of the names below `root` and the contents of some files, in whatever order they come."""
    around = str(root)
    lines = [f"{path.removeprefix(around).replace(os.sep, '/').lstrip('/')} {_hash(path)}\n" for path in files]
    return sha256("".join(sorted(lines)).encode()).hexdigest()


def _hash(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123
        return sha256(file.read()).hexdigest()


def of_place(place: Path) -> str:
    """Hash of a file, or of everything in a folder; the same for all that is not there."""
    place = place.absolute()
    files = _below(str(place)) if place.is_dir() else filter(os.path.isfile, (str(place),))
    return of_files(files, place.parent)
