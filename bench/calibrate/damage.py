"""Ways to damage a document before it is written that signs of the witness and rules were made for.

Each takes the paragraphs and tables of a sound document and changes them in place; it returns False where the
document has nothing that could be damaged so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

from bench.generate.physical import Cell, Para, Physical, Table, paras

Damage = Callable[[Physical, Random], bool]

_CODE = re.compile(r"(?:[TOP]\s?\.?\d+[a-z]?(?:\.\d+)*|(?:NK|NS|SS|[KSA])\d+)")
ITEM = re.compile(rf"^[^\w（(]*{_CODE.pattern}")
_HEADS = ("主要職責", "工作職責", "工作任務", "工作產出", "行為指標", "績效指標")


def main_tables(body: Physical) -> list[Table]:
    """The tables that hold rows of tasks."""
    return [block for block in body if isinstance(block, Table) and any(_is_task_row(row) for row in block.rows)]


def _is_task_row(row: list[Cell]) -> bool:
    return len(row) > 1 and any(ITEM.match(para.text) for cell in row for para in cell.paras)


def task_rows(body: Physical) -> list[tuple[Table, int]]:
    """The rows of tasks, each as its table and its place in it."""
    return [
        (table, index) for table in main_tables(body) for index, row in enumerate(table.rows) if _is_task_row(row)
    ]


def cells_of(body: Physical, least: int = 1) -> Iterator[Cell]:
    """The cells of the main table's body that hold at least so many paragraphs."""
    for table, index in task_rows(body):
        yield from (cell for cell in table.rows[index] if sum(bool(para.text.strip()) for para in cell.paras) >= least)


def _heads(body: Physical) -> list[tuple[Table, int]]:
    return [
        (table, index) for table in main_tables(body) for index, row in enumerate(table.rows)
        if sum(_head(cell) in _HEADS for cell in row) > 1
    ]


def _head(cell: Cell) -> str:
    return "".join("".join(para.text for para in cell.paras).split()).removesuffix("代碼")


def row_dropped(body: Physical, rng: Random) -> bool:
    """A row of the main table is gone, with what begins in it."""
    rows = [(table, index) for table, index in task_rows(body) if not _reaches_over(table, index)]
    if len(rows) < 3:
        return False
    table, index = rng.choice(rows[1:])
    for above in table.rows[:index]:
        for cell in above:
            first = table.rows.index(above)
            if first + cell.rows > index:
                cell.rows -= 1
    del table.rows[index]
    return True


def _reaches_over(table: Table, index: int) -> bool:
    return any(cell.rows > 1 for cell in table.rows[index])


def cells_joined(body: Physical, rng: Random) -> bool:
    """Two neighbouring cells of a row become one."""
    rows = [(table, index) for table, index in task_rows(body) if len(_alone(table.rows[index])) > 1]
    if not rows:
        return False
    table, index = rng.choice(rows)
    pairs = _alone(table.rows[index])
    left, right = rng.choice(pairs[:-1] if len(pairs) > 2 else pairs[:1])
    left.right = right.right
    left.paras = [*left.paras, *right.paras]
    table.rows[index].remove(right)
    return True


def _alone(row: list[Cell]) -> list[tuple[Cell, Cell]]:
    """Neighbours of equal height that both hold text."""
    cells = sorted(row, key=lambda cell: cell.left)
    return [
        (one, two) for one, two in pairwise(cells)
        if one.right == two.left and one.rows == two.rows and text_of(one) and text_of(two)
    ]


def text_of(cell: Cell) -> str:
    """All that a cell says."""
    return "".join(para.text for para in cell.paras).strip()


def column_shifted(body: Physical, rng: Random) -> bool:
    """The texts of one column slip down by a row."""
    for table in main_tables(body):
        rows = [row for row in table.rows if _is_task_row(row)]
        lefts = {cell.left for row in rows for cell in row}
        lefts = {left for left in lefts if sum(at(row, left) is not None for row in rows) > 2}
        if lefts:
            left = rng.choice(sorted(lefts))
            cells = [cell for row in rows if (cell := at(row, left)) is not None]
            texts = [cell.paras for cell in cells]
            for cell, text in zip(cells, [[Para("")], *texts[:-1]], strict=True):
                cell.paras = text
            return True
    return False


def at(row: list[Cell], left: int) -> Cell | None:
    """The cell of a row that begins at an edge and says something."""
    return next((cell for cell in row if cell.left == left and text_of(cell)), None)


def end_lost(body: Physical, rng: Random) -> bool:
    """The last third of the main table is missing, as if a page had not been copied."""
    table = main_tables(body)[-1] if main_tables(body) else None
    if table is None or len(table.rows) < 6:
        return False
    last = len(table.rows) * 2 // 3
    for row in table.rows[:last]:
        for cell in row:
            cell.rows = min(cell.rows, last - table.rows.index(row))
    del table.rows[last:]
    return True


def head_renamed(body: Physical, rng: Random) -> bool:
    """A column has a head that no form knows."""
    heads = _heads(body)
    if not heads:
        return False
    word = rng.choice(("任務說明", "應交付項目", "表現標準", "項目"))
    target = rng.choice([_head(cell) for cell in heads[0][0].rows[heads[0][1]] if _head(cell) in _HEADS])
    for table, index in heads:
        for cell in table.rows[index]:
            if _head(cell) == target:
                cell.paras = paras([word])
    return True


def codes_dropped(body: Physical, rng: Random) -> bool:
    """Half of the codes of one cell are not printed."""
    cells = [cell for cell in cells_of(body, 3) if all(ITEM.match(para.text) for para in cell.paras)]
    if not cells:
        return False
    cell = rng.choice(cells)
    for para in cell.paras[1::2]:
        para.text = ITEM.sub("", para.text).strip()
    return True


def level_lost(body: Physical, rng: Random) -> bool:
    """A level is not printed."""
    cells = [cell for cell in cells_of(body) if re.fullmatch("[1-6]", text_of(cell))]
    if len(cells) < 2:
        return False
    rng.choice(cells).paras = [Para("")]
    return True


def tail_added(body: Physical, rng: Random) -> bool:
    """Behind the notes stand an appendix and a list of persons."""
    body += paras(["附錄一", "參考文獻：林某某（2019）。某業務手冊。", "委員名單：陳某某、黃某某"])
    return True


def stamp_inside(body: Physical, rng: Random) -> bool:
    """The words of a stamp stand between the lines of a cell."""
    cell = rng.choice(list(cells_of(body)))
    cell.paras.insert(rng.randrange(len(cell.paras) + 1), Para(rng.choice(("草案", "僅供參考", "內部使用 請勿外流"))))
    return True


def columns_moved(body: Physical, rng: Random) -> bool:
    """The column of levels stands behind all others."""
    tables = main_tables(body)
    for table in tables:
        edges = table.edges()
        place = next((cell for row in table.rows for cell in row if text_of(cell) in ("職能級別", "級別", "職能等級")), None)
        if place is None or place.right == edges[-1]:
            return False
        _move_last(table, place.left, place.right, edges[-1])
    return bool(tables)


def _move_last(table: Table, left: int, right: int, end: int) -> None:
    """Put the column between two edges behind all others; the cells right of it move up."""
    width = right - left
    for row in table.rows:
        for cell in row:
            if (cell.left, cell.right) == (left, right):
                cell.left, cell.right = end - width, end
            elif cell.left >= right:
                cell.left, cell.right = cell.left - width, cell.right - width
        row.sort(key=lambda cell: cell.left)


SAME = (columns_moved, head_renamed, tail_added, cells_joined, stamp_inside)
"""Damage that leaves what the document says as it is."""
LESS = (row_dropped, column_shifted, end_lost, codes_dropped, level_lost)
"""Damage after which the document says less or something else than its standard."""
