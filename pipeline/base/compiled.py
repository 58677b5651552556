"""Whether the package's hot modules run compiled, and that none ever runs in the form of an older source.

`setup.py` has them translated to C where that is possible. Python prefers a compiled module to the source
beside it, even after the source has been edited or another commit checked out; so what was compiled is
written down, and if one of these sources is another one now, all are interpreted until the next
installation. The environment variable ICAP_INTERPRETED asks for that too.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.importlib import PathEntryFinderProtocol

RECORD = "compiled.txt"
"""In the package's folder: a line for each compiled module, the checksum of its source and its path from there."""
LIBRARY = f"compiled__mypyc{EXTENSION_SUFFIXES[0]}"
"""Beside it: what is compiled of all modules together; each module's own file only leads there."""
SWITCH = "ICAP_INTERPRETED"


def record_of(package: Path, sources: Iterable[str]) -> str:
    """The record for modules of a package, given by their paths in its folder. Raises OSError if one cannot be read."""
    return "".join([f"{zlib.crc32((package / source).read_bytes()):08x} {source}\n" for source in sources])


def is_current(package: Path) -> bool:
    """Whether everything that was compiled, if anything, is there and was compiled from what the sources are now."""
    try:
        record = (package / RECORD).read_text("utf-8")
    except FileNotFoundError:
        return True
    sources = [line.partition(" ")[2] for line in record.splitlines()]
    try:
        return (package / LIBRARY).exists() and record == record_of(package, sources)
    except OSError:
        return False


def settle(package: Path) -> None:
    """To be called before anything that may be compiled is imported: have all interpreted if need be."""
    if os.environ.get(SWITCH) or not is_current(package):
        interpret(package)


def interpret(package: Path) -> None:
    """Have every module below a folder imported from its source."""
    from_source = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))

    def hook(path: str) -> PathEntryFinderProtocol:
        if not Path(path).is_relative_to(package):
            raise ImportError(path)
        return from_source(path)

    sys.path_hooks.insert(0, hook)
    # The folder that this very module came from has its finder already.
    for path in [known for known in sys.path_importer_cache if Path(known).is_relative_to(package)]:
        del sys.path_importer_cache[path]
