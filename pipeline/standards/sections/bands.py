"""Rows of the main table that are one cell: a duty above its tasks, or prose between them (I-122)."""

from __future__ import annotations

import regex

from pipeline.documents.flow import Row
from pipeline.documents.model import Cell
from pipeline.standards.codes import Splitter
from pipeline.standards.sections.columns import Header
from pipeline.standards.sections.headings import Column

DUTY_LABEL = regex.compile(r"\s*(?:主要|工作)職責\s*[：:]?\s*")
_FEWEST_COLUMNS = 4


def duty_band(row: Row, header: Header, splitter: Splitter) -> Cell | None:
    """A cell with a duty alone in its row: across the whole table, or where no column holds duties.

    Its code tells, or the words 主要職責 before it.
    """
    cells = row.filled_cells
    if len(cells) != 1 or len(row.cells) > len(row.new_cells):
        return None
    if not _is_whole(row, cells[0]) and Column.DUTY in header.columns:
        return None
    label = DUTY_LABEL.match(cells[0].text)
    text = cells[0].text[label.end() :] if label else cells[0].text
    code = splitter.leading_code(text)
    if code is None:
        return cells[0] if label and text.strip() else None
    return cells[0] if code.letter == "T" and len(code.segments) == 1 else None


def stray_band(row: Row, header: Header, splitter: Splitter) -> Cell | None:
    """A cell without code that spans the whole table: prose between tasks, which belongs to no column."""
    cells = row.filled_cells
    if len(cells) != 1 or len(header.ranges) < _FEWEST_COLUMNS:
        return None
    return cells[0] if _is_whole(row, cells[0]) and splitter.leading_code(cells[0].text) is None else None


def _is_whole(row: Row, cell: Cell) -> bool:
    return cell.column_span == row.grid.column_count and row.grid.column_count > 1
