"""What the codes of one document look like, learnt from all its cells (I-53, I-54, I-56)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.documents.text.normalise import SOFT
from pipeline.standards.codes.patterns import (
    DIGIT_NAME,
    REST_SEGMENT,
    foldable,
    sightings,
)

_FEWEST_GLUED = 3


@dataclass(slots=True)
class Shape:
    """Segments and digits that the codes of each letter have; `known` are codes seen at a boundary.

    `named` are those of them that do not stand directly behind another code; `glues` are the letters whose
    items this document prints without anything between them (A.3).
    """

    segments: dict[str, int] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    glues: frozenset[str] = frozenset()

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Shape:
        """Majorities over all codes at a boundary; a longer form counts from a fifth of the codes on."""
        tally = _Tally()
        for text in map(foldable, texts):
            tally.add(text)
        return cls(
            {letter: _longest_common(tally.segments[letter] or counts) for letter, counts in tally.spaced.items()},
            {letter: counts.most_common(1)[0][0] for letter, counts in tally.digits.items()},
            frozenset(tally.known),
            frozenset(tally.named),
            frozenset(letter for letter, count in tally.glued.items() if count >= max(_FEWEST_GLUED, tally.free[letter] / 2)),
        )

    def segments_of(self, letter: str) -> int:
        """The most segments that codes of a letter have; outputs and indicators of one document agree (I-52, I-54)."""
        if letter == "T":
            return self.segments.get("T", 2)
        return self.segments.get(letter) or self.segments.get("P" if letter == "O" else "O") or 3

    def digits_of(self, letter: str) -> int:
        """How many digits the codes of a letter usually have, at least two."""
        return max(2, self.digits.get(letter, 2))

    def counts_past_99(self, letter: str, run: str) -> bool:
        """True where the two-digit codes run so far that K100 follows K99, and the others follow it (I-56)."""
        if not any(f"{letter}{number}" in self.known for number in range(95, 100)):
            return False
        return run == "100" or any(f"{letter}{number}" in self.known for number in range(100, 400) if str(number) != run)


@dataclass(slots=True)
class _Tally:
    segments: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    spaced: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    digits: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    known: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    free: Counter[str] = field(default_factory=Counter)
    glued: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        end = -1
        for start, segmented, match, place in sightings(text):
            if segmented:
                self._add_segmented(text, match, place)
            else:
                self._add_flat(text, match, place, bare=end >= 0 and not text[end:start].strip())
                end = match.end()

    def _add_segmented(self, text: str, match: re.Match[str], place: str) -> None:
        if place == "glued":
            return
        letter, rest = match["letter"], match["rest"]
        count = 1 + len(REST_SEGMENT.findall(rest))
        self.spaced[letter][count] += 1
        # `T1.2. 3D…` is no code of three segments: a gap or a name's digit says nothing about them.
        if "".join(rest.split()) == rest and not DIGIT_NAME.match(text, match.end()):
            self.segments[letter][count] += 1

    def _add_flat(self, text: str, match: re.Match[str], place: str, *, bare: bool) -> None:
        letter, digits, start = match["letter"], match["digits"], match.start()
        if place == "glued":
            self.glued[letter] += len(digits) >= 2
        elif not DIGIT_NAME.match(text, match.end()):
            # A wrap before a code says nothing about what parts the items.
            self.free[letter] += text[start - 1 : start] != SOFT
            self.digits[letter][len(digits)] += 1
            self.known.add(letter + digits)
            if not bare:
                self.named.add(letter + digits)


def _longest_common(counts: Counter[int]) -> int:
    total = sum(counts.values())
    return max(length for length, count in counts.items() if count * 5 >= total)
