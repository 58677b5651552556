"""Ways to damage a document that no sign of the witness was made for: the honest test. Nothing is tuned to them."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import pairwise
from random import Random

from bench.calibrate.damage import ITEM, at, cells_of, main_tables, task_rows, text_of
from bench.generate.physical import Cell, Para, Physical


def digit_changed(body: Physical, rng: Random) -> bool:
    """A digit of an item's code is another one, as after character recognition."""
    found = [para for cell in cells_of(body) for para in cell.paras if ITEM.match(para.text)]
    if not found:
        return False
    para = rng.choice(found)
    match = ITEM.match(para.text)
    end = match.end() if match else 0
    digit = para.text[end - 1]
    if not digit.isdigit():
        return False
    other = (int(digit) + rng.randrange(2, 8)) % 10
    para.text = f"{para.text[: end - 1]}{other}{para.text[end:]}"
    return True


def cells_swapped(body: Physical, rng: Random) -> bool:
    """The texts of two cells of one column change places."""
    rows = [table.rows[index] for table, index in task_rows(body)]
    lefts = sorted({cell.left for row in rows for cell in row})
    rng.shuffle(lefts)
    for left in lefts:
        cells = [cell for row in rows if (cell := at(row, left)) is not None]
        if len(cells) > 1 and text_of(cells[0]) != text_of(cells[-1]):
            one, two = rng.sample(cells, 2)
            one.paras, two.paras = two.paras, one.paras
            return text_of(one) != text_of(two)
    return False


def cell_cut(body: Physical, rng: Random) -> bool:
    """The lower half of a cell is cut off."""
    cells = list(cells_of(body, 4))
    if not cells:
        return False
    cell = rng.choice(cells)
    cell.paras = cell.paras[: len(cell.paras) // 2]
    return True


def column_pasted(body: Physical, rng: Random) -> bool:
    """A cell is printed a second time in the row below."""
    rows = [table.rows[index] for table, index in task_rows(body)]
    for above, below in pairwise(rows):
        for cell in above:
            target = next((one for one in below if one.left == cell.left), None)
            if target is not None and len(cell.paras) > 1 and text_of(target) and text_of(target) != text_of(cell):
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
    found = [para for cell in cells_of(body) for para in cell.paras if len(para.text) > 8]
    for para in rng.sample(found, min(3, len(found))):
        place = rng.randrange(6, len(para.text))
        para.text = f"{para.text[:place]}□{para.text[place + 1:]}"
    return bool(found)


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
        (table, index, cell) for table, index in task_rows(body) for cell in table.rows[index]
        if cell.rows == 1 and len(cell.paras) > 1 and all(ITEM.match(para.text) for para in cell.paras)
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
    found = [para for cell in cells_of(body) for para in cell.paras if re.match(rf"{ITEM.pattern}.", para.text)]
    if not found:
        return False
    para = rng.choice(found)
    match = ITEM.match(para.text)
    end = match.end() if match else 0
    para.text = para.text[:end] + " ".join(para.text[end:].strip())
    return True


SAME_HONEST = (row_split, letters_spaced)
"""The document says the same."""
LESS_HONEST = (digit_changed, cells_swapped, cell_cut, column_pasted, heading_lost, characters_lost, neighbour_glued)
"""The document says less or something else."""
