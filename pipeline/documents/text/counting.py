"""How lists write their numbers: the writings that word processors count in, for whoever draws a list (I-87, I-88)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.documents.text.numerals import FORMAL, IDEOGRAPHS, RINGED, ROMAN, STEMS

Writing = Callable[[int], str]
"""Writes a number; in digits where the writing does not reach so far."""

_FORMAL_SIMPLIFIED = "壹贰叁肆伍陆柒捌玖拾"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN_PLACES = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_LETTERS = 30
"""Times that a list repeats a letter before it goes over to digits, as Word does (780)."""
_FULL_WIDTH = {code: chr(code + 0xFEE0) for code in range(0x30, 0x3A)}
_PADDED = re.compile("0+1(?=,|$)")


def digits(value: int) -> str:
    """`1`, `2`, … `10`."""
    return str(value)


def padded(width: int) -> Writing:
    """`01`, `02`, … `10` for a width of two."""
    return lambda value: str(value).zfill(width)


def nothing(value: int) -> str:
    """Lists that count and show no number."""
    return ""


def of_set(signs: str) -> Writing:
    """One sign for each number: stems, branches, Roman signs."""
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def repeated(letters: str) -> Writing:
    """`a`, … `z`, `aa`, `bb`: as Word counts in letters."""
    def write(value: int) -> str:
        times, place = divmod(value - 1, len(letters))
        return letters[place] * (times + 1) if 0 <= times < _MOST_LETTERS else str(value)

    return write


def spread(letters: str) -> Writing:
    """`a`, … `z`, `aa`, `ab`: as spreadsheets count in letters, and OpenDocument unless it says otherwise."""
    def write(value: int) -> str:
        written, rest = "", value
        while rest > 0:
            rest, place = divmod(rest - 1, len(letters))
            written = letters[place] + written
        return written or str(value)

    return write


def roman(value: int) -> str:
    """`i`, `ii`, `iii`, `iv`, up to 3999."""
    if not 1 <= value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN_PLACES:
        times, value = divmod(value, worth)
        written += sign * times
    return written


def in_words(signs: str, places: str, *, leading_one: bool) -> Writing:
    """`十一`, `一百零一` up to 9999; formal numbers write the one before their ten (`壹拾壹`)."""
    def write(value: int) -> str:
        if not 1 <= value <= 9999:
            return str(value)
        figures = [int(figure) for figure in str(value)]
        written = ""
        for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
            if figure:
                written += signs[figure - 1] + (places[place - 1] if place else "")
            elif not written.endswith("零"):
                written += "零"
        written = written.rstrip("零")
        return written[1:] if 10 <= value < 20 and not leading_one else written

    return write


def by_figure(value: int) -> str:
    """`一〇`, `一一`: the figures one after the other."""
    return "".join("〇" if figure == "0" else IDEOGRAPHS[int(figure) - 1] for figure in str(value)) if value >= 0 else str(value)


def full_width(value: int) -> str:
    """`１`, `２`, … `１０`."""
    return str(value).translate(_FULL_WIDTH)


def ringed(first: str) -> Writing:
    """The numerals of one character that are drawn like `first`: `①`, `⑴`, `㊀`."""
    signs = {number: sign for sign, (style, number) in reversed(RINGED.items()) if style == first}
    return lambda value: signs.get(value, str(value))


def upper(writing: Writing) -> Writing:
    """A writing in capitals."""
    return lambda value: writing(value).upper()


def by_example(example: str, *, letters_repeat: bool = False) -> Writing | None:
    """The writing that an example such as `一, 二, 三, ...`, `001, 002, 003, ...` or `a` begins; None where nobody knows it.

    An empty example shows no numbers; `letters_repeat` tells whether `z` goes on with `aa`, `bb`.
    """
    zeros = _PADDED.match(example)
    if zeros:
        return padded(len(zeros[0]))
    if not example:
        return nothing
    known = _BY_SECOND.get(example[:1] + example.partition(", ")[2][:1]) or _BY_FIRST.get(example[:1])
    letters = {"a": _LATIN, "A": _LATIN.upper()}.get(example[:1])
    return (repeated if letters_repeat else spread)(letters) if letters else known


ideographs = in_words(IDEOGRAPHS, "十百千", leading_one=False)
formal = in_words(FORMAL, "拾佰仟", leading_one=True)
formal_simplified = in_words(_FORMAL_SIMPLIFIED, "拾佰仟", leading_one=True)

_BY_FIRST: dict[str, Writing] = {
    "1": digits, "１": full_width, "i": roman, "I": upper(roman), "Ⅰ": of_set(ROMAN), "一": ideographs, "壹": formal,
    "甲": of_set(STEMS), "子": of_set(_BRANCHES), "①": ringed("①"), "ｱ": of_set(_KANA),
}
_BY_SECOND: dict[str, Writing] = {"壹贰": formal_simplified}

BY_NAME: dict[str, Writing] = {
    "decimal": digits, "decimalHalfWidth": digits, "decimalZero": padded(2), "none": nothing,
    "decimalFullWidth": full_width, "decimalFullWidth2": full_width, "numberInDash": lambda value: f"- {value} -",
    "upperLetter": repeated(_LATIN.upper()), "lowerLetter": repeated(_LATIN), "upperRoman": upper(roman), "lowerRoman": roman,
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), ringed("①")),
    "decimalEnclosedParen": ringed("⑴"), "decimalEnclosedFullstop": ringed("⒈"), "ideographEnclosedCircle": ringed("㊀"),
    **dict.fromkeys(
        ("taiwaneseCounting", "taiwaneseCountingThousand", "chineseCounting", "chineseCountingThousand", "japaneseCounting"),
        ideographs,
    ),
    **dict.fromkeys(("taiwaneseDigital", "ideographDigital", "koreanDigital2"), by_figure),
    "ideographTraditional": of_set(STEMS), "ideographZodiac": of_set(_BRANCHES),
    "ideographLegalTraditional": formal, "chineseLegalSimplified": formal_simplified, "aiueo": of_set(_KANA),
}
"""Writing by the name that Word gives it (`w:numFmt`)."""
