"""The index of the ranking, made of standards one after the other; the work grows with the texts and nothing else."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from pipeline.releases.finding.packed import add, unpacked
from pipeline.releases.finding.ranking import terms

Text = tuple[str, str, int]
"""A standard's id, one of its texts, and how often the text's terms count."""


def counted(texts: Iterable[Text]) -> Counter[str]:
    """How often each term counts in the texts of a standard."""
    together: dict[int, list[str]] = defaultdict(list)
    for _, text, times in texts:
        together[times].append(text)
    counts: Counter[str] = Counter()
    for times, some in together.items():
        # A line break separates, so that texts read at once give the terms of each.
        found = terms("\n".join(some))
        for _ in range(times):
            counts.update(found)
    return counts


class Gathered:
    """An index in memory: every term's documents packed, as they are stored."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._documents: list[tuple[str, int]] = []
        self._packed: dict[str, bytearray] = defaultdict(bytearray)
        self._last: dict[str, int] = {}
        for standard_id, own in groupby(texts, key=itemgetter(0)):
            self._add(standard_id, own)

    @classmethod
    def of(cls, streams: Iterable[Iterable[Text]]) -> Gathered:
        """The index over several streams of texts, each in the order of the standards' ids."""
        return cls(heapq.merge(*streams, key=itemgetter(0)))

    def _add(self, standard_id: str, texts: Iterable[Text]) -> None:
        counts = counted(texts)
        number, last = len(self._documents), self._last
        self._documents.append((standard_id, counts.total()))
        for term, count in counts.items():
            add(self._packed[term], number - last.get(term, -1), count)
            last[term] = number

    @property
    def documents(self) -> Sequence[tuple[str, int]]:
        """Each standard's id and size, in the order of the ids."""
        return self._documents

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """The documents that hold a term."""
        return unpacked(self._packed.get(term, b""))
