"""Groups of names that probably mean the same: proposed to a person, never merged.

What is proposed follows from declared words, too. Most names that differ in one character are two things (`木質材料加工`,
`石質材料加工`), so looks alone propose nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import regex

from pipeline.standards.naming import one_apart
from pipeline.standards.naming.contrasts import contrary
from pipeline.standards.naming.folding import LONGEST, SHORTEST

_ALIKE = {
    "規範": "法規", "規定": "法規", "規則": "法規", "法令": "法規", "法條": "法規", "流程": "程序", "運用": "應用",
    "客戶": "顧客", "檢驗": "檢查", "編寫": "撰寫", "編列": "編製", "測量": "量測", "聯結": "連結", "協作": "合作",
    "處置": "處理", "解讀": "判讀", "資通訊": "資訊",
}
"""Words that documents use for one another; what they are near to stands for both."""
_WORD = regex.compile("|".join(_ALIKE))
_TWICE = regex.compile(r"(法規)+")
_INTRODUCTION = regex.compile(r"(?<=..)(?:概論|概念|概要|常識|基礎)$")
"""How deep a knowledge goes, which the level says."""
_MARKS = regex.compile(r"[\p{P}\p{S}--[+#.]]", regex.VERSION1)
_LIGHT = frozenset("學性者科零組類等各")
"""Characters without which a name mostly means the same: `材料科學`, `材料學`; `消費者行為`, `消費行為`."""


def near_key(key: str) -> str:
    """What a folded key has in common with those that are near to it."""
    if len(key) > LONGEST:
        return key
    changed = _INTRODUCTION.sub("", _TWICE.sub("法規", _WORD.sub(lambda match: _ALIKE[match[0]], _MARKS.sub("", key))))
    return changed if len(changed) >= SHORTEST else key


def _pairs(keys: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Places of keys that are near to one another; of several equal ones each with the first."""
    near = [near_key(key) for key in keys]
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(near):
        places[key].append(place)
    yield from ((alike[0], other) for alike in places.values() for other in alike[1:])
    distinct = list(places)
    for a, b in one_apart.pairs(distinct):
        if _more(*sorted((distinct[a], distinct[b]), key=len)) in _LIGHT:
            yield places[distinct[a]][0], places[distinct[b]][0]


def _more(shorter: str, longer: str) -> str:
    """The character that the longer one has besides."""
    place = next((place for place, (one, other) in enumerate(zip(shorter, longer, strict=False)) if one != other), len(shorter))
    return longer[place]


def stars(keys: Sequence[str]) -> Mapping[int, int]:
    """Which key each is proposed to belong to, by their places; keys come with the commonest first.

    A star has the commonest of its names in the middle. What belongs to one is the middle of none, so that nothing is
    proposed over a name between.
    """
    alike: dict[int, set[int]] = defaultdict(set)
    for one, other in _pairs(keys):
        if not contrary(keys[one], keys[other]):
            alike[one].add(other)
            alike[other].add(one)
    middle: dict[int, int] = {}
    for place in sorted(alike):
        if place not in middle:
            # What is commoner than this has taken it already, or is near to something else.
            middle |= {other: place for other in alike[place] if other > place and other not in middle}
    return middle
