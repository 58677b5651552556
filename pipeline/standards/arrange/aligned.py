"""Rows of the main table from text whose columns are aligned by blanks, as `pdftotext -layout` gives it (I-115).

Codes tell their column; text without one goes on with the column that it stands below. A line that begins a task
begins a row, if the table's cells are set to their top: then the first indicator of each task stands beside its name.
Where they are set to their middle the indicators tell where a row begins, and every cell must lie around its level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import regex

from pipeline.standards.arrange.fields import Field
from pipeline.standards.arrange.pieces import Piece
from pipeline.standards.arrange.rows import Row, Table
from pipeline.standards.sections.headings import COLUMNS, Column

_INDEX = {column: index for index, column in enumerate(COLUMNS)}
_SHARE = 0.2
"""Lines with wide gaps in a text that is aligned; in running text hardly any has one."""
_OFF = 4.0
"""Characters by which lines of one cell may be out of line: proportional print is squeezed into a grid."""
_UNPUSHED = 8
"""A text that is too long for its column pushes what follows to the right; the leftmost eighth was not pushed."""
_FREE = 3.0
"""A gap that no push leaves."""
_REACH = 3
_SQUEEZED = regex.compile(r"(?<=[\p{Han}，。、；：）】」]) (?=[\p{Han}（【「])")
_MIDDLE = 1.0
_CONTENTS = (Column.KNOWLEDGE, Column.SKILL)


def is_aligned(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether wide gaps part the pieces of many lines."""
    gaps = sum(sum(not piece.tight for piece in pieces) > 1 for pieces in lines)
    return gaps > _SHARE * max(1, len(lines))


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where each column begins, counted in characters or in columns of a terminal, whichever is the more regular."""

    starts: dict[Column, float]
    by_width: bool

    def place(self, one: Field) -> float:
        return one.wide if self.by_width else one.place

    def end(self, one: Field) -> float:
        return self.place(one) + (one.part(len(one.text)).wide - one.wide if self.by_width else len(one.text))

    def moved_to(self, lines: Sequence[Sequence[Piece]]) -> Ruler:
        """The ruler of one page, whose columns stand elsewhere by a little; those without a code are moved like the others."""
        own = _measured(lines, self.by_width)[1].starts
        shift = median([own[column] - start for column, start in self.starts.items() if column in own] or [0.0])
        return Ruler({column: own.get(column, start + shift) for column, start in self.starts.items()}, self.by_width)



def reader_of(lines: Sequence[Sequence[Piece]]) -> AlignedReader:
    """The reader for all stretches of a text."""
    return AlignedReader(ruler_of(lines), all(map(_is_whole, lines)))


def _is_whole(pieces: Sequence[Piece]) -> bool:
    """Whether a line may be a row: nothing in it goes on without a code, and knowledge or skills stand beside a task or level."""
    columns = {piece.column for piece in pieces}
    return None not in columns and (columns.isdisjoint(_CONTENTS) or not columns.isdisjoint((Column.TASK, Column.LEVEL)))


def ruler_of(lines: Sequence[Sequence[Piece]]) -> Ruler:
    """The beginning of each column, from the pieces with codes."""
    rulers = [_measured(lines, by_width) for by_width in (False, True)]
    return min(rulers, key=lambda pair: pair[0])[1]


def _measured(lines: Sequence[Sequence[Piece]], by_width: bool) -> tuple[float, Ruler]:
    places: dict[Column, list[float]] = defaultdict(list)
    for pieces in lines:
        for piece in pieces:
            if piece.column is not None:
                places[piece.column].append(piece.field.wide if by_width else piece.field.place)
    starts = {column: sorted(found)[len(found) // _UNPUSHED] for column, found in places.items()}
    spread = sum(abs(place - starts[column]) for column, found in places.items() for place in found)
    return spread, Ruler(starts, by_width)


@dataclass(slots=True)
class AlignedReader:
    """Reads one stretch after another; `doubts` say what neither code nor place tells."""

    whole: Ruler
    whole_lines: bool = False
    """Whether every line is a row: no text goes on below its code."""
    doubts: list[str] = field(default_factory=list)
    ruler: Ruler = field(init=False)

    def table(self, lines: Sequence[Sequence[Piece]]) -> Table:
        """The rows of a stretch; what stands above its first task goes on with the row before it."""
        self.ruler = self.whole.moved_to(lines)
        placed = [self._placed(pieces) for pieces in lines]
        starts = self._starts(placed)
        table = Table()
        row: Row | None = None
        for number, pieces in enumerate(placed):
            if row is None or number in starts:
                row = Row()
                table.rows.append(row)
            for piece in pieces:
                if piece.column is not None:
                    goes_on = not piece.number and piece.column is not Column.LEVEL and piece.column in row.cells
                    row.add(piece.column, piece.field.as_line(soft=goes_on))
        return table

    # columns ------------------------------------------------------------------------------------

    def _placed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces of a line, each with a column."""
        found: list[Piece] = []
        for place, piece in enumerate(pieces):
            if piece.column is not None and self.whole_lines:
                found.append(piece)
                continue
            if piece.column is not None:
                self._look_for_shift(piece)
                first, *rest = self._parts(piece.field, coded=bool(piece.number))
                self._look_for_squeezed(first)
                found.append(replace(piece, field=first))
                found += [Piece(part, self._column(part, found, None)) for part in rest]
                continue
            after = next((other.column for other in pieces[place + 1 :] if other.column is not None), None)
            for part in self._parts(piece.field):
                self._look_for_squeezed(part)
                column = self._column(part, found, after)
                found.append(Piece(part, column))
        return found

    def _column(self, part: Field, before: Sequence[Piece], after: Column | None) -> Column:
        """The column below whose beginning a text without code stands, between those of its neighbours."""
        low = max((_INDEX[piece.column] for piece in before if piece.column is not None), default=-1)
        high = _INDEX[after] if after is not None else len(COLUMNS)
        place = self.ruler.place(part)
        pushed = bool(before) and place - self.ruler.end(before[-1].field) < _FREE
        near = sorted(
            (max(start - place, 0.0) if pushed else abs(place - start), -start, column)
            for column, start in self.ruler.starts.items() if low < _INDEX[column] < high and column is not Column.LEVEL
        )
        if not near or near[0][0] > _OFF or (not pushed and len(near) > 1 and near[1][0] <= 2 * near[0][0]):
            self.doubts.append(f"{part.text[:20]}: no column stands above it.")
        return near[0][2] if near else COLUMNS[min(low + 1, len(COLUMNS) - 1)]

    def _look_for_shift(self, piece: Piece) -> None:
        """A code far to the left of its column stands on a page that has its columns elsewhere: no push moves to the left."""
        start = self.ruler.starts.get(piece.column) if piece.column is not None and piece.number else None
        if start is not None and start - self.ruler.place(piece.field) > 2 * _OFF:
            self.doubts.append(f"{piece.field.text[:20]}: its column stands elsewhere here.")

    def _look_for_squeezed(self, part: Field) -> None:
        """A blank between ideographs may part two cells for which the line had no room: nothing in it tells."""
        if _SQUEEZED.search(part.text):
            self.doubts.append(f"{part.text[:20]}: a blank may part two columns.")

    def _parts(self, one: Field, *, coded: bool = False) -> list[Field]:
        """A text that reaches under the next column, cut at the blank there; the one behind a code is none."""
        for start in sorted(self.ruler.starts.values()):
            if self.ruler.place(one) + _REACH < start < self.ruler.end(one) - 1:
                blanks = [place for place, character in enumerate(one.text) if character == " "][int(coded) :]
                near = [place for place in blanks if abs(self.ruler.place(one.part(place)) - start) <= _OFF]
                if len(near) == 1:
                    return [one.part(0, near[0]), *self._parts(one.part(near[0]))]
        return [one]

    # rows ---------------------------------------------------------------------------------------

    def _starts(self, lines: Sequence[Sequence[Piece]]) -> set[int]:
        """The lines that begin a row."""
        if self.whole_lines:
            return set(range(len(lines)))
        tasks = {
            piece.number: number
            for number, pieces in enumerate(lines) for piece in pieces if piece.column is Column.TASK and piece.number
        }
        first: dict[tuple[str, ...], int] = {}
        lengths = {len(task) for task in tasks}
        for number, pieces in enumerate(lines):
            for piece in pieces:
                task = next((piece.number[:length] for length in lengths if piece.number[:length] in tasks), None)
                if task is not None and piece.column in (Column.OUTPUT, Column.INDICATOR):
                    first.setdefault(task, number)
        if all(first.get(task, line) >= line for task, line in tasks.items()):
            return self._top(lines, set(tasks.values()))
        starts = {min(line, first.get(task, line)) for task, line in tasks.items()}
        self._look_at_middles(lines, sorted(starts))
        return starts

    def _top(self, lines: Sequence[Sequence[Piece]], tasks: set[int]) -> set[int]:
        """Rows set to their top: a level beside no task begins a block of its own (I-43), and so does a duty (I-46)."""
        levels = {number for number, pieces in enumerate(lines) if any(piece.column is Column.LEVEL for piece in pieces)}
        duties = {
            number for number, pieces in enumerate(lines) for piece in pieces if piece.column is Column.DUTY and piece.number
        }
        starts = tasks | duties
        has_level = False
        for number in range(len(lines)):
            if number in tasks:
                has_level = number in levels
            elif number in levels:
                if has_level:
                    starts.add(number)
                elif tasks and number > min(tasks):
                    self.doubts.append(f"Line {number + 1}: a level stands beside no task.")
                has_level = True
        return starts

    def _look_at_middles(self, lines: Sequence[Sequence[Piece]], starts: Sequence[int]) -> None:
        """Cells set to their middle lie around the level of their row; where one does not, a row is cut in the wrong place."""
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            places: dict[Column, list[int]] = defaultdict(list)
            for number in range(start, end):
                for piece in lines[number]:
                    if piece.column is not None:
                        places[piece.column].append(number)
            level = places.get(Column.LEVEL)
            for column in _CONTENTS:
                found = places.get(column)
                if found and (not level or abs((found[0] + found[-1]) / 2 - level[0]) > _MIDDLE):
                    self.doubts.append(f"{_text(lines, found[0], column)[:20]}: its row is not certain.")


def _text(lines: Sequence[Sequence[Piece]], number: int, column: Column) -> str:
    return next((piece.field.text for piece in lines[number] if piece.column is column), "")
