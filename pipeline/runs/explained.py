"""One document explained in a reading process: it may crash, hang or eat memory, and the one who asks gets a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

from pipeline.runs.workers import Limits, Loss
from pipeline.runs.workers.pool import Pool

TASK = "pipeline.runs.explained:explain_one"


def explain_one(address: str, engine: str) -> bytes:
    """What a reading process does: tell of the document at `address` as `views.dropped.told` does. Raises OSError."""
    from pipeline.views.dropped.told import told

    return told(Path(address), engine)


class Contained:
    """Explains documents one after the other in a process that is kept as long as it does well."""

    def __init__(self, engine: str = "pdfium", limits: Limits | None = None, task: str = TASK) -> None:
        self._engine = engine
        self._pool = Pool(1, limits or Limits(), task)
        self._alone = Lock()

    def __call__(self, path: Path) -> bytes:
        """The explanation as JSON, or why there is none. Raises `PipelineError` if no process can be started."""
        with self._alone:
            ((_, answer),) = self._pool.read([str(path)], self._engine)
        return json.dumps({"refused": f"{path.name} {answer.reason}."}).encode() if isinstance(answer, Loss) else answer

    def close(self) -> None:
        """End the process."""
        self._pool.close()
