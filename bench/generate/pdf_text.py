"""Widths and line breaks: text to printed lines, as a word processor sets Chinese with Latin words in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NOT_FIRST = frozenset("，。、；：？！）〉》」』】〕…％)!,.:;?]}·․")
"""Characters that do not begin a line."""
NOT_LAST = frozenset("（〈《「『【〔([{")
"""Characters that do not end a line."""
_NARROW = dict.fromkeys("iljt.,:;'|! ()[]-/fI", 0.31) | dict.fromkeys("mwMW@%", 0.86)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Glyph widths as parts of the font size; `half` gives every ASCII character half of it."""

    half: bool

    def width(self, ch: str) -> float:
        if not ch.isascii():
            return 1.0
        if self.half:
            return 0.5
        return _NARROW.get(ch, 0.68 if ch.isupper() else 0.5)

    def measure(self, text: str) -> float:
        return sum(self.width(ch) for ch in text)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line; `last` ends a paragraph or stands before a break of the author."""

    text: str
    last: bool
    indent: float = 0.0


def break_lines(text: str, width: float, hanging: float, metrics: Metrics, size: float) -> list[PrintedLine]:
    """Break a paragraph at `width` points; lines after the first are indented by `hanging`."""
    lines: list[PrintedLine] = []
    for part in text.split("\n"):
        lines += _fill(list(_tokens(part)), width, hanging, metrics, size, first=not lines)
    return lines


def _tokens(text: str) -> Iterator[str]:
    """Unbreakable pieces: Latin words, single ideographs with the marks that may not be parted from them."""
    token = ""
    for ch in text:
        previous = token[-1:]
        latin = ch.isascii() and ch != " " and previous.isascii() and previous not in ("", " ")
        glued = bool(token) and (latin or ch in NOT_FIRST or previous in NOT_LAST or ch == " ")
        if glued and not (previous == "-" and latin and ch.isalpha()):
            token += ch
        else:
            if token:
                yield token
            token = ch
    if token:
        yield token


def _fill(tokens: list[str], width: float, hanging: float, metrics: Metrics, size: float, *, first: bool) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    current = ""
    for token in tokens:
        indent = 0.0 if first and not lines else hanging
        room = (width - indent) / size
        if current and metrics.measure(current) + metrics.measure(token.rstrip()) > room:
            lines.append(PrintedLine(current, False, indent))
            current, room = "", (width - hanging) / size
        current += token
        while metrics.measure(current.rstrip()) > room and len(current) > 1:
            cut = _longest(current, room, metrics)
            lines.append(PrintedLine(current[:cut], False, 0.0 if first and not lines else hanging))
            current = current[cut:]
    return [*lines, PrintedLine(current, True, 0.0 if first and not lines else hanging)]


def _longest(text: str, room: float, metrics: Metrics) -> int:
    """How many characters of a piece wider than the column fit, at least one."""
    used = 0.0
    for index, ch in enumerate(text):
        used += metrics.width(ch)
        if used > room:
            return max(1, index)
    return len(text)
