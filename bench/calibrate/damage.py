"""Ways to damage a document before it is written: what a converter, a scanner or a hurried person does to it.

Each takes the paragraphs and tables of a sound document and changes them in place; it returns False where the
document has nothing that could be damaged so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from random import Random

from bench.generate.physical import Cell, Para, Physical, Table, paras

Damage = Callable[[Physical, Random], bool]

_CODE = re.compile(r"(?:[TOP]\s?\.?\d+[a-z]?(?:\.\d+)*|(?:NK|NS|SS|[KSA])\d+)")
_ITEM = re.compile(rf"^[^\w（(]*{_CODE.pattern}")
_HEADS = ("主要職責", "工作職責", "工作任務", "工作產出", "行為指標", "績效指標")


def main_tables(body: Physical) -> list[Table]:
    """The tables that hold rows of tasks."""
    return [block for block in body if isinstance(block, Table) and any(_is_task_row(row) for row in block.rows)]


def _is_task_row(row: list[Cell]) -> bool:
    return len(row) > 1 and any(_ITEM.match(para.text) for cell in row for para in cell.paras)


def _task_rows(body: Physical) -> list[tuple[Table, int]]:
    return [
        (table, index) for table in main_tables(body) for index, row in enumerate(table.rows) if _is_task_row(row)
    ]


def _cells(body: Physical, least: int = 1) -> Iterator[Cell]:
    """The cells of the main table's body that hold at least so many paragraphs."""
    for table, index in _task_rows(body):
        yield from (cell for cell in table.rows[index] if sum(bool(para.text.strip()) for para in cell.paras) >= least)


def _heads(body: Physical) -> list[tuple[Table, int]]:
    return [
        (table, index) for table in main_tables(body) for index, row in enumerate(table.rows)
        if sum(_head(cell) in _HEADS for cell in row) > 1
    ]


def _head(cell: Cell) -> str:
    return "".join("".join(para.text for para in cell.paras).split()).removesuffix("代碼")


# kinds that signs and rules were made for -----------------------------------------------------------


def row_dropped(body: Physical, rng: Random) -> bool:
    """A row of the main table is gone, with what begins in it."""
    rows = [(table, index) for table, index in _task_rows(body) if not _reaches_over(table, index)]
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
    rows = [(table, index) for table, index in _task_rows(body) if len(_alone(table.rows[index])) > 1]
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
        if one.right == two.left and one.rows == two.rows and _text(one) and _text(two)
    ]


def _text(cell: Cell) -> str:
    return "".join(para.text for para in cell.paras).strip()


def column_shifted(body: Physical, rng: Random) -> bool:
    """The texts of one column slip down by a row."""
    for table in main_tables(body):
        rows = [row for row in table.rows if _is_task_row(row)]
        lefts = {cell.left for row in rows for cell in row}
        lefts = {left for left in lefts if sum(_at(row, left) is not None for row in rows) > 2}
        if lefts:
            left = rng.choice(sorted(lefts))
            cells = [cell for row in rows if (cell := _at(row, left)) is not None]
            texts = [cell.paras for cell in cells]
            for cell, text in zip(cells, [[Para("")], *texts[:-1]], strict=True):
                cell.paras = text
            return True
    return False


def _at(row: list[Cell], left: int) -> Cell | None:
    return next((cell for cell in row if cell.left == left and _text(cell)), None)


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
    cells = [cell for cell in _cells(body, 3) if all(_ITEM.match(para.text) for para in cell.paras)]
    if not cells:
        return False
    cell = rng.choice(cells)
    for para in cell.paras[1::2]:
        para.text = _ITEM.sub("", para.text).strip()
    return True


def level_lost(body: Physical, rng: Random) -> bool:
    """A level is not printed."""
    cells = [cell for cell in _cells(body) if re.fullmatch("[1-6]", _text(cell))]
    if len(cells) < 2:
        return False
    rng.choice(cells).paras = [Para("")]
    return True


def tail_added(body: Physical, rng: Random) -> bool:
    """Behind the notes stand an appendix and a list of persons."""
    body += paras(["附錄一", "參考文獻：林某某（2019）。某業務手冊。", "委員名單：陳某某、黃某某"])
    return True


# kinds that no rule was made for: the honest test ----------------------------------------------------


def digit_changed(body: Physical, rng: Random) -> bool:
    """A digit of an item's code is another one, as after character recognition."""
    found = [para for cell in _cells(body) for para in cell.paras if _ITEM.match(para.text)]
    if not found:
        return False
    para = rng.choice(found)
    match = _ITEM.match(para.text)
    end = match.end() if match else 0
    digit = para.text[end - 1]
    if not digit.isdigit():
        return False
    other = (int(digit) + rng.randrange(2, 8)) % 10
    para.text = f"{para.text[: end - 1]}{other}{para.text[end:]}"
    return True


def cells_swapped(body: Physical, rng: Random) -> bool:
    """The texts of two cells of one column change places."""
    rows = [table.rows[index] for table, index in _task_rows(body)]
    lefts = sorted({cell.left for row in rows for cell in row})
    rng.shuffle(lefts)
    for left in lefts:
        cells = [cell for row in rows if (cell := _at(row, left)) is not None]
        if len(cells) > 1 and _text(cells[0]) != _text(cells[-1]):
            one, two = rng.sample(cells, 2)
            one.paras, two.paras = two.paras, one.paras
            return _text(one) != _text(two)
    return False


def cell_cut(body: Physical, rng: Random) -> bool:
    """The lower half of a cell is cut off."""
    cells = list(_cells(body, 4))
    if not cells:
        return False
    cell = rng.choice(cells)
    cell.paras = cell.paras[: len(cell.paras) // 2]
    return True


def stamp_inside(body: Physical, rng: Random) -> bool:
    """The words of a stamp stand between the lines of a cell."""
    cell = rng.choice(list(_cells(body)))
    cell.paras.insert(rng.randrange(len(cell.paras) + 1), Para(rng.choice(("草案", "僅供參考", "內部使用 請勿外流"))))
    return True


def column_pasted(body: Physical, rng: Random) -> bool:
    """A cell is printed a second time in the row below."""
    rows = [table.rows[index] for table, index in _task_rows(body)]
    for above, below in pairwise(rows):
        for cell in above:
            target = next((one for one in below if one.left == cell.left), None)
            if target is not None and len(cell.paras) > 1 and _text(target) and _text(target) != _text(cell):
                target.paras = deepcopy(cell.paras) + target.paras
                return True
    return False


def heading_lost(body: Physical, rng: Random) -> bool:
    """The heading of the notes is not printed."""
    for block in body:
        if isinstance(block, Para) and "說明與補充" in block.text:
            block.text = ""
            return True
    return False


def characters_lost(body: Physical, rng: Random) -> bool:
    """Some characters come out as boxes."""
    found = [para for cell in _cells(body) for para in cell.paras if len(para.text) > 8]
    for para in rng.sample(found, min(3, len(found))):
        place = rng.randrange(6, len(para.text))
        para.text = f"{para.text[:place]}□{para.text[place + 1:]}"
    return bool(found)


def columns_moved(body: Physical, rng: Random) -> bool:
    """The column of levels stands behind all others."""
    tables = main_tables(body)
    for table in tables:
        edges = table.edges()
        place = next((cell for row in table.rows for cell in row if _text(cell) in ("職能級別", "級別", "職能等級")), None)
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


def neighbour_glued(body: Physical, rng: Random) -> bool:
    """The end of another standard's table stands at the end of this one's."""
    tables = main_tables(body)
    if not tables or len(tables[-1].rows) < 4:
        return False
    table = tables[-1]
    lost = [row for row in table.rows[1:] if all(cell.rows == 1 for cell in row)]
    for row in deepcopy(lost[-2:]):
        for cell in row:
            for para in cell.paras:
                para.text = re.sub(r"(?<=[TOP])\d+", "9", para.text, count=1)
        table.rows.append(row)
    return len(lost) > 1


def row_split(body: Physical, rng: Random) -> bool:
    """A rule runs through a cell between two of its items, as where an editor split it."""
    places = [
        (table, index, cell) for table, index in _task_rows(body) for cell in table.rows[index]
        if cell.rows == 1 and len(cell.paras) > 1 and all(_ITEM.match(para.text) for para in cell.paras)
    ]
    if not places:
        return False
    table, index, cell = rng.choice(places)
    for above in range(index + 1):
        for other in table.rows[above]:
            if other is not cell and above + other.rows > index:
                other.rows += 1
    half = rng.randrange(1, len(cell.paras))
    table.rows.insert(index + 1, [Cell(cell.left, cell.right, cell.paras[half:])])
    cell.paras = cell.paras[:half]
    return True


def letters_spaced(body: Physical, rng: Random) -> bool:
    """The name of an item is typed with spaces between its characters."""
    found = [para for cell in _cells(body) for para in cell.paras if re.match(rf"{_ITEM.pattern}.", para.text)]
    if not found:
        return False
    para = rng.choice(found)
    match = _ITEM.match(para.text)
    end = match.end() if match else 0
    para.text = para.text[:end] + " ".join(para.text[end:].strip())
    return True


SAME = (columns_moved, head_renamed, tail_added, cells_joined, stamp_inside)
"""Damage that leaves what the document says as it is; signs or rules were made for it."""
SAME_HONEST = (row_split, letters_spaced)
LESS = (row_dropped, column_shifted, end_lost, codes_dropped, level_lost)
"""Damage after which the document says less or something else than its standard."""
LESS_HONEST = (digit_changed, cells_swapped, cell_cut, column_pasted, heading_lost, characters_lost, neighbour_glued)
"""Kinds that no sign was made for; nothing is tuned to them."""
