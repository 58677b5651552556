"""Items printed without a code: where one ends and the next begins (I-63, I-68, I-126)."""

from __future__ import annotations

import regex

from pipeline.documents.text.lists import list_items, list_marks, without_list_marks
from pipeline.documents.text.marks import ListMark, without_marks
from pipeline.documents.text.normalise import HARD, SOFT, clean

_CJK_SPACE = regex.compile(r"(?<=[\p{Han}）」』】])[ \t]+(?=\p{Han})")
_SHORTEST = 2
_SENTENCE = regex.compile("[：:]|[，,、]$")
_UNENDED = regex.compile(r"[、，,／/－–\-：:及與和或之的]$")
_GOES_ON = regex.compile(r"[）)】」》、，。；：／/（(【]|[及與和或等之的]")
_BETWEEN = "、，,；; \t\u3000"


def split_uncoded(text: str, lines_known: bool) -> list[str]:
    """The names in an uncoded cell, without marks: one per item of a list, else one per line that the author began.

    A text dump joins items by a space; names hold none between ideographs once letter spacing is closed,
    so it is split there unless that leaves single characters, which is letter spacing (I-83). One that kept the line
    breaks of the cell has its items in lines all the same (I-114).
    """
    if not text:
        return []
    lines_known = lines_known or HARD in text
    lines = [line for line in text.split(HARD) if clean(line)] if lines_known else [text]
    names = listed_items(lines)
    if names is None and not lines_known:
        lines = _CJK_SPACE.split(text)
        if any(len(clean(line)) < _SHORTEST for line in lines):
            lines = [text]
    return [name for name in names or without_list_marks(lines) if clean(name)]


def after_code(text: str) -> tuple[str, list[str]]:
    """The name behind a code, and the names without code on lines of their own below it (I-63).

    A line that the author began goes on with the name where the line before cannot end one, or where it begins like the
    rest of one; a code alone on its line has its name below.
    """
    lines = [line for line in text.split(HARD) if clean(line)]
    name = lines[:1]
    for place, line in enumerate(lines[1:], 1):
        if not _goes_on(HARD.join(name), line):
            return HARD.join(name), lines[place:]
        name.append(line)
    return HARD.join(name), []


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the name before it."""
    opened = sum(before.count(mark) for mark in "（(【「《") > sum(before.count(mark) for mark in "）)】」》")
    return (
        opened or _UNENDED.search(clean(before)) is not None or _GOES_ON.match(clean(line)) is not None
        or len(clean(line)) < _SHORTEST or before.rstrip()[-1:].isascii() or clean(line)[:1].isascii()
    )


def listed_items(lines: list[str]) -> list[str] | None:
    """The items of a list of at least two, marks aside; None where the lines are no such list.

    The kind of mark before the first line begins them all: a line with another kind or with none goes on with the item
    before it. Beside bullets, which the author may have forgotten, it does so only where that item is no mere name.
    """
    lines = [piece for line in lines for piece in _pieces(line)]
    marks = list_marks(lines)
    first = marks[0] if marks else None
    if first is None or sum(_alike(first, mark) for mark in marks) < 2:
        return None
    items: list[str] = []
    for line, mark in zip(lines, marks, strict=True):
        goes_on = bool(items) and (first.numbered or _SENTENCE.search(items[-1]) is not None)
        if goes_on and not _alike(first, mark):
            items[-1] += SOFT + line
        else:
            items.append(without_marks(mark.text) if mark else line)
    return items


def _pieces(line: str) -> list[str]:
    """A line as the items that stand in it, without what parts them."""
    *front, last = list_items(line)
    return [*(piece.rstrip(_BETWEEN) for piece in front), last]


def _alike(first: ListMark, mark: ListMark | None) -> bool:
    """Whether a mark is of the list that another one begins; bullets of any form are."""
    if mark is None or not first.numbered or not mark.numbered:
        return mark is not None and first.numbered == mark.numbered
    return any(style == other for style, _ in first.readings for other, _ in mark.readings)
