"""The files of a release that are joined: the pieces of each fragment are appended to all of them, one fragment at a time.

So the memory that this takes does not grow with the number of standards.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from hashlib import sha256
from types import TracebackType
from typing import IO

from pipeline.releases.content import Content
from pipeline.releases.exporters.exporter import Ends
from pipeline.releases.exporters.parquet import ParquetFiles
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.fragment import Forms
from pipeline.schema.columns import batch

_BUFFER = 1 << 16
AT_A_TIME = 20_000
"""Rows of a whole table that are in memory in other forms at a time."""


def join(content: Content, forms: Forms, into: ReleaseFolder) -> None:
    """Write every joined file, and the Parquet files, whose columns are joined likewise. Raises OSError."""
    with _Files(into, forms.ends) as files, ParquetFiles(into) as columns:
        for fragment in content.fragments(forms):
            for path, piece in fragment.pieces.items():
                files.add(path, piece)
            for table, rows in fragment.columns.items():
                columns.add(table, rows)
        for table, values in content.wholes():
            for first in range(0, len(values) or 1, AT_A_TIME):
                some = values[first : first + AT_A_TIME]
                for path, piece in forms.of_table(table, some).items():
                    files.add(path, piece)
                columns.add(table, batch(table, some))
            for path, piece in forms.of_whole(table, values):
                files.add(path, piece)
            # The next table is made before its rows come: without these.
            del values, some


class _File:
    """An open file that is hashed while it is written."""

    def __init__(self, stream: IO[bytes], ends: Ends) -> None:
        self.digest = sha256()
        self._stream, self._ends = stream, ends
        self._is_begun = False
        self._write(ends.head)

    def add(self, piece: bytes) -> None:
        if self._is_begun:
            self._write(self._ends.between)
        self._is_begun = True
        self._write(piece)

    def end(self) -> str:
        self._write(self._ends.tail)
        return self.digest.hexdigest()

    def _write(self, piece: bytes) -> None:
        self.digest.update(piece)
        self._stream.write(piece)


class _Files:
    """The joined files of a release in the making."""

    def __init__(self, into: ReleaseFolder, ends: Mapping[str, Ends]) -> None:
        self._into = into
        self._ends = ends
        self._open = ExitStack()
        self._files: dict[str, _File] = {}

    def __enter__(self) -> _Files:
        for path, ends in self._ends.items():
            self._files[path] = _File(self._open.enter_context(self._created(path)), ends)
        return self

    def _created(self, path: str) -> IO[bytes]:
        target = self._into.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("wb", _BUFFER)

    def add(self, path: str, piece: bytes) -> None:
        """Append to a joined file; a file that joins nothing is this piece."""
        if path in self._files:
            self._files[path].add(piece)
            return
        with self._created(path) as stream:
            stream.write(piece)
        self._into.note(path, sha256(piece).hexdigest())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._open:
            if kind is None:
                for path, file in self._files.items():
                    self._into.note(path, file.end())
