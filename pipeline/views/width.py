"""Text in a terminal, where a CJK character is two columns wide."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many terminal columns a text takes; combining marks take none."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text with spaces up to `columns`; a longer one stays whole."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text in one line of at most `columns`; line breaks are shown as `⏎`, tabs as `→`."""
    text = text.replace("\n", "⏎").replace("\t", "→")
    if width(text) <= columns:
        return text
    taken, used = "", 1
    for character in text:
        used += _width(character)
        if used > columns:
            break
        taken += character
    return f"{taken}…"
