"""A hyphen at the end of a line: the word's own (`Anti-⏎lock`), or one that the layout put in (`Pro-⏎tocol`) (I-111).

English decides as far as it can: a part that is no word proves that the hyphen belongs to the layout, two words that
make up no third that it belongs to the word.
"""

from __future__ import annotations

from enum import Enum

import regex

from pipeline.documents.text.english import frequency, frequency_apart

_USUAL = 10_000_000
"""How often a word is written that nobody takes for two, though it looks like two: `data-base`, `soft-ware`."""
_FAR_MORE = 3
_USUALLY_ONE = 100
_PREFIX = regex.compile(
    "anti|auto|bio|co|counter|cyber|eco|electro|extra|hydro|hyper|infra|inter|intra|macro|mega|meta|micro|mid|mini|mono|multi"
    "|nano|neo|non|over|para|photo|poly|post|pre|pseudo|quasi|re|self|semi|servo|sub|super|tele|thermo|trans|tri|ultra|un|under|uni"
)
"""What English puts before words with a hyphen or without."""


class Hyphen(Enum):
    """Whose a hyphen at the end of a line is; `COMPOUND` is the word's, unless the layout is one that cuts words."""

    WORD = "word"
    COMPOUND = "compound"
    LAYOUT = "layout"
    EITHER = "either"


def hyphen(before: str, after: str) -> Hyphen:
    """Whose the hyphen between two letter runs is, by English alone; both are in small letters, or both in capitals.

    `WORD` for what is written in two far more often than in one (`on`, `site`), `COMPOUND` for words that are no third
    together (`lead`, `compound`).
    """
    first, second = before.lower(), after.lower()
    joined, apart = frequency(first + second), frequency_apart(first, second)
    prefix = _PREFIX.fullmatch(first) is not None
    both = (prefix or frequency(first)) and frequency(second)
    if joined > apart and (joined >= _USUAL or not both):
        return Hyphen.LAYOUT
    if both and apart > _FAR_MORE * joined:
        return Hyphen.WORD
    if both and not joined and not prefix:
        return Hyphen.COMPOUND
    # Words in capitals that no list knows are names and abbreviations, which no layout cuts.
    return Hyphen.WORD if before.isupper() and not joined else Hyphen.EITHER


def is_one_word(before: str, after: str) -> bool | None:
    """Whether two letter runs, the second at the start of the next line, are the parts of one word (I-131).

    None where English does not tell: one of them, and both together, are words that no list knows.
    """
    first, second = before.lower(), after.lower()
    joined, both = frequency(first + second), all(frequency(part) and (len(part) > 1 or part in "ai") for part in (first, second))
    if both:
        return joined >= _USUAL and joined > _USUALLY_ONE * frequency_apart(first, second)
    return True if joined else None
