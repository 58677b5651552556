"""Level cells: what is printed, what a merge hands on, and nothing else (I-23, I-31, I-32)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import regex

from pipeline.issues import IssueLog, Section
from pipeline.normalise import fold
from pipeline.sections.draft import TaskDraft
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
    """Remembers the level cell that is open, to hand its value on inside a merge or a task."""

    log: IssueLog
    last: int | None = None
    _stacked: deque[int] = field(default_factory=deque)

    def read(self, slot: Slot, tasks: list[TaskDraft]) -> int | None:
        """The level of a filled cell; null with an issue where it is not a single level."""
        self._stacked.clear()
        level, code = single_level(slot.text), "level_decorated"
        if level is None:
            stacked = stacked_levels(slot.text)
            reach = max((cell.row_span for cell in slot.cells), default=1)
            code = "level_unreadable"
            if len(stacked) == 2 and (reach >= 2 or len(tasks) == 2):
                self._stacked.extend(stacked)
                level, code = self._stacked.popleft(), "level_stacked"
        if fold(slot.text) != str(level):
            self.log.add(code, Section.TASKS, locator=tasks[0].id if tasks else None, raw=slot.text, page=slot.page)
        self.last = level
        return level

    def inherited(self, merged: bool, *, keep: bool) -> int | None:
        """The level of a blank cell: from the merge that covers it or the same task, else null (I-32)."""
        if self._stacked and merged:
            self.last = self._stacked.popleft()
        elif not merged and not keep:
            self.last = None
        return self.last
