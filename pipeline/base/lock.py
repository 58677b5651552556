"""One run at a time for each output folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.errors import AlreadyRunning

_NAME = ".lock"


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Hold the lock of `output`, which a killed process loses by itself; raises `AlreadyRunning`."""
    output.mkdir(parents=True, exist_ok=True)
    with (output / _NAME).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(f"Another run is writing to {output}; wait for it to end.") from error
        yield
