"""Read workbooks in the form's layout, XLSX and ODS: every shown sheet, with its merged ranges (field guide I-118).

Blank rows part the tables of a sheet. Values are given as they show: a level that is a number without its `.0`, a
date as the form prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines
from pipeline.documents.readers.grid_builder import GridBuilder
from pipeline.documents.readers.merges import with_merges_told
from pipeline.documents.readers.remarks import Remark
from pipeline.documents.readers.text.records import cell_lines

MOST_ROWS = 20_000
"""Rows of one sheet up to its last value; a standard has some hundred."""
_INDENT, _BLANK = 9.0, 6.0
"""Points that an indented cell, and a blank that someone typed before a line, stand for."""
TOO_LARGE = UnreadableDocument("holds a sheet of more cells than any standard; check where it comes from")
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Sheet:
    """The values of a sheet by their place, and the rows and columns that a merged range covers from its first cell on.

    `indents` counts how often a cell was indented; `remarks` tell of the values that nobody sees.
    """

    values: dict[Place, str] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    indents: dict[Place, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def document_of(kind: str, sheets: Iterator[Sheet], remarks: tuple[Remark, ...] = ()) -> Document:
    """The document that sheets make."""
    blocks: list[Block] = []
    unseen: list[Remark] = []
    for sheet in sheets:
        blocks += _tables(sheet)
        unseen += sheet.remarks
    return Document(kind, tuple(with_merges_told(blocks)), remarks=(*remarks, *unseen))


def _tables(sheet: Sheet) -> Iterator[Grid]:
    """The tables of a sheet: rows up to the next blank one, which no merged range covers."""
    if not sheet.values:
        return
    if max(row for row, _ in sheet.values) >= MOST_ROWS:
        raise TOO_LARGE
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.values.items():
        if text.strip():
            rows.setdefault(row, {})[column] = text
    covered = {row for (first, _), (tall, _) in sheet.spans.items() for row in range(first, first + tall) if first in rows}
    run: list[int] = []
    for row in sorted(covered | rows.keys()):
        if run and row != run[-1] + 1:
            yield _grid(run, rows, sheet)
            run = []
        run.append(row)
    yield _grid(run, rows, sheet)


def _grid(run: list[int], rows: Mapping[int, Mapping[int, str]], sheet: Sheet) -> Grid:
    builder = GridBuilder()
    left = min(column for row in run for column in rows.get(row, {0: ""}))
    for row in run:
        builder.next_row()
        if builder.too_large:
            raise TOO_LARGE
        columns = {column for first, column in sheet.spans if first == row} | rows.get(row, {}).keys()
        for column in sorted(columns):
            tall, wide = sheet.spans.get((row, column), (1, 1))
            if column >= left:
                indent = _INDENT * sheet.indents.get((row, column), 0)
                builder.add(column - left, wide, tall, _lines(rows.get(row, {}).get(column, ""), indent))
    return _filled_up(builder.build())


def _filled_up(grid: Grid) -> Grid:
    """The grid with a blank cell in every place that none covers, as a table has it."""
    taken = {(row, column) for cell in grid.cells for row in cell.rows for column in cell.columns}
    builder = GridBuilder()
    by_row: dict[int, list[tuple[int, int, int, Lines]]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append((cell.column, cell.column_span, cell.row_span, cell.lines))
    for row in range(grid.row_count):
        builder.next_row()
        blank = [(column, 1, 1, ()) for column in range(grid.column_count) if (row, column) not in taken]
        for column, wide, tall, lines in sorted([*by_row.get(row, []), *blank], key=lambda cell: cell[0]):
            builder.add(column, wide, tall, lines)
    return builder.build()


def _lines(text: str, indent: float) -> Lines:
    lines = cell_lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(Line(line.strip(), indent=indent + _BLANK * _blanks(line)) for line in lines if line.strip())


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" \u3000"))
