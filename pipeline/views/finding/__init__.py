"""Which standards fit a text (`find`): the ranking of `releases/finding`, and of each standard found the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.releases.finding.ranking import TEXTS, Question, rank
from pipeline.views.finding.reasons import Reason, reasons, shared
from pipeline.views.lookup import KnownAs, Release

MOST = 10
"""Standards that are given unless more are asked for."""
WORDS = 8
"""Words of a standard that are told."""


@dataclass(frozen=True, slots=True)
class Found:
    """A standard that fits: its place from 1 on, its score, the words that it shares with the text, and where they stand.

    A score says something only beside those of other standards for the same text. `words` and `reasons` have what says
    most first; a reason is a task with all that belongs to it, or a knowledge or skill.
    """

    rank: int
    standard: KnownAs
    score: float
    words: tuple[str, ...]
    reasons: tuple[Reason, ...]

    def codes(self, kind: str) -> list[str]:
        """The codes of the reasons of a kind: `task`, `K` or `S`."""
        return [one.code for one in self.reasons if one.kind == kind]


def found(release: Release, text: str, most: int | None = MOST) -> list[Found]:
    """The current standards that fit a text, the best first; `most` None gives every one that shares anything with it.

    Raises ValueError with a sentence for a text that is empty, too long or without Chinese.
    """
    question, ranked = rank(text, release.index)
    known = {one.standard_id: one for one in release.standards}
    return [_found(release, place, known[one.standard_id], one.score, question) for place, one in enumerate(ranked[:most], 1)]


def _found(release: Release, place: int, standard: KnownAs, score: float, question: Question) -> Found:
    (profile,) = release.rows("standards", standard.standard_id)
    own = [profile["name"] or "", profile["description"] or ""]
    texts = (row[column] or "" for table, column, _ in TEXTS[2:] for row in release.rows(table, standard.standard_id))
    words = shared([*own, *texts], question).words[:WORDS]
    return Found(place, standard, score, words, tuple(reasons(release, standard.standard_id, question)))
