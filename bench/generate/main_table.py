"""The main table: logical rows, where they are cut, and their cells with or without merges."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from random import Random

from bench.generate.header import header_rows
from bench.generate.layouts import Layout
from bench.generate.physical import Cell, Table, paras
from bench.generate.standard import Block, Duty, Item, Row, Standard, Task

_SHARED = ("level", "knowledge", "skills")


@dataclass(slots=True)
class Line:
    """A logical row: for each column the number of its cell and what the cell prints; rows with one number share it."""

    numbers: dict[str, int] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    task: int = 0
    again: frozenset[str] = frozenset()


def main_tables(standard: Standard, layout: Layout, rng: Random) -> list[Table]:
    """The main table as the layout draws it, in one table or several."""
    coded = all(duty.item.lead is None for duty in standard.duties)
    by_hand = any(layout.has(name) for name in ("manual-tables", "manual-rows", "I-28"))
    segments = _segments(_lines(standard, layout), layout, rng, coded) if by_hand else [_lines(standard, layout)]
    tables: list[Table] = []
    seen: set[int] = set()
    for number, segment in enumerate(segments):
        bare = number > 0 and layout.has("I-28")
        head = [] if bare else header_rows(layout, rng)
        remnant = [_remnant(layout)] if number and not bare and layout.has("I-29") else []
        body = [*remnant, *_cells(segment, layout, seen)]
        if number and layout.has("manual-rows"):
            tables[-1].rows += [*head, *body]
        else:
            tables.append(Table([*head, *body], heads=0 if by_hand else len(head)))
    return tables


def _remnant(layout: Layout) -> list[Cell]:
    """A piece of the header that stands as the first body row."""
    texts = {"level": "級別", "skills": "S=skills 技能"}
    spans = zip(layout.columns, layout.edges, layout.edges[1:], strict=False)
    return [Cell(left, right, paras([texts.get(column, "")])) for column, left, right in spans]


# logical rows -------------------------------------------------------------------------------------


def _lines(standard: Standard, layout: Layout) -> list[Line]:
    builder = _Builder(layout, count(1))
    for duty in standard.duties:
        builder.duty(duty)
    return builder.lines


@dataclass(slots=True)
class _Builder:
    layout: Layout
    numbers: count[int]
    lines: list[Line] = field(default_factory=list)
    _open: dict[str, int] = field(default_factory=dict)

    def duty(self, duty: Duty) -> None:
        self._open["duty"] = next(self.numbers)
        text = [duty.item.printed] if duty.shown else []
        if not duty.tasks:
            line = Line({"duty": self._open["duty"]}, {"duty": text})
            line.numbers |= {column: next(self.numbers) for column in self.layout.columns if column != "duty"}
            self.lines.append(line)
        for task in duty.tasks:
            self._open["task"] = next(self.numbers)
            for block in task.blocks:
                self._block(block, task, text)

    def _block(self, block: Block, task: Task, duty: list[str]) -> None:
        for column in _SHARED:
            if column not in block.joined:
                self._open[column] = next(self.numbers)
        shared = {
            "duty": duty, "task": self._joined(task.items), "level": [block.level_text] if block.level_text else [],
            "knowledge": self._joined(block.knowledge), "skills": self._joined(block.skills),
        }
        for row in block.rows:
            line = Line(dict(self._open), dict(shared), self._open["task"])
            self._own(line, row)
            self.lines.append(line)

    def _own(self, line: Line, row: Row) -> None:
        for column, items in (("output", row.outputs), ("indicator", row.indicators)):
            line.numbers[column] = next(self.numbers)
            line.texts[column] = self._joined(items)

    def _joined(self, items: list[Item]) -> list[str]:
        """The paragraphs of a cell with these items."""
        texts = [item.printed for item in items]
        safe = all(item.code and item.name and len(item.code) > 2 for item in items)
        if len(texts) < 2 or not safe:
            return texts
        if self.layout.has("item-br"):
            return ["\n".join(texts)]
        if self.layout.has("item-space"):
            return [" ".join(texts)]
        if self.layout.has("item-glued"):
            return ["".join(text + ("" if _closes(text) else "\n") for text in texts[:-1]) + texts[-1]]
        return texts


def _closes(text: str) -> bool:
    """Whether a code may follow at once without running into the name."""
    return not (text[-1:].isascii() and (text[-1:].isalnum() or text[-1:] == "."))


# cuts ---------------------------------------------------------------------------------------------


def _segments(lines: list[Line], layout: Layout, rng: Random, coded: bool, before: Line | None = None) -> list[list[Line]]:
    """Where the author, or a converter, began a new table: segments of rows, some cutting a row in two."""
    starts = [start for start in range(1, len(lines)) if _may_cut(lines, start)]
    if not starts:
        return [lines]
    start = rng.choice(starts)
    head, tail = lines[:start], lines[start:]
    if layout.has("I-42"):
        _cut_row([before, *head] if before else head, tail, rng)
    _repeat(tail[0], head[-1], layout, coded)
    return [head, *_segments(tail, layout, rng, coded, head[-1])] if rng.random() < 0.5 else [head, tail]


def _may_cut(lines: list[Line], start: int) -> bool:
    """Not where a page would leave open which cells go on: partly merged cells, over tasks or inside one."""
    before, after = lines[start - 1], lines[start]
    shared = [before.numbers.get(column) == after.numbers.get(column) for column in _SHARED]
    return not any(shared) or all(shared)


def _repeat(line: Line, before: Line, layout: Layout, coded: bool) -> None:
    """Print the duty, and the task, again at the top; not a task that a cut row goes on with."""
    again = set()
    if line.numbers.get("duty") == before.numbers.get("duty") and layout.has("repeat-duty") and coded:
        again.add("duty")
    cut = any(number < 0 for number in line.numbers.values())
    if line.task and line.task == before.task and layout.has("repeat-task") and not cut:
        again.add("task")
    line.again = frozenset(again)


def _cut_row(head: list[Line], tail: list[Line], rng: Random) -> None:
    """Cut the last row of the segment in two, inside its items (I-40 … I-42)."""
    line = head[-1]
    whole = tail and all(line.numbers.get(column) != tail[0].numbers.get(column) for column in (*_SHARED, "task"))
    fresh = len(head) < 2 or all(line.numbers.get(column) != head[-2].numbers.get(column) for column in (*_SHARED, "task"))
    if not (whole and fresh and line.task) or min(line.numbers.values()) < 0:
        return
    rest = Line(dict(line.numbers), {}, line.task)
    for column in ("task", "output", "indicator", "knowledge", "skills"):
        first, second = _cut_text(line.texts.get(column, []), rng)
        if second and rng.random() < 0.7:
            line.texts[column], rest.texts[column] = first, second
            rest.numbers[column] = -line.numbers[column]
    if rest.texts:
        for column in ("output", "indicator"):
            rest.numbers[column] = -line.numbers[column]
        tail.insert(0, rest)


def _cut_text(texts: list[str], rng: Random) -> tuple[list[str], list[str]]:
    """Cut inside an item's name, between two ideographs behind the code."""
    places = [(i, j) for i, text in enumerate(texts) for j in range(8, len(text) - 1)
              if all("\u4e00" <= ch <= "\u9fff" for ch in text[j - 2 : j + 2]) and text[0].isascii()]
    if not places:
        return texts, []
    index, place = rng.choice(places)
    return [*texts[:index], texts[index][:place]], [texts[index][place:], *texts[index + 1 :]]


# cells --------------------------------------------------------------------------------------------


def _cells(lines: list[Line], layout: Layout, seen: set[int]) -> list[list[Cell]]:
    """The rows of a segment; `seen` are the cells that earlier segments have printed."""
    rows: list[list[Cell]] = [[] for _ in lines]
    for column, left, right in zip(layout.columns, layout.edges, layout.edges[1:], strict=False):
        text_end = left + (right - left) * 2 // 3 if layout.has("I-24:blank") and column != "level" else right
        index = 0
        while index < len(lines):
            size = _run(lines, index, column, layout)
            line = lines[index]
            number = line.numbers.get(column, 0)
            texts = line.texts.get(column, []) if number not in seen or column in line.again else []
            seen.add(number)
            rows[index].append(Cell(left, text_end, paras(texts or [""], center=column == "level"), rows=size))
            if text_end != right:
                rows[index].append(Cell(text_end, right, paras([""]), rows=size, filler=True))
            index += size
    return [sorted(row, key=lambda cell: cell.left) for row in rows]


def _run(lines: list[Line], index: int, column: str, layout: Layout) -> int:
    """How many rows the cell that begins at `index` spans; without merges only cells over several tasks do."""
    number, end = lines[index].numbers.get(column), index + 1
    while end < len(lines) and lines[end].numbers.get(column) == number:
        end += 1
    across = column in _SHARED and any(line.task != lines[index].task for line in lines[index:end])
    return end - index if across or not layout.has("no-merge") else 1
