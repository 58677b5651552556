"""The store of readings: one small file per content, program and engine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pipeline.base import expendable
from pipeline.runs.cache import versions
from pipeline.runs.cache.codec import DamagedReading, decode
from pipeline.standards.reading import Reading

KEPT_RUNS = 20
"""An entry that so many runs did not use is deleted."""
_USAGE = "usage.json"
_ABANDONED = 86_400
"""Age in seconds at which a half-written file must be a crash's."""


class ReadingStore:
    """Readings by content hash for one engine; `folder` None stores nothing."""

    def __init__(self, folder: Path | None, engine: str, kept_runs: int = KEPT_RUNS) -> None:
        self._folder = folder and folder / "readings"
        # Without a folder nothing has a name, and the program need not be hashed for it.
        self._suffix = f".{engine}.{versions.program()[:16]}.json.gz" if folder else ""
        self._kept_runs = kept_runs
        self._used: set[str] = set()

    def get(self, sha256: str) -> Reading | None:
        """The reading of a content without its path; None where it is not stored or damaged."""
        if self._folder is None:
            return None
        try:
            reading = decode((self._folder / self._name(sha256)).read_bytes())
        except (FileNotFoundError, DamagedReading):
            return None
        self._used.add(self._name(sha256))
        return reading

    def put(self, sha256: str, encoded: bytes) -> None:
        """Store an encoded reading."""
        if self._folder is not None:
            expendable.write(encoded, self._folder / self._name(sha256))
            self._used.add(self._name(sha256))

    def _name(self, sha256: str) -> str:
        return f"{sha256[:2]}/{sha256}{self._suffix}"

    def prune(self) -> None:
        """End a run: note what it used, delete what has not been used for long."""
        if self._folder is None or not self._folder.is_dir():
            return
        usage = expendable.load(self._folder / _USAGE)
        run = _number(usage.get("run")) + 1
        noted: dict[str, Any] = usage.get("used") or {}
        used: dict[str, int] = {}
        for path in self._folder.glob("*/*"):
            name = path.relative_to(self._folder).as_posix()
            # An entry that is not noted counts as used now: the notes may have been lost.
            used[name] = run if name in self._used else _number(noted.get(name, run))
            if used[name] <= run - self._kept_runs or _is_abandoned(path):
                path.unlink(missing_ok=True)
                del used[name]
        expendable.save({"run": run, "used": used}, self._folder / _USAGE)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _is_abandoned(path: Path) -> bool:
    return path.name.startswith(".") and time.time() - path.stat().st_mtime > _ABANDONED
