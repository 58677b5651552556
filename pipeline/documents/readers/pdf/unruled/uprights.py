"""Rules between columns where none part rows (I-105): which columns they tell, and which regions hold nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.documents.model import Cell, Grid
from pipeline.documents.readers.pdf.cells import HANGS
from pipeline.documents.readers.pdf.glyphs import CENTRE, Run
from pipeline.documents.readers.pdf.rules import SNAP, Rule
from pipeline.documents.readers.pdf.unruled.words import TableWords
from pipeline.documents.readers.pdf.wrapping import CLOSING

_ALONG = 2.0
"""Points by which a rule may end short of the text beside it."""
_DRIFT = 15.0
"""Points by which one side of a column may stand elsewhere in another row, at most."""
_SHARE = 0.4
"""Share of a column's width by which its side may stand elsewhere in another row, at most."""
_MOST_ROWS = 3
"""Rows of a region of which the rules may part nothing but heads, at most."""
_FEWEST = 3
"""Labels, heads or columns in one cell that no cell holds together, at least."""


class Uprights:
    """The vertical rules of a page that are sides of no grid."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = sorted(rules)

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self._rules)

    def at(self, y: float) -> list[float]:
        """Where rules pass a height, from left to right."""
        return [rule.at for rule in self._rules if rule.start - _ALONG <= y <= rule.end + _ALONG]

    def ends(self, top: float, bottom: float) -> list[float]:
        """The heights between two at which rules begin or end: there cells reach over several columns in a row."""
        found: list[float] = []
        for end in sorted(end for rule in self._rules for end in (rule.start, rule.end) if top < end < bottom):
            if not found or end - found[-1] > SNAP:
                found.append(end)
        return found

    def parted(self, runs: list[Run]) -> list[Run]:
        """Runs cut where a rule passes between two glyphs."""
        return [part for run in runs for part in _cut(run, self.at(_middle(run)))] if self._rules else runs

    def column(self, run: Run) -> int:
        """The number of rules to the left of a run."""
        return bisect_right(self.at(_middle(run)), (run.lefts[0] + run.rights[0]) / 2) if self._rules else 0

    def moved(self, edges: Sequence[float], y: float) -> tuple[list[float], list[bool]]:
        """The edges of columns as the rules at a height have them, and which of them are ruled there."""
        sides = self.at(y) if self._rules else []
        if not sides:
            return list(edges), [False] * len(edges)
        places = list(edges)
        ruled = [False] * len(edges)
        for side in sides:
            index = min(range(len(edges)), key=lambda index: abs(edges[index] - side))
            if abs(edges[index] - side) <= _reach(edges, index) and index:
                places[index], ruled[index] = side, True
        return places, ruled

    def between(self, low: float, high: float, heights: Sequence[float]) -> float | None:
        """The rule between two places that passes most of some heights; None where none passes more than half of them."""
        found = [
            (sum(rule.start - _ALONG <= y <= rule.end + _ALONG for y in heights), rule.at)
            for rule in self._rules if low < rule.at < high
        ]
        passed, place = max(found, default=(0, 0.0))
        return place if 2 * passed > len(heights) else None


def _reach(edges: Sequence[float], index: int) -> float:
    """How far from the usual edge of a column it may stand."""
    sides = [abs(edges[other] - edges[index]) for other in (index - 1, index + 1) if 0 <= other < len(edges)]
    return min([_DRIFT, *(_SHARE * width for width in sides)])


def _middle(run: Run) -> float:
    return run.baseline - CENTRE * run.size


def _cut(run: Run, sides: Sequence[float]) -> Iterator[Run]:
    """A run cut at places; a blank stays with the glyph before it, and so does a mark that hangs over the side of its cell."""
    if not any(run.x0 < side < run.x1 for side in sides):
        yield run
        return
    starts = [0]
    before: int | None = None
    for index, (character, left, right) in enumerate(zip(run.characters, run.lefts, run.rights, strict=True)):
        if character.isspace():
            continue
        column = bisect_right(sides, (left + right) / 2)
        if before is not None and column != before:
            if character in CLOSING and left - run.rights[index - 1] <= HANGS * run.size:
                continue
            starts.append(index)
        before = column
    for start, end in pairwise([*starts, len(run.characters)]):
        yield run.part(start, end)


def parts_columns_alone(grid: Grid, words: TableWords) -> bool:
    """Whether one cell holds what stands in several rows of the published form: rules part its columns and no rows."""
    if grid.row_count > _MOST_ROWS:
        return False
    cells = [cell for cell in grid.cells if len(cell.lines) > 1]
    if any(len(_labels(cell, words)) >= _FEWEST for cell in cells):
        return True
    if sum(_is_listed_column(cell, words) for cell in cells) >= _FEWEST:
        return True
    if sum(_is_headed_column(cell, words) for cell in cells) > 1:
        return True
    coded = {cell.row for cell in cells if _count(cell, words.is_row_code) > 1}
    return any(cell.row in coded and _count(cell, words.is_level) > 1 for cell in cells)


def _labels(cell: Cell, words: TableWords) -> set[str]:
    """The labels in a cell, with others on their lines where the rule between them is left out."""
    texts = [text for line in cell.lines for text in (line.text, *line.text.split())]
    return {name for text in texts if (name := words.label(text)) is not None}


def _is_listed_column(cell: Cell, words: TableWords) -> bool:
    """Whether a cell begins with the head of a column of a list and goes on."""
    return words.listed(cell.lines[0].text) is not None


def _is_headed_column(cell: Cell, words: TableWords) -> bool:
    """Whether a cell begins with the head of a column of the main table and goes on with codes."""
    first = next((index for index, line in enumerate(cell.lines) if words.is_coded(line.text)), 0)
    texts = [line.text for line in cell.lines[:first]]
    return any(words.head("".join(texts[start:])) is not None for start in range(len(texts)))


def _count(cell: Cell, tells: Callable[[str], bool]) -> int:
    return sum(tells(line.text) for line in cell.lines)
