"""Which standards are near to each other, by the characters of their texts, and which is the next step of an occupation.

Names of standards are no guide: two ministries call one occupation by two names. So the pairs of neighbouring characters
of their names, duties, tasks and competencies are compared (tf-idf, cosine), each by its most telling ones, over lists of
who has which. Weights are whole numbers, so the sums are exact and the same on every machine.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.documents.text.normalise import match_key
from pipeline.schema.conclusions import SimilarStandard
from pipeline.schema.tables import Tables
from pipeline.standards.ladder import Step, step_of

NEAREST = 5
"""So many others are listed for each standard, and the next step where it is none of them."""
LEAST = 0.05
"""Below this similarity there is nothing to say."""
TELLING = 200
"""So many pairs of characters of a standard are compared, the most telling ones."""
CROWD = 400
"""What more standards have than this tells nothing; so the work grows with the number of standards and not its square."""
SHARED = 3
_LONGEST = 20_000
"""Characters of a standard that are looked at; published ones have some 6,000 in the texts that are compared."""
_SCALE = 1000

Summary = dict[str, Any]
Whole = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


def summary(tables: Tables) -> Summary:
    """What of one standard its neighbours are found by, as a JSON value; its names are in the vocabulary's uses."""
    [row] = tables.standards
    texts = [row.name, row.name, row.name, row.description, *(one.name for one in tables.duties)]
    texts += [*(one.name for one in tables.tasks), *(one.name for one in tables.competencies if one.kind != "A")]
    return {
        "id": row.standard_id, "base": row.base_code, "name": row.name, "level": row.level, "current": row.is_current,
        "pairs": _pairs(texts),
    }


def _pairs(texts: Iterable[str | None]) -> dict[str, int]:
    """How often each pair of neighbouring characters occurs; punctuation belongs to none."""
    found: Counter[str] = Counter()
    room = _LONGEST
    for text in texts:
        key = match_key((text or "")[:room])
        room -= len(key)
        found.update(a + b for a, b in pairwise(key) if a.isalnum() and b.isalnum())
        if room <= 0:
            break
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Known:
    """A standard among the others; `names` are the folded names of its knowledge and skills, by number."""

    standard_id: str
    name: str | None
    base: str
    is_current: bool
    step: Step | None
    names: array[int]


class Neighbours:
    """The standards that are compared, while they come in one by one."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._places: dict[str, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._pairs: list[array[int]] = []
        self._counts: list[array[int]] = []

    def add(self, one: Summary, uses: Iterable[Sequence[Any]]) -> None:
        """Take in a standard by its summary and by what it uses of the vocabulary."""
        different = dict.fromkeys((kind, rule) for kind, _, rule, *_ in uses if kind != "A")
        names = array("I", (self._names.setdefault(name, len(self._names)) for name in different))
        step = step_of(one["name"], one["level"])
        own = one["id"], one["name"], one["base"] or one["id"], bool(one["current"]), step, names
        self._known.append(_Known(*own))
        # As narrow as may be: these are all that grows with the texts. A count is below _LONGEST.
        self._pairs.append(array("I", (self._places.setdefault(pair, len(self._places)) for pair in one["pairs"])))
        self._counts.append(array("H", one["pairs"].values()))

    def rows(self) -> list[SimilarStandard]:
        """The nearest others of every standard, and its next step; only current standards are named as others."""
        used = Counter(name for one in self._known for name in one.names)
        names = list(self._names)
        ladder = self._ladder()
        bases = {base: number for number, base in enumerate(dict.fromkeys(one.base for one in self._known))}
        own = np.array([bases[one.base] for one in self._known], dtype=np.int64)
        is_current = np.array([one.is_current for one in self._known], dtype=bool)
        return [
            row for place, scores in enumerate(self._scores())
            for row in self._of(
                place, scores, np.flatnonzero((scores >= LEAST) & is_current & (own != own[place])), used, names, ladder,
            )
        ]

    def _of(
        self, place: int, scores: Scores, near: Whole, used: Mapping[int, int], names: Sequence[tuple[str, str]],
        ladder: Mapping[str, Sequence[int]],
    ) -> Iterator[SimilarStandard]:
        own = self._known[place]
        nearest = sorted(near.tolist(), key=lambda other: (-scores[other], self._known[other].standard_id))[:NEAREST]
        steps = self._next(own, ladder, nearest)
        for rank, other in enumerate([*nearest, *(other for other in steps if other not in nearest)], 1):
            one = self._known[other]
            same = own.step is not None and one.step is not None and own.step.occupation == one.step.occupation
            shared = sorted((used[name], names[name]) for name in set(own.names).intersection(one.names))[:SHARED]
            yield SimilarStandard(
                standard_id=own.standard_id, rank=rank, other_id=one.standard_id, other_name=one.name,
                relation="next_level" if other in steps else "same_occupation" if same else "similar",
                score=float(scores[other]), shared_names="、".join(name for _, (_, name) in shared) or None,
            )

    def _may(self, own: _Known, other: int) -> bool:
        return self._known[other].is_current and self._known[other].base != own.base

    def _ladder(self) -> dict[str, list[int]]:
        """Current standards of each occupation, from the lowest step to the highest."""
        steps: dict[str, list[tuple[Step, str, int]]] = defaultdict(list)
        for place, one in enumerate(self._known):
            if one.step is not None and one.is_current:
                steps[one.step.occupation].append((one.step, one.standard_id, place))
        return {occupation: [place for *_, place in sorted(found)] for occupation, found in steps.items()}

    def _next(self, own: _Known, ladder: Mapping[str, Sequence[int]], nearest: Sequence[int]) -> list[int]:
        """The lowest step above its own: of the same occupation, else of a near one whose name goes on from it."""
        if own.step is None:
            return []
        same = [other for other in ladder[own.step.occupation] if self._may(own, other)] if own.step.occupation in ladder else []
        near = [other for other in nearest if (step := self._known[other].step) is not None and step.is_akin(own.step)]
        for candidates in (same, near):
            higher = [(step, other) for other in candidates if (step := self._known[other].step) and step.is_above(own.step)]
            if higher:
                lowest = min(step for step, _ in higher)
                return [other for step, other in higher if not step.is_above(lowest)][:1]
        return []

    def _scores(self) -> Iterator[Scores]:
        """For each standard the similarity of every one, itself too."""
        pairs, weights, ends = self._telling()
        order = np.argsort(pairs, kind="stable")
        owners = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
        held, by = owners[order], weights[order]
        counts = np.bincount(pairs, minlength=len(self._places))
        starts = np.cumsum(counts) - counts
        norms = np.maximum(1, np.sqrt(np.bincount(owners, weights=weights**2, minlength=len(ends))))
        for place, end in enumerate(ends):
            own = slice(ends[place - 1] if place else 0, end)
            some = counts[pairs[own]] <= CROWD
            kept, mine = pairs[own][some], weights[own][some]
            places = _ranges(starts[kept], counts[kept])
            products = np.repeat(mine, counts[kept]) * by[places]
            sums = np.bincount(held[places], weights=products, minlength=len(ends))
            yield np.round(sums / (norms[place] * norms), 3)

    def _telling(self) -> tuple[Whole, Whole, Whole]:
        """The most telling pairs of all standards one after the other, their weights, and where each standard ends."""
        known = np.zeros(len(self._places), dtype=np.int64)
        for own in self._pairs:
            known[np.asarray(own, dtype=np.int64)] += 1
        rarity = np.log(max(2, len(self._pairs)) / np.maximum(known, 1)) + 1
        chosen: list[Whole] = []
        weights: list[Whole] = []
        for own, number in zip(self._pairs, self._counts, strict=True):
            places = np.asarray(own, dtype=np.int64)
            weight = np.rint(_SCALE * (1 + np.log(np.asarray(number, dtype=float))) * rarity[places]).astype(np.int64)
            best = np.lexsort((places, -weight))[:TELLING]
            chosen.append(places[best])
            weights.append(weight[best])
        ends = np.cumsum([len(own) for own in chosen], dtype=np.int64)
        empty = [np.zeros(0, dtype=np.int64)]
        return np.concatenate(chosen or empty), np.concatenate(weights or empty), ends


def _ranges(starts: Whole, counts: Whole) -> Whole:
    """The numbers from each start on, as many as its count, one after the other."""
    total = int(counts.sum())
    shifts: Whole = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    numbers: Whole = np.arange(total, dtype=np.int64) + shifts
    return numbers
