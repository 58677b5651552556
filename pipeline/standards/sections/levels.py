"""Level cells: what is printed, what a merge hands on, and nothing else (I-23, I-31, I-32)."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.text.normalise import fold
from pipeline.standards.section import Section
from pipeline.standards.sections.draft import BlockDraft
from pipeline.standards.sections.headings import key
from pipeline.standards.sections.rows import Slot

_DIGITS = regex.compile(r"[1-6]")
_NUMBER = regex.compile(r"[0-9]+")
_MOST_STACKED = 4
_HIGHEST = 6
_WORDS = ("一", "二", "三", "四", "五", "六", "i", "ii", "iii", "iv", "v", "vi")
_WORD = regex.compile(rf"(?:第|level)?(?P<word>{'|'.join(_WORDS)})級?(?:以上)?")


def single_level(text: str) -> int | None:
    """The level in a cell such as `4`, `第4級`, `3（初）`, `4級以上`, `四`, `Ⅳ`; None unless it is one from 1 to 6."""
    folded = key(text)
    word = _WORD.fullmatch(folded)
    if word is not None:
        return _WORDS.index(word["word"]) % _HIGHEST + 1
    numbers = _NUMBER.findall(folded)
    return int(numbers[0]) if len(numbers) == 1 and _DIGITS.fullmatch(numbers[0]) else None


def stacked_levels(text: str) -> list[int]:
    """The levels in a cell where several were read as one, `34` or `3⏎4` (I-31)."""
    digits = "".join(_NUMBER.findall(key(text)))
    several = 1 < len(digits) <= _MOST_STACKED and all(_DIGITS.fullmatch(digit) for digit in digits)
    return [int(digit) for digit in digits] if several else []


@dataclass(slots=True)
class LevelReader:
    """Remembers the level cell that is open, to hand its value on inside a merge or a task.

    Of stacked levels the first is taken at once and the others wait for blank cells below; where too few
    come, the cell was unreadable after all (I-31).
    """

    log: IssueLog
    last: int | None = None
    _waiting: list[int] = field(default_factory=list)
    _takers: list[BlockDraft] = field(default_factory=list)
    _cell: Slot | None = None

    def is_due(self, block: BlockDraft) -> bool:
        """Whether a stacked level waits for a blank cell, and the block is of the duty of those that took the others."""
        return bool(self._waiting and block.tasks and self._takers[-1].tasks) and (
            self._takers[-1].tasks[-1].duty is block.tasks[0].duty
        )

    def read(self, slot: Slot, block: BlockDraft) -> int | None:
        """The level of a filled cell; null with an issue where it is not a single level."""
        self.finish()
        level = single_level(slot.text)
        stacked = stacked_levels(slot.text) if level is None else []
        if stacked:
            level, *self._waiting = stacked
            self._takers, self._cell = [block], slot
        elif level is None:
            self._note("level_unreadable", slot, block)
        elif fold(slot.text) != str(level):
            self._note("level_decorated", slot, block)
        self.last = level
        return level

    def inherited(self, block: BlockDraft, merged: bool, *, keep: bool) -> int | None:
        """The level of a blank cell: from the merge that covers it or the same task, else null (I-32)."""
        if self._waiting and self._cell is not None and (merged or keep):
            self._takers.append(block)
            self.last = self._waiting.pop(0)
            if not self._waiting:
                self._note("level_stacked", self._cell, self._takers[0])
        elif not merged and not keep:
            self.last = None
        return self.last

    def finish(self) -> None:
        """No cell below took the rest of the stacked levels: none of them is told."""
        if self._waiting and self._cell is not None:
            self._note("level_unreadable", self._cell, self._takers[0])
            for block in self._takers:
                block.level = None
        self._waiting = []

    def _note(self, code: str, slot: Slot, block: BlockDraft) -> None:
        locator = block.tasks[0].id if block.tasks else None
        self.log.add(code, Section.TASKS, locator=locator, raw=slot.text, page=slot.page)
