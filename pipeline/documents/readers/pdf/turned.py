"""Text that does not run from left to right: each stack of turned characters becomes one piece."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.documents.readers.pdf.glyphs import CENTRE, Run, single

_GAP = 0.6
"""Ems between two characters of one stack, at most."""


class TurnedGlyph(NamedTuple):
    """A turned character and the box around it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def turned_runs(glyphs: Iterable[TurnedGlyph]) -> list[Run]:
    """One run per upright stripe of characters that follow one another."""
    stacks: list[list[TurnedGlyph]] = []
    for glyph in glyphs:
        if stacks and _follows(stacks[-1][-1], glyph):
            stacks[-1].append(glyph)
        elif not glyph.text.isspace():
            stacks.append([glyph])
    return [_run(stack) for stack in stacks]


def _follows(last: TurnedGlyph, glyph: TurnedGlyph) -> bool:
    em = max(last.x1 - last.x0, glyph.x1 - glyph.x0)
    gap = max(last.top, glyph.top) - min(last.bottom, glyph.bottom)
    overlap = min(last.x1, glyph.x1) - max(last.x0, glyph.x0)
    return gap < _GAP * em and overlap > 0.5 * min(last.x1 - last.x0, glyph.x1 - glyph.x0)


def _run(stack: list[TurnedGlyph]) -> Run:
    """The stack as one glyph, set so that its centre is the middle of the text."""
    x0, x1 = min(glyph.x0 for glyph in stack), max(glyph.x1 for glyph in stack)
    middle = (min(glyph.top for glyph in stack) + max(glyph.bottom for glyph in stack)) / 2
    size = max(x1 - x0, 1.0)
    text = "".join(glyph.text for glyph in stack).rstrip()
    baseline = middle + CENTRE * size
    return single(text, x0, x1, baseline, size)
