"""What a text must have to contain a match key, as the full-text index can tell: never too little.

The index holds each ideograph as a word, and runs of Latin letters and digits as words in small letters
without accents (`releases/exporters/sqlite`). A match key may go over several words, because white space is
no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.documents.text.normalise import VARIANTS, characters, match_key

FIRST, LAST = "\u4e00", "\u9fcc"
"""Ideographs that every SQLite knows as letters."""
_RUN = re.compile("[0-9a-z]+")
_RADICALS = range(0x2E80, 0x2F00)
"""Radicals of the supplement: Unicode knows no compatibility of most, and they are no letters."""


def expression(wanted: str, latin: Callable[[], Sequence[str]]) -> str | None:
    """The MATCH expression for a match key; None where it has nothing that is a word of the index.

    `latin` gives the index's words that are no ideographs; it is asked only if there is a letter or a digit.
    Texts with one of `radicals(wanted)` have to be looked through besides.
    """
    parts = [_any(_spellings(one)) for one in _words(wanted)]
    runs = sorted(set(_RUN.findall(wanted)))
    if runs:
        words = latin()
        parts += [_latin(run, words) for run in runs]
    return " AND ".join(parts) or None


def radicals(wanted: str) -> list[str]:
    """The radicals, which are no words of the index, that may stand for the words of the expression."""
    return [chr(code) for code in _RADICALS if characters(chr(code)) in _words(wanted)]


def _words(wanted: str) -> list[str]:
    """The ideographs that a text must have; those that may be printed as a radical only where there are no others."""
    known = sorted({one for one in wanted if FIRST <= one <= LAST})
    return [one for one in known if one not in _doubled()] or known


def _any(words: Sequence[str]) -> str:
    """Any of the words; of none, nothing: an empty phrase."""
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")" if words else '""'


def _latin(run: str, words: Sequence[str]) -> str:
    """A word that holds the run, or two that hold its beginning and its end."""
    keys = [(word, match_key(word)) for word in words]
    whole = _any([word for word, key in keys if run in key])
    begins = [word for word, key in keys if any(key.endswith(run[:size]) for size in range(1, len(run)))]
    ends = [word for word, key in keys if any(key.startswith(run[size:]) for size in range(1, len(run)))]
    return f"({whole} OR ({_any(begins)} AND {_any(ends)}))" if begins and ends else whole


@cache
def _doubled() -> frozenset[str]:
    """Ideographs that may be printed as a radical."""
    return frozenset(characters(chr(code)) for code in _RADICALS)


def _spellings(character: str) -> list[str]:
    """A folded ideograph and those that fold to it."""
    return [character, *(chr(code) for code, folded in VARIANTS.items() if folded == character)]

