"""Several standards in one file: where the next one begins (field guide I-120).

A file that was put together from two documents shows it where the profile comes a second time. From there one walks
back over what belongs to the next standard's front, its profile, its table of versions and its title, and cuts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.documents.model import Block, Cell, Document, Grid, Line, Paragraph
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.headings import heads_versions, is_title, profile_label

_LINES_OF_A_TITLE = 6
"""Lines above the profile among which the title is looked for: the agency's name and a date may stand between."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A row of a grid or a line outside, with its place in the document: the block, and the row or line in it."""

    block: int
    index: int
    cells: tuple[Cell, ...] = ()
    line: Line | None = None

    @property
    def labels(self) -> set[str]:
        """The profile's labels in a row; the table of versions has some of them as heads."""
        found = {label for cell in self.cells if (label := profile_label(cell.text)) is not None}
        return found if found and not self.heads_versions else set()

    @property
    def heads_versions(self) -> bool:
        """Whether the row is the head of a table of versions."""
        return heads_versions(self.cells)


def documents_in(document: Document) -> list[Document]:
    """One document for each standard in the file; the same document where no second profile names another one."""
    cells = (cell for block in document.body if isinstance(block, Grid) for cell in block.cells)
    if sum(profile_label(cell.text) == "level" for cell in cells) < 2:
        return [document]
    items = list(_items(document))
    profiles = [index for index, item in enumerate(items) if "level" in item.labels]
    starts = [_start(items, before, profile) for before, profile in pairwise(profiles)]
    if not _differ(items, [0, *starts], profiles):
        return [document]
    cuts = [(0, 0), *((items[start].block, items[start].index) for start in starts), (len(document.body), 0)]
    bodies = [tuple(_between(document.body, begin, end)) for begin, end in pairwise(cuts)]
    remarks = _remarks(document, bodies)
    return [replace(document, body=body, remarks=told) for body, told in zip(bodies, remarks, strict=True)]


def _items(document: Document) -> Iterator[_Item]:
    for number, block in enumerate(document.body):
        if isinstance(block, Paragraph):
            for index, line in enumerate(block.lines):
                yield _Item(number, index, line=line)
        else:
            rows: list[list[Cell]] = [[] for _ in range(block.row_count)]
            for cell in block.cells:
                rows[cell.row].append(cell)
            for index, cells in enumerate(rows):
                yield _Item(number, index, cells=tuple(cells))


def _start(items: Sequence[_Item], before: int, profile: int) -> int:
    """The item with which the standard begins whose level stands at `profile`; the one before has its own at `before`."""
    own = range(before + 1, profile)
    start = next((index for index in own if items[index].heads_versions), None)
    if start is None:
        start = next((index for index in own if items[index].labels & {"code", "name"}), profile)
    lines = []
    for index in range(start - 1, max(before, start - 1 - _LINES_OF_A_TITLE), -1):
        line = items[index].line
        if line is None:
            break
        lines.append((index, line))
    title = next((index for index, line in lines if is_title(line.text)), start)
    # The layout may have broken a long title.
    while title < start and (line := items[title].line) is not None and line.soft:
        title -= 1
    return title


def _differ(items: Sequence[_Item], starts: Sequence[int], profiles: Sequence[int]) -> bool:
    """Whether no two profiles name the same standard: a page may print its own once more at its head."""
    names = [
        tuple(fold(cell.text) for item in items[start:profile] if item.labels & {"code", "name"} for cell in item.cells)
        for start, profile in zip(starts, profiles, strict=True)
    ]
    return len(set(names)) == len(names)


def _between(body: Sequence[Block], begin: tuple[int, int], end: tuple[int, int]) -> Iterator[Block]:
    """The blocks from one place up to another, those that a place lies in cut there."""
    for number in range(begin[0], min(end[0] + 1, len(body))):
        first = begin[1] if number == begin[0] else 0
        last = end[1] if number == end[0] else None
        block = body[number]
        part = _lines(block, first, last) if isinstance(block, Paragraph) else _rows(block, first, last)
        if part is not None:
            yield part


def _lines(block: Paragraph, first: int, last: int | None) -> Paragraph | None:
    lines = block.lines[first:last]
    return Paragraph(lines) if lines else None


def _rows(grid: Grid, first: int, last: int | None) -> Grid | None:
    last = grid.row_count if last is None else last
    if last <= first:
        return None
    if (first, last) == (0, grid.row_count):
        return grid
    cells = [
        replace(cell, row=cell.row - first, row_span=min(cell.row_span, last - cell.row))
        for cell in grid.cells
        if first <= cell.row < last
    ]
    return replace(grid, cells=tuple(cells), row_count=last - first)


def _remarks(document: Document, bodies: Sequence[Sequence[Block]]) -> Iterator[tuple[tuple[str, int | None, str], ...]]:
    """The reader's remarks by the standard on whose pages they are; those about the whole file go with the first."""
    begins = [_first_page(body) for body in bodies]
    owners = [
        max((number for number, begin in enumerate(begins) if page and begin and begin <= page), default=0)
        for _, page, _ in document.remarks
    ]
    for number in range(len(bodies)):
        yield tuple(remark for remark, owner in zip(document.remarks, owners, strict=True) if owner == number)


def _first_page(body: Sequence[Block]) -> int | None:
    lines = (line for block in body for cell in _holders(block) for line in cell.lines if fold(line.text))
    return next((line.page for line in lines), None)


def _holders(block: Block) -> Sequence[Paragraph | Cell]:
    return (block,) if isinstance(block, Paragraph) else block.cells
