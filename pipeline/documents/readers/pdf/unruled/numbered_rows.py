"""Rows that nothing parts and whose cells begin at several heights: by the numbers in their codes (I-105).

The code of an output or an indicator holds the number of its task, wherever in its row the task is printed. Knowledge and
skills have no such number: they part where one of them begins at the height of the row, or behind wider white.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.documents.readers.pdf.unruled.words import TableWords

_LEVEL = 1.0
"""Points between baselines that are one."""
_WIDER = 1.25
"""Times the usual distance of two lines of a column from which on white parts two cells."""


class Line(NamedTuple):
    """A line of one column: its number on the page, its baseline and its text."""

    number: int
    baseline: float
    text: str


class Kinds(NamedTuple):
    """The columns by what tells their rows: duties, tasks, items numbered like their task, levels, and other items."""

    duties: list[int]
    tasks: list[int]
    numbered: list[int]
    levels: list[int]
    others: list[int]


@dataclass(eq=False, slots=True)
class Parting:
    """`cells[row][column]` are the numbers of lines; `unsure` counts the places where cells might end elsewhere."""

    cells: list[dict[int, list[int]]] = field(default_factory=list)
    unsure: int = 0


def parted_by_numbers(
    columns: Sequence[Sequence[Line]], kinds: Kinds, words: TableWords, *, goes_on: bool
) -> Parting | None:
    """The rows of a table by the tasks' numbers in its codes; None where these do not follow one another.

    `goes_on` says that the first row may be the rest of one that the page before begins.
    """
    numbers = _order(columns, kinds, words.task_of)
    if numbers is None or (numbers[0] == "" and not goes_on):
        return None
    if goes_on and numbers[0] and _stand_above(columns, kinds):
        numbers.insert(0, "")
    is_cut = numbers[0] not in [words.task_of(line.text) for column in kinds.tasks for line in columns[column]]
    parting = Parting([{} for _ in numbers])
    rows = {number: row for row, number in enumerate(numbers)}
    for column in (*kinds.tasks, *kinds.numbered):
        _by_number(columns[column], column, rows, words.task_of, parting)
    spans = _spans(parting, columns)
    for column in kinds.levels:
        if not _by_height(columns[column], column, spans, parting):
            return None
    for column in kinds.duties:
        if not _by_duty(columns[column], column, numbers, parting):
            return None
    spans = _spans(parting, columns, (*kinds.tasks, *kinds.numbered, *kinds.levels))
    others = [columns[column] for column in kinds.others]
    starts = [_level_starts(lines, spans, words.is_coded, is_cut=is_cut) for lines in others]
    for column, lines, level in zip(kinds.others, others, starts, strict=True):
        ends = level if None not in starts and level is not None else _ends(lines, spans, words.is_coded, parting)
        for row, (start, end) in enumerate(pairwise([0, *ends, len(lines)])):
            if start == end:
                parting.unsure += row > 0 or not is_cut
            else:
                parting.cells[row][column] = [line.number for line in lines[start:end]]
    return parting


def _order(columns: Sequence[Sequence[Line]], kinds: Kinds, task_of: Callable[[str], str | None]) -> list[str] | None:
    """The tasks' numbers from top to bottom; before the first task of a page only that of the one before may stand."""
    tasks = [number for column in kinds.tasks for line in columns[column] if (number := task_of(line.text)) is not None]
    if not tasks or len(set(tasks)) < len(tasks):
        return None
    order = list(tasks)
    for column in kinds.numbered:
        found = [number for line in columns[column] if (number := task_of(line.text)) is not None]
        if found and found[0] not in order:
            order.insert(0, found[0])
    places = {number: place for place, number in enumerate(order)}
    for column in kinds.numbered:
        row = 0
        for line in columns[column]:
            number = task_of(line.text)
            if number is None:
                continue
            if places.get(number, -1) < row:
                return None
            row = places[number]
    firsts = [line for column in (*kinds.tasks, *kinds.numbered) for line in columns[column][:1]]
    if order == tasks and any(task_of(line.text) is None for line in firsts):
        order.insert(0, "")
    return order if len(order) - len(tasks) < 2 else None


def _stand_above(columns: Sequence[Sequence[Line]], kinds: Kinds) -> bool:
    """Whether items without a task's number begin above all that has one."""
    top = min(line.baseline for column in (*kinds.tasks, *kinds.numbered) for line in columns[column][:1])
    return any(line.baseline < top - _LEVEL for column in kinds.others for line in columns[column][:1])


def _by_number(
    lines: Sequence[Line], column: int, rows: dict[str, int], task_of: Callable[[str], str | None], parting: Parting
) -> None:
    row = 0
    for line in lines:
        number = task_of(line.text)
        row = rows[number] if number is not None else row
        parting.cells[row].setdefault(column, []).append(line.number)


def _spans(parting: Parting, columns: Sequence[Sequence[Line]], within: Sequence[int] | None = None) -> list[tuple[float, float]]:
    """The heights between which the known lines of each row stand."""
    heights = {line.number: line.baseline for lines in columns for line in lines}
    spans: list[tuple[float, float]] = []
    for cells in parting.cells:
        known = [heights[number] for column, numbers in cells.items() if within is None or column in within for number in numbers]
        low = spans[-1][1] if spans else 0.0
        spans.append((min(known, default=low), max(known, default=low)))
    return spans


def _by_height(lines: Sequence[Line], column: int, spans: Sequence[tuple[float, float]], parting: Parting) -> bool:
    """Levels by the row at whose height they stand; false where one stands beside none, or two beside one."""
    for line in lines:
        inside = [row for row, (top, bottom) in enumerate(spans) if top - _LEVEL <= line.baseline <= bottom + _LEVEL]
        if len(inside) != 1 or column in parting.cells[inside[0]]:
            return False
        parting.cells[inside[0]][column] = [line.number]
    return True


def _by_duty(lines: Sequence[Line], column: int, numbers: Sequence[str], parting: Parting) -> bool:
    """Duties beside the first of their tasks; false where one of them is missing that does not go on from the page before."""
    firsts = [number.split(".")[0] for number in numbers]
    due = [number for number in dict.fromkeys(firsts) if number]
    row = 0
    for line in lines:
        rest = line.text.strip()[1:].lstrip(" .")
        for number in due[:2]:
            may_skip = number == due[0] or len(due) == len(set(firsts) - {""})
            if may_skip and rest.startswith(number) and not rest[len(number) : len(number) + 1].isdigit():
                row = firsts.index(number)
                due = due[due.index(number) + 1 :]
                break
        parting.cells[row].setdefault(column, []).append(line.number)
    return not due or due == [number for number in dict.fromkeys(firsts) if number][:1]


def _level_starts(
    lines: Sequence[Line], spans: Sequence[tuple[float, float]], is_coded: Callable[[str], bool], *, is_cut: bool
) -> list[int] | None:
    """Where the cells of a column end if one begins at the top of every row that begins on the page; None if not."""
    coded = [(line.baseline, index) for index, line in enumerate(lines) if is_coded(line.text)]
    starts: list[int] = []
    for top, _ in spans[is_cut:]:
        here = [index for baseline, index in coded if abs(baseline - top) <= _LEVEL]
        if not here:
            return None
        starts.append(here[0])
    if not is_cut and starts[0]:
        return None
    return starts if is_cut else starts[1:]


def _ends(
    lines: Sequence[Line], spans: Sequence[tuple[float, float]], is_coded: Callable[[str], bool], parting: Parting
) -> list[int]:
    """Where the cells of a column end: behind white, or where an item begins at the height of the next row alone."""
    steps = [below.baseline - above.baseline for above, below in pairwise(lines) if is_coded(below.text)]
    usual = median(steps) if steps else 0.0
    ends = [0]
    for above, below in pairwise(spans):
        end = _end(lines, ends[-1], (above[1], *below), usual, is_coded)
        if end is None:
            parting.unsure += 1
            beside = (index for index in range(ends[-1], len(lines)) if lines[index].baseline >= below[0] - _LEVEL)
            end = next(beside, len(lines))
        ends.append(end)
    return ends[1:]


def _end(
    lines: Sequence[Line], start: int, heights: tuple[float, float, float], usual: float, is_coded: Callable[[str], bool]
) -> int | None:
    """Where a cell ends that reaches down to a height at least, and to the top of the next row at most; None: nobody can say."""
    low, top, bottom = heights
    possible = [
        index for index in range(start, len(lines))
        if is_coded(lines[index].text) and low + _LEVEL < lines[index].baseline
        and (index == 0 or lines[index - 1].baseline < top - _LEVEL)
    ]
    apart = [index for index in possible if index and lines[index].baseline - lines[index - 1].baseline > _WIDER * usual]
    if len(apart) == 1:
        return apart[0]
    alone = len(possible) == 1 and top - _LEVEL <= lines[possible[0]].baseline <= bottom + _LEVEL
    return possible[0] if alone else None
