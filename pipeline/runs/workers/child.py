"""A reading process: `python -m pipeline.runs.workers.child TASK SECONDS MEGABYTES`, or a copy of the run (see `copied`).

It ends with its standard input, so none outlives a run that was killed.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from pipeline.runs.workers import Task, messages, task_named

_GRACE = 10
"""Seconds after the time limit at which an orphan ends itself; a run that lives ends it before."""

_ROOM = 1 << 20
"""Bytes that must be left of the memory for a document."""


def main(task: str, seconds: str, megabytes: str) -> None:
    """Read documents until standard input ends."""
    # These reach every process of a terminal or a service; the run ends its readers itself.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    requests, replies = _own_pipes()
    _limit_memory(int(megabytes))
    function = task_named(task)
    # A process that has no room left must not begin: the first document would be blamed for it.
    bytes(_ROOM)
    _send(replies, messages.STARTED)
    alarm = math.ceil(float(seconds)) + _GRACE
    while header := requests.read(messages.HEADER.size):
        _, length = messages.HEADER.unpack(header)
        engine, _, address = requests.read(length).partition(b"\n")
        signal.alarm(alarm)
        kind, body = _answer(function, os.fsdecode(address), engine.decode())
        signal.alarm(0)
        _send(replies, kind, body)
        if kind == messages.MEMORY:
            return


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the run; a library that prints must not be taken for an answer."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _limit_memory(megabytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    # The run's own bound is not that of its documents.
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    # A core of a document that crashed its reader would be as large as the limit allows.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(function: Task, address: str, engine: str) -> tuple[bytes, bytes]:
    try:
        return messages.READING, function(address, engine)
    except MemoryError:
        return messages.MEMORY, b""
    except OSError as error:
        return messages.UNOPENED, (error.strerror or str(error)).encode("utf-8", "replace")
    except Exception as error:
        # Told to the run, which rejects the document with it; the whole story goes to the terminal.
        traceback.print_exc()
        return messages.DEFECT, _place(error).encode()


def _place(error: Exception) -> str:
    """Kind and place of an error, without what differs between machines and runs."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


def _send(replies: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    replies.write(messages.packed(kind, body))
    replies.flush()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BrokenPipeError:
        # The run is gone, and nobody waits for the answer.
        os._exit(0)
