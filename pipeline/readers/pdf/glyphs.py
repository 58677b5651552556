"""Glyphs and the runs they form: what both PDF engines hand to the layout code.

Lengths are points from the top left corner of the page as it is displayed. A run's box is as wide as
the advances of its glyphs; vertically it is an em box hung on the baseline, because the ascent and
descent that fonts declare differ from engine to engine and baseline and size do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

ASCENT = 0.88
DESCENT = 0.12
CENTRE = 0.38
"""The middle of an em box above its baseline, in ems."""
WORD_GAP = 0.27
"""Ems of white that never stand for a space; what is wider may, depending on the script."""
OVERLAP = 0.15
"""Ems by which neighbours may overlap: kerning does, printing twice overlaps more."""

Glyph = tuple[str, float, float]
"""One drawn character (a ligature has several letters), its left and its right edge.

A plain tuple, because a page has a thousand of them and they are made by `zip`.
"""
_CHARACTER = itemgetter(0)


class Run(NamedTuple):
    """Glyphs side by side on one baseline, with no more than a word space between them."""

    x0: float
    x1: float
    baseline: float
    size: float
    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        return "".join(map(_CHARACTER, self.glyphs))


_HYPHENS = dict.fromkeys((0x02, 0xAD, 0xFFFE), "-")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SUBSTITUTES: dict[int, str] = _HYPHENS | _LIGATURES | {0xA0: " ", 0x09: " "}
UNREADABLE = "\ufffd"
"""Stands for a glyph of which the file does not say what character it draws."""
FIRST_CJK = "\u2e80"
"""From here on code points are set in full squares."""


def substitute(character: str) -> str:
    """What a reader sees: a hyphen for its invisible stand-ins, letters for a ligature, no controls, no halves."""
    if " " <= character < "\x7f":
        return character
    if "\ud800" <= character <= "\udfff":
        return UNREADABLE
    mapped = _SUBSTITUTES.get(ord(character)) if len(character) == 1 else None
    if mapped is not None:
        return mapped
    return "".join(part for part in character if part >= " " and not "\x7f" <= part < "\xa0" and part != "\ufeff")


def is_cjk(character: str) -> bool:
    """Whether a character is set in a full square."""
    return character >= FIRST_CJK


def joined(pieces: Iterable[Run]) -> list[Run]:
    """Join pieces that follow one another closely on one baseline and in one size.

    A wide gap, a step back or another baseline begins a new run. The glyph lists are taken over.
    """
    runs: list[Run] = []
    glyphs: list[Glyph] = []
    left = right = line = em = 0.0
    for piece in pieces:
        x0, x1, baseline, size, more = piece
        if glyphs and size == em and -OVERLAP * em < x0 - right < WORD_GAP * em and -0.3 < baseline - line < 0.3:
            glyphs += more
            right = x1
            continue
        if glyphs:
            runs.append(Run(left, right, line, em, glyphs))
        left, right, line, em, glyphs = piece
    if glyphs:
        runs.append(Run(left, right, line, em, glyphs))
    return runs


def rounded(points: float) -> float:
    """A length to the nearest hundredth of a point, half of one upwards; three times as fast as `round`, never minus zero."""
    return (points * 100 + 0.5) // 1 / 100


def inked(runs: Iterable[Run]) -> int:
    """How many characters are not white space: the quantity that reading must conserve."""
    return len("".join("".join([glyph[0] for run in runs for glyph in run.glyphs]).split()))
