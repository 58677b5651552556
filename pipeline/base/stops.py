"""Whoever ends a command from outside is heeded: SIGTERM and SIGHUP end it as Ctrl-C does, in order and with a sentence."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HEEDED = (signal.SIGTERM, signal.SIGHUP)
_asked: list[str] = []
"""The signal that asked this process to end, once one did."""


class Stopped(KeyboardInterrupt):
    """A signal asked this process to end; its text is the signal's name."""


def noted(stop: KeyboardInterrupt, release: str | None = None) -> str:
    """What a stopped command says, once for all who ask; `release` is what it had made before."""
    if not getattr(stop, "__notes__", []):
        how = f"Stopped by {stop}" if isinstance(stop, Stopped) else "Interrupted"
        stop.add_note(f"{how}; {f'release {release} had been made before' if release else 'nothing was released'}.")
    return stop.__notes__[0]


@contextmanager
def heeded() -> Iterator[None]:
    """In this block the signals raise `Stopped`, once: a second one must not disturb what ends in order.

    A signal that is ignored already (`nohup`) stays so. Only the main thread can do this; in another it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _HEEDED}
    ours = [number for number, handler in before.items() if handler is signal.SIG_DFL]
    try:
        for number in ours:
            signal.signal(number, _stop)
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])
        _asked.clear()


def heed() -> None:
    """Raise `Stopped` again after a signal whose exception went no further.

    It comes wherever the process happens to be, in a library as well that catches all there is. Long work asks here
    at each of its stages.
    """
    if _asked:
        raise Stopped(_asked[0])


def _stop(number: int, _: FrameType | None) -> None:
    for other in _HEEDED:
        signal.signal(other, signal.SIG_IGN)
    _asked.append(signal.Signals(number).name)
    heed()
