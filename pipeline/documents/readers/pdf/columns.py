"""Free text between two grids: one column, or several that are read one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.lines import TextLine, printed_lines

_GUTTER = 1.5
"""Ems of white from the first to the last line that may part two columns."""
_FEWEST = 3
_FULL = 0.5
"""Share of lines that must fill their column: running text does, the left half of a list of values does not."""


def columns_of(runs: Sequence[Run]) -> list[list[TextLine]]:
    """The printed lines of a band of free text, column by column."""
    columns: list[list[TextLine]] = []
    gone: set[int] = set()
    for left in _parts(runs):
        # In the left part no run may be as large, so that less white parts it.
        inner = columns_of(left)
        if len(inner[0]) < _FEWEST or not all(map(_is_running, inner)):
            break
        columns += inner
        gone.update(map(id, left))
    rest = [run for run in runs if id(run) not in gone]
    return [*columns, printed_lines(rest)] if rest else columns


def _parts(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """What stands between the upright white stripes that part enough lines on both sides, from left to right; not the last."""
    order = sorted(range(len(runs)), key=[run.x0 for run in runs].__getitem__)
    heights = [round(run.baseline) for run in runs]
    largest = list(accumulate((runs[index].size for index in reversed(order)), max))[::-1]
    after = Counter(heights)
    before: set[int] = set()
    start, reach = 0, 0.0
    for place, index in enumerate(order):
        run, height = runs[index], heights[index]
        if len(order) - start < 2 * _FEWEST or len(after) < _FEWEST:
            return
        if reach and run.x0 - reach > _GUTTER * largest[start] and len(before) >= _FEWEST:
            yield [runs[one] for one in sorted(order[start:place])]
            before.clear()
            start, reach = place, 0.0
        before.add(height)
        after[height] -= 1
        if not after[height]:
            del after[height]
        reach = max(reach, run.x1)


def _is_running(lines: Sequence[TextLine]) -> bool:
    right = max([line.x1 for line in lines], default=0.0)
    full = sum([right - line.x1 < _GUTTER * line.size for line in lines])
    return full >= _FULL * len(lines)
