"""Which lines the layout broke for want of room (`soft`), and which the author began."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.documents.readers.pdf.glyphs import Run, is_cjk
from pipeline.documents.readers.pdf.lines import TextLine
from pipeline.documents.readers.pdf.spacing import letter_spacing
from pipeline.documents.text.lists import list_marks
from pipeline.documents.text.marks import is_bullet, list_mark

_OPENING = frozenset("（「『【〔《〈〖“‘([{")
CLOSING = frozenset("、。，．：；？！）」』】〕》〉〗”’…％℃‧・,.:;?!)]}%/")
"""Marks that may not begin a line, and may hang over the margin at its end."""
_BREAK_AFTER = frozenset("-/‐–—")
_CENTRED = 1.5
_NOISE = 0.07
"""Ems by which measured room may be too large: layout counts the borders and rounds widths up."""
_EXACT = 0.02
"""Points by which the same width differs from line to line."""
_HANGING = CLOSING | {" ", "\u3000"}
"""What may stand over the right edge."""

_SPACED, _WIDEST_WHITE = 0.1, 1.6
"""Ems between the letters of text that is letter-spaced; ems on both sides of a letter of such text, at most."""
_SPACING = 0.2
"""Ems that layout puts between two Latin words, or by itself between CJK and Latin."""


class Measure(NamedTuple):
    """The left and right edge, in points, between which lines are set."""

    left: float
    right: float


def mark_soft(lines: Sequence[TextLine], measure: Measure) -> None:
    """Set `soft` on every line whose first unbreakable unit did not fit on the line before it, `full` where no glyph did.

    What reaches no farther than another of the lines would have fitted, whatever the measure says.
    """
    left, right = measure
    centred = len(lines) > 1 and _is_centred(lines, measure)
    reach = 0.0 if centred else max([line.x1 for line in lines if line.text[-1] not in _HANGING], default=0.0) + _EXACT
    for before, line in itertools.pairwise(lines):
        room = right - before.x1
        if centred:
            room += before.x0 - left
        size = line.size
        if room >= line.x1 - line.x0 + 2 * size or is_bullet(line.text[0]):
            # Only the author begins a line with a bullet, however full the line before.
            continue
        room = max(room - _NOISE * size, reach - before.x1)
        drawn = line.drawn
        # Where not even the first glyph fits, which is what most full lines look like, the rest need not be measured.
        unfit = drawn.rights[0] - drawn.lefts[0] > room and drawn.characters[0] != " "
        line.soft = unfit or _lacks_room(before, line, room)
        line.full = unfit and not before.text[-1].isspace()


def free_list_lines(lines: Sequence[TextLine]) -> None:
    """Take `soft` from the lines that begin the items of a list, each with a mark in a run of such lines (I-126).

    Only the author begins a line so, however full the line before; a number that stands there by chance has no other
    before or after it.
    """
    if any(line.soft and list_mark(line.text) is not None for line in lines):
        for line, mark in zip(lines, list_marks([line.text for line in lines], [True] * len(lines)), strict=True):
            line.soft = line.soft and mark is None


def _is_centred(lines: Sequence[TextLine], measure: Measure) -> bool:
    left, right = measure
    middle = left + right
    for line in lines:
        if abs(line.x0 + line.x1 - middle) >= _CENTRED:
            return False
    return any(line.x0 - left > 2 * _CENTRED for line in lines)


def _lacks_room(before: TextLine, line: TextLine, room: float) -> bool:
    """Whether the first unit of a line did not fit; letter-spaced text leaves white before it and behind it as well (I-107)."""
    needed = _needed(before, line)
    if needed > room or needed + _WIDEST_WHITE * before.size <= room:
        return needed > room
    white = letter_spacing(before.drawn)
    return white > _SPACED and needed + 2 * white * before.size > room


def _needed(before: TextLine, line: TextLine) -> float:
    """The width that the first unit of `line` would have taken at the end of `before`."""
    drawn = line.drawn
    start, end = first_unit(drawn)
    width = drawn.rights[end - 1] - drawn.lefts[start] + line.size * (drawn.characters[end - 1][-1] in _OPENING)
    last, first = before.text[-1], drawn.characters[start][0]
    if last.isspace():
        return width + max(before.drawn.rights[-1] - before.drawn.lefts[-1], _SPACING * before.size)
    if is_cjk(last) and is_cjk(first):
        return width
    return width + _SPACING * line.size * (last not in _BREAK_AFTER)


def first_unit(drawn: Run) -> tuple[int, int]:
    """Where the glyphs at the start of a line that may not be parted begin and end, blanks before them aside.

    That is a CJK character or a Latin word, with the opening marks before it (which may not end a
    line) and the closing marks after it (which may not begin one). Latin letters right after a mark
    belong to it as well: LibreOffice does not break there.
    """
    start = -1
    last = ""
    for index, text in enumerate(drawn.characters):
        if start >= 0:
            character = text[:1]
            if character.isspace() or _may_break(last, character):
                return start, index
        elif text.isspace():
            continue
        else:
            start = index
        last = text[-1:]
    return start, len(drawn.characters)


def _may_break(last: str, character: str) -> bool:
    """Whether a line may end between two characters, neither of them a space."""
    if last.isalnum() and character.isalnum():
        return is_cjk(last) or is_cjk(character)
    if last in _OPENING or character in CLOSING:
        return False
    if last in _BREAK_AFTER:
        return last != "/" or not is_cjk(character)
    if character in _OPENING:
        return is_cjk(last)
    if last in CLOSING and is_cjk(last):
        return is_cjk(character)
    return is_cjk(last) or is_cjk(character)
