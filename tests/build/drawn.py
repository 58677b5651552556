"""Hypothesis strategies: made-up main tables, and the same tables cut over pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.build.markup import Block, Box, Printed, Table, Text, table
from tests.build.spec import HEADER, Made

WIDTHS = (60.0,) * 7
_WORDS = st.text("甲乙丙丁戊己庚辛壬癸整理核對挑選", min_size=1, max_size=6)
_NAMES = st.one_of(_WORDS, st.tuples(_WORDS, st.sampled_from(("SOP", " 3D", "（含PC）", "、丁", "／丙", "5S表"))).map("".join))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A main table with its rows one below the other; `pages` makes documents of it."""

    boxes: tuple[Box, ...]
    row_count: int

    def uncut(self) -> list[Block]:
        """The table on one page."""
        return [with_header(self.boxes, self.row_count, 1)]

    def pages(self, row: int, kept: dict[int, int], *, header: bool, footer: bool) -> list[Block]:
        """The table cut inside `row`: of each cell over the cut, by column, the first page keeps so many lines."""
        above = [replace(box, row_span=min(box.row_span, row + 1 - box.row)) for box in self.boxes if box.row <= row]
        below = [replace(box, row=box.row - row) for box in self.boxes if box.row > row]
        rests = [box for box in self.boxes if box.row <= row < box.row + box.row_span]
        first = [replace(box, lines=box.lines[: kept[box.column]]) if row in _rows(box) else box for box in above]
        second = [
            replace(box, row=0, row_span=box.row + box.row_span - row, lines=box.lines[kept[box.column] :]) for box in rests
        ]
        blocks: list[Block] = [with_header(tuple(first), row + 1, 1)]
        if footer:
            blocks.append(Text((Printed("第1頁，總共2頁"),), page=1))
        head = with_header if header else without_header
        return [*blocks, head((*second, *below), self.row_count - row, 2)]


def _rows(box: Box) -> range:
    return range(box.row, box.row + box.row_span)


def without_header(boxes: tuple[Box, ...], row_count: int, page: int) -> Table:
    return Table(boxes, row_count, WIDTHS, page)


def with_header(boxes: tuple[Box, ...], row_count: int, page: int) -> Table:
    """The rows below a header row."""
    lowered = (replace(box, row=box.row + 1) for box in boxes)
    return Table((*table(HEADER).boxes, *lowered), row_count + 1, WIDTHS, page)


def around(blocks: list[Block]) -> list[Block]:
    """Title, versions and profile before, attitudes and notes behind the pages of a main table."""
    rest = Made("", header="").blocks()
    front = [block for block in rest if isinstance(block, Table)]
    last = max(block.page for block in blocks)
    behind = [replace(block, page=last) for block in rest[1:] if isinstance(block, Text)]
    return [rest[0], *front, *blocks, *behind]


@st.composite
def printed_items(draw: st.DrawFn, letter: str, parent: str, most: int = 3, least: int = 0) -> tuple[Printed, ...]:
    """A cell of coded items, each beginning a line and wrapped anywhere in its name."""
    if parent:
        codes = [f"{letter}{parent}.{number}" for number in range(1, draw(st.integers(least, most)) + 1)]
    else:
        numbers = draw(st.lists(st.integers(1, 40), min_size=least, max_size=most, unique=True))
        codes = [f"{letter}{number:02}" for number in numbers]
    return tuple(line for code in codes for line in wrapped(code, draw(_NAMES), draw(st.integers(0, 5))))


def wrapped(code: str, name: str, at: int) -> list[Printed]:
    """An item on one line, or on two with a wrap inside its name."""
    if 0 < at < len(name) and not (name[at - 1].isascii() or name[at].isascii()):
        return [Printed(code + name[:at]), Printed(name[at:], soft=True)]
    return [Printed(code + name)]


@st.composite
def drawn_tables(draw: st.DrawFn) -> Drawn:
    """Duties with tasks, tasks with rows; level, K and S merged over a task or over all tasks of the duty."""
    boxes: list[Box] = []
    row = 0
    for duty in range(1, draw(st.integers(1, 2)) + 1):
        start, shared = row, draw(st.booleans())
        for task in range(1, draw(st.integers(1, 3)) + 1):
            rows = draw(st.integers(1, 2))
            code = f"{duty}.{task}"
            boxes.append(Box(row, 1, rows, 1, tuple(wrapped(f"T{code}", draw(_NAMES), draw(st.integers(0, 3))))))
            boxes += draw(_items_of_task(code, row, rows))
            if not shared:
                boxes += draw(_shared_cells(row, rows))
            row += rows
        boxes.append(Box(start, 0, row - start, 1, tuple(wrapped(f"T{duty}", draw(_NAMES), 2))))
        if shared:
            boxes += draw(_shared_cells(start, row - start))
    return Drawn(tuple(boxes), row)


@st.composite
def _items_of_task(draw: st.DrawFn, code: str, row: int, rows: int) -> list[Box]:
    boxes = []
    for offset in range(rows):
        # Ordinals go on from row to row: the first row has 1 to 3, the second 4 to 6.
        for column, letter in ((2, "O"), (3, "P")):
            lines = draw(printed_items(letter, code, least=column - 2))
            boxes.append(Box(row + offset, column, 1, 1, _renumbered(lines, letter, code, offset * 3)))
    return boxes


def _renumbered(lines: tuple[Printed, ...], letter: str, code: str, by: int) -> tuple[Printed, ...]:
    for number in range(3, 0, -1):
        old, new = f"{letter}{code}.{number}", f"{letter}{code}.{number + by}"
        lines = tuple(replace(line, text=line.text.replace(old, new)) if line.text.startswith(old) else line for line in lines)
    return lines


@st.composite
def _shared_cells(draw: st.DrawFn, row: int, rows: int) -> list[Box]:
    level = (Printed(str(draw(st.integers(1, 6)))),)
    return [
        Box(row, 4, rows, 1, level),
        Box(row, 5, rows, 1, draw(printed_items("K", "", least=1))),
        Box(row, 6, rows, 1, draw(printed_items("S", "", least=1))),
    ]


@st.composite
def cuts(draw: st.DrawFn, drawn: Drawn) -> tuple[int, dict[int, int]]:
    """Where to cut: a row, and for each cell over it how many of its lines stay on the first page, at least one."""
    row = draw(st.integers(0, drawn.row_count - 1))
    over = [box for box in drawn.boxes if row in _rows(box)]
    return row, {box.column: draw(st.integers(min(1, len(box.lines)), len(box.lines))) for box in over}
