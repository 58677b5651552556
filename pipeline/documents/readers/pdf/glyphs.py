"""Glyphs and the runs they form: what both PDF engines hand to the layout code.

Lengths are points from the top left corner of the page as it is displayed. A run's box is as wide as
the advances of its glyphs; vertically it is an em box hung on the baseline, because the ascent and
descent that fonts declare differ from engine to engine and baseline and size do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ASCENT = 0.88
DESCENT = 0.12
CENTRE = 0.38
"""The middle of an em box above its baseline, in ems."""
WORD_GAP = 0.27
"""Ems of white that never stand for a space; what is wider may, depending on the script."""
NO_ROOM = 0.06
"""Ems between two letters in which no space has room, even if the page draws one there."""
OVERLAP = 0.15
"""Ems by which neighbours may overlap: kerning does, printing twice overlaps more."""


@dataclass(eq=False, slots=True)
class Run:
    """Glyphs side by side on one baseline, with no more than a word space between them.

    Each glyph has its place in `characters`, a text unless one of them stands for several letters (a
    ligature), and its edges in `lefts` and `rights`. Columns, because a page has a thousand glyphs, of
    most of which nobody wants to know more than the character.
    """

    x0: float
    x1: float
    baseline: float
    size: float
    characters: Sequence[str]
    lefts: list[float]
    rights: list[float]

    @property
    def text(self) -> str:
        characters = self.characters
        return characters if isinstance(characters, str) else "".join(characters)

    @property
    def place(self) -> tuple[float, float, float, float]:
        """What runs are sorted by: from left to right."""
        return self.x0, self.x1, self.baseline, self.size

    def part(self, start: int, end: int) -> Run:
        """Some of its glyphs as a run of its own."""
        lefts, rights = self.lefts[start:end], self.rights[start:end]
        return Run(lefts[0], rights[-1], self.baseline, self.size, self.characters[start:end], lefts, rights)

    def insert(self, index: int, glyph: Run) -> None:
        """Put another run's glyph among its own."""
        self.characters = _together([self.characters[:index], glyph.characters, self.characters[index:]])
        self.lefts[index:index] = glyph.lefts
        self.rights[index:index] = glyph.rights


def single(text: str, x0: float, x1: float, baseline: float, size: float) -> Run:
    """A run of one glyph."""
    characters = text if len(text) == 1 else [text]
    return Run(x0, x1, baseline, size, characters, [x0], [x1])


def merged(runs: Sequence[Run]) -> Run:
    """The glyphs of runs in their order as one run; its baseline and size are those of the largest."""
    if len(runs) == 1:
        return runs[0]
    largest = runs[0]
    lefts: list[float] = []
    rights: list[float] = []
    for run in runs:
        lefts += run.lefts
        rights += run.rights
        if run.size > largest.size:
            largest = run
    return Run(lefts[0], rights[-1], largest.baseline, largest.size, _together([run.characters for run in runs]), lefts, rights)


def _together(parts: Sequence[Sequence[str]]) -> Sequence[str]:
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else [character for part in parts for character in part]


_HYPHENS = dict.fromkeys((0x02, 0xAD, 0x2010, 0x2011, 0xFFFE), "-")
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
    if chr(0xD800) <= character <= chr(0xDFFF):
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

    A wide gap, a step back or another baseline begins a new run.
    """
    groups: list[list[Run]] = []
    last: Run | None = None
    for piece in pieces:
        if last is not None and _follows(last, piece) and -0.3 < piece.baseline - groups[-1][0].baseline < 0.3:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        last = piece
    return [merged(group) for group in groups]


def _follows(last: Run, piece: Run) -> bool:
    em = last.size
    return piece.size == em and -OVERLAP * em < piece.x0 - last.x1 < WORD_GAP * em


def rounded(points: float) -> float:
    """A length to the nearest hundredth of a point, half of one upwards; three times as fast as `round`, never minus zero."""
    return (points * 100 + 0.5) // 1 / 100


def rounded_box(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
    """A box with its sides to the nearest hundredth of a point, as `rounded` has them."""
    return (
        (x0 * 100 + 0.5) // 1 / 100, (top * 100 + 0.5) // 1 / 100, (x1 * 100 + 0.5) // 1 / 100, (bottom * 100 + 0.5) // 1 / 100
    )


def inked(runs: Iterable[Run]) -> int:
    """How many characters are not white space: the quantity that reading must conserve."""
    return len("".join("".join([run.text for run in runs]).split()))
