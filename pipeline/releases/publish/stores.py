"""Where releases are published to: a folder, or any address that fsspec knows (s3://, gs://, sftp:// …).

A store has paths relative to its root, with slashes. Every failure becomes a `PipelineError` that
names the place, because what the libraries below say rarely does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.base.digest import sha256_of, sha256_of_stream
from pipeline.base.durable import sync
from pipeline.base.errors import PipelineError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PART = ".part"


class Store(Protocol):
    """A place to publish to."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Bytes of every file below a folder by path; empty where there is no such folder."""

    def sha256(self, path: str) -> str:
        """SHA-256 of a file's bytes as they are read back."""

    def put(self, source: Path, path: str) -> None:
        """Copy a local file there, in place of what is there."""

    def put_bytes(self, content: bytes, path: str) -> None:
        """Write a small file there, in place of what is there."""

    def get_bytes(self, path: str) -> bytes | None:
        """Read a small file; None where there is none."""

    def remove(self, path: str) -> None:
        """Remove a file."""


class FolderStore:
    """A folder of this machine; files appear in one step, and are on the disk before the next one is written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def sizes(self, folder: str) -> dict[str, int]:
        found = (file for file in sorted((self.root / folder).rglob("*")) if file.is_file() and file.suffix != _PART)
        return {file.relative_to(self.root).as_posix(): file.stat().st_size for file in found}

    def sha256(self, path: str) -> str:
        return sha256_of(self.root / path)

    def _ready(self, path: str) -> tuple[Path, Path]:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target, target.with_name(target.name + _PART)

    def put(self, source: Path, path: str) -> None:
        target, part = self._ready(path)
        shutil.copyfile(source, part)
        self._swap(part, target)

    def put_bytes(self, content: bytes, path: str) -> None:
        target, part = self._ready(path)
        part.write_bytes(content)
        self._swap(part, target)

    def _swap(self, part: Path, target: Path) -> None:
        sync(part)
        part.replace(target)
        sync(target.parent)

    def get_bytes(self, path: str) -> bytes | None:
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def remove(self, path: str) -> None:
        (self.root / path).unlink()


class FsspecStore:
    """Anything that fsspec reaches; credentials and endpoints come from the environment, as its backend reads them."""

    def __init__(self, address: str, **options: Any) -> None:
        self.address = address.rstrip("/")
        self.system, self.root = _open(self.address, options)
        self._made: set[str] = set()

    def _make_parent(self, path: str) -> None:
        """Places that have folders want them made; once each, because asking costs a request."""
        parent = self._at(path).rpartition("/")[0]
        if parent not in self._made:
            self.system.makedirs(parent, exist_ok=True)
            self._made.add(parent)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}"

    @contextmanager
    def _named(self, path: str) -> Iterator[None]:
        """Backends raise whatever their library raises; all of it means that the place failed."""
        try:
            yield
        except Exception as error:
            raise PipelineError(f"{self.address}/{path} cannot be used: {type(error).__name__}: {error}") from error

    def sizes(self, folder: str) -> dict[str, int]:
        with self._named(folder):
            self.system.invalidate_cache()
            found = self.system.find(self._at(folder), detail=True)
        return {path.removeprefix(f"{self.root}/"): int(info["size"]) for path, info in sorted(found.items())}

    def sha256(self, path: str) -> str:
        with self._named(path), self.system.open(self._at(path), "rb") as stream:
            return sha256_of_stream(stream)

    def put(self, source: Path, path: str) -> None:
        with self._named(path):
            self._make_parent(path)
            self.system.put_file(str(source), self._at(path))

    def put_bytes(self, content: bytes, path: str) -> None:
        with self._named(path):
            self._make_parent(path)
            self.system.pipe_file(self._at(path), content)

    def get_bytes(self, path: str) -> bytes | None:
        with self._named(path):
            try:
                content: bytes = self.system.cat_file(self._at(path))
            except FileNotFoundError:
                return None
            return content

    def remove(self, path: str) -> None:
        with self._named(path):
            self.system.rm_file(self._at(path))


def _open(address: str, options: dict[str, Any]) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs

        # Listings kept in memory would hide what another publisher, or a fault, has changed.
        system, root = url_to_fs(address, use_listings_cache=False, **options)
    except ImportError as error:
        raise PipelineError(
            f"Publishing to {address} needs further packages ({error}); install them with: pip install -e '.[publish]'."
        ) from error
    except ValueError as error:
        raise PipelineError(f"{address} is not an address to publish to: {error}.") from error
    return system, root.rstrip("/")


def open_store(place: str, **options: Any) -> Store:
    """The store at a place: a path of this machine, or an address with a scheme; `options` go to fsspec."""
    scheme, mark, path = place.partition("://")
    if not mark:
        return FolderStore(Path(place))
    return FolderStore(Path(path)) if scheme == "file" else FsspecStore(place, **options)
