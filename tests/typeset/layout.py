"""Which rectangle of a table's grid each printed cell covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .source import DUTY, INDICATOR, OUTPUT, TABLE_COLUMNS, TASK, Row, split_items

NAME_KINDS = ("職類", "職業")
"""The two sub-rows of the standard's name in the profile table, of which one is filled."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed cell: its upper left corner (0-based), how far it reaches, and its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: Row


def plain_cells(rows: tuple[Row, ...], first_row: int = 0) -> list[Placed]:
    """Cells of a table without merges."""
    return [Placed(first_row + i, j, 1, 1, (cell,)) for i, row in enumerate(rows) for j, cell in enumerate(row)]


def profile_cells(rows: tuple[Row, ...]) -> list[Placed]:
    """Cells of the profile table: labels left in one or two levels, values as wide as the rest of the row."""
    cells: list[Placed] = []
    for i, row in enumerate(rows):
        starts = _profile_starts(row)
        for start, end in zip(starts, (*starts[1:], TABLE_COLUMNS), strict=True):
            if start == 0 and not row[0]:
                continue
            depth = _blank_run(rows, i) if start == 0 else 1
            cells.append(Placed(i, start, depth, end - start, (row[start],)))
    return cells


def _profile_starts(row: Row) -> tuple[int, ...]:
    if row[2] in NAME_KINDS:
        return (0, 2, 3)
    return (0, 1, 2, 4, 5) if row[1] else (0, 2)


def _blank_run(rows: tuple[Row, ...], first: int) -> int:
    """Rows that the label in row `first` covers: its own and those below without a label."""
    below = (i for i in range(first + 1, len(rows)) if rows[i][0])
    return next(below, len(rows)) - first


def task_cells(rows: tuple[Row, ...], first_row: int) -> Iterator[Placed]:
    """Cells of the main table; `first_row` is where its body begins.

    A duty reaches down to the next duty. A task, and with it level, knowledge and skills, reaches down
    to the next task. Outputs and indicators are never merged: they are what divides a task into rows.
    """
    for column in range(TABLE_COLUMNS):
        starts = [i for i, row in enumerate(rows) if _starts_cell(row, column)]
        if starts[:1] != [0]:
            starts.insert(0, 0)
        for start, end in zip(starts, (*starts[1:], len(rows)), strict=True):
            paragraphs = split_items(rows[start][column], column)
            yield Placed(first_row + start, column, end - start, 1, paragraphs)


def _starts_cell(row: Row, column: int) -> bool:
    if column in (OUTPUT, INDICATOR):
        return True
    if column == DUTY:
        return bool(row[DUTY])
    return bool(row[column] or row[TASK] or row[DUTY])
