"""Rows of the main table from text without columns, where the order of its items tells which belong together (I-116).

A dump goes through a table row by row and cell by cell: duty, task, outputs, indicators, level, knowledge, skills. So a
piece of an earlier column than the one before it begins a row, and a piece without code goes on with the item before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from pipeline.documents.model import Line
from pipeline.standards.arrange.pieces import Piece
from pipeline.standards.sections.headings import COLUMNS, Column

_ENDS = regex.compile(r"[。；！？.;!?][」』）)]?$")
_INDEX = {column: index for index, column in enumerate(COLUMNS)}
_CONTENTS = (Column.KNOWLEDGE, Column.SKILL)


@dataclass(slots=True)
class Row:
    """A row under construction: the lines of each column, and the segments of its task and of the items read last."""

    cells: dict[Column, list[Line]] = field(default_factory=dict)
    task: tuple[str, ...] = ()
    last: Column | None = None

    def add(self, column: Column, line: Line) -> None:
        self.cells.setdefault(column, []).append(line)
        self.last = column

    @property
    def reached(self) -> int:
        """The last column that holds something."""
        return max((_INDEX[column] for column in self.cells), default=-1)


@dataclass(slots=True)
class Table:
    """The rows of one stretch of the main table."""

    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class RunningReader:
    """Goes over the pieces of all stretches in order; `doubts` say what their order does not prove."""

    wrapped: bool
    coded_outputs: bool
    tables: list[Table] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    _task: tuple[str, ...] = ()
    _seam: bool = True

    def begin(self) -> None:
        """Below a head another table begins; what it goes on with is not told."""
        self.tables.append(Table())
        self._seam = True

    def read(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if piece.column is None:
                self._loose(piece)
            elif piece.column is Column.LEVEL:
                self._level(piece)
            else:
                self._coded(piece, piece.column)
            self._seam = False

    def _row(self) -> Row:
        rows = self.tables[-1].rows
        if not rows:
            rows.append(Row())
        return rows[-1]

    def _new_row(self) -> Row:
        self.tables[-1].rows.append(Row())
        return self.tables[-1].rows[-1]

    def _coded(self, piece: Piece, column: Column) -> None:
        row = self._row()
        if self._begins_row(row, column):
            row = self._new_row()
        if column is Column.TASK:
            if Column.TASK in row.cells:
                self._doubt(piece, "two tasks follow one another")
            self._task = piece.number
        elif column in (Column.OUTPUT, Column.INDICATOR) and self._is_foreign(piece):
            self._doubt(piece, "it is not of the task before it")
        row.add(column, piece.field.as_line())

    def _is_foreign(self, piece: Piece) -> bool:
        """Whether a code as long as those of tasks' items names another task than the one that is open."""
        return bool(self._task) and len(piece.number) > len(self._task) and piece.number[: len(self._task)] != self._task

    def _begins_row(self, row: Row, column: Column) -> bool:
        """Whether a code of an earlier column begins a row; knowledge behind skills of one task does not."""
        if column in _CONTENTS:
            return False
        return row.reached > _INDEX[column] or (column is Column.DUTY and row.reached >= 0)

    def _level(self, piece: Piece) -> None:
        row = self._row()
        if row.reached >= _INDEX[Column.LEVEL] or (not row.cells and not self._seam):
            self._doubt(piece, "a level stands behind knowledge or skills")
            row = self._new_row()
        row.add(Column.LEVEL, piece.field.as_line())

    def _loose(self, piece: Piece) -> None:
        """A piece without code: the rest of the item before it, or an output without code where the text wraps nowhere."""
        row = self._row()
        if row.last is None or self._seam:
            self._doubt(piece, "it begins a page or table without a code")
            row.add(self._last_column() or Column.TASK, piece.field.as_line(soft=True))
        elif not self.wrapped and row.last in (Column.TASK, Column.OUTPUT) and not self.coded_outputs:
            row.add(Column.OUTPUT, piece.field.as_line())
        else:
            whole = row.last is Column.INDICATOR and _ENDS.search(row.cells[row.last][-1].text)
            if not self.wrapped or whole or row.last is Column.LEVEL:
                self._doubt(piece, "it has no code")
            row.add(row.last, piece.field.as_line(soft=True))

    def _last_column(self) -> Column | None:
        return next((row.last for table in reversed(self.tables) for row in reversed(table.rows) if row.last), None)

    def _doubt(self, piece: Piece, why: str) -> None:
        self.doubts.append(f"{piece.field.text[:20]}: {why}.")


def is_wrapped(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether the text breaks items over lines: few indicators end where their line ends."""
    ends: list[bool] = []
    for pieces in lines:
        if pieces and pieces[-1].column is Column.INDICATOR:
            ends.append(_ENDS.search(pieces[-1].field.text) is not None)
    return bool(ends) and sum(ends) < 0.9 * len(ends)


def is_interleaved(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines hold words of several cells with nothing but a space between, and go on without telling in which."""
    tight = any(piece.tight and not _behind_level(pieces, place) for pieces in lines for place, piece in enumerate(pieces))
    loose = any(piece.column is None for pieces in lines for piece in pieces)
    return tight and loose


def _behind_level(pieces: Sequence[Piece], place: int) -> bool:
    return place > 0 and pieces[place - 1].column is Column.LEVEL and pieces[place].column in _CONTENTS
