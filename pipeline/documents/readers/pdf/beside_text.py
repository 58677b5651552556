"""What is printed beside or above text to help reading and is no part of it: line numbers, phonetic guides (I-92, I-108)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.spread import Spread

_LETTERS = "\u3041-\u30ff\u3105-\u312f\u31a0-\u31bfāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PHONETIC = re.compile(rf"(?=.*[{_LETTERS}])[{_LETTERS}a-zˇˊˋ˙\s]+")
"""Bopomofo, kana, or Latin letters with tone marks."""
_GUIDE = 0.62
"""Times the size of its base, at most, that a phonetic guide is set in."""
_ABOVE = (0.7, 1.8)
"""Ems of the base between both baselines."""
_FEWEST = 2
_BEGINS_NUMBER = frozenset("0123456789 ")


def without_guides(runs: Sequence[Run]) -> tuple[list[Run], list[str]]:
    """Runs without the phonetic guides above others, and the guides' texts; the base is read once (I-92)."""
    largest = max([run.size for run in runs], default=0.0)
    small = [run for run in runs if run.size <= _GUIDE * largest and _PHONETIC.fullmatch(run.text.strip())]
    if not small:
        return list(runs), []
    low, high = _ABOVE
    spread = Spread([(run.x0, run.baseline - high * run.size, run.x1, run.baseline - low * run.size) for run in runs])
    guides = {id(run) for run in small if any(_is_above(run, runs[near]) for near in spread.near(_foot(run)))}
    return [run for run in runs if id(run) not in guides], [run.text for run in small if id(run) in guides]


def _foot(run: Run) -> Box:
    """The point below the middle of a run, on its baseline."""
    middle = (run.x0 + run.x1) / 2
    return middle, run.baseline, middle, run.baseline


def _is_above(guide: Run, base: Run) -> bool:
    if guide.size > _GUIDE * base.size:
        return False
    middle, _, _, _ = _foot(guide)
    low, high = _ABOVE
    return base.x0 <= middle <= base.x1 and low * base.size < base.baseline - guide.baseline < high * base.size


def without_line_numbers(runs: Sequence[Run], left: float) -> tuple[list[Run], list[str]]:
    """Runs without the numbers that count the lines in the left margin, and these numbers (I-108).

    They stand before everything else on the page, tables included (`left` is where these begin), each at the height of
    a line, and count in even steps.
    """
    edge = min([run.x0 for run in runs if run.characters[0] not in _BEGINS_NUMBER] + [left])
    before = [run for run in runs if run.x1 < edge]
    if len(before) < _FEWEST:
        return list(runs), []
    numbers = sorted((run for run in before if run.text.strip().isdecimal()), key=lambda run: run.baseline)
    others = [run for run in runs if not run.text.strip().isdecimal()]
    if len(numbers) < _FEWEST or not _counts(numbers) or not all(_stands_by_a_line(run, others) for run in numbers):
        return list(runs), []
    gone = set(map(id, numbers))
    return [run for run in runs if id(run) not in gone], [run.text.strip() for run in numbers]


def _counts(numbers: Iterable[Run]) -> bool:
    steps = {int(after.text) - int(before.text) for before, after in pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


def _stands_by_a_line(number: Run, others: Sequence[Run]) -> bool:
    return any(abs(number.baseline - other.baseline) < 0.5 * other.size for other in others)


Remark = tuple[str, int | None, str]


def remarks_of(guides: Sequence[str], numbers: Sequence[str], page: int) -> Iterator[Remark]:
    """What is told of both."""
    if guides:
        yield "phonetic_guides", page, ", ".join(dict.fromkeys(guide.strip() for guide in guides))
    if numbers:
        yield "line_numbers", page, ", ".join(numbers)
