"""The store of readings: one small file per content, program and engine."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from pipeline.base import expendable
from pipeline.base.errors import PipelineError
from pipeline.runs.cache import usage, versions
from pipeline.runs.cache.codec import DamagedReading, decode
from pipeline.standards.reading import Reading


class ReadingStore:
    """Readings by content hash for one engine; with `folder` None they last as long as this run needs them."""

    def __init__(self, folder: Path | None, engine: str, kept_runs: int = usage.KEPT_RUNS) -> None:
        self._folder = folder and folder / "readings"
        # Without a folder nothing has a name, and the program need not be hashed for it.
        self._suffix = f".{engine}.{versions.program()[:16]}.reading" if folder else ""
        self._kept_runs = kept_runs
        self._used: set[str] = set()

    def get(self, sha256: str) -> Reading | None:
        """The reading of a content without its path, its records unopened; None where it is not stored, damaged or another's."""
        if self._folder is None:
            return None
        path = self._folder / self._name(sha256)
        try:
            data = expendable.read_keyed(path, path.name)
            reading = None if data is None else decode(data, self._suffix, partial(self._again, path))
        except DamagedReading:
            return None
        if reading is None:
            return None
        self._used.add(self._name(sha256))
        return reading

    def put(self, sha256: str, encoded: bytes) -> Reading:
        """Store an encoded reading, and return it; its records stay where they are now until somebody asks."""
        name = self._name(sha256)
        path = (self._folder or self._temporary) / name
        expendable.write_keyed(encoded, path, path.name)
        self._used.add(name)
        return decode(encoded, self._suffix, partial(self._again, path))

    def _again(self, path: Path) -> bytes:
        """An entry once more; whoever may ask for it keeps this store, and with it the temporary folder."""
        data = expendable.read_keyed(path, path.name)
        if data is None:
            raise PipelineError(f"{path} has gone while the run was at work; run again.")
        return data

    @cached_property
    def _temporary(self) -> Path:
        """A folder for the records of this run, which goes with the last reading that knows of it."""
        folder = Path(mkdtemp(prefix="readings-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder

    def _name(self, sha256: str) -> str:
        return f"{sha256[:2]}/{sha256}{self._suffix}"

    def prune(self) -> None:
        """End a run: delete what has not been used for long."""
        if self._folder is not None:
            usage.prune(self._folder, self._used, self._kept_runs)
