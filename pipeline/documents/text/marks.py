"""What begins an item of a list: a bullet or a list number as printed, one notion for all who read (I-126).

Marks have a weight: `1.`, `（一）` and `①` are list numbers wherever they stand, while `A.`, `甲、` or the `1.` of
`1.3D繪圖` may be a word or a decimal and count only in a run 1, 2, 3 …, which `lists` finds. What has no stop behind
its numeral (`3D`, `5S`, `4級`, `110年`, `一般`) is no mark, nor is a number from which a sentence counts on
(`一、二、三級`, `（一）至（三）`, I-74).

Apart from `normalise`, whose patterns need a library that the PDF reader does without.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.documents.text.numerals import NUMERAL, RINGED, RINGED_LETTERS, SIGNS, Script, plain, values

FILLED = "•●■◆⚫․▪►▶⬤➢➤❖"
"""Bullets that are nothing else, wherever they stand."""
OPEN = "\ufffd◇□○‧∙▫◎※◦△▲☆★♦▷❑❏✧✓✔"
"""Bullets that may be a sign of the text as well."""
_SIGNS = "*·⋅˙・"
"""Dots and stars: bullets at the start of a line, signs of the text everywhere else."""
DASHES = "-－–—−‐‑﹣"
"""Dashes that may stand for a bullet."""
_BULLETS = frozenset(FILLED + OPEN + _SIGNS)
_FIRST = _BULLETS.union(DASHES, RINGED, SIGNS, "(（﹙．﹒")
"""Whatever a mark may begin with, besides private-use characters; most texts begin with something else."""
DOTS = ".．﹒"
"""Stops behind a numeral that stand in decimals too."""
_STOPS = f"{DOTS}、﹑､"
_B = "[ \t\u3000]"
_NUMBER = re.compile(
    rf"[(（﹙]{_B}?(?P<bracketed>{NUMERAL}){_B}?[)）﹚][{_STOPS}]?"
    rf"|(?P<closed>{NUMERAL}){_B}?[)）﹚][{_STOPS}]?"
    rf"|(?P<stopped>{NUMERAL}){_B}?[{_STOPS}]、?"
)
NUMBER_ENDS = frozenset(")）﹚" + _STOPS).union(RINGED)
"""Characters with which a list number ends."""
_RINGED = re.compile(f"[{''.join(RINGED)}][{_STOPS}]?")
_DASH = re.compile(
    rf"[{DASHES}](?P<blanks>{_B}*)(?![{DASHES}.．])(?P<digits>[0-9０-９]+[.．]?[0-9０-９]*{_B}?(?P<unit>[°℃%％度])?)?"
)
# `o` is the bullet that Word takes from Courier.
_RARER_BULLET = re.compile(rf"[．﹒](?![0-9０-９．﹒])|o{_B}+(?![A-Za-z0-9])")
_TO_THE_NEXT = re.compile(rf"{_B}*(?:[{DASHES}至到~～〜、,，及或與和暨]{_B}*)?")
_DIGIT_NAME = re.compile("[0-9]{1,2}(?:[A-Za-z](?![A-Za-z])|維)")
_COUNT = re.compile(f"({NUMERAL})(?!維)")
_USUAL = frozenset((Script.DIGITS, Script.IDEOGRAPHS, Script.ROMAN))
_LARGEST = 20
"""Numbers beyond it are seldom reached by a list and often something else, such as a year."""
_MOST = 4
"""Marks that stand before one text at most (`• 1.`)."""
REACH = 24
"""Characters that tell whether a mark is one."""
_RANKS = ("壹.", "Ⅰ.", "一.", "(一)", "一)", "1.", "(1)", "1)")


class Weight(IntEnum):
    """How surely a mark is one."""

    FAINT = 0
    """Only in a run with a surer one: `1.3年以上` before `2.大學`."""
    RUN = 1
    """Only in a run: `A.`, `甲、`, `1.3D繪圖`."""
    SURE = 2
    """Even alone."""


class ListMark(NamedTuple):
    """A bullet or number at the start of a text.

    `printed` is the mark as it stands there, `text` what follows it. `readings` are its style, which all marks of a
    list share, and its number, 0 for a bullet; there are two for `i.`, which may be a letter.
    """

    printed: str
    text: str
    weight: Weight
    readings: tuple[tuple[str, int], ...]
    numbered: bool

    @property
    def style(self) -> str:
        return self.readings[0][0]

    @property
    def value(self) -> int:
        return self.readings[0][1]

    @property
    def sure(self) -> bool:
        return self.weight is Weight.SURE

    @property
    def filled(self) -> bool:
        """Whether the mark is a bullet that is nothing else, wherever it stands."""
        return is_filled(self.printed[0])

    def follows(self, other: ListMark) -> bool:
        """Whether this is the next mark of the other's list."""
        step = int(self.numbered)
        return any((style, value - step) in other.readings for style, value in self.readings)


@lru_cache(maxsize=8192)
def is_bullet(character: str) -> bool:
    """A list bullet as printed in the documents; private-use glyphs are bullets (A.5, I-85)."""
    return character in _BULLETS or unicodedata.category(character) == "Co"


def is_filled(character: str) -> bool:
    """A bullet that is nothing else, wherever it stands."""
    return character in FILLED or unicodedata.category(character) == "Co"


def list_mark(text: str) -> ListMark | None:
    """The mark at the start of a text, blanks aside, however faint; None where there is none."""
    text = text.strip()
    return _mark(text) if text and (text[0] in _FIRST or is_bullet(text[0])) else None


@lru_cache(maxsize=8192)
def _mark(text: str) -> ListMark | None:
    return _bullet(text) or _number(text)


def without_marks(text: str) -> str:
    """A text without the sure marks before it."""
    for _ in range(_MOST):
        mark = list_mark(text)
        if mark is None or not mark.sure:
            break
        text = mark.text
    return text


def may_nest(style: str, below: str) -> bool:
    """Whether a list of style `below` usually stands within one of `style`: `一、` over `（一）` over `1.` over bullets."""
    return _rank(style) < _rank(below)


def _rank(style: str) -> int:
    if style in _RANKS:
        return _RANKS.index(style)
    return len(_RANKS) + (3 if style[0] in DASHES else 2 if style in OPEN + _SIGNS else int(is_bullet(style[0])))


# one mark ---------------------------------------------------------------------------------------


def _bullet(text: str) -> ListMark | None:
    """A bullet; a glyph that stands twice is a sign of the text (`○○公司`, `——`)."""
    glyph = text[0]
    if glyph in DASHES:
        return _dash(text)
    if is_bullet(glyph):
        end = int(text[1:2] != glyph)
    else:
        match = _RARER_BULLET.match(text)
        end = match.end() if match else 0
    return ListMark(glyph, text[end:].lstrip(), Weight.SURE, ((glyph, 0),), False) if end else None


def _dash(text: str) -> ListMark | None:
    """A dash; right before a digit it is a minus, unless dashes without a blank stand before other items as well."""
    match = _DASH.match(text)
    minus = match is not None and match["digits"] and not match["blanks"]
    if match is None or (minus and match["unit"]):
        return None
    style = text[0] + match["blanks"][:1]
    return ListMark(text[0], text[1:].lstrip(), Weight.FAINT if minus else Weight.SURE, ((style, 0),), False)


class _Numeral(NamedTuple):
    """A numeral with its brackets or stop: where it ends, its script (None in a ring), its readings."""

    end: int
    script: Script | None
    readings: tuple[tuple[str, int], ...]


def _number(text: str) -> ListMark | None:
    """A list number, unless the next number of its kind follows: then a sentence counts (`（一）及（二）`)."""
    flat = plain(text[:REACH])
    found = _numeral(flat, 0)
    if found is None or _counts_on(found, flat):
        return None
    return ListMark(text[: found.end].strip(), text[found.end :].lstrip(), _weight(found, flat), found.readings, True)


def _numeral(flat: str, place: int) -> _Numeral | None:
    ringed = _RINGED.match(flat, place)
    if ringed:
        return _Numeral(ringed.end(), None, (RINGED[flat[place]],))
    match = _NUMBER.match(flat, place)
    if match is None:
        return None
    shape = "({})" if match["bracketed"] else "{})" if match["closed"] else "{}."
    found = values(match["bracketed"] or match["closed"] or match["stopped"])
    readings = tuple([(shape.format(script.value), value) for script, value in found])
    return _Numeral(match.end(), found[0][0], readings) if found else None


def _counts_on(found: _Numeral, flat: str) -> bool:
    join = _TO_THE_NEXT.match(flat, found.end)
    following = _numeral(flat, join.end() if join else found.end)
    if following is None or flat[following.end : following.end + 1].isdigit():
        # No number, or a decimal such as that of `1. 2.5公噸`.
        return False
    return any(style == other for style, _ in found.readings for other, _ in following.readings)


def _may_count(script: Script, value: int, numeral: str) -> bool:
    """Whether a sentence may name a number and the numeral right behind its comma: `一、二級`, `三、五年`."""
    numbers = [number for other, number in values(numeral) if other is script]
    return value + 1 in numbers or (bool(numbers) and script is Script.IDEOGRAPHS and value > 1)


def _weight(found: _Numeral, flat: str) -> Weight:
    style, value = found.readings[0]
    if found.script is None:
        return Weight.RUN if style in RINGED_LETTERS else Weight.SURE
    if style.endswith("."):
        rest = flat[found.end :]
        digit, count = found.script is Script.DIGITS and rest[:1].isdigit(), _COUNT.match(rest)
        if digit and _DIGIT_NAME.match(rest):
            return Weight.RUN
        if (digit and flat[found.end - 1] in DOTS) or (count and _may_count(found.script, value, count[1])):
            return Weight.FAINT
        if digit:
            return Weight.RUN
    usual = found.script in _USUAL or (found.script is Script.FORMAL and value == 1)
    return Weight.SURE if usual and 0 < value <= _LARGEST else Weight.RUN
