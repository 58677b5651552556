"""Which standards fit a text: BM25 over pairs of characters, without a model and without a network.

The whole of it, so that any program can do the same (`docs/find.md` has examples with the numbers that have to come out):

1. *Fold* the text character by character (`folding.fold`): NFKC, small letters, then the table of variants.
2. *Terms*: cut the folded text into runs of CJK characters and runs of `a-z0-9`; everything else only separates. A Latin
   run is one term. A CJK run of one character is that term, a longer one gives every pair of neighbours.
3. *Documents* are the current standards, in the order of `standard_id`. A standard's terms are those of its name, which
   counts `NAME` times, of its description, and of the names and texts of its duties, tasks, outputs, indicators,
   knowledge and skills (`TEXTS`). `count` is how often a term is among them, `size` how many they are, `mean` the mean
   size over all N documents.
4. *Score* of a document: the sum, over the different terms of the question that it holds, of

       (1 + ln asked) × ln(1 + (N − held + ½) / (held + ½)) × count × (K1 + 1) / (count + K1 × (1 − B + B × size / mean))

   where `asked` is how often the question has the term and `held` how many documents hold it.
5. *Rank* by score rounded to `DIGITS` decimals, the highest first, equal ones by `standard_id`.

Constants and details were chosen by what `make bench-find` measures; triples of characters found far less.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from pipeline.releases.finding.folding import fold

K1 = 1.5
B = 0.75
NAME = 3
DIGITS = 6
LONGEST = 12_000
"""Characters that a question may have."""
TEXTS: tuple[tuple[str, str, int], ...] = (
    ("standards", "name", NAME),
    ("standards", "description", 1),
    ("duties", "name", 1),
    ("tasks", "name", 1),
    ("outputs", "name", 1),
    ("indicators", "text", 1),
    ("competencies", "name", 1),
)
"""What a standard is found by: table, column, and how often its terms count. Attitudes, which many standards share, do not."""
KINDS = ("K", "S")
"""The competencies that count."""

_CJK = "\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_CJK}]+|[a-z0-9]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def terms_of(folded: str) -> list[str]:
    """The terms of a folded text in their order."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run.isascii() or len(run) == 1:
            found.append(run)
        else:
            found += map("".join, pairwise(run))
    return found


def terms(text: str) -> list[str]:
    """The terms of a text in their order."""
    return terms_of(fold(text))


def refusal(text: str) -> str | None:
    """Why a text cannot be asked, as a sentence; None where it can."""
    if not text.strip():
        return "There is nothing to look for: give a text that describes the work."
    if len(text) > LONGEST:
        return f"The text has {len(text):,} characters; at most {LONGEST:,} can be looked for, so give its main part."
    if not _HAN.search(fold(text)):
        return "The text has no Chinese characters; the standards are in Chinese, so describe the work in Chinese."
    return None


class Index(Protocol):
    """The documents and their terms; a document's number is its place in `documents`."""

    @property
    def documents(self) -> Sequence[tuple[str, int]]:
        """Each document's `standard_id` and size, in the order of `standard_id`."""
        ...

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """The numbers of the documents that hold a term, ascending, each with its count there."""
        ...


@dataclass(frozen=True)
class Question:
    """A text that is looked for, with what each of its terms weighs in some index."""

    folded: str
    weights: Mapping[str, float]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two neighbours in the text: what tells quickly that a longer stretch is not in it."""
        return frozenset(map("".join, pairwise(self.folded)))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A standard with its score, which says something only beside the scores of others for the same text."""

    standard_id: str
    score: float


def weight(held: int, documents: int) -> float:
    """What a term says that so many of the documents hold: the fewer, the more."""
    return math.log(1 + (documents - held + 0.5) / (held + 0.5))


def rank(text: str, index: Index) -> tuple[Question, list[Ranked]]:
    """Every standard that shares a term with the text, the best first. Raises ValueError with the sentence of `refusal`."""
    if reason := refusal(text):
        raise ValueError(reason)
    documents = index.documents
    # Of documents without any term, whose mean is 0, none is found.
    mean = sum(size for _, size in documents) / max(len(documents), 1) or 1
    damping = [K1 * (1 - B + B * size / mean) for _, size in documents]
    folded, weights = fold(text), {}
    scores: dict[int, float] = defaultdict(float)
    # Sorted, because sums of floating numbers depend on their order.
    for term, asked in sorted(Counter(terms_of(folded)).items()):
        postings = index.postings(term)
        if not postings:
            continue
        weights[term] = weight(len(postings), len(documents))
        worth = (1 + math.log(asked)) * weights[term] * (K1 + 1)
        for number, count in postings:
            scores[number] += worth * count / (count + damping[number])
    ranked = [Ranked(documents[number][0], round(score, DIGITS)) for number, score in scores.items()]
    return Question(folded, weights), sorted(ranked, key=lambda one: (-one.score, one.standard_id))
