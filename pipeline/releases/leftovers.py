"""What a run that was killed leaves in an output folder: a release in the making, files that were being written."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.base.durable import UNFINISHED

STAGING, DAMAGED = ".staging", ".staging.damaged"
"""Inside the output folder, hidden and therefore no release: one in the making, and one that is being put right."""


def clear(output: Path) -> None:
    """Remove it; whoever holds the lock of the output knows that nobody is at work on it any more."""
    for name in (STAGING, DAMAGED):
        if (output / name).exists():
            shutil.rmtree(output / name)
    for path in output.glob(f".*{UNFINISHED}"):
        path.unlink(missing_ok=True)
