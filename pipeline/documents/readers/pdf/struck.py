"""Text that a line crosses out: a reader sees that it no longer holds (I-99)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run

_LOW, _HIGH = 0.18, 0.55
"""Ems above the baseline between which a line crosses letters and ideographs; rules lie below it or above them."""
_THICKEST = 0.25
"""Ems of such a line, at most; of a stroke one engine tells twice the width."""
_FITS = 0.3
"""Ems between the ends of the line and those of the text that it crosses out, at most; a rule reaches to other rules."""
_BLANK = 0.6
"""Ems that the line may go on behind the text, over a blank that nobody draws."""
_MOST = 300_000
"""Comparisons of lines with text on a page, at most: a page that needs more was drawn to cost them."""
_BASELINE = attrgetter("baseline")


def without_struck(runs: Sequence[Run], bars: list[Box]) -> tuple[Sequence[Run], list[Box], list[str]]:
    """Runs without what lines cross out, bars without these lines, and the texts that are left out, from top to bottom."""
    if not runs:
        return runs, bars, []
    by_baseline = sorted(runs, key=_BASELINE)
    heights = [run.baseline for run in by_baseline]
    largest = max(run.size for run in runs)
    left = _MOST
    gone: dict[int, set[int]] = {}
    lines: set[Box] = set()
    texts: list[tuple[float, float, str]] = []
    for bar in bars:
        x0, top, x1, bottom = bar
        if bottom - top > _THICKEST * largest or x1 - x0 <= 2 * (bottom - top) or bar in lines:
            continue
        middle = (top + bottom) / 2
        near = by_baseline[bisect_left(heights, middle + _LOW) : bisect_right(heights, middle + _HIGH * largest)]
        left -= len(near)
        crossed = _crossed(near, bar, middle) if near and left > 0 else []
        if not crossed:
            continue
        lines.add(bar)
        for run, places in crossed:
            fresh = [place for place in places if place not in gone.setdefault(id(run), set())]
            gone[id(run)].update(fresh)
            texts.append((run.baseline, run.x0, "".join(run.characters[place] for place in fresh)))
    if not lines:
        return runs, bars, []
    kept = [part for run in runs for part in (_without(run, gone[id(run)]) if id(run) in gone else (run,))]
    told = [text.strip() for _, _, text in sorted(texts) if text.strip()]
    return kept, [bar for bar in bars if bar not in lines], told


def _crossed(near: Sequence[Run], bar: Box, middle: float) -> list[tuple[Run, list[int]]]:
    """The glyphs that a line crosses, where it begins and ends with them; none for a rule, which goes on beside them."""
    first, _, last, _ = bar
    found: list[tuple[Run, list[int]]] = []
    left, right = last, first
    em = 0.0
    for run in near:
        if run.x1 <= first or run.x0 >= last or not _LOW * run.size <= run.baseline - middle <= _HIGH * run.size:
            continue
        glyphs = zip(run.lefts, run.rights, strict=True)
        inside = [place for place, (start, end) in enumerate(glyphs) if first < (start + end) / 2 < last]
        if inside:
            found.append((run, inside))
            left, right, em = min(left, run.lefts[inside[0]]), max(right, run.rights[inside[-1]]), max(em, run.size)
    return found if abs(left - first) <= _FITS * em and -_BLANK * em <= right - last <= _FITS * em else []


def _without(run: Run, places: set[int]) -> Iterator[Run]:
    """The parts of a run that are left, as runs."""
    start = 0
    for place in [*sorted(places), len(run.characters)]:
        if place > start:
            yield run.part(start, place)
        start = place + 1
