"""Where the sections of a document begin, and which x range each column of its main table has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.flow import Row
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.columns import Header
from pipeline.standards.sections.headings import is_attitude_heading, is_notes_heading
from pipeline.standards.sections.heads import Range
from pipeline.standards.sections.parts import Parts


@dataclass(frozen=True, slots=True)
class Address:
    """The place of a printed line: its number in the document, its block, and page and height where there are pages.

    `block` and `row` count from 1; `row` is None outside tables; `y` is in points from the top of the page.
    """

    line: int
    block: int
    row: int | None
    page: int | None
    y: float | None

    def __str__(self) -> str:
        page = f"page {self.page}" if self.page else ""
        height = f"y {self.y:.0f}" if self.y is not None else ""
        block = f"grid {self.block} row {self.row}" if self.row else f"line {self.line}"
        return ", ".join(part for part in (page, height, block) if part)


Where = Mapping[int, Address]
"""Addresses by the identity of a line."""

_HEADINGS = {"attitudes": is_attitude_heading, "notes": is_notes_heading}


@dataclass(frozen=True, slots=True)
class Start:
    """The first line of a section, its heading where it has one; `size` counts the rows or lines below, `unit` says which."""

    section: str
    text: str
    address: Address
    size: int
    unit: str


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """A header of the main table: the x range of each logical column that it names."""

    address: Address
    ranges: tuple[tuple[str, Range], ...]
    in_points: bool

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Column and range; formats without geometry count their grid columns, from 1."""
        return [(column, self._range(*span)) for column, span in self.ranges]

    def _range(self, left: float, right: float) -> str:
        if self.in_points:
            return f"x {left:.0f}–{right:.0f}"
        first, last = int(left) + 1, int(right)
        return f"column {first}" if last <= first else f"columns {first}–{last}"


def starts(parts: Parts, where: Where, lines: Sequence[Line]) -> Iterator[Start]:
    """The sections that were found, in printed order; `lines` are those of the document."""
    headers = [row for task_row in parts.task_rows[:1] for row in task_row.header.rows]
    found = [
        _start("title", parts.title, where, len(parts.title), "lines"),
        _start("versions", _row_lines(parts.version_rows), where, len(parts.version_rows), "rows"),
        _start("profile", _row_lines(parts.profile_rows), where, len(parts.profile_rows), "rows"),
        _start("tasks", _row_lines(headers), where, len(parts.task_rows), "rows"),
        _start("attitudes", parts.attitude_lines, where, len(parts.attitude_lines), "lines"),
        _start("notes", parts.note_lines, where, len(parts.note_lines), "lines"),
    ]
    headed = [_with_heading(start, where, lines) for start in found if start]
    yield from sorted(headed, key=lambda start: start.address.line)


def _start(section: str, lines: Sequence[Line], where: Where, size: int, unit: str) -> Start | None:
    first = next((line for line in lines if fold(line.text)), None)
    return Start(section, first.text, where[id(first)], size, unit) if first else None


def _with_heading(start: Start, where: Where, lines: Sequence[Line]) -> Start:
    """The section from its heading on, which may take the three lines above its first one."""
    is_heading = _HEADINGS.get(start.section)
    if is_heading is None:
        return start
    above = [line for line in lines[: start.address.line - 1] if fold(line.text)]
    for count in (1, 2, 3):
        text = "".join(line.text for line in above[-count:])
        if is_heading(text):
            return replace(start, text=text, address=where[id(above[-count:][0])])
    return start


def _row_lines(rows: Sequence[Row]) -> list[Line]:
    return [line for row in rows for cell in row.new_cells for line in cell.lines]


def header_maps(parts: Parts, where: Where) -> Iterator[HeaderMap]:
    """Each header of the main table that rules at least one row."""
    seen: list[Header] = []
    for row in parts.task_rows:
        if all(row.header is not header for header in seen):
            seen.append(row.header)
            first = next(line for line in _row_lines(row.header.rows) if fold(line.text))
            edges = row.header.rows[0].grid.edges
            counted = edges == tuple(range(len(edges)))
            yield HeaderMap(where[id(first)], tuple((column.value, span) for column, span in row.header.ranges), not counted)
