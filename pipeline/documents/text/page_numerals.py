"""The numbers in a line that pages may be counted by: digits, ideographs, Roman and encircled numerals."""

from __future__ import annotations

import re
import unicodedata

_IDEOGRAPHS = dict(zip("〇零一二三四五六七八九壹貳參肆伍陸柒捌玖", (0, 0, *range(1, 10), *range(1, 10)), strict=True))
_TENS = dict(zip("十拾百", (10, 10, 100), strict=True))
_ROMAN = dict(zip("ivxlc", (1, 5, 10, 50, 100), strict=True))
_NUMBER = re.compile(
    r"[0-9]+"
    rf"|(?<=第)\s*[{''.join(_IDEOGRAPHS)}{''.join(_TENS)}]+(?=\s*頁)|(?<![^\W_])[{''.join(_IDEOGRAPHS)}{''.join(_TENS)}]+(?![^\W_])"
    r"|(?<![^\W_])[ivxlc]+(?![^\W_])"
)


def _plain(text: str) -> str:
    """Full-width, encircled and one-character Roman numerals as digits and letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def masked(text: str) -> str:
    """The text with `#` for every number in it; width and case are folded."""
    return _NUMBER.sub("#", _plain(text))


def numbers(text: str) -> list[int]:
    """The values of the numbers that `masked` masks, in order."""
    return [_value(match[0].strip()) for match in _NUMBER.finditer(_plain(text))]


def _value(number: str) -> int:
    if number[0].isascii():
        return int(number) if number.isdigit() else _roman(number)
    total, digit = 0, 0
    positional = not any(sign in _TENS for sign in number)
    for sign in number:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            digit = 10 * digit * positional + _IDEOGRAPHS[sign]
    return total + digit


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
