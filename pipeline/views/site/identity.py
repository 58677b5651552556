"""What a site is made of, as hashes: the program, the release, and what was asked for."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline.base.digest import sha256_of
from pipeline.base.installed import version
from pipeline.base.places import PACKAGE
from pipeline.releases.feed_name import FEED
from pipeline.releases.folder import CHECKSUMS

_LIBRARIES = ("pyarrow", "regex")
"""Those whose other versions may write other bytes."""
_SUFFIXES = (".css", ".js", ".py", ".pyd", ".so", ".svg")


@cache
def program() -> str:
    """A hash of the program with its assets, and of the libraries that write."""
    made = sha256("\0".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in _SUFFIXES and path.is_file():
            made.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0{sha256_of(path)}".encode())
    return made.hexdigest()


def feed(output: Path) -> str:
    """A hash of the feed of a folder of releases; empty where there is none."""
    return sha256_of(output / FEED) if (output / FEED).is_file() else ""


def release(folder: Path) -> list[tuple[str, int, int]]:
    """The files of a release with size and time, the list of their hashes first: what tells one release from another."""
    listed = folder / CHECKSUMS
    sums = [(sha256_of(listed), 0, 0)] if listed.is_file() else []
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return sums + [(path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
