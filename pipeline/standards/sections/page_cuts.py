"""Rows of which a page break parts the task's name from what stands beside it (field guide I-109)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.standards.codes import Code, Splitter
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.rows import LogicalRow, Slot


def with_names(rows: list[LogicalRow], splitter: Splitter) -> list[LogicalRow]:
    """The rows with levels and names of tasks on the page where their task begins."""
    return _with_pushed_names(_without_lone_levels(rows), splitter)


def _without_lone_levels(rows: list[LogicalRow]) -> list[LogicalRow]:
    """A level that stands alone at the end of a page is that of the task whose row the page break pushed on (I-109)."""
    for index, (above, below) in enumerate(pairwise(rows)):
        alone = [column for column, slot in above.slots.items() if slot.filled] == [Column.LEVEL]
        if alone and below.seam and below[Column.TASK].filled and not below[Column.LEVEL].filled:
            below.slots[Column.LEVEL] = replace(above[Column.LEVEL], cells=below[Column.LEVEL].cells)
            rows[index] = replace(above, slots={**above.slots, Column.LEVEL: Slot(above[Column.LEVEL].cells)})
    return [row for row in rows if not row.blank]


def _with_pushed_names(rows: list[LogicalRow], splitter: Splitter) -> list[LogicalRow]:
    """A task's name that a page break pushed below the rows it stands beside is put where they begin (I-109).

    The codes of their indicators or outputs are the task's, and no task is named beside them.
    """
    for index, row in enumerate(rows):
        code = splitter.leading_code(row[Column.TASK].text) if row.seam and row[Column.TASK].filled else None
        first = index
        while code is not None and first and _is_nameless(rows[first - 1], code, splitter):
            first -= 1
        if first == index:
            continue
        for column in (Column.DUTY, Column.TASK):
            if row[column].filled and not rows[first][column].filled:
                rows[first].slots[column] = replace(row[column], cells=rows[first][column].cells)
                row.slots[column] = Slot(row[column].cells)
        rows[index] = replace(row, cut=True)
    return [row for row in rows if not row.blank]


def _is_nameless(row: LogicalRow, task: Code, splitter: Splitter) -> bool:
    """Whether a row without a task of its own begins with an indicator or output of a task."""
    if row[Column.TASK].filled:
        return False
    codes = [splitter.leading_code(row[column].text) for column in (Column.INDICATOR, Column.OUTPUT) if row[column].filled]
    return bool(codes) and all(code is not None and code.parent == task.segments for code in codes)
