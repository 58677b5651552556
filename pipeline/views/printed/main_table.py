"""The main table as the form prints it: seven columns, with the cells that reach over several rows.

A line is one table row of a competency block. The tables do not hold which cells were merged: a duty and a task are
merged over their lines, level, knowledge and skills over their block, and over several blocks where the tables say
that the lower ones inherit them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.releases.exporters.rows import Row
from pipeline.views.printed.content import Content, item_text
from pipeline.views.printed.form import COLUMNS, Cell, Table, Text, label

HEADS = ("主要職責", "工作任務", "工作產出", "行為指標", "職能級別", "職能內涵（K=knowledge 知識）", "職能內涵（S=skills 技能）")
_LEVEL = COLUMNS.index("level")


@dataclass(slots=True)
class _Block:
    """A competency block: its duty and tasks, what level, knowledge and skills say, and its lines of outputs and indicators."""

    duty: Row | None
    tasks: list[Row]
    level: int | None = None
    required: tuple[list[Row], list[Row]] = field(default_factory=lambda: ([], []))
    lines: list[tuple[list[Row], list[Row]]] = field(default_factory=lambda: [([], [])])


@dataclass(slots=True)
class _Line:
    """What each column says in a line, and the number of the cell that says it: lines with one number share the cell."""

    texts: dict[str, list[str]]
    numbers: dict[str, int]


def main_table(content: Content) -> Table:
    """The main table with its head."""
    lines = list(_Lines().of(_blocks(content)))
    head = [label(column, column, text) for column, text in enumerate(HEADS)]
    body = _rows(lines)
    if body and not any(cell.rows > 1 for row in body for cell in row):
        # A table without any merged cell does not tell a blank cell from the rest of one above.
        for cell in body[0]:
            cell.rows = 2
        body.insert(1, [])
    return Table([head, *body], heads=1)


# blocks -------------------------------------------------------------------------------------------


def _blocks(content: Content) -> Iterator[_Block]:
    """The blocks in printed order; a duty without tasks is one as well, and so is what belongs to no block."""
    tasks = {row["task_id"]: row for row in content["tasks"]}
    busy = {row["duty_id"] for row in content["tasks"]}
    duties = {row["duty_id"]: row for row in content["duties"]}
    idle = [row for row in content["duties"] if row["duty_id"] not in busy]
    members: dict[int, list[Row]] = defaultdict(list)
    for row in content["task_blocks"]:
        members[row["block"]].append(row)
    numbers = {row["block"] for name in ("outputs", "indicators", "block_competencies") for row in content[name]}
    duty: Row | None = None
    for number in sorted(members.keys() | {number for number in numbers if number is not None}):
        own = sorted((tasks[row["task_id"]] for row in members[number]), key=lambda row: int(row["position"]))
        if own:
            duty = duties[own[0]["duty_id"]]
        elif idle and (duty is None or idle[0]["position"] > duty["position"]):
            duty = idle.pop(0)
        while own and duty and idle and idle[0]["position"] < duty["position"]:
            yield _Block(idle.pop(0), [])
        level = members[number][0]["level"] if own else None
        yield _Block(duty, own, level, _required(content, number), _own_lines(content, number))
    yield from (_Block(row, []) for row in idle)
    loose = [[row for row in content[name] if row["block"] is None] for name in ("outputs", "indicators")]
    if any(loose):
        yield _Block(None, [], lines=[(loose[0], loose[1])])


def _own_lines(content: Content, number: int) -> list[tuple[list[Row], list[Row]]]:
    """Outputs and indicators of each line of a block, up to the last that has some."""
    lines: dict[int, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for column, name in enumerate(("outputs", "indicators")):
        for row in content[name]:
            if row["block"] == number:
                lines[row["row"] or 1][column].append(row)
    return [lines[place] for place in range(1, max(lines, default=1) + 1)]


def _required(content: Content, number: int) -> tuple[list[Row], list[Row]]:
    """The knowledge and the skills cell of a block.

    The code and not the column decides what an item is, so that a skill may stand among the knowledge: the cells are
    cut where the fewest items stand in the other's column, none without code among them.
    """
    rows = [row for row in content["block_competencies"] if row["block"] == number]
    cut = min(range(len(rows) + 1), key=lambda place: _misplaced(rows[:place], "S") + _misplaced(rows[place:], "K"))
    return rows[:cut], rows[cut:]


def _misplaced(rows: Sequence[Row], kind: str) -> int:
    uncoded = len(rows) * 1000
    mixed = len({row["inherited"] for row in rows}) > 1
    return mixed + sum((1 if row["competency_code"] else uncoded) for row in rows if row["kind"] == kind) * 2


# lines --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lines:
    """Gives the lines of blocks, each column with the number of its cell."""

    _last: int = 0
    _above: _Block | None = None
    _open: dict[str, int] = field(default_factory=dict)

    def of(self, blocks: Iterator[_Block]) -> Iterator[_Line]:
        for block in blocks:
            self._begin(block)
            texts = {
                "duty": _texts([block.duty] if block.duty else [], "duty_code"), "task": _texts(block.tasks, "task_code"),
                "level": [] if block.level is None else [str(block.level)],
                "K": _texts(block.required[0], "competency_code"), "S": _texts(block.required[1], "competency_code"),
            }
            for outputs, indicators in block.lines:
                own = {"output": _texts(outputs, "output_code"), "indicator": _texts(indicators, "indicator_code")}
                yield _Line(texts | own, self._open | {column: self._next() for column in own})
            self._above = block

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _begin(self, block: _Block) -> None:
        """Begin the cells of a block, except those that go on from the block above."""
        above = self._above
        same_duty = above is not None and above.duty is block.duty
        kept = {"duty"} if same_duty else set()
        if same_duty and above is not None and above.tasks == block.tasks:
            kept.add("task")
        if above is not None:
            merged = [_inherits(block.required[place], above.required[place]) for place in (0, 1)]
            kept |= {column for column, goes_on in zip(("K", "S"), merged, strict=True) if goes_on}
            if all(merged) and "task" not in kept and block.level == above.level:
                kept.add("level")
        for column in ("duty", "task", "level", "K", "S"):
            if column not in kept:
                self._open[column] = self._next()


def _inherits(rows: Sequence[Row], above: Sequence[Row]) -> bool:
    """Whether a cell is the rest of the one above: the tables say that it is inherited, and it holds the same."""
    ids = [row["competency_id"] for row in rows]
    return bool(rows) and all(row["inherited"] for row in rows) and ids == [row["competency_id"] for row in above]


def _texts(rows: Sequence[Row], code: str) -> list[str]:
    return [item_text(row[code], row["text"] if "text" in row else row["name"]) for row in rows]


# cells --------------------------------------------------------------------------------------------


def _rows(lines: Sequence[_Line]) -> list[list[Cell]]:
    """The lines as rows of the cells that begin in them."""
    rows: list[list[Cell]] = [[] for _ in lines]
    for place, column in enumerate(COLUMNS):
        numbers = [line.numbers[column] for line in lines]
        for _, group in groupby(range(len(lines)), key=numbers.__getitem__):
            first, *below = group
            texts = tuple(Text(text) for text in lines[first].texts[column] if text)
            rows[first].append(Cell(place, place, texts, 1 + len(below), center=place == _LEVEL))
    return rows
