"""Inputs that do harm when they are opened.

The reading process loads this module before it can open one, within its time limit. So it stands
by itself: with the tests, it would bring pytest along, which takes a slow machine longer than the limit.
"""

from __future__ import annotations

import os

from fuzz.worker import Case


class Planted(Case):
    """An input whose number tells the harm: 1 never ends, 2 ends the process, others do none."""

    def content(self) -> bytes:
        """Do the harm, or be a file that is no standard."""
        if self.number == 1:
            while True:
                pass
        if self.number == 2:
            os.kill(os.getpid(), 9)
        return b"\x00" if self.number else "職能".encode()
