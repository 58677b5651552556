"""A standard's main table as it is printed: lines, and cells that span several of them.

A line is one table row of a competency block. A duty spans its tasks, a task spans its blocks, and
level, knowledge and skills span the block, or several where the document merges their cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.shelf import Row

_LAST = 1 << 30


@dataclass(slots=True)
class Cell:
    """Rows of one cell and the number of lines that it spans; `level` is for the level column only."""

    rows: list[Row] = field(default_factory=list)
    span: int = 1
    level: int | None = None


@dataclass(slots=True)
class PrintedLine:
    """The cells that begin on a line, by column; a column that is missing is covered from above."""

    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class _Block:
    """A competency block with the tasks that share it; one without number stands for what has no block."""

    duty: Row | None
    tasks: list[Row]
    number: int | None = None
    level: int | None = None
    required: list[Row] = field(default_factory=list)
    lines: list[tuple[list[Row], list[Row]]] = field(default_factory=lambda: [([], [])])

    @property
    def order(self) -> tuple[int, int, int]:
        duty = self.duty["position"] if self.duty else _LAST
        task = min((row["position"] for row in self.tasks), default=_LAST)
        return duty, self.number or _LAST, task

    def continues(self, other: _Block) -> bool:
        """Whether level, knowledge and skills are the merged cells of the block above."""
        return bool(self.required) and all(row["inherited"] for row in self.required) and self.level == other.level


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of the table, and the outputs and indicators that belong to no task."""

    lines: tuple[PrintedLine, ...]
    loose: tuple[Row, ...]


def grid(catalogue: Catalogue, standard_id: str) -> Grid:
    """Lay out one standard."""
    tables = {name: catalogue.rows(name, standard_id) for name in (
        "duties", "tasks", "task_blocks", "outputs", "indicators", "block_competencies",
    )}
    blocks = sorted(_blocks(tables), key=lambda block: block.order)
    numbers = {block.number for block in blocks if block.number is not None}
    loose = tuple(row for name in ("outputs", "indicators") for row in tables[name] if row["block"] not in numbers)
    lines = [PrintedLine() for block in blocks for _ in block.lines]
    _place(lines, blocks)
    return Grid(tuple(lines), loose)


def _blocks(tables: Mapping[str, Sequence[Row]]) -> Iterator[_Block]:
    duties = {row["duty_id"]: row for row in tables["duties"]}
    tasks = {row["task_id"]: row for row in tables["tasks"]}
    members: dict[int, list[Row]] = defaultdict(list)
    for row in tables["task_blocks"]:
        members[row["block"]].append(row)
    for number, rows in members.items():
        own = [tasks[row["task_id"]] for row in rows if row["task_id"] in tasks]
        block = _Block(duties.get(own[0]["duty_id"]) if own else None, own, number, rows[0]["level"])
        block.required = [row for row in tables["block_competencies"] if row["block"] == number]
        block.lines = _lines(tables, number)
        yield block
    placed = {row["task_id"] for row in tables["task_blocks"]}
    alone = [row for row in tables["tasks"] if row["task_id"] not in placed]
    yield from (_Block(duties.get(row["duty_id"]), [row]) for row in alone)
    busy = {row["duty_id"] for row in tables["tasks"]}
    yield from (_Block(row, []) for row in tables["duties"] if row["duty_id"] not in busy)


def _lines(tables: Mapping[str, Sequence[Row]], number: int) -> list[tuple[list[Row], list[Row]]]:
    """Outputs and indicators of each table row of a block; those without a row stand on its first."""
    by_row: dict[int, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for column, name in enumerate(("outputs", "indicators")):
        for row in tables[name]:
            if row["block"] == number:
                by_row[row["row"] or 1][column].append(row)
    return [by_row[place] for place in sorted(by_row)] or [([], [])]


def _place(lines: list[PrintedLine], blocks: list[_Block]) -> None:
    """Put the cells where they begin."""
    starts: list[int] = []
    place = 0
    for block in blocks:
        starts.append(place)
        for offset, (outputs, indicators) in enumerate(block.lines):
            lines[place + offset].cells |= {"output": Cell(outputs), "indicator": Cell(indicators)}
        place += len(block.lines)
    numbered = list(zip(starts, blocks, strict=True))
    _span(lines, numbered, "duty", lambda block: _id(block.duty, "duty_id"), lambda block: [block.duty] if block.duty else [])
    _span(lines, numbered, "task", lambda block: tuple(_id(row, "task_id") for row in block.tasks), lambda block: block.tasks)
    _required(lines, numbered)


def _id(row: Row | None, name: str) -> str:
    return "" if row is None else str(row[name])


def _span(
    lines: list[PrintedLine], blocks: list[tuple[int, _Block]], column: str, key: Callable[[_Block], Any],
    content: Callable[[_Block], list[Row]],
) -> None:
    for _, group in groupby(blocks, key=lambda pair: (_id(pair[1].duty, "duty_id"), key(pair[1]))):
        members = list(group)
        start, first = members[0]
        lines[start].cells[column] = Cell(content(first), sum(len(block.lines) for _, block in members))


def _required(lines: list[PrintedLine], blocks: list[tuple[int, _Block]]) -> None:
    above: tuple[int, _Block] | None = None
    for start, block in blocks:
        if above is not None and block.continues(above[1]):
            for column in ("level", "K", "S"):
                lines[above[0]].cells[column].span += len(block.lines)
            continue
        above = (start, block)
        span = len(block.lines)
        lines[start].cells["level"] = Cell([], span, block.level)
        for kind in ("K", "S"):
            lines[start].cells[kind] = Cell([row for row in block.required if row["kind"] == kind], span)
