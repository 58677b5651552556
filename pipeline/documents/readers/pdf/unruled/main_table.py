"""The main table without sides: its heads, its columns, its rows (I-105)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.rules import Rule
from pipeline.documents.readers.pdf.unruled.build import Area, Made, by_column, grid_of
from pipeline.documents.readers.pdf.unruled.columns import MOST_CROSSINGS, Head, crossings, head_pieces, heads_of, left_edges
from pipeline.documents.readers.pdf.unruled.numbered_rows import Kinds, Line, parted_by_numbers
from pipeline.documents.readers.pdf.unruled.pieces import Piece, PieceLine
from pipeline.documents.readers.pdf.unruled.separators import Separator, separators
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from pipeline.documents.readers.pdf.unruled.words import TableWords

_FEWEST_HEADS = 4
_MOST_LINES = 5
"""Lines of a head, at most."""
_HALF = 0.9
"""Ems between two lines of one cell, at least."""


@dataclass(eq=False, slots=True)
class _BodyLine:
    """A line below the heads; `alone` says that no other line stands half beside it."""

    line: PieceLine
    columns: dict[int, list[Run]]
    alone: bool = True

    def text(self, column: int) -> str:
        return "".join(run.text for run in self.columns.get(column, ())).strip()


@dataclass(eq=False, slots=True)
class MainTable:
    """What is known of a document's main table from page to page.

    `ruled` says that rules or tints part its rows, `merging` that some of them leave cells open, so that merges show;
    `unsure` counts the codes of rows that no row could be made of, and the cells whose entries cannot be told apart.
    """

    words: TableWords
    edges: list[float] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    ruled: bool = False
    merging: bool = False
    unsure: int = 0
    begun: bool = False
    uprights: Uprights = field(default_factory=Uprights)

    def is_head(self, lines: Sequence[PieceLine]) -> bool:
        """Whether lines name at least three columns."""
        heads = heads_of(head_pieces(lines, self.words))
        return len({name for head in heads if (name := self.words.head(head.text)) is not None}) > 2

    def head_lines(self, lines: Sequence[PieceLine], anchor: int) -> tuple[int, int]:
        """From which line to (exclusively) which the heads stand that a line names.

        As many lines around it as make the most heads that are known and the fewest that are none.
        """
        first, last = self._reach(lines, anchor, -1), self._reach(lines, anchor, 1)
        bands = [(start, end) for start in range(first, anchor + 1) for end in range(anchor + 1, last + 2)]
        return max(bands, key=lambda band: (self._known(lines[slice(*band)]), band[1] - band[0]))

    def _reach(self, lines: Sequence[PieceLine], anchor: int, step: int) -> int:
        """The farthest line in a direction that can belong to heads: no code stands on the way."""
        index = anchor
        while 0 <= index + step < len(lines) and abs(index + step - anchor) <= _MOST_LINES:
            if any(self.words.is_coded(piece.text) for piece in lines[index + step].pieces):
                break
            index += step
        return index

    def _known(self, lines: Sequence[PieceLine]) -> int:
        """How many heads are known, less those that are not."""
        named, _ = self._apart(head_pieces(lines, self.words))
        heads = [self.words.head(head.text) for head in heads_of(named)]
        return len(set(heads) - {None}) - heads.count(None)

    def read(
        self, lines: Sequence[PieceLine], count: int, horizontal: Sequence[Rule], tints: Iterable[Box], page: int
    ) -> Made | None:
        """The grid of the table on a page; `count` lines are heads, none where the page has no heads."""
        body = lines[count:]
        if count:
            if not self._learn(lines[:count], body):
                return None
        elif not self._fit(body):
            return None
        heads = head_pieces(lines[:count], self.words)
        right = max(piece.x1 for line in lines for piece in line.pieces)
        areas = self._head_areas(heads)
        areas += self._body_areas(self._body(body), horizontal, tints, right, len(areas) > 0)
        self.begun = self.begun or bool(body)
        return grid_of(areas, self.edges, page, spans_known=self.merging) if areas else None

    # heads ----------------------------------------------------------------------------------------

    def _learn(self, head_lines: Sequence[PieceLine], body: Sequence[PieceLine]) -> bool:
        """Take columns from the heads; false if these are not the heads of a main table."""
        named, _ = self._apart(head_pieces(head_lines, self.words))
        heads = heads_of(named)
        names = [self.words.head(head.text) for head in heads]
        if len(set(names) - {None}) < _FEWEST_HEADS:
            return False
        if not body and self.edges and set(names) - {None} < set(self.names):
            return True  # The end of the page cuts the heads of a table that is known.
        if names != self.names:
            self.edges, self.names = [], names
        self.heads = heads
        return self._fit(body)

    def _fit(self, body: Sequence[PieceLine]) -> bool:
        """Keep the columns where no ink crosses their edges, else find others below the same heads; false if there are none."""
        if not self.edges or crossings(self.edges, body, self.uprights):
            edges = left_edges(self.heads, body, self.uprights)
            if edges is None and (not self.edges or crossings(self.edges, body, self.uprights) > MOST_CROSSINGS):
                return False
            self.edges = edges or self.edges
            self.unsure += crossings(self.edges, body, self.uprights)
        return True

    def _apart(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
        """The pieces that head one column each, and one that stands alone above two."""
        spanning = [piece for piece in pieces if self.words.is_spanning(piece.text)]
        if len(spanning) != 1:
            return list(pieces), []
        return [piece for piece in pieces if piece is not spanning[0]], spanning

    def _head_areas(self, pieces: Sequence[Piece]) -> list[Area]:
        if not pieces:
            return []
        named, spanning = self._apart(pieces)
        columns = by_column(named, self.edges, self.uprights)
        for piece in spanning:
            middle = (piece.x0 + piece.x1) / 2
            last = sum(edge <= middle for edge in self.edges) - 1
            columns.setdefault(last, []).extend(piece.runs)
        return [Area(0, column, 1, column + 1, columns.get(column, [])) for column in range(len(self.edges))]

    # rows -----------------------------------------------------------------------------------------

    def _body(self, lines: Sequence[PieceLine]) -> list[_BodyLine]:
        """The lines in columns. In cells that are centred lines stand beside the middle of two others."""
        body = [_BodyLine(line, by_column(line.pieces, self.edges, self.uprights)) for line in lines]
        for above, below in pairwise(body):
            if below.line.baseline - above.line.baseline < _HALF * below.line.pieces[0].size:
                above.alone = below.alone = False
        return body

    def _body_areas(
        self, body: Sequence[_BodyLine], horizontal: Sequence[Rule], tints: Iterable[Box], right: float, headed: bool
    ) -> list[Area]:
        if not body:
            return []
        numbered = self._areas_by_numbers(body, int(headed)) if self.uprights.any and not self.ruled else None
        if numbered is not None:
            return numbered
        top, bottom = body[0].line.middle, body[-1].line.middle
        found = separators(horizontal, tints, [*self.edges, right], top, bottom)
        self.ruled = self.ruled or bool(found)
        self.merging = self.merging or any(not all(separator.closed) for separator in found)
        rows: list[list[_BodyLine]] = []
        closed: list[tuple[bool, ...]] = []
        pending = list(found)
        for line in body:
            crossed: list[Separator] = []
            while pending and pending[0].y < line.line.middle:
                crossed.append(pending.pop(0))
            begins = self._begins_row(line)
            if not rows or crossed or begins:
                rows.append([])
                parts = [separator.closed for separator in crossed] or [(True,) * len(self.edges)]
                closed.append(tuple(any(column) for column in zip(*parts, strict=True)))
            rows[-1].append(line)
        return self._areas(rows, closed, int(headed))

    def _begins_row(self, line: _BodyLine) -> bool:
        """Whether a row begins with a line that no rule parts from the line above.

        A task's code or a level begins one where every column that has text there begins an item; beside the middle of
        another item it may be one of several in a cell, or cells are centred: nobody can say. Where rules part the rows
        only a code with a level of its own begins another.
        """
        coded = any(self.words.is_row_code(line.text(index)) for index in self._columns(self.words.row_columns))
        ranked = any(self.words.is_level(line.text(index)) for index in self._columns(frozenset((self.words.rank,))))
        if not (coded and ranked if self.ruled else coded or ranked):
            return False
        others = set(line.columns) - set(self._columns(self.words.uncoded | {self.words.rank}))
        agrees = line.alone and all(self.words.is_coded(line.text(index)) for index in others)
        self.unsure += not agrees and not self.ruled
        return agrees

    def _areas_by_numbers(self, body: Sequence[_BodyLine], first: int) -> list[Area] | None:
        """The cells of rows that codes tell by their numbers; None where these do not."""
        columns = [
            [Line(number, line.line.baseline, line.text(column)) for number, line in enumerate(body) if column in line.columns]
            for column in range(len(self.edges))
        ]
        kinds = Kinds(*(self._columns(names) for names in self.words.row_kinds))
        if sum(map(len, kinds)) < len(columns):
            return None  # A column of which nobody knows what it holds.
        parting = parted_by_numbers(columns, kinds, self.words, goes_on=self.begun)
        if parting is None:
            return None
        self.unsure += parting.unsure
        areas: list[Area] = []
        for row, cells in enumerate(parting.cells, first):
            for column in range(len(self.edges)):
                lines = [body[number] for number in cells.get(column, ())]
                self.unsure += self.names[column] in self.words.uncoded and self._may_be_several(lines, column)
                areas.append(Area(row, column, row + 1, column + 1, [run for line in lines for run in line.columns[column]]))
        return areas

    def _may_be_several(self, lines: Sequence[_BodyLine], column: int) -> bool:
        """Whether lines without a code may be one entry that wraps or several: the side that would tell is not drawn."""
        return len(lines) > 1 and not any(self.words.is_coded(line.text(column)) for line in lines)

    def _columns(self, names: frozenset[str]) -> list[int]:
        return [index for index, name in enumerate(self.names) if name in names]

    def _areas(self, rows: Sequence[Sequence[_BodyLine]], closed: Sequence[Sequence[bool]], first: int) -> list[Area]:
        """A cell for every row and column, or for several rows that no separator closes."""
        areas: list[Area] = []
        for column in range(len(self.edges)):
            starts = [row for row in range(len(rows)) if row == 0 or closed[row][column]]
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
                lines = [line for row in rows[start:end] for line in row if column in line.columns]
                self.unsure += self.names[column] in self.words.uncoded and self._may_be_several(lines, column)
                runs = [run for line in lines for run in line.columns[column]]
                areas.append(Area(first + start, column, first + end, column + 1, runs))
        return sorted(areas, key=lambda area: area[:2])
