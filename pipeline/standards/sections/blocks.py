"""Competency blocks: the rows that share one level, K and S cell (field guide I-31 … I-33, I-42, I-43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.documents.text.normalise import clean
from pipeline.standards.codes import Piece
from pipeline.standards.section import Section
from pipeline.standards.sections.context import Context, Pieces, uncoded_lead
from pipeline.standards.sections.draft import BlockDraft, CellPart, CompetencyCell, PrintedItem, TaskDraft
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.levels import LevelReader
from pipeline.standards.sections.rows import LogicalRow, Slot
from pipeline.standards.sections.uncoded import split_uncoded

_FEWEST_LINES = 6
_KINDS = {Column.KNOWLEDGE: "K", Column.SKILL: "S"}


def merges_levels_alone(rows: Iterable[LogicalRow]) -> bool:
    """Whether a level is merged over a task with K and S of its own, and no level beside such a task is blank (I-32)."""
    blank = merged = False
    for row in rows:
        if row.seam or row[Column.LEVEL].filled or not all(row[column].filled for column in (Column.TASK, *_KINDS)):
            continue
        if row[Column.LEVEL].merged_from_above(row):
            merged = True
        else:
            blank = True
    return merged and not blank


def shows_merges(rows: Iterable[LogicalRow]) -> bool:
    """Whether the table merges any cell over rows; one that never does leaves the rest of a merged cell blank (I-129)."""
    return any(slot.reach > 1 for row in rows for slot in row.slots.values())


def puts_items_in_rows(rows: Iterable[LogicalRow]) -> bool:
    """Whether a table gives each item of knowledge and skills a row of its own beside a merged level (I-43)."""
    lines, merged = [], False
    for row in rows:
        lines += [len(row[column].lines) for column in _KINDS if row[column].filled]
        merged = merged or (row[Column.LEVEL].merged_from_above(row) and all(row[column].filled for column in _KINDS))
    return merged and len(lines) >= _FEWEST_LINES and set(lines) == {1}


@dataclass(slots=True)
class BlockReader:
    """Carries the open block and the open level, K and S cells from row to row."""

    context: Context
    block: BlockDraft | None = None
    _cells: dict[Column, CompetencyCell] = field(default_factory=dict)
    _last: dict[Column, PrintedItem] = field(default_factory=dict)
    _levels: LevelReader = field(init=False)
    _level_printed: str | None = None
    _shown: dict[Column, CellPart] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._levels = LevelReader(self.context.log)

    def read(self, row: LogicalRow, pieces: Pieces, tasks: list[TaskDraft], new_task: bool, goes_on: bool) -> BlockDraft:
        """The block of the row; a new one begins with a new task, level or K and S cell.

        `goes_on` says that a seam cut the row before this one in two; both halves count as one row.
        """
        level = self._level_slot(row, new_task)
        cut = self._cut_columns(row, level, pieces, tasks) if new_task else frozenset()
        tails = self._tails(row, level, pieces, new_task, cut)
        if self.context.items_in_rows and not new_task and row[Column.LEVEL].merged_from_above(row):
            tails = tails | {column for column in _KINDS if column in self._cells}
        pushed = self._pushed(row, level, new_task)
        cells_new = any(pieces[column] and column not in tails | pushed for column in _KINDS)
        keep = not new_task or (not cells_new and not cut and self._assumed_merge(row, level, tasks))
        bare = not new_task and self._is_bare(row)
        if self.block is None or new_task or ((level.filled or cells_new) and not bare):
            self.block = self._open(row, tasks)
        self.block.tasks += [task for task in tasks if task not in self.block.tasks]
        first = self.block.rows == 0
        self.block.rows += first or not (goes_on or bare)
        self._read_level(row, level, self.block, first=first, keep=keep or Column.LEVEL in cut)
        for column in _KINDS:
            if pieces[column]:
                self._fill_cell(row, column, pieces[column], column in tails, self.block)
                continue
            if first:
                self._inherit_cell(row, column, self.block, keep=(keep and self._may_hide(row)) or column in cut)
            self._show_blank(row, column, self.block)
        return self.block

    @property
    def shown(self) -> list[CellPart]:
        """What the last row shows of K and S cells, those that cover it from above included."""
        return list(self._shown.values())

    def finish(self) -> None:
        """Nothing more comes: what was only half a stacked level is no level."""
        self._levels.finish()

    def _is_bare(self, row: LogicalRow) -> bool:
        """Whether a page break left nothing but the task's name above: all else of its row stands below (I-45)."""
        block = self.block
        if block is None or not row.seam or not row.spans_known or block.level is not None:
            return False
        return not (block.cells or block.outputs or block.indicators)

    def _open(self, row: LogicalRow, tasks: list[TaskDraft]) -> BlockDraft:
        if not tasks:
            self.context.note("row_without_task", page=row.page)
        block = BlockDraft(list(tasks))
        self.context.table.blocks.append(block)
        return block

    # merges that a form hides or a page cuts ------------------------------------------------------

    def _same_duty(self, tasks: list[TaskDraft]) -> bool:
        block = self.block
        return block is not None and bool(block.tasks and tasks) and block.tasks[-1].duty is tasks[0].duty

    def _cut_columns(self, row: LogicalRow, level: Slot, pieces: Pieces, tasks: list[TaskDraft]) -> frozenset[Column]:
        """The columns whose cell, merged over several tasks, goes on below a page break beside a new task (I-33, I-42).

        A blank cell taller than the task beside it goes on, unless a filled level as tall shows a block of its
        own, and so does one that begins with a tail. With the level blank, a tail or a single filled cell of K
        and S tells that all three go on: a task of its own has both; but beside taller blank cells one no taller
        than the task is its own. Where it has both, the level goes on if levels are merged so elsewhere in the
        document (I-32); else it may be truly blank.
        """
        if not row.seam or not row.spans_known or not self._same_duty(tasks):
            return frozenset()
        slots = {Column.LEVEL: level, **{column: row[column] for column in _KINDS}}
        tall = {column for column, slot in slots.items() if slot.reach > max(1, row[Column.TASK].reach)}
        tails = {column for column in _KINDS if uncoded_lead(pieces[column]) and column in self._last}
        filled = {column for column, slot in slots.items() if slot.filled}
        own = {column for column in tall if level.filled and slots[column].reach == level.reach}
        cut = (tall - filled - own) | tails
        if Column.LEVEL not in filled and self._levels.last is not None:
            if tails or (len(filled) == 1 and len(self._cells) == len(_KINDS) and (not tall or filled <= tall)):
                cut = set(slots)
            elif Column.LEVEL in cut:
                cut |= tall
            elif len(filled) == len(_KINDS) and self.context.levels_merged:
                cut = {Column.LEVEL}
        if cut:
            self.context.note("merge_assumed", at=tasks[0].id, page=row.page)
        return frozenset(cut)

    def _assumed_merge(self, row: LogicalRow, level: Slot, tasks: list[TaskDraft]) -> bool:
        """Level, K and S blank, or tails, beside a new task where the form cannot show, or cuts off, the merge.

        A text dump leaves the rest of a merged cell blank (A.7), and so does the top of a page; only inside
        one duty, and never silently.
        """
        if level.filled or not self._same_duty(tasks):
            return False
        if any(row[column].merged_from_above(row) for column in (Column.LEVEL, *_KINDS)):
            return False
        open_cells = bool(self._cells) or self._levels.last is not None
        if not open_cells or (row.spans_known and not row.seam):
            return False
        self.context.note("merge_assumed", at=tasks[0].id, page=row.page)
        return True

    # levels ---------------------------------------------------------------------------------------

    def _level_slot(self, row: LogicalRow, new_task: bool) -> Slot:
        """The level cell; below a seam text without a digit is the rest of a level above (I-31) and no level."""
        slot = row[Column.LEVEL]
        goes_on = row.seam and self.block is not None and not new_task
        if not goes_on or not slot.filled or any(character.isdigit() for character in slot.text):
            return slot
        self.context.ledger.published(slot.lines, [slot.text], Section.TASKS, Column.LEVEL.value)
        self.context.note("level_decorated", raw=slot.text, page=slot.page)
        return Slot(slot.cells)

    def _read_level(self, row: LogicalRow, slot: Slot, block: BlockDraft, *, first: bool, keep: bool) -> None:
        if slot.filled:
            self.context.ledger.published(slot.lines, [slot.text], Section.TASKS, Column.LEVEL.value)
            block.level = self._levels.read(slot, block)
            block.level_printed = self._level_printed = clean(slot.text)
        elif first:
            # A dump shows no merge, and a page break cuts it; the second of two stacked levels can be nobody else's (I-31).
            keep = keep or ((row.seam or not row.spans_known) and self._levels.is_due(block))
            merged = slot.merged_from_above(row)
            block.level = self._levels.inherited(block, merged, keep=keep)
            self._level_printed = block.level_printed = self._level_printed if merged or keep else None

    # knowledge and skills -------------------------------------------------------------------------

    def _tails(self, row: LogicalRow, level: Slot, pieces: Pieces, new_task: bool, cut: frozenset[Column]) -> set[Column]:
        """The K and S columns whose cell goes on after a seam: uncoded text, the same task, or a cut merge (I-42)."""
        going_on = {column for column in _KINDS if row.seam and pieces[column] and column in self._cells}
        if new_task:
            return going_on & cut
        return {
            column
            for column in going_on
            if (column in self._last if uncoded_lead(pieces[column]) else not level.filled)
        }

    def _pushed(self, row: LogicalRow, level: Slot, new_task: bool) -> set[Column]:
        """The K and S columns of which the block has nothing yet: below a seam stands what the page break pushed on (I-42)."""
        if new_task or level.filled or self.block is None or not row.seam or not row.spans_known:
            return set()
        kinds = {cell.kind for cell in self.block.cells}
        return {column for column, kind in _KINDS.items() if kind not in kinds}

    def _fill_cell(self, row: LogicalRow, column: Column, pieces: list[Piece], tail: bool, block: BlockDraft) -> None:
        if not tail:
            self._cells[column] = CompetencyCell(_KINDS[column])
            self._last.pop(column, None)
        cell = self._cells[column]
        before = len(cell.items)
        for piece in pieces:
            self._add(cell, row, column, piece)
        block.add_cell(cell, own=not tail)
        self._shown[column] = CellPart(cell, before, len(cell.items)) if self.context.items_in_rows else CellPart(cell)

    def _show_blank(self, row: LogicalRow, column: Column, block: BlockDraft) -> None:
        """A blank cell shows what its block requires, unless each row has its own item and no merge covers it (I-43)."""
        if self.context.items_in_rows and row[column].merged_from_above(row):
            return
        self._shown.pop(column, None)
        cell = next((cell for cell in block.cells if cell.kind == _KINDS[column]), None)
        if cell is not None and not self.context.items_in_rows:
            self._shown[column] = CellPart(cell)

    def _inherit_cell(self, row: LogicalRow, column: Column, block: BlockDraft, *, keep: bool) -> None:
        """A blank cell hands on what the merge over it, or an earlier row of the task, holds (I-32, I-33)."""
        merged = row[column].merged_from_above(row)
        if column in self._cells and (merged or keep):
            block.add_cell(self._cells[column], own=False)
        elif not merged:
            self._cells.pop(column, None)

    def _may_hide(self, row: LogicalRow) -> bool:
        """Whether a blank cell may be the rest of one above; where merges show and no page cuts them it is blank (I-129)."""
        return row.seam or not row.spans_known or not self.context.shows_merges

    def _add(self, cell: CompetencyCell, row: LogicalRow, column: Column, piece: Piece) -> None:
        """Add the items of a piece; text without code goes on with the item before it (I-42)."""
        if piece.code is None and column in self._last:
            self._last[column].extend(piece.text)
            return
        for text in [piece.text] if piece.code else split_uncoded(piece.text, row.spans_known):
            printed = PrintedItem(piece.code, text, row[column].page or row.page)
            self._last[column] = printed
            cell.items.append(printed)
            if printed.code is None:
                self.context.note("item_without_code", at=_KINDS[column], raw=printed.name, page=printed.page)
