"""What a code may look like on the page, before the document's own shape decides."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.documents.text.marks import DASHES, FILLED, NUMBER_ENDS, OPEN, ListMark, is_bullet, list_mark
from pipeline.documents.text.normalise import HARD, SOFT, characters

SEGMENTED = ("T", "O", "P")
"""Letters whose codes have segments parted by dots."""
COMPETENCIES = frozenset(("K", "NK", "S", "SS", "NS"))
"""Letters of knowledge and skills; the prefix is part of the code (I-57)."""

_WIDE = re.compile("[．０-９Ａ-Ｚａ-ｚ]")
_NARROW = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)}

# A space, a dot or a wrap may stand behind the letter (I-51), white space around each dot (I-50).
_GAP = rf"[ \t]?\.?[ \t]?[{SOFT}{HARD}]?"
_REST = r"(?:\s{0,2}\.\s{0,2}[0-9]{1,4})"
SEGMENTED_CODE = re.compile(rf"(?<![A-Za-z0-9.])(?P<letter>[TOP]){_GAP}(?P<first>[0-9]{{1,2}}[a-z]?)(?P<rest>{_REST}{{0,3}})")
ZERO_FOR_O = re.compile(rf"(?<![A-Za-z0-9.])(?P<letter>0)(?P<first>[1-9][0-9]?[a-z]?)(?P<rest>{_REST}{{1,3}})")
FLAT_CODE = re.compile(rf"(?<![A-Za-z0-9])(?P<letter>NK|NS|SS|[KSA]){_GAP}(?P<digits>[0-9]{{1,6}})(?![0-9])")
MAY_HOLD_SEGMENTED = re.compile("[TOP]")
MAY_HOLD_FLAT = re.compile("[KSA]")
"""A character of every code with or without segments; a text without one needs no search."""
REST_SEGMENT = re.compile(r"\s{0,2}\.\s{0,2}([0-9]{1,4})")
REST_OF_FLAT = re.compile(rf"[{SOFT}{HARD}]([0-9]{{1,2}})(?![0-9])")
"""The last digits of a code of which the first stand at the end of the line above."""
CUT_CODE = re.compile(r"[TOP][ .]?[0-9]{1,2}[a-z]?(?:\.[0-9]{1,2})*\.\s*")
"""A code that a page break cut after a dot."""
_DASHES = frozenset(DASHES)
_LAST_BULLET = regex.compile(rf"(?:(?:^|\s+)[{DASHES}{OPEN}]|[\p{{Co}}{FILLED}])\s*$")
BEHIND_CODE = regex.compile(r"\.(?![0-9])|\.(?=[0-9]{1,2}[A-Za-z](?![A-Za-z]))|[、：:]|[-－–—](?=\p{Han})")
"""The mark between a code and its name (I-51); a dot before a digit is one only where a name such as `3D` begins."""
DIGIT_NAME = re.compile(r"[A-Za-z](?![A-Za-z])")
"""The letter of a name that begins with a digit, `3D`, `5S`; a Latin word is none (I-53)."""
SEPARATORS = "、，,；;／/"
_LONGEST_NUMBER = 6
"""Characters of a list number that stands before a code."""


class Sighting(NamedTuple):
    """What looks like a code in a text: where it begins, whether with segments, and how it stands (see `boundary`)."""

    start: int
    segmented: bool
    match: re.Match[str]
    place: str


def half_width(text: str) -> str:
    """Full-width letters, digits and dots as ASCII; one for one, so that positions stay."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def foldable(text: str) -> str:
    """Text in which codes are searched: characters mapped, full width as ASCII."""
    return text if text.isascii() else half_width(characters(text))


def cut_last_mark(text: str, last: ListMark | None) -> tuple[str, ListMark | None]:
    """The text before a code without the mark of the item that the code begins, and that mark if it is a number.

    A number begins a line that the author began, or it is the next one of the list to which the mark before the code
    above, `last`, belongs (I-85, I-126).
    """
    begins = max(0, len(text) - _LONGEST_NUMBER) if text.rstrip()[-1:] in NUMBER_ENDS else len(text)
    for start in range(begins, len(text)):
        mark = _whole_number(text[start:])
        if mark and (start == 0 or text[start - 1] == HARD or (last is not None and mark.follows(last))):
            return text[:start], mark
    last_sign = text.rstrip()[-1:]
    return _LAST_BULLET.sub("", text) if last_sign in _DASHES or (last_sign and is_bullet(last_sign)) else text, None


def _whole_number(text: str) -> ListMark | None:
    """The list number that a text is, sure and with nothing behind it."""
    mark = list_mark(text) if text.rstrip()[-1:] in NUMBER_ENDS else None
    return mark if mark and mark.numbered and mark.sure and not mark.text else None


@lru_cache(maxsize=1024)
def sightings(text: str) -> tuple[Sighting, ...]:
    """Everything in a text that looks like a code with segments, then all without; each cell of a document is asked twice."""
    segmented = SEGMENTED_CODE.finditer(text) if MAY_HOLD_SEGMENTED.search(text) else ()
    flat = FLAT_CODE.finditer(text) if MAY_HOLD_FLAT.search(text) else ()
    return (*(sighting(match, text, True) for match in segmented), *(sighting(match, text, False) for match in flat))


def sighting(match: re.Match[str], text: str, segmented: bool) -> Sighting:
    """A match of what looks like a code, and how it stands in its text."""
    start = match.start()
    return Sighting(start, segmented, match, boundary(text, start))


def _before_spaces(text: str, position: int) -> int:
    while position and text[position - 1] in " \t\u3000":
        position -= 1
    return position


def boundary(text: str, position: int) -> str:
    """How a code stands: at the `start` of a line, after a `space` or `separator`, or `glued` to a name."""
    before = _before_spaces(text, position)
    if before and text[before - 1] in DASHES and (before == 1 or text[before - 2].isspace()):
        # A dash for a bullet.
        before = position = before - 1
        before = _before_spaces(text, position)
    if before == 0 or text[before - 1] in HARD + SOFT:
        return "start"
    line = text.rfind(HARD, 0, before) + 1
    if before - line <= _LONGEST_NUMBER and _whole_number(text[line:before]):
        return "start"
    if before < position:
        return "space"
    return "separator" if text[position - 1] in "、，,；;。." or is_bullet(text[position - 1]) else "glued"
