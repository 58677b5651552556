"""Words for the full-text index of the SQLite file, made so that a plain word finds what a person expects.

SQLite's tokenizers take a run of Chinese for one word, in a text and in a question alike. So the index holds,
of each run, every character and every piece of up to `LONGEST` characters: the word that somebody types is
one of the pieces, wherever in the run it stands. A Latin word or a number inside a run counts as one character.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add

from pipeline.releases.finding.folding import printed

LONGEST = 6
"""Characters of the longest word that is found as typed; a longer one is cut by `phrase`, or by a person's space."""
_MOST_SPELLINGS = 16
# Han with its extensions, kana and bopomofo: each character counts by itself.
_CJK = "\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(f"[{_CJK}]|[^{_CJK}]+")
_ALL_CJK = re.compile(f"[{_CJK}]+")
# What stands in a text, and what a person may type instead.
_VARIANTS = tuple({ord(stands): typed} for stands, typed in ("臺台", "台臺", "巿市", "污汙", "汙污"))
_VARIED = re.compile("[臺台巿污汙]")


@lru_cache(maxsize=8_192)
def _pieces(run: str) -> str:
    """Every piece of a run, the single characters first and in their order."""
    if run.isascii():
        return run
    units: Sequence[str] = run if _ALL_CJK.fullmatch(run) else _UNIT.findall(run)
    longer: Sequence[str] = units
    pieces = list(units)
    for size in range(1, min(LONGEST, len(units))):
        # Each piece with the unit that follows it: one call for all of a size.
        longer = list(map(add, longer, units[size:]))
        pieces += longer
    return " ".join(pieces)


def _variants(runs: list[str]) -> Iterator[str]:
    """The runs that people may type another way, spelled that way."""
    for run in filter(_VARIED.search, runs):
        yield from (spelled for variant in _VARIANTS if (spelled := run.translate(variant)) != run)


def words(text: str) -> str:
    """A text for the search index: its pieces, narrow letters beside full-width ones, variants beside each other."""
    narrow = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    runs = _RUN.findall(narrow)
    found = list(map(_pieces, runs))
    if _VARIED.search(narrow):
        found += map(_pieces, _variants(runs))
    if narrow != text:
        found += [_pieces(run) for run in _RUN.findall(text) if unicodedata.normalize("NFKC", run) != run]
    return " ".join(found)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _cut(run: str) -> str:
    """A run as words that the index holds: itself, or all its longest pieces."""
    units = _UNIT.findall(run)
    starts = range(max(len(units) - LONGEST, 0) + 1)
    return " AND ".join(_quoted("".join(units[start : start + LONGEST])) for start in starts)


def _question(run: str) -> str:
    """A run in all spellings that simplified characters may stand for; beyond reason the commonest alone."""
    choices = [printed(character) for character in run]
    spelled = ["".join(one) for one in itertools.islice(itertools.product(*choices), _MOST_SPELLINGS + 1)]
    if len(spelled) > _MOST_SPELLINGS:
        spelled = ["".join(choice[0] for choice in choices)]
    asked = list(dict.fromkeys([*(_cut(one) for one in spelled), _cut(run)]))
    return asked[0] if len(asked) == 1 else "(" + " OR ".join(f"({one})" if " AND " in one else one for one in asked) + ")"


def phrase(text: str) -> str:
    """The MATCH expression for texts in which all words of `text` stand; simplified characters, width and case count not.

    A text without a letter or digit finds nothing.
    """
    runs = _RUN.findall(unicodedata.normalize("NFKC", text))
    return " AND ".join(map(_question, runs)) if runs else '""'
