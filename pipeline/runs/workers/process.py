"""One reading process as the run sees it: given a document, it answers, dies, or takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import IO, cast

from pipeline.base.errors import PipelineError
from pipeline.base.places import PACKAGE
from pipeline.runs.workers import Limits, Loss, copied, messages, unopened

_PIECE = 1 << 16
_START = 120.0
"""Seconds that a process may take to load its libraries, on a machine that is busy with other things."""


class ReadingProcess:
    """A process with at most one document in it."""

    def __init__(self, limits: Limits, task: str) -> None:
        self.limits = limits
        self.address: str | None = None
        self.deadline = 0.0
        self.alive = True
        self._started = False
        self._incoming = messages.Incoming()
        self._process = copied.Copy(task, limits) if copied.is_sound() else _started(task, limits)

    @property
    def output(self) -> IO[bytes]:
        """What to wait on for an answer."""
        return cast("IO[bytes]", self._process.stdout)

    @property
    def running(self) -> bool:
        """Whether the process still lives."""
        return self._process.poll() is None

    def give(self, address: str, engine: str) -> None:
        """Hand over a document; only to a process that holds none."""
        self.address = address
        self.deadline = time.monotonic() + (self.limits.seconds if self._started else _START)
        body = engine.encode() + b"\n" + os.fsencode(address)
        try:
            cast("IO[bytes]", self._process.stdin).write(messages.packed(messages.DOCUMENT, body))
        except BrokenPipeError:
            # It has died; the end of its output says so, and `answer` deals with that.
            return

    def answer(self) -> bytes | Loss | None:
        """What has become of the document, if that can be told; call when `output` is readable."""
        piece = os.read(self.output.fileno(), _PIECE)
        if not piece:
            return self._died()
        self._incoming.add(piece)
        while message := self._incoming.next():
            if message[0] == messages.STARTED:
                self._started = True
                self.deadline = time.monotonic() + self.limits.seconds
                continue
            return self._answer_in(*message)
        return None

    def _answer_in(self, kind: bytes, body: bytes) -> bytes | Loss:
        if kind == messages.READING:
            return body
        if kind == messages.MEMORY:
            self.end()
            return Loss(f"needed more than {self.limits.megabytes} MB to be read; allow more with --memory, or check the file")
        if kind == messages.UNOPENED:
            return Loss(unopened(body.decode()))
        return Loss(f"met a defect of this program ({body.decode()}); please report it together with the file")

    def _died(self) -> Loss:
        code = self._process.wait()
        self.end()
        if not self._started:
            raise PipelineError(
                f"A reading process ended before it could read ({_ended(code)}); if memory is short, allow more with --memory."
            )
        return Loss(f"made its reader end ({_ended(code)}); check whether the file is damaged")

    def overdue(self) -> Loss:
        """Give up the document, whose time is over, and the process with it."""
        self.end()
        if not self._started:
            raise PipelineError(f"A reading process did not start within {_START:g} s; try again when the machine is less busy.")
        return Loss(f"took longer than {self.limits.seconds:g} s to be read; allow more with --timeout, or check the file")

    def end(self) -> None:
        """End the process, which holds nothing worth saving."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


def _ended(code: int) -> str:
    """The end of a process in words: a signal's name, or its exit status."""
    if code >= 0:
        return f"exit status {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"{name}, perhaps for lack of memory" if -code == signal.SIGKILL else name


def _started(task: str, limits: Limits) -> subprocess.Popen[bytes]:
    """A reading process that loads everything itself."""
    command = [sys.executable, "-m", "pipeline.runs.workers.child", task, str(limits.seconds), str(limits.megabytes)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=_environment())


def _environment() -> dict[str, str]:
    """This environment, with this very package in front of others of its name, the working folder's among them."""
    paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
