"""Where tables without sides begin and end on a page, and what goes on over pages (I-105)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.documents.model import Box, Grid
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.rules import Rule, Rules
from pipeline.documents.readers.pdf.unruled.build import Made
from pipeline.documents.readers.pdf.unruled.lists import labelled, listing
from pipeline.documents.readers.pdf.unruled.main_table import MainTable
from pipeline.documents.readers.pdf.unruled.pieces import PieceLine, lines_of, pitch_of
from pipeline.documents.readers.pdf.unruled.separators import separators
from pipeline.documents.readers.pdf.unruled.uprights import Uprights, parts_columns_alone
from pipeline.documents.readers.pdf.unruled.words import TableWords

_FEWEST_NAMED = 3
_FEWEST_RULES = 3
_FOOT = 1.3
"""Lines between the end of a table and what stands alone below it, at least."""
_MOST_FOOT_LINES = 2
_MOST_ROWS = 2
"""Rows of a grid of which rules part but the heads, at most."""

Remark = tuple[str, int | None, str]


class Found(NamedTuple):
    """Tables, the runs that stand in none, and what is worth a remark."""

    tables: list[Made]
    free: list[Run]
    remarks: list[Remark]


class _Part(NamedTuple):
    """Lines of one table; the first `heads` of a main table's are its heads."""

    kind: str
    lines: list[PieceLine]
    heads: int = 0


@dataclass(eq=False, slots=True)
class TableFinder:
    """Finds tables in what no rules enclose, page after page of one document."""

    words: TableWords
    _main: MainTable = field(init=False)
    _open: bool = False
    _told: bool = False
    _upright: bool = False

    def __post_init__(self) -> None:
        self._main = MainTable(self.words)

    def without_columns_alone(self, grids: Sequence[Grid]) -> list[bool]:
        """Which grids of a page are none, for their rules part columns and no rows, as on pages before."""
        told = [parts_columns_alone(grid, self.words) for grid in grids]
        self._upright = self._upright or any(told)
        return [self._upright and (is_told or grid.row_count <= _MOST_ROWS) for is_told, grid in zip(told, grids, strict=True)]

    def find(self, runs: list[Run], rules: Rules, tints: Sequence[Box], page: int) -> Found:
        """The tables among the runs of a page; `rules` are those that are sides of no grid, `tints` its filled areas."""
        if not self._open and not self.words.mentions("".join([run.text for run in runs])):
            return Found([], runs, [])
        tables: list[Made] = []
        taken: set[int] = set()
        horizontal = rules.horizontal
        self._main.uprights = Uprights(rules.vertical)
        runs = self._main.uprights.parted(runs)
        unsure = self._main.unsure
        for part in map(self._inside, self._parts(lines_of(runs, self._main.uprights))):
            made = self._read(part, horizontal, tints, page)
            if made is not None:
                tables.append(made)
                taken |= {id(run) for line in part.lines for piece in line.pieces for run in piece.runs}
            if part.kind == "main":
                self._open = made is not None and self._open
        return Found(tables, [run for run in runs if id(run) not in taken], list(self._remarks(tables, unsure, page)))

    def _remarks(self, tables: Sequence[Made], unsure: int, page: int) -> Iterator[Remark]:
        if tables and not self._told:
            self._told = True
            told = "Rows were told by codes and white." if self._upright else "Columns were told by heads and alignment."
            yield "table_without_rules", page, told
        if self._main.unsure > unsure:
            yield "rows_uncertain", page, f"{self._main.unsure - unsure} places."

    def _read(self, part: _Part, horizontal: Sequence[Rule], tints: Sequence[Box], page: int) -> Made | None:
        if part.kind == "main":
            return self._main.read(part.lines, part.heads, horizontal, tints, page)
        self._main.ruled = self._main.ruled or _are_ruled(part.lines, horizontal, tints)
        if part.kind == "listing":
            return listing(part.lines, horizontal, tints, page, self._main.uprights)
        return labelled(part.lines, self.words, horizontal, tints, page, self._main.uprights)

    def _inside(self, part: _Part) -> _Part:
        """A part without the lines at its end, or above it where it has no heads, beside which no rule between columns stands."""
        beside = [index for index, line in enumerate(part.lines) if self._main.uprights.at(line.middle)]
        if not beside:
            return part
        first = 0 if part.heads or part.kind != "main" else beside[0]
        return part._replace(lines=part.lines[first : beside[-1] + 1])

    # parts of a page ------------------------------------------------------------------------------

    def _parts(self, lines: Sequence[PieceLine]) -> Iterator[_Part]:
        """The stretches of lines that may be tables, from top to bottom."""
        begins = dict(self._beginnings(lines))
        first = min((start for start, (kind, _) in begins.items() if kind == "main"), default=len(lines))
        if self._open and self._goes_on(lines[:first]):
            begins.setdefault(self._below_furniture(lines), ("main", 0))
        for start, following in pairwise([*sorted(begins), len(lines)]):
            kind, heads = begins[start]
            if kind == "main":
                self._open = True
            elif kind == "end":
                self._open = False
            if kind != "end":
                end = self._above_furniture(lines, start, following) if following == len(lines) else following
                if start < end:
                    yield _Part(kind, list(lines[start:end]), heads)

    def _goes_on(self, lines: Sequence[PieceLine]) -> bool:
        """Whether the table of the page before goes on in lines, or may do so where no heads follow on the page."""
        return any(self.words.is_coded(piece.text) for line in lines for piece in line.pieces)

    def _beginnings(self, lines: Sequence[PieceLine]) -> Iterator[tuple[int, tuple[str, int]]]:
        """The lines with which tables begin, and those that end one; with how many lines are heads of a main table."""
        kind = "main" if self._open else ""
        below = 0
        for index, line in enumerate(lines):
            if index < below:
                continue
            if self._begins_main(lines, index):
                start, below = self._main.head_lines(lines, index)
                kind = "main"
                yield start, (kind, below - start)
            elif self._is_listing_head(line):
                kind = "listing"
                yield index, (kind, 0)
            elif self._closes(lines, index):
                kind = "end"
                yield index, (kind, 0)
            elif kind not in ("main", "labels") and any(self.words.label(piece.text) for piece in line.pieces):
                kind = "labels"
                yield index, (kind, 0)

    def _begins_main(self, lines: Sequence[PieceLine], index: int) -> bool:
        """Whether a line names the columns of a main table, or the first of two that do so together."""
        here, both = lines[index : index + 1], lines[index : index + 2]
        return self._main.is_head(here) or (self._main.is_head(both) and not self._main.is_head(both[1:]))

    def _is_listing_head(self, line: PieceLine) -> bool:
        return len({name for piece in line.pieces if (name := self.words.listed(piece.text)) is not None}) >= _FEWEST_NAMED

    def _closes(self, lines: Sequence[PieceLine], index: int) -> bool:
        text = lines[index].text
        return self.words.closes(text) or (index + 1 < len(lines) and self.words.closes(text + lines[index + 1].text))

    def _above_furniture(self, lines: Sequence[PieceLine], start: int, end: int) -> int:
        """Where a table ends above one or two short lines that stand apart at the foot of the page."""
        usual = pitch_of(lines[start:end])
        for last in range(end - 1, max(start, end - 1 - _MOST_FOOT_LINES), -1):
            line, above = lines[last], lines[last - 1]
            if self._main.uprights.at(line.middle) or (len(line.pieces) > 1 and last == end - 1 and not _is_sparse(line)):
                return last + 1
            if line.baseline - above.baseline > _FOOT * usual:
                return last
        return end

    def _below_furniture(self, lines: Sequence[PieceLine]) -> int:
        """Where a table goes on below one or two short lines that stand apart at the head of the page."""
        usual = pitch_of(lines)
        for first in range(min(_MOST_FOOT_LINES, len(lines) - 1)):
            if len(lines[first].pieces) > 1 or self._main.uprights.at(lines[first].middle):
                break
            if lines[first + 1].baseline - lines[first].baseline > _FOOT * usual:
                return first + 1
        return 0


def _are_ruled(lines: Sequence[PieceLine], horizontal: Sequence[Rule], tints: Sequence[Box]) -> bool:
    """Whether the rows of a table are parted by rules or tints; a rule below its heads alone parts none."""
    sides = [min(line.pieces[0].x0 for line in lines), max(piece.x1 for line in lines for piece in line.pieces)]
    return len(separators(horizontal, tints, sides, lines[0].middle, lines[-1].middle)) >= _FEWEST_RULES


def _is_sparse(line: PieceLine) -> bool:
    """Whether a line has no more than two pieces, as a foot with a number beside its words has."""
    return len(line.pieces) <= 2
