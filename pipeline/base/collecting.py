"""How often Python looks for rubbish that refers to itself while much is made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000
"""Objects made, and not yet gone, after which Python looks; by itself it looks after 700, at all that a document is made of."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look seldom: a document is read into tens of thousands of tuples of which hardly any refers to itself.

    Looking at them again and again is a tenth of the time of reading. What does refer to itself goes all the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(_SELDOM, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
