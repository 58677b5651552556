"""Text of a cell that stands in columns with neither rules nor a frame (I-110): its lines are read, and that is a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.documents.readers.pdf.glyphs import Run, is_cjk
from pipeline.documents.readers.pdf.lines import TextLine

_WHITE = 0.6
"""Ems between two columns, at least."""
_SAME = 1.0
"""Points by which the left edges of one column differ."""
_SPACED = 3
"""Gaps in a line that tell how its letters are spaced."""
_PITCH = 2.2
"""Ems between the baselines of two lines of one column, at most."""


class _Halves(NamedTuple):
    """A line: where it begins, where the words before the white in it end and those behind it begin, if it has any."""

    left: float
    end: float
    right: float | None
    baseline: float
    size: float


def lines_in_columns(runs: Sequence[Run], lines: Sequence[TextLine]) -> int:
    """How many lines go on in columns of words beside each other, so that none tells which part goes on with which.

    A column of numbers or codes is one of labels, whose lines are rows.
    """
    if len(lines) < 2 or len(runs) <= len(lines):
        return 0
    by_line: dict[int, list[Run]] = {}
    for run in runs:
        by_line.setdefault(round(run.baseline), []).append(run)
    halves = [_halves(sorted(by_line[at], key=_start)) for at in sorted(by_line)]
    return sum(_go_on(above, below) for above, below in pairwise(halves))


def _halves(line: Sequence[Run]) -> _Halves:
    """A line cut at its widest white, where that parts words: it is what the gap is wider than letters are spaced."""
    first, last = line[0], line[-1]
    gaps = [after.x0 - before.x1 for before, after in pairwise(line)]
    widest = max(gaps, default=0.0)
    spacing = max(sorted(gaps)[len(gaps) // 2], 0.0) if len(gaps) >= _SPACED else 0.0
    if gaps and widest - spacing >= _WHITE * first.size:
        place = gaps.index(widest) + 1
        is_alone = all(2 * gap <= widest for index, gap in enumerate(gaps, 1) if index != place)
        if is_alone and _has_words(line[:place]) and _has_words(line[place:]):
            return _Halves(first.x0, line[place - 1].x1, line[place].x0, first.baseline, first.size)
    return _Halves(first.x0, last.x1, None, first.baseline, first.size)


def _has_words(runs: Sequence[Run]) -> bool:
    return any(is_cjk(character) and character.isalpha() for run in runs for character in run.text)


def _go_on(above: _Halves, below: _Halves) -> bool:
    """Whether the words before the white go on below: beside those behind it, or alone and no longer."""
    if above.right is None or abs(above.left - below.left) > _SAME or below.baseline - above.baseline > _PITCH * above.size:
        return False
    if below.right is None:
        return below.end <= above.end + _SAME
    return abs(above.right - below.right) <= _SAME


def _start(run: Run) -> float:
    return run.x0
