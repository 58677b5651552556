"""A bound on the memory of this process: what breaks it ends with a sentence, before the kernel ends it with none.

And memory let go between the stages of a run, which otherwise adds up to what the largest stage holds.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.base.errors import PipelineError

_SHARE = 0.75
"""Of the machine's memory, by default; the reading processes have limits of their own."""
_EVERY = 0.1
"""Seconds between two looks."""
_RESERVED = 2048
"""Megabytes that libraries map and never touch: Arrow, pandas and Great Expectations have measured 1,100."""
WATCH = "memory"
"""Name of the thread that looks; it holds nothing that others wait for."""
_CONTROL_GROUP = Path("/sys/fs/cgroup/memory.max")
_HELD = Path("/proc/self/statm")
_ARROW_POOL = "ARROW_DEFAULT_MEMORY_POOL"
_MALLOC = ((-8, 1), (-3, 1 << 18), (-1, 1 << 20))
"""Of GNU's C library: one arena for all threads, what is mapped by itself from 256 KB on, and what may lie free at the end."""
_GENERAL = "There was not enough memory; end what else runs here, or use a machine with more."


def default_megabytes() -> int:
    """Three quarters of what this machine, or the control group of this process, has."""
    pages: int = os.sysconf("SC_PHYS_PAGES")
    whole = pages * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):
        whole = min(whole, int(_CONTROL_GROUP.read_text(encoding="ascii")))
    return int(whole * _SHARE) >> 20


@contextmanager
def bounded(megabytes: int) -> Iterator[None]:
    """In this block MemoryError is raised when the process holds more.

    What it holds is looked at all the time; what asks for far more at once is refused by the system. Only the main thread
    can be told, so in another this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    done = threading.Event()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    before = signal.signal(signal.SIGUSR1, lambda *_: _tell(megabytes))
    watch = threading.Thread(target=_watch, args=(megabytes, done), name=WATCH, daemon=True)
    wanted = (megabytes + _RESERVED) << 20
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    # It inherits that signals are blocked: what the main thread blocks for a moment must not reach the process by this one.
    open_to = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    watch.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, open_to)
    try:
        yield
    finally:
        done.set()
        watch.join()
        signal.signal(signal.SIGUSR1, before)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _tell(megabytes: int) -> None:
    raise MemoryError(
        f"The run needed more than {megabytes:,} MB of memory and was ended, nothing was released; allow more with --run-memory, "
        "take in fewer documents at once, or use a machine with more."
    )


def _watch(megabytes: int, done: threading.Event) -> None:
    main = threading.main_thread().ident
    while main is not None and not done.wait(_EVERY):
        if _held() > megabytes:
            signal.pthread_kill(main, signal.SIGUSR1)
            return


def _held() -> int:
    """Megabytes that the process holds now; where the system does not say, the most that it ever held."""
    try:
        pages = int(_HELD.read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


@contextmanager
def as_sentence() -> Iterator[None]:
    """Turn a MemoryError of this block into a `PipelineError`, and let go of what the block held."""
    try:
        yield
    except MemoryError as error:
        traceback.clear_frames(error.__traceback__)
        raise PipelineError(str(error) or _GENERAL) from None


def keep_little() -> None:
    """Give memory back as soon as it is free, from now on: each stage of a run holds much, and none what another held.

    To be called before Arrow is loaded, which else has a pool of its own. It takes no measurable time.
    """
    os.environ.setdefault(_ARROW_POOL, "system")
    # Other C libraries than GNU's have no such call.
    with suppress(AttributeError, OSError):
        for parameter, value in _MALLOC:
            ctypes.CDLL(None).mallopt(parameter, value)


def let_go() -> None:
    """Give back what is free: Arrow and the C library keep it for work of the same kind, which a run's next stage is not."""
    import pyarrow

    pyarrow.default_memory_pool().release_unused()
    # Other C libraries than GNU's have no such call.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
