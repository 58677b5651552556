"""What a document prints, looked at without the rules of reading: cells, the codes in them, and what stands beside what.

Only shapes are used here that any reader of the page sees: a table whose head names the columns, codes, lone
digits, cells side by side. No code pattern of the document is learnt, nothing is split, joined or carried over
a page break by the rules that the sections follow, so that both seldom err in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.documents.model import Cell, Document, Grid, Line, Paragraph
from pipeline.documents.running import is_running
from pipeline.documents.text.continued import is_continuation
from pipeline.documents.text.normalise import characters, fold
from pipeline.standards.witness.printed_cells import Code, PrintedCell, codes_in
from pipeline.standards.witness.pushed_names import name_below

HEADS = {
    "duty": "主要職責|工作職責", "task": "工作任務", "output": "工作產出", "indicator": "行為指標|績效指標",
    "level": "職能級別|職能等級|^級別$|^職能$", "knowledge": "知識", "skill": "技能",
}
"""The seven columns in printed order, by words of their heads (A.3)."""
FEWEST_HEADS = 4
"""So many of them in one row make it the head of the main table."""
LONGEST_HEAD = 40
_HEADS = tuple((name, re.compile(pattern)) for name, pattern in HEADS.items())
_SPANNING = ("職能內涵", "職業內涵")
_SECOND_ROW = re.compile(r"(?:職[能業]內涵)?(?:k?(?:knowledge)?知識k?|s?(?:skills?)?技能s?|級別)|[a-z]+")
_MARKS = re.compile(r"[^\w]+|_")
_TAIL = re.compile(r"職[能業]內涵a|職[能業]內涵.?態度|態度|說明與補充")
_OF_TAILS = re.compile("[態職說\uf96f\uf9a1]")
"""A character of every heading in `_TAIL`, or one that is mapped to it."""
_APPENDIX = re.compile(r"(?:附[錄件表].{0,12}|參考(?:文獻|資料)|.{0,12}(?:委員|專家|成員|人員)名[單冊])\Z")
_LEVEL = re.compile(r"第?([1-6])級?(?:\([^()]{1,3}\))?")
_LONGEST_LEVEL = 8
_PAGE = re.compile(r"第\s*\d+\s*頁[^\n]{0,3}[總共計]{1,2}\s*\d+\s*頁")


@lru_cache(maxsize=16384)
def heading(text: str) -> str:
    """Letters and digits of a text in half width and lower case; empty where it is too long for a heading."""
    folded = fold(text)
    if len(folded) > LONGEST_HEAD:
        return ""
    return _MARKS.sub("", unicodedata.normalize("NFKC", folded).casefold())


def may_begin_tail(text: str) -> bool:
    """Whether a text has a character without which `begins_tail` is true of none of its lines; hardly any cell has."""
    return _OF_TAILS.search(text) is not None


def begins_tail(text: str) -> bool:
    """Whether a line is the heading of what stands behind the main table: attitudes, notes."""
    return may_begin_tail(text) and _TAIL.match(heading(text)) is not None


@dataclass(slots=True)
class Printed:
    """A document as printed: the heads and cells of its main table, the cells before it, what stands behind it, all in order."""

    heads: list[str] = field(default_factory=list)
    unknown_heads: list[str] = field(default_factory=list)
    cells: list[PrintedCell] = field(default_factory=list)
    before: list[tuple[str, int | None]] = field(default_factory=list)
    behind: list[tuple[str, int | None]] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    """The lines behind the main table to which list formatting gives a mark, without it."""
    begun: list[tuple[str, str]] = field(default_factory=list)
    """The lines behind the main table that the author began, each with the line before it; folded."""
    rows_text: str = ""
    """Everything, folded: row by row, a line break after each cell."""
    columns_text: str = ""
    """The cells of tables, folded: column by column over all pages, a NUL after each column."""

    @property
    def seamless_text(self) -> str:
        """Everything, folded, in one piece."""
        return self.rows_text.replace("\n", "")


def printed(document: Document, running: frozenset[int] = frozenset()) -> Printed:
    """Look at a document, past its running heads and feet."""
    return _Eye(running).look(document)


@dataclass(slots=True, frozen=True)
class _Head:
    """A head of the main table and how far it reaches; `name` is empty where nobody knows the column."""

    name: str
    text: str
    left: float
    right: float


def _head_of(grid: Grid, cell: Cell) -> _Head | None:
    """The head that a cell may be; None where it is blank or too long for one."""
    words = heading(cell.text)
    if not words:
        return None
    return _Head(_name_of(words), cell.text, grid.edges[cell.column], grid.edges[cell.column + cell.column_span])


@lru_cache(maxsize=16384)
def _name_of(words: str) -> str:
    """The column that the words of a head name; empty where nobody knows it."""
    return next((name for name, pattern in _HEADS if pattern.search(words)), "")


class _Eye:
    """Goes over a document from top to bottom and remembers whether it is in the main table, and beside which tasks."""

    def __init__(self, running: frozenset[int] = frozenset()) -> None:
        self._running = running
        self._seen = Printed()
        self._in_table = False
        self._in_appendix = False
        self._open: set[str] = set()
        self._cut: list[PrintedCell] = []
        self._texts: list[str] = []
        self._columns: dict[object, list[str]] = defaultdict(list)
        self._heads: list[_Head] = []
        self._before = ""

    def look(self, document: Document) -> Printed:
        for block in document.body:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif not is_running(block, self._running):
                self._grid(block)
        self._seen.rows_text = "\n".join(self._texts)
        self._seen.columns_text = "\0".join("".join(texts) for texts in self._columns.values())
        return self._seen

    def _paragraph(self, block: Paragraph) -> None:
        for line in block.lines:
            folded = fold(line.text)
            if folded and id(line) not in self._running and not is_continuation(line.text):
                self._texts.append(_without_page_counts(folded))
                self._look_for_tail(line.text)
                if self._seen.heads and not self._in_appendix:
                    # Before the main table only tables are the standard's; what stands beside them is a title or a cover.
                    self._seen.behind.append((line.text, line.page))
                    self._line_behind(line)

    def _outside(self) -> list[tuple[str, int | None]]:
        """Where a text goes that stands outside the main table at this point of the document."""
        return self._seen.behind if self._seen.heads else self._seen.before

    def _grid(self, grid: Grid) -> None:
        covering: list[list[Cell]] = [[] for _ in range(grid.row_count)]
        for cell in grid.cells:
            for row in cell.rows:
                covering[row].append(cell)
        codes = {id(cell): list(codes_in(characters(cell.text))) for cell in grid.cells if cell.lines}
        tasks_in = {number: named for number, found in codes.items() if (named := {code.text for code in found if code.is_task})}
        beside: list[set[str] | None] = []
        is_head = False
        for row, cells in enumerate(covering):
            begun = [cell for cell in cells if cell.row == row]
            is_head = self._head(grid, begun, below_head=is_head)
            if is_head:
                self._texts += [fold(cell.text) for cell in begun]
                beside.append(None)
                continue
            self._look_for_tail("".join(cell.text for cell in begun))
            named = {name for cell in cells for name in tasks_in.get(id(cell), ())}
            self._open = named or self._open
            if self._cut:
                name_below(self._cut, named)
                self._cut = []
            beside.append(self._open if self._in_table else None)
            self._keep(grid, begun)
        is_unnamed = not any(id(cell) in tasks_in for cell in covering[-1])
        for cell in grid.cells:
            tasks = beside[cell.row]
            if tasks is not None and cell.lines and fold(cell.text):
                if cell.row_span > 1:
                    tasks = tasks.union(*(beside[row] or () for row in cell.rows))
                found = _printed_cell(cell, cell.page or grid.page, codes[id(cell)], tasks)
                self._seen.cells.append(found)
                if is_unnamed and cell.row == grid.row_count - 1:
                    self._cut.append(found)

    def _head(self, grid: Grid, begun: list[Cell], *, below_head: bool) -> bool:
        """Whether a row is the head of the main table, or the second row of one; then what follows is the table's."""
        names = [name for cell in begun if (name := _name_of(heading(cell.text)))]
        if not below_head and len(names) < FEWEST_HEADS:
            return False
        found = [head for cell in begun if (head := _head_of(grid, cell)) is not None]
        if below_head and names and all(_SECOND_ROW.fullmatch(heading(cell.text)) for cell in begun if fold(cell.text)):
            found += [head for head in self._heads if not any(head.left < one.right and one.left < head.right for one in found)]
        elif len(names) < FEWEST_HEADS:
            return False
        self._heads = sorted(found, key=lambda head: head.left)
        if not self._seen.heads or below_head:
            self._seen.heads = [head.name for head in self._heads if head.name]
            unknown = [head for head in self._heads if not head.name and heading(head.text) not in _SPANNING]
            self._seen.unknown_heads = [head.text for head in unknown]
        self._in_table = True
        return True

    def _look_for_tail(self, text: str) -> None:
        """Whether the main table ends here, or the standard with its notes (I-124)."""
        if self._in_table and not may_begin_tail(text):
            return
        words = heading(text)
        if _TAIL.match(words):
            self._in_table = self._in_appendix = False
        elif self._seen.heads and not self._in_table and _APPENDIX.match(words):
            self._in_appendix = True

    def _keep(self, grid: Grid, begun: list[Cell]) -> None:
        """Cells one below the other go on in one another over page breaks; their left edges tell which do."""
        for cell in begun:
            folded = fold(cell.text)
            if not folded or (not cell.row and len(begun) == 1 and is_continuation(cell.text, named=True)):
                continue
            folded = _without_page_counts(folded)
            self._texts.append(folded)
            self._columns[self._column(grid, cell)].append(folded)
            if not self._in_table and not self._in_appendix:
                self._outside().append((cell.text, cell.page or grid.page))
                if self._seen.heads:
                    for line in cell.lines:
                        self._line_behind(line)

    def _line_behind(self, line: Line) -> None:
        """Remember how a line begins that may be a note's."""
        folded = fold(line.text)
        if line.marker:
            self._seen.marked.append(line.text)
        if not line.soft and self._before:
            self._seen.begun.append((self._before, folded))
        self._before = folded

    def _column(self, grid: Grid, cell: Cell) -> int:
        """The head that stands above a cell; without one, a number of its own for each place of the grid."""
        middle = (grid.edges[cell.column] + grid.edges[cell.column + cell.column_span]) / 2
        for number, head in enumerate(self._heads):
            if head.left <= middle < head.right:
                return number
        return -1 - cell.column


def _printed_cell(cell: Cell, page: int | None, codes: list[Code], tasks: set[str]) -> PrintedCell:
    folded = fold(cell.text)
    level = _LEVEL.fullmatch(unicodedata.normalize("NFKC", folded)) if len(folded) <= _LONGEST_LEVEL else None
    return PrintedCell(characters(cell.text), page, codes, int(level[1]) if level else None, tasks)


def _without_page_counts(folded: str) -> str:
    return _PAGE.sub("", folded) if "頁" in folded else folded
