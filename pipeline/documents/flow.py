"""From a document's pages to one flow: rows of tables and lines of text, page furniture set aside.

A page break may fall anywhere (field guide A.3). The flow keeps for each row which cells cover it and
whether it begins a table, so that whoever reads on can carry what is open over a page (I-28, I-40 … I-42).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter

import regex

from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Cell, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.running import is_running
from pipeline.documents.text.continued import is_continuation
from pipeline.documents.text.normalise import fold, without_page_counts

_PAGE = regex.compile(r"第\s*[0-9０-９]+\s*頁")
_FOOTER = regex.compile(rf"{_PAGE.pattern}|-\s*[0-9]+\s*-|[0-9]+\s*/\s*[0-9]+|Page\s*[0-9]+(\s*of\s*[0-9]+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One elementary row of a grid: `cells` cover it from left to right, `first` begins its grid.

    `new_cells` begin in it, `filled_cells` are those of them with text; both are found when the row is made, because whoever
    reads it asks for them a dozen times.
    """

    grid: Grid
    index: int
    cells: tuple[Cell, ...]
    new_cells: tuple[Cell, ...] = field(init=False, repr=False)
    filled_cells: tuple[Cell, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        new = tuple([cell for cell in self.cells if cell.row == self.index])
        object.__setattr__(self, "new_cells", new)
        object.__setattr__(self, "filled_cells", tuple([cell for cell in new if fold(cell.text)]))

    @property
    def first(self) -> bool:
        return self.index == 0

    @property
    def page(self) -> int | None:
        return next((cell.page for cell in self.cells if cell.row == self.index and cell.page), self.grid.page)


FlowItem = Row | Line
Flow = list[FlowItem]


def flow_of(document: Document, ledger: Ledger, running: frozenset[int] = frozenset()) -> Flow:
    """The document as one sequence; lines that are only page furniture are booked and left out (I-07).

    `running` are the lines, by identity, that come back from page to page (I-100).
    """
    items: Flow = []
    for block in document.body:
        if isinstance(block, Paragraph):
            ledger.furniture(line for line in block.lines if id(line) in running)
            items += _without_furniture([line for line in block.lines if id(line) not in running], ledger)
        elif is_running(block, running):
            ledger.furniture(line for cell in block.cells for line in cell.lines)
        else:
            items += _rows(_cleared(block, ledger))
    return items


def _rows(grid: Grid) -> Iterator[Row]:
    covering: list[list[Cell]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        for row in cell.rows:
            covering[row].append(cell)
    for index, cells in enumerate(covering):
        yield Row(grid, index, tuple(sorted(cells, key=attrgetter("column"))))


def _cleared(grid: Grid, ledger: Ledger) -> Grid:
    """The grid without page furniture in its cells (page numbers inside the table area)."""
    grid = _without_continuation(grid, ledger)
    if not any("頁" in line.text for cell in grid.cells for line in cell.lines):
        return grid
    return replace(grid, cells=tuple(replace(cell, lines=_without_page_counts(cell.lines, ledger)) for cell in grid.cells))


def _without_continuation(grid: Grid, ledger: Ledger) -> Grid:
    """The grid without a mark in a first row of its own that a page before or behind it holds the rest."""
    first = [cell for cell in grid.cells if cell.row == 0 and cell.lines]
    if len(first) != 1 or first[0].row_span == grid.row_count or not is_continuation(first[0].text, named=True):
        return grid
    ledger.furniture(first[0].lines)
    return replace(grid, cells=tuple(replace(cell, lines=()) if cell is first[0] else cell for cell in grid.cells))


def _without_page_counts(lines: Lines, ledger: Ledger) -> Lines:
    """Lines of a cell without page counts; a number such as `3/4` may be a level there, an unwrapped `第3頁` is none."""
    kept: list[Line] = []
    for line in lines:
        if not line.soft and _PAGE.fullmatch(line.text.strip()):
            ledger.furniture((line,))
        else:
            kept += _cut_page_count(line, ledger)
    return tuple(kept)


def is_page_count(text: str) -> bool:
    """Whether a line is only a page count (I-07)."""
    return _FOOTER.fullmatch(text.strip()) is not None or not fold(without_page_counts(text))


def _without_furniture(lines: Iterable[Line], ledger: Ledger) -> Iterator[Line]:
    """Drop lines that are only a footer or say that a table goes on; cut a page count that stands inside a line."""
    for line in lines:
        if _FOOTER.fullmatch(line.text.strip()) or is_continuation(line.text):
            ledger.furniture((line,))
        else:
            yield from _cut_page_count(line, ledger)


def _cut_page_count(line: Line, ledger: Ledger) -> Iterator[Line]:
    rest = line._replace(text=without_page_counts(line.text))
    if rest.text == line.text:
        yield line
        return
    ledger.replace(line, rest)
    if fold(rest.text):
        yield rest
