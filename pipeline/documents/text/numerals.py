"""Numerals with which lists count: digits, ideographs in three sets, letters, Roman and encircled ones."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Script(StrEnum):
    """How a list counts; each value stands for the number in the form that all marks of one list share."""

    DIGITS = "1"
    IDEOGRAPHS = "一"
    FORMAL = "壹"
    STEMS = "甲"
    UPPER = "A"
    LOWER = "a"
    ROMAN = "Ⅰ"
    UPPER_ROMAN = "I"
    LOWER_ROMAN = "i"
    RINGS = "①"


IDEOGRAPHS = "一二三四五六七八九十"
FORMAL = "壹貳參肆伍陸柒捌玖拾"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
"""The signs of the sets, from one on."""
_LATIN_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TENS = {"廿": "二十", "卅": "三十"}
_FORMAL_VARIANTS = {"貮": "貳", "叁": "參", "叄": "參"}

# Numerals drawn in a ring, in brackets or with a stop, each set as one run of characters from a first number on.
_RINGS = (
    ("①", 0x2460, 1, 20), ("①", 0x3251, 21, 15), ("①", 0x32B1, 36, 15), ("⑴", 0x2474, 1, 20), ("⒈", 0x2488, 1, 20),
    ("❶", 0x2776, 1, 10), ("❶", 0x24EB, 11, 10), ("⓵", 0x24F5, 1, 10), ("➀", 0x2780, 1, 10), ("➊", 0x278A, 1, 10),
    ("㈠", 0x3220, 1, 10), ("㊀", 0x3280, 1, 10), ("⒜", 0x249C, 1, 26), ("Ⓐ", 0x24B6, 1, 26), ("ⓐ", 0x24D0, 1, 26),
)
RINGED = {chr(start + i): (style, first + i) for style, start, first, count in _RINGS for i in range(count)}
"""Numerals of one character that are list numbers by themselves: the first of their set, and the number."""
RINGED_LETTERS = frozenset("⒜Ⓐⓐ")
"""First characters of the sets that draw a letter."""


def _same(printed: str) -> dict[int, str]:
    """The numerals as radicals and compatibility ideographs, which look the same (I-79, I-80)."""
    found = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        unified = unicodedata.normalize("NFKC", chr(code))
        if unified in printed:
            found[code] = unified
    return found


_PLAIN: dict[int, str] = {
    **{ord(a): b for a, b in _FORMAL_VARIANTS.items()},
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **{0x2170 + i: character for i, character in enumerate(ROMAN)},
    **_same(IDEOGRAPHS + FORMAL + STEMS),
}


SIGNS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + IDEOGRAPHS + FORMAL + STEMS + ROMAN)
SIGNS = SIGNS.union(_TENS, map(chr, _PLAIN))
"""Whatever a numeral may begin with, in any of its forms."""


def plain(text: str) -> str:
    """Each numeral in its usual form: half width, upper-case Roman, unified ideographs; one for one."""
    return text.translate(_PLAIN)


def _counted(signs: str, tens: str = "") -> str:
    """The pattern of 1 to 99 in a set of ten ideographs."""
    units, ten = signs[:9], signs[9]
    return rf"(?:[{units}]?{ten}[{units}]?" + (rf"|[{tens}][{units}]?" if tens else "") + rf"|[{units}])"


_COUNTED = _counted(IDEOGRAPHS, "".join(_TENS))
NUMERAL = rf"(?:[0-9]{{1,2}}|{_COUNTED}|{_counted(FORMAL)}|[{STEMS}]|[{ROMAN}]|[ivxIVX]{{1,4}}|[A-Za-z])"
"""The pattern of a numeral in its usual form."""
_KINDS = (
    (Script.DIGITS, re.compile("[0-9]{1,2}")),
    (Script.IDEOGRAPHS, re.compile(_COUNTED)),
    (Script.FORMAL, re.compile(_counted(FORMAL))),
    (Script.STEMS, re.compile(f"[{STEMS}]")),
    (Script.ROMAN, re.compile(f"[{ROMAN}]")),
    (Script.UPPER, re.compile("[A-Z]")),
    (Script.LOWER, re.compile("[a-z]")),
    (Script.UPPER_ROMAN, re.compile("[IVX]{1,4}")),
    (Script.LOWER_ROMAN, re.compile("[ivx]{1,4}")),
)


def values(numeral: str) -> list[tuple[Script, int]]:
    """The numbers that a numeral in its usual form may stand for, 0 to 99: `i` is a letter and a one."""
    found = [(script, _value(script, numeral)) for script, pattern in _KINDS if pattern.fullmatch(numeral)]
    return [(script, value) for script, value in found if value >= 0]


def _value(script: Script, numeral: str) -> int:
    """The number that a numeral is in one script; -1 if it is none there (`iiii`)."""
    match script:
        case Script.DIGITS:
            return int(numeral)
        case Script.IDEOGRAPHS:
            return _of_ideographs("".join(_TENS.get(sign, sign) for sign in numeral), IDEOGRAPHS)
        case Script.FORMAL:
            return _of_ideographs(numeral, FORMAL)
        case Script.STEMS:
            return STEMS.index(numeral) + 1
        case Script.ROMAN:
            return ROMAN.index(numeral) + 1
        case Script.UPPER | Script.LOWER:
            return ord(numeral.lower()) - ord("a") + 1
        case _:
            return _LATIN_ROMAN.index(numeral.lower()) if numeral.lower() in _LATIN_ROMAN else -1


def _of_ideographs(numeral: str, signs: str) -> int:
    front, ten, units = numeral.rpartition(signs[9])
    if not ten:
        return signs.index(units) + 1
    return 10 * (signs.index(front) + 1 if front else 1) + (signs.index(units) + 1 if units else 0)
