"""The folder of a site, and what is known of its files: a file is written only when what it is made of has changed.

What is known lies beside the folder and not in it, because the folder is published as it is. It is never more
than a hint: a file that is not as it was left is written anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.base.durable import write_whole
from pipeline.base.errors import PipelineError

MARK = ".icap-site"
"""A file that says that a folder is a site of ours and may be replaced."""
_MARKED = "A site made by icap-pipeline; it is replaced when it is made again.\n"


def digest(*parts: object) -> str:
    """A hash of anything whose `repr` tells it from all else."""
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(slots=True)
class Known:
    """What the last build left: `stamp` of all it was made of, totals, and of each file its key, size and time."""

    stamp: str = ""
    totals: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[str, int, int]] = field(default_factory=dict)


class SiteFolder:
    """A site that is written to. Only what `keep` or `write` named stays when it is `close`d."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = _read(state_file(path))
        self.written = 0
        self._kept: dict[str, tuple[str, int, int]] = {}
        self._folders: set[Path] = set()

    def claim(self) -> None:
        """Make the folder ours. Raises `PipelineError` where it holds something else than a site."""
        path = self.path
        if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not (path / MARK).exists())):
            raise PipelineError(f"{path} holds something else than a site; name a new folder, or empty it yourself.")
        path.mkdir(parents=True, exist_ok=True)
        self.write(MARK, _MARKED)

    def is_as_left(self) -> bool:
        """Whether every file is there as the last build left it, and nothing else."""
        return bool(self.known.files) and self._there() == set(self.known.files) and all(map(self._is_fresh, self.known.files))

    def keep(self, paths: Sequence[str], key: str) -> bool:
        """Whether the files stand as they were made from what has this key; then they stay."""
        if not all(self.known.files.get(path, ("",))[0] == key and self._is_fresh(path) for path in paths):
            return False
        self._kept |= {path: self.known.files[path] for path in paths}
        return True

    def write(self, path: str, content: str | bytes, key: str | None = None) -> None:
        """Write a file, unless these very bytes stand there; `key` is the content's own hash if nothing else is said."""
        data = content.encode() if isinstance(content, str) else content
        key = key or sha256(data).hexdigest()[:32]
        if self.keep([path], key):
            return
        target = self.path / path
        if path in self.known.files and self._is_fresh(path) and target.read_bytes() == data:
            self.made(path, key)
            return
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        # Never through a link that somebody put there, and never half: a new file takes the place.
        write_whole(data, target, lasting=False)
        self.written += 1
        self.made(path, key)

    def made(self, path: str, key: str) -> None:
        """Note that a file was written by someone else, or is as it was meant to be."""
        self._kept[path] = (key, *_stat(self.path / path))

    def close(self, stamp: str, totals: dict[str, int]) -> None:
        """Remove what no one named, and note what is there now."""
        for path in self._there() - set(self._kept):
            (self.path / path).unlink()
            self.written += 1
        folders = [path for path in self.path.rglob("*") if path.is_dir() and not path.is_symlink()]
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        self.known = Known(stamp, totals, self._kept)
        write_whole(json.dumps(asdict(self.known), ensure_ascii=False).encode(), state_file(self.path), lasting=False)

    @property
    def weight(self) -> tuple[int, int]:
        """Files and bytes of the site when it was last closed."""
        return len(self.known.files), sum(size for _, size, _ in self.known.files.values())

    def _there(self) -> set[str]:
        found = (path for path in self.path.rglob("*") if path.is_symlink() or not path.is_dir())
        return {path.relative_to(self.path).as_posix() for path in found}

    def _is_fresh(self, path: str) -> bool:
        """Size and time tell whether anybody has touched a file; a link is no file of ours."""
        target = self.path / path
        return target.is_file() and not target.is_symlink() and self.known.files[path][1:] == _stat(target)


def _stat(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def state_file(site: Path) -> Path:
    """Where it is noted what a site was made of: beside it."""
    whole = site.absolute()
    return whole.with_name(f".{whole.name}.site-state.json")


def _read(path: Path) -> Known:
    """What the last build left; nothing where no note is, or one that cannot be understood."""
    try:
        state: Any = json.loads(path.read_bytes())
        files = {str(name): (str(key), int(size), int(time)) for name, (key, size, time) in state["files"].items()}
        return Known(str(state["stamp"]), {str(name): int(number) for name, number in state["totals"].items()}, files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Known()
