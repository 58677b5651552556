"""Which entries of a folder of the cache runs have used, so that what none uses any more can go."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline.base import expendable

KEPT_RUNS = 20
"""An entry that so many runs did not use is deleted."""
_USAGE = "usage.json"


def prune(folder: Path, in_use: Collection[str], kept_runs: int = KEPT_RUNS) -> None:
    """End a run: note the entries that it used, by their path below the folder; delete what has not been used for long."""
    if not folder.is_dir():
        return
    key = f"usage of {folder.name}"
    usage = expendable.load(folder / _USAGE, key)
    run = _number(usage.get("run")) + 1
    noted: dict[str, Any] = usage.get("used") or {}
    used: dict[str, int] = {}
    for path in folder.glob("*/*"):
        name = f"{path.parent.name}/{path.name}"
        # An entry that is not noted counts as used now: the notes may have been lost.
        used[name] = run if name in in_use else _number(noted.get(name, run))
        if used[name] <= run - kept_runs or expendable.is_abandoned(path):
            path.unlink(missing_ok=True)
            del used[name]
    expendable.save({"run": run, "used": used}, folder / _USAGE, key)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
