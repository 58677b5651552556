"""Free text between two grids: one column, or several that are read one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.lines import TextLine, printed_lines

_LEFT = attrgetter("x0")
_GUTTER = 1.5
"""Ems of white from the first to the last line that may part two columns."""
_FEWEST = 3
_FULL = 0.5
"""Share of lines that must fill their column: running text does, the left half of a list of values does not."""


def columns_of(runs: Sequence[Run]) -> list[list[TextLine]]:
    """The printed lines of a band of free text, column by column."""
    gutter = _gutter(runs)
    if gutter is None:
        return [printed_lines(runs)] if runs else []
    left = [run for run in runs if run.x0 < gutter]
    right = [run for run in runs if run.x0 >= gutter]
    columns = [*columns_of(left), *columns_of(right)]
    if len(columns[0]) < _FEWEST or not all(map(_is_running, columns[:-1])):
        return [printed_lines(runs)]
    return columns


def _gutter(runs: Sequence[Run]) -> float | None:
    """The x where the right column begins, if an upright white stripe parts enough lines on both sides."""
    if len(runs) < 2 * _FEWEST:
        return None
    em = max(run.size for run in runs)
    reach = 0.0
    before: set[int] = set()
    ordered = sorted(runs, key=_LEFT)
    after = Counter([round(run.baseline) for run in ordered])
    for run in ordered:
        if reach and run.x0 - reach > _GUTTER * em and min(len(before), len(after)) >= _FEWEST:
            return run.x0
        height = round(run.baseline)
        before.add(height)
        after[height] -= 1
        if not after[height]:
            del after[height]
        reach = max(reach, run.x1)
    return None


def _is_running(lines: Sequence[TextLine]) -> bool:
    right = max(line.x1 for line in lines)
    full = sum(right - line.x1 < _GUTTER * line.size for line in lines)
    return full >= _FULL * len(lines)
