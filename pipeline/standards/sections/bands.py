"""Rows of the main table that are one cell: a duty above its tasks, or prose between them (I-122)."""

from __future__ import annotations

import regex

from pipeline.documents.flow import Row
from pipeline.documents.model import Cell
from pipeline.documents.text.normalise import HARD, fold
from pipeline.standards.codes import Splitter
from pipeline.standards.sections.columns import Header
from pipeline.standards.sections.headings import Column

DUTY_LABEL = regex.compile(r"\s*(?:主要|工作)職責\s*[：:]?\s*")
_FEWEST_COLUMNS = 4
_MOST_CELLS = 2


def duty_band(row: Row, header: Header, splitter: Splitter) -> list[Cell]:
    """The cells of a row that holds a duty alone: across the whole table, or where no column holds duties; none for others.

    Its code tells, or the words 主要職責 before it; either may stand in a cell of its own before the rest.
    """
    cells = list(row.filled_cells)
    if not cells or len(cells) > _MOST_CELLS or len(row.cells) > len(row.new_cells):
        return []
    text = HARD.join(cell.text for cell in cells)
    label = DUTY_LABEL.match(text)
    code = splitter.leading_code(text[label.end() :] if label else text)
    if len(cells) == 1:
        in_place = _is_whole(row, cells[0]) or Column.DUTY not in header.columns
    else:
        lead = DUTY_LABEL.sub("", cells[0].text).strip()
        in_place = _reaches_end(row, cells[1]) and (not lead or (code is not None and fold(lead) == str(code)))
    if code is None:
        return cells if in_place and label and fold(text[label.end() :]) else []
    return cells if in_place and code.letter == "T" and len(code.segments) == 1 else []


def stray_band(row: Row, header: Header, splitter: Splitter) -> Cell | None:
    """A cell without code that spans the whole table: prose between tasks, which belongs to no column."""
    cells = row.filled_cells
    if len(cells) != 1 or len(header.ranges) < _FEWEST_COLUMNS:
        return None
    return cells[0] if _is_whole(row, cells[0]) and splitter.leading_code(cells[0].text) is None else None


def _reaches_end(row: Row, cell: Cell) -> bool:
    return cell.column_span > 1 and cell.column + cell.column_span == row.grid.column_count


def _is_whole(row: Row, cell: Cell) -> bool:
    return cell.column_span == row.grid.column_count and row.grid.column_count > 1
