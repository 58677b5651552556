"""Level cells: what is printed, what a merge hands on, and nothing else (I-23, I-31, I-32)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.issues import IssueLog, Section
from pipeline.normalise import fold
from pipeline.sections.draft import BlockDraft
from pipeline.sections.headings import key
from pipeline.sections.rows import Slot

_DIGITS = regex.compile(r"[1-6]")
_NUMBER = regex.compile(r"[0-9]+")


def single_level(text: str) -> int | None:
    """The level in a cell such as `4`, `第4級`, `3（初）`, `4級以上`; None unless it is one digit from 1 to 6."""
    numbers = _NUMBER.findall(key(text))
    return int(numbers[0]) if len(numbers) == 1 and _DIGITS.fullmatch(numbers[0]) else None


def stacked_levels(text: str) -> list[int]:
    """The levels in a cell where two were read as one, `34` or `3⏎4` (I-31)."""
    digits = "".join(_NUMBER.findall(key(text)))
    return [int(digit) for digit in digits] if len(digits) == 2 and all(_DIGITS.fullmatch(digit) for digit in digits) else []


@dataclass(slots=True)
class LevelReader:
    """Remembers the level cell that is open, to hand its value on inside a merge or a task.

    Of two stacked levels the first is taken at once and the second waits for a blank cell below; where none
    comes, the cell was unreadable after all (I-31).
    """

    log: IssueLog
    last: int | None = None
    _second: int | None = None
    _first: BlockDraft | None = None
    _cell: Slot | None = None

    def read(self, slot: Slot, block: BlockDraft) -> int | None:
        """The level of a filled cell; null with an issue where it is not a single level."""
        self.finish()
        level = single_level(slot.text)
        stacked = stacked_levels(slot.text) if level is None else []
        if stacked:
            level, self._second = stacked
            self._first, self._cell = block, slot
        elif level is None:
            self._note("level_unreadable", slot, block)
        elif fold(slot.text) != str(level):
            self._note("level_decorated", slot, block)
        self.last = level
        return level

    def inherited(self, merged: bool, *, keep: bool) -> int | None:
        """The level of a blank cell: from the merge that covers it or the same task, else null (I-32)."""
        if self._second is not None and self._first is not None and self._cell is not None and (merged or keep):
            self._note("level_stacked", self._cell, self._first)
            self.last, self._second = self._second, None
        elif not merged and not keep:
            self.last = None
        return self.last

    def finish(self) -> None:
        """No cell below took the second of two stacked levels: neither is told."""
        if self._second is not None and self._first is not None and self._cell is not None:
            self._note("level_unreadable", self._cell, self._first)
            self._first.level = None
        self._second = None

    def _note(self, code: str, slot: Slot, block: BlockDraft) -> None:
        locator = block.tasks[0].id if block.tasks else None
        self.log.add(code, Section.TASKS, locator=locator, raw=slot.text, page=slot.page)
