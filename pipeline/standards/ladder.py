"""Where a standard stands on the ladder of its occupation: what remains of its name, its level, and its word of rank."""

from __future__ import annotations

from typing import NamedTuple

import regex

from pipeline.documents.text.normalise import match_key

SHORTEST = 2
_RANKS = (
    ("見習", "實習", "儲備"), ("助理", "初級", "初階", "基礎", "基層", "丙級"), ("中級", "中階", "乙級"),
    ("高級", "高階", "進階", "資深", "甲級"), ("主管", "經理", "領班", "組長", "店長", "主任"),
)
"""Words of rank from the lowest to the highest; a name without one stands between the second and the third."""
_UNRANKED = 1.5
_RANK = {word: float(rank) for rank, words in enumerate(_RANKS) for word in words}
_WORD = regex.compile("|".join(_RANK))
_LEVEL = regex.compile(r"[(（]?(?:第?[一二三四五六1-6](?:級|階)|(?:l|level)[1-6])[)）]?")
_MARKS = regex.compile(r"[\p{P}\p{S}]")
_PERSON = regex.compile(r"(?<=..)(?:(?:專業|技術)?(?:人員|專員|師|員|人|者)|技術)$")


class Step(NamedTuple):
    """An occupation and how high on its ladder; steps of one occupation are ordered by level, then by word of rank."""

    occupation: str
    level: int
    rank: float

    def is_above(self, other: Step) -> bool:
        """Whether this is a higher step; a level that is not printed is compared by the word of rank alone."""
        if self.level and other.level and self.level != other.level:
            return self.level > other.level
        return self.rank > other.rank and self.level >= other.level

    def is_akin(self, other: Step) -> bool:
        """Whether the name of one occupation goes on from that of the other."""
        return self.occupation.startswith(other.occupation) or other.occupation.startswith(self.occupation)


def step_of(name: str | None, level: int | None) -> Step | None:
    """The step of a standard by its name and level; None where nothing remains of the name."""
    key = match_key(name or "")
    found = _WORD.findall(key)
    occupation = _PERSON.sub("", _MARKS.sub("", _WORD.sub("", _LEVEL.sub("", key))))
    if not occupation and len(found) > 1:
        # `中階主管`: the last word is what the others rank.
        occupation = found[-1]
    if len(occupation) < SHORTEST:
        return None
    return Step(occupation, level or 0, _RANK[found[0]] if found else _UNRANKED)
