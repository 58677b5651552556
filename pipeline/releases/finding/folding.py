"""One character for all that are written for one another: simplified and traditional, 台 and 臺, wide and narrow.

Folding goes character by character, so that a place in the folded text is a place in the printed one, and that any
other program can do the same from one table. It goes to the simplified side because each traditional character has one
simplified form, and the other way round several. For comparing only; nothing folded is ever shown.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from pipeline.documents.text.normalise import VARIANTS, characters
from pipeline.documents.text.simplified import TRADITIONAL

# How Taiwan writes what OpenCC's dictionary of traditional characters writes first: facts from its `TWVariants` (Apache-2.0).
_TAIWAN = (
    "僞偽 兇凶 啓啟 喫吃 嫺嫻 嬀媯 峯峰 幺么 擡抬 曬晒 棱稜 檐簷 污汙 泄洩 潙溈 潨潀 爲為 牀床 痹痺 癡痴 着著 睾睪 祕秘 竈灶 "
    "糉粽 繮韁 纔才 羣群 蔘參 蔿蒍 衆眾 裏裡 覈核 踊踴 鉢缽 鍼針 鮎鯰 麪麵 齶顎"
)
# Radicals that NFKC leaves, and characters that print nothing.
_OF_READING = (*range(0x2E80, 0x2F00), 0xAD, *range(0x200B, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF)


@cache
def table() -> dict[str, str]:
    """What stands for each character that does not stand for itself: another one, or nothing.

    Whoever folds elsewhere takes this table along.
    """
    # Where two simplified characters have one traditional, the one that has several of them is the commoner.
    found = {one: simple for simple, written in TRADITIONAL.items() for one in written if one != simple}
    pairs = [*_TAIWAN.split(), *(chr(code) + folded for code, folded in VARIANTS.items())]
    for pair in pairs:
        ends = _end(found, pair[0]), _end(found, pair[1])
        if ends[0] != ends[1]:
            found[ends[1]] = ends[0]
    read = {chr(code): characters(chr(code)) for code in _OF_READING}
    found |= {one: stands for one, stands in read.items() if stands != one}
    return {one: _end(found, one) for one in found}


def _end(found: dict[str, str], one: str) -> str:
    """What a character stands for after all steps; a step back to where one has been ends the way."""
    seen: set[str] = set()
    while one in found and one not in seen:
        seen.add(one)
        one = found[one]
    return one


class _Folded(dict[int, str]):
    """What each character becomes, found out when it first comes; most become one, some several or none."""

    def __missing__(self, code: int) -> str:
        stands = table()
        self[code] = "".join(stands.get(one, one) for one in unicodedata.normalize("NFKC", chr(code)).lower())
        return self[code]


_FOLDED = _Folded()


@cache
def printed(simplified: str) -> str:
    """What a character may stand for in print, the form that Taiwan writes before others; itself where it is not simplified."""
    taiwan = {pair[0]: pair[1] for pair in _TAIWAN.split()}
    choices = TRADITIONAL.get(simplified, simplified)
    return "".join(dict.fromkeys([*(taiwan[one] for one in choices if one in taiwan), *choices]))


def fold(text: str) -> str:
    """The folded text: each character narrow (NFKC) and small, then mapped by `table`."""
    return text.translate(_FOLDED)


def places(text: str) -> list[int]:
    """For each character of the folded text the place of the printed one that it comes from."""
    return [place for place, one in enumerate(text) for _ in _FOLDED[ord(one)]]
