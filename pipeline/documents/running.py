"""Running heads and feet, whatever their words: what stands at one height beside the tables on most pages (I-100).

Digits are masked, in whatever script they count. What stands at a height once is no furniture, nor what stands
lower than the tables of some page begin and higher than they end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.documents.model import Box, Document, Grid, Line
from pipeline.documents.text.normalise import fold
from pipeline.documents.text.page_numerals import masked, numbers

_SAME_HEIGHT = 3.0
"""Points by which the height of a running line differs from page to page."""
_FEWEST = 2
_FEW_CELLS = 4
"""Cells with text of a table that may be a head or foot."""
_WORDED = re.compile(r"頁|page|\bp\.?\s*#|\bof\b", re.IGNORECASE)
"""What says that a number counts pages."""
_BARE = re.compile(r"[\W_#]*")


class Running(NamedTuple):
    """The lines that are running heads and feet, by identity, and the page numbers in them as (page, number), in order."""

    lines: frozenset[int] = frozenset()
    numbers: tuple[tuple[int, int], ...] = ()


class _Placed(NamedTuple):
    page: int
    box: Box
    line: Line


def running_lines(document: Document, kept: Callable[[str], bool] = lambda text: False) -> Running:
    """Find them; `kept` says of a text that it is none whatever its place, which headings are that a page repeats.

    Formats without places have none.
    """
    pages = {line.page for line in document.lines() if line.page is not None}
    if len(pages) < _FEWEST:
        return Running()
    boxed = _repeated(_in_small_tables(document), kept, len(pages))
    tables = frozenset(id(placed.line) for group in boxed for placed in group)
    found = [*boxed, *_repeated(_beside_tables(document, tables), kept, len(pages))]
    lines = frozenset(id(placed.line) for group in found for placed in group)
    return Running(lines, tuple(_page_numbers(found, sorted(pages))))


def is_running(grid: Grid, running: frozenset[int]) -> bool:
    """Whether a table is a head or foot of its page: all that stands in it is."""
    lines = [id(line) for cell in grid.cells for line in cell.lines]
    return bool(lines) and running.issuperset(lines)


def _repeated(lines: Iterable[_Placed], kept: Callable[[str], bool], pages: int) -> list[list[_Placed]]:
    """Lines of the same words at the same height on most pages."""
    groups: dict[str, list[_Placed]] = defaultdict(list)
    for placed in lines:
        if not kept(placed.line.text):
            groups["".join(sorted(fold(masked(placed.line.text))))].append(placed)
    found: list[list[_Placed]] = []
    for group in groups.values():
        repeated = [placed for level in _levels(group) if len({placed.page for placed in level}) >= _FEWEST for placed in level]
        # A head that changes from left to right pages stands on every other page.
        if 2 * len({placed.page for placed in repeated}) >= pages - 1 and repeated:
            found.append(repeated)
    return found


def _in_small_tables(document: Document) -> Iterator[_Placed]:
    """The lines of tables of a few cells that are the first or the last table of their page, and not its only one."""
    pages: dict[int, list[Grid]] = defaultdict(list)
    for block in document.body:
        if isinstance(block, Grid) and block.page is not None:
            pages[block.page].append(block)
    for page, grids in pages.items():
        for grid in (0, -1) if len(grids) > 1 else ():
            cells = [cell for cell in grids[grid].cells if cell.lines]
            if len(cells) <= _FEW_CELLS:
                yield from (_Placed(page, line.box, line) for cell in cells for line in cell.lines if line.box)


def _beside_tables(document: Document, running: frozenset[int]) -> Iterator[_Placed]:
    """Lines with a place above, below or beside all tables of the document but those that are heads and feet themselves."""
    boxes: list[Box] = []
    placed: list[_Placed] = []
    for block in document.body:
        if isinstance(block, Grid):
            if is_running(block, running):
                continue
            boxes += [cell.box for cell in block.cells if cell.box]
        else:
            placed += [_Placed(line.page, line.box, line) for line in block.lines if line.page is not None and line.box]
    endless = float("inf")
    lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((0.0,), (endless,), (endless,), (0.0,))
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    for one in placed:
        middle = (one.box[1] + one.box[3]) / 2
        is_beside = one.box[2] <= left or one.box[0] >= right
        if (is_beside or middle < top or middle > bottom) and fold(one.line.text):
            yield one


def _levels(group: Iterable[_Placed]) -> list[list[_Placed]]:
    """Lines of the same words by height."""
    levels: list[list[_Placed]] = []
    for placed in sorted(group, key=lambda placed: placed.box[3]):
        if levels and placed.box[3] - levels[-1][-1].box[3] < _SAME_HEIGHT:
            levels[-1].append(placed)
        else:
            levels.append([placed])
    return levels


def _page_numbers(groups: Iterable[Sequence[_Placed]], pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The numbers of the first group that counts pages; the same words in another order have their number elsewhere."""
    for group in groups:
        forms: dict[str, list[_Placed]] = defaultdict(list)
        for placed in sorted(group, key=lambda placed: (placed.page, placed.box[0])):
            forms[masked(placed.line.text)].append(placed)
        found = [counted for form, lines in forms.items() for counted in _counted(form, lines, pages)]
        if found:
            yield from sorted(found, key=lambda counted: counted[0])
            return


def _counted(form: str, lines: Sequence[_Placed], pages: Sequence[int]) -> list[tuple[int, int]]:
    """The numbers of the first place in a line that differ on all pages and go on from page to page."""
    places = {page: place for place, page in enumerate(pages)}
    for column in zip(*(numbers(placed.line.text) for placed in lines), strict=True):
        if len(set(column)) < len(column) or len(column) < _FEWEST:
            continue
        counted = [(placed.page, number) for placed, number in zip(lines, column, strict=True)]
        steady = sum(
            after[1] - before[1] in (places[after[0]] - places[before[0]], 1) for before, after in pairwise(counted)
        )
        if 2 * steady >= len(counted) - 1 or _WORDED.search(form) or _BARE.fullmatch(form):
            return counted
    return []
