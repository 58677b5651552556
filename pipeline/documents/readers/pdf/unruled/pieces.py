"""Runs → lines of pieces: what stands together on a baseline, with white on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from pipeline.documents.readers.pdf.glyphs import CENTRE, Run
from pipeline.documents.readers.pdf.spacing import letter_spacing
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from pipeline.documents.readers.pdf.wrapping import CLOSING

_SAME_LINE = 0.45
"""As in `lines`."""
APART = 0.8
"""Ems of white between two pieces; words of one text stand closer."""
_HAIR = 0.5
"""Points of white between glyphs that stand apart at all."""
_SPACED = 1.3
"""Times the usual white between the letters of a text that is none between two texts."""
_BASELINE = attrgetter("baseline")
_PLACE = attrgetter("place")


@dataclass(eq=False, slots=True)
class Piece:
    """Runs side by side; `x0` and `x1` are the edges of their ink."""

    runs: list[Run]
    x0: float
    x1: float
    baseline: float
    size: float

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.baseline - CENTRE * self.size


@dataclass(eq=False, slots=True)
class PieceLine:
    """The pieces on one baseline from left to right."""

    pieces: list[Piece]
    baseline: float

    @property
    def text(self) -> str:
        return "".join([piece.text for piece in self.pieces])

    @property
    def middle(self) -> float:
        return self.pieces[0].middle


class Span:
    """Ink without a gap, and the white before it on its line in ems (endless for the first); `inner` are its glyphs' edges."""

    __slots__ = ("gap", "inner", "left", "right")

    def __init__(self, left: float, right: float, gap: float) -> None:
        self.left = left
        self.right = right
        self.gap = gap
        self.inner: list[float] = []


def lines_of(runs: Iterable[Run], uprights: Uprights) -> list[PieceLine]:
    """The lines of a page from top to bottom; runs that are blank belong to the piece before them, `uprights` part pieces."""
    groups: list[list[Run]] = []
    for run in sorted((run for run in runs if run.text.strip()), key=_BASELINE):
        if groups and run.baseline - groups[-1][0].baseline < _SAME_LINE * max(run.size, groups[-1][0].size):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [PieceLine(_pieces(sorted(group, key=_PLACE), uprights), group[0].baseline) for group in groups]


def _pieces(runs: Sequence[Run], uprights: Uprights) -> list[Piece]:
    pieces: list[Piece] = []
    before = 0
    for run in runs:
        column = uprights.column(run)
        left, right = _ink(run)
        last = pieces[-1] if pieces else None
        if last is not None and column == before and left - last.x1 < APART * min(run.size, last.size):
            last.runs.append(run)
            last.x1 = max(last.x1, right)
        else:
            pieces.append(piece_of([run]))
        before = column
    return pieces


def piece_of(runs: list[Run]) -> Piece:
    """Runs as a piece."""
    return Piece(runs, _ink(runs[0])[0], max(_ink(run)[1] for run in runs), runs[0].baseline, runs[0].size)


def _ink(run: Run) -> tuple[float, float]:
    """The edges of what is not blank."""
    inked = [index for index, character in enumerate(run.characters) if not character.isspace()]
    return run.lefts[inked[0]], run.rights[inked[-1]]


def spans_of(line: PieceLine) -> list[Span]:
    """The ink of a line, glyph by glyph where there is a hair of white between two, or more than the text is letter-spaced by.

    A mark at the end of a span does not count: it may hang over the side of its cell.
    """
    spans: list[Span] = []
    reach = 0.0
    for piece in line.pieces:
        for run in piece.runs:
            apart = max(_HAIR, _SPACED * letter_spacing(run) * run.size)
            for character, left, right in zip(run.characters, run.lefts, run.rights, strict=True):
                if character.isspace():
                    continue
                if spans and left - reach < apart:
                    spans[-1].inner.append(left)
                    if character not in CLOSING:
                        spans[-1].right = max(spans[-1].right, right)
                else:
                    spans.append(Span(left, right, (left - reach) / (run.size or 1.0) if spans else float("inf")))
                reach = right
    return spans


def pitch_of(lines: Sequence[PieceLine]) -> float:
    """The usual distance of two lines; endless for less than two."""
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    return median(steps) if steps else float("inf")
