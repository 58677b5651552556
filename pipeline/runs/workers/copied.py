"""A reading process as a copy of the run's: it finds every library loaded, which otherwise costs more than reading a document.

A process can only be copied soundly while no other thread is at work in it: what that one holds locked stays so in the
copy. Where that is not so, or cannot be told, a reading process is started anew (see `process`).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pipeline.base.memory import WATCH
from pipeline.runs.workers import Limits, child, task_named

_THREADS = Path("/proc/self/task")
"""Linux lists the threads of a process here, those of libraries among them."""
_STDERR = 2
_ASK_TO_END = frozenset((signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1))
"""The last is how the run's own watch over its memory asks."""


def is_sound() -> bool:
    """Whether this process has no thread but this one, and the one that watches its memory."""
    watching = sum(thread.name == WATCH for thread in threading.enumerate())
    try:
        return len(list(_THREADS.iterdir())) - watching == 1
    except OSError:
        return False


class Copy:
    """A copy of this process that reads documents: what `process` uses of `subprocess.Popen`, for such a one."""

    def __init__(self, task: str, limits: Limits) -> None:
        # A task that cannot be loaded ends the copy, which tells of it as any process would.
        with suppress(ImportError, AttributeError):
            task_named(task)
        requests, own_requests = os.pipe()
        own_replies, replies = os.pipe()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        self.returncode: int | None = None
        # What Python does around a fork swallows exceptions, and so a signal that asks the run to end.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASK_TO_END)
        try:
            self.pid = os.fork()
            if not self.pid:
                _become_reader(requests, replies, task, limits)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(requests)
        os.close(replies)
        self.stdin = os.fdopen(own_requests, "wb", buffering=0)
        self.stdout = os.fdopen(own_replies, "rb", buffering=0)

    def poll(self) -> int | None:
        """The exit status if it has ended, negative where a signal ended it."""
        return self._ended(os.WNOHANG)

    def wait(self) -> int:
        """The exit status, once it has ended."""
        code = self._ended(0)
        assert code is not None
        return code

    def _ended(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _become_reader(requests: int, replies: int, task: str, limits: Limits) -> NoReturn:
    """Read until the requests end, then end: nothing of what the run was about to do is done twice."""
    status = 1
    try:
        # What the run has left over must not be cleared away here: its files have these numbers no longer.
        gc.freeze()
        signal.set_wakeup_fd(-1)
        # Whoever asks the run to end leaves its readers to it.
        for number in _ASK_TO_END:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASK_TO_END)
        os.dup2(requests, 0)
        os.dup2(replies, 1)
        os.closerange(_STDERR + 1, os.sysconf("SC_OPEN_MAX"))
        if faulthandler.is_enabled():
            faulthandler.enable(_STDERR)
        child.main(task, str(limits.seconds), str(limits.megabytes))
        status = 0
    except BrokenPipeError:
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
