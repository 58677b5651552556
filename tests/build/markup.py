r"""The notation: strings to tables with spans and to lines of text.

A table is written row by row, its cells parted by `|`; outside tables each string is a line of text.

    sign   stands for                                      example
    |      the edge between two cells of a row             `甲 | 乙`: two cells
    ^      the rest of the cell above it                   `甲 | 乙` over `^ | 丙`: 甲 spans two rows
    <      the rest of the cell to its left                `甲 | <`: 甲 spans two columns
           a blank cell, also at the end of a short row    `甲 | | 乙`: the second cell is blank
    ⏎      a line break that the author made               `職能⏎級別`: two lines, as after Enter
    ↵      a line break made for want of room              `甲物整↵理`: one line of the author, wrapped
    →      the edge between cells of a nested table        `級別→說明⏎3→獨立完成`: a table of two rows in a cell
    ===    a row or line of its own: the next page begins  `甲 | 乙`, `===`, `丙 | 丁`: a row on either page
    ··     two spaces before a line of text: one step in   `  • 甲`, and four spaces two steps (`INDENT`)

    >>> [(box.row_span, box.column_span, box.lines[0].text) for box in table(["甲 | < | 乙", "^ | ^ | 丙"]).boxes]
    [(2, 2, '甲'), (1, 1, '乙'), (1, 1, '丙')]
    >>> [box.lines for box in table(["甲 | | 乙", "丙"]).boxes if not box.lines]
    [(), (), ()]
    >>> [(line.text, line.soft) for line in printed("職能⏎級別↵欄")]
    [('職能', False), ('級別', False), ('欄', True)]
    >>> flowing(printed("甲物整↵理，用 PC↵Base⏎乙"))
    ['甲物整理，用 PC Base', '乙']
    >>> printed("級別→說明")[0].text
    '級別\t說明'
    >>> pages_of("甲 | 乙\n===\n丙 | 丁")
    [['甲 | 乙'], ['丙 | 丁']]
    >>> paragraph("    • 甲", page=1).indent == 2 * INDENT
    True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HARD, SOFT, NESTED, PAGE = "⏎", "↵", "→", "==="
INDENT = 20.0
"""Points by which two spaces before a line of text indent it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line; `soft` as in `pipeline.documents.model.Line`."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with its rectangle of the elementary grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page; `widths` are in points, one for each elementary column."""

    boxes: tuple[Box, ...]
    row_count: int
    widths: tuple[float, ...]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph outside every table."""

    lines: tuple[Printed, ...]
    indent: float = 0.0
    page: int = 1


Block = Table | Text


def printed(text: str) -> tuple[Printed, ...]:
    """The lines of a cell or paragraph; empty text has none."""
    if not text:
        return ()
    parts = re.split(f"([{HARD}{SOFT}])", text)
    breaks = [False, *(mark == SOFT for mark in parts[1::2])]
    return tuple(Printed(part.strip().replace(NESTED, "\t"), soft) for part, soft in zip(parts[::2], breaks, strict=True))


def flowing(lines: tuple[Printed, ...]) -> list[str]:
    """The author's lines, as a format without pages holds them: wraps undone, a space between Latin words."""
    joined: list[str] = []
    for line in lines:
        if line.soft and joined:
            latin = re.search(r"[A-Za-z]$", joined[-1]) and re.match(r"[A-Za-z]", line.text)
            joined[-1] += (" " if latin else "") + line.text
        else:
            joined.append(line.text)
    return joined


def table(rows: str | list[str], page: int = 1, widths: tuple[float, ...] = ()) -> Table:
    """A table from its notation; rows that are too short are filled up with blank cells."""
    lines = rows.strip("\n").splitlines() if isinstance(rows, str) else rows
    matrix = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = max(map(len, matrix))
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for r, cells in enumerate(matrix):
        for c in range(columns):
            mark = cells[c] if c < len(cells) else ""
            owners[r, c] = owners[r - 1, c] if mark == "^" else owners[r, c - 1] if mark == "<" else (r, c)
    boxes = tuple(_box(owner, owners, matrix) for owner in dict.fromkeys(owners.values()))
    return Table(boxes, len(matrix), widths or (60.0,) * columns, page)


def _box(owner: tuple[int, int], owners: dict[tuple[int, int], tuple[int, int]], matrix: list[list[str]]) -> Box:
    row, column = owner
    places = [place for place, held in owners.items() if held == owner]
    row_span = max(place[0] for place in places) - row + 1
    column_span = max(place[1] for place in places) - column + 1
    if len(places) != row_span * column_span:
        raise ValueError(f"the cell at row {row + 1}, column {column + 1} is no rectangle")
    text = matrix[row][column] if column < len(matrix[row]) else ""
    return Box(row, column, row_span, column_span, printed(text))


def pages_of(rows: str) -> list[list[str]]:
    """The rows of a table, page by page."""
    pages: list[list[str]] = [[]]
    for line in rows.strip("\n").splitlines():
        if line.strip() == PAGE:
            pages.append([])
        elif line.strip():
            pages[-1].append(line)
    return pages


def paragraph(line: str, page: int) -> Text:
    """A line of text; two leading spaces indent it by one step."""
    body = line.lstrip(" ")
    return Text(printed(body), (len(line) - len(body)) / 2 * INDENT, page)
