"""Letter-spaced text: glyphs set apart evenly are one run again, so that no space is seen between them (I-107)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.documents.readers.pdf.glyphs import WORD_GAP, Run, is_cjk, merged

_WIDEST = 0.8
"""Ems between the letters of a spaced word, at most."""
_EVEN = 0.06
"""Ems by which the gaps of one spacing differ."""
_CERTAIN = 3
"""Even gaps in a row that are a spacing and no words of one letter."""
_FEWEST = 2
"""Single glyphs on one line of a page without which nothing on it is letter-spaced."""


def closed_up(runs: Sequence[Run]) -> list[Run]:
    """Runs with the letters of spaced words joined; two or three letters are where others on the page are spaced as they are."""
    lines = Counter([round(run.baseline) for run in runs if len(run.characters) == 1])
    if max(lines.values(), default=0) < _FEWEST:
        return list(runs)
    stretches = list(_stretches(runs))
    spacings = [_spacing(stretch) for stretch in stretches if len(stretch) > _CERTAIN]
    result: list[Run] = []
    for stretch in stretches:
        spacing = _spacing(stretch) if len(stretch) > 1 else 0.0
        even = len(stretch) > 1 and any(abs(spacing - other) < _EVEN for other in spacings)
        result += [merged(stretch)] if even and _has_latin(stretch) else stretch
    return result


def letter_spacing(run: Run) -> float:
    """The usual gap between the glyphs of a run in ems; 0 where there are too few to tell."""
    if len(run.characters) < _CERTAIN:
        return 0.0
    gaps = sorted(right - left for left, right in zip(run.rights, run.lefts[1:], strict=False))
    return gaps[len(gaps) // 2] / (run.size or 1.0)


def _stretches(runs: Sequence[Run]) -> Iterable[list[Run]]:
    """Runs line by line, those together that stand evenly apart and of which only the first and the last may be longer."""
    stretch: list[Run] = []
    for run in sorted(runs, key=lambda run: (round(run.baseline), run.x0)):
        if stretch and _goes_on(stretch, run):
            stretch.append(run)
            continue
        if stretch:
            yield stretch
        stretch = [run]
    if stretch:
        yield stretch


def _goes_on(stretch: Sequence[Run], run: Run) -> bool:
    last = stretch[-1]
    if run.size != last.size or abs(run.baseline - last.baseline) > _EVEN or (len(stretch) > 1 and len(last.characters) > 1):
        return False
    gap = _gap(last, run)
    return WORD_GAP <= gap < _WIDEST and (len(stretch) == 1 or abs(gap - _gap(*stretch[:2])) < _EVEN)


def _gap(left: Run, right: Run) -> float:
    return (right.x0 - left.x1) / (left.size or 1.0)


def _spacing(stretch: Sequence[Run]) -> float:
    gaps = [_gap(left, right) for left, right in pairwise(stretch)]
    return sum(gaps) / len(gaps)


def _has_latin(stretch: Sequence[Run]) -> bool:
    return any(not is_cjk(character[:1]) for run in stretch for character in run.characters)
