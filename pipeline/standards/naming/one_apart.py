"""Which names are at most one character apart, found without comparing every pair.

And without writing down the variants of a name: a name of sixty thousand characters has as many, and they hold three
thousand million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

SHORTEST = 3
"""Shorter names are too often alike by chance."""
CROWD = 40
"""So many names with one character of difference are a pattern of speech and no slip; their pairs would be legion."""

_BLOCK = 100_000
"""So many characters are made into hashes at once."""

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]
_BASE = np.uint64(0x9E3779B97F4A7C15)
"""An odd number, so that no power of it is lost in 64 bits."""
_MIXED = np.uint64(0xBF58476D1CE4E5B9)


def _codes(text: str) -> Hashes:
    """The characters as numbers that are spread over 64 bits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    mixed = (codes + np.uint64(1)) * _MIXED
    return mixed ^ (mixed >> np.uint64(31))


def _sums(values: Hashes) -> Hashes:
    """The sum before each value, and of all."""
    return np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)])


def _variants(names: Sequence[str]) -> tuple[Hashes, Places]:
    """Hashes of the names and of the names less one character, with the places of the names.

    Two names one edit apart share one of these. Each follows from the sums before and after the character that is left
    out, so that all of them take as long as the names are.
    """
    lengths = np.array([len(name) for name in names], dtype=np.intp)
    ends = np.cumsum(lengths)
    place = np.repeat(np.arange(len(names)), lengths)
    within = np.arange(len(place)) - (ends - lengths)[place]
    powers = np.cumprod(np.full(int(lengths.max()), _BASE, dtype=np.uint64), dtype=np.uint64)
    codes = _codes("".join(names))
    before = _sums(codes * powers[within])
    # What follows the missing character moves up by one.
    upwards = np.multiply(codes, powers[within - 1], dtype=np.uint64)
    upwards[within == 0] = 0
    moved = _sums(upwards)
    without = before[:-1] - before[ends - lengths][place] + moved[ends][place] - moved[1:]
    whole = before[ends] - before[ends - lengths]
    return np.concatenate([whole, without]), np.concatenate([np.arange(len(names)), place])


def _blocks(names: Sequence[str]) -> Iterator[Places]:
    """Places of the names that are long enough, some at a time."""
    some: list[int] = []
    size = 0
    for place, name in enumerate(names):
        if len(name) >= SHORTEST:
            some.append(place)
            size += len(name)
        if size > _BLOCK:
            yield np.array(some)
            some, size = [], 0
    if some:
        yield np.array(some)


def _sharing(names: Sequence[str]) -> Iterator[Places]:
    """Places of names that share a variant: two of them, and not so many that it is a pattern of speech."""
    parts = [(*_variants([names[place] for place in block]), block) for block in _blocks(names)]
    if not parts:
        return
    hashes = np.concatenate([found for found, _, _ in parts])
    places = np.concatenate([block[place] for _, place, block in parts])
    order = np.lexsort((places, hashes))
    hashes, places = hashes[order], places[order]
    # A name whose neighbouring characters are equal has the same variant twice.
    new = np.ones(len(hashes), dtype=bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (places[1:] != places[:-1])
    hashes, places = hashes[new], places[new]
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    counts = np.diff(np.concatenate([starts, [len(hashes)]]))
    some = (counts > 1) & (counts <= CROWD)
    for start, count in zip(starts[some], counts[some], strict=True):
        yield places[start : start + count]


def pairs(names: Sequence[str]) -> set[tuple[int, int]]:
    """Places of names one of which is the other with one character more; takes as long as the names are together."""
    near = {(int(a), int(b)) for places in _sharing(names) for n, a in enumerate(places) for b in places[n + 1 :]}
    # Two texts may have the same hash by chance.
    return {(a, b) for a, b in near if Indel.distance(names[a], names[b], score_cutoff=1) == 1}
