"""Competency blocks: the rows that share one level, K and S cell (field guide I-31 … I-33, I-42, I-43)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.codes import Piece
from pipeline.issues import Section
from pipeline.sections.context import Context, Pieces, uncoded_lead
from pipeline.sections.draft import BlockDraft, Entry, Pool, TaskDraft
from pipeline.sections.headings import Column
from pipeline.sections.levels import LevelReader
from pipeline.sections.rows import LogicalRow
from pipeline.sections.uncoded import split_uncoded

_KINDS = {Column.KNOWLEDGE: "K", Column.SKILL: "S"}


@dataclass(slots=True)
class BlockReader:
    """Carries the open block and the open level, K and S cells from row to row."""

    context: Context
    block: BlockDraft | None = None
    _pools: dict[Column, Pool] = field(default_factory=dict)
    _last: dict[Column, Entry] = field(default_factory=dict)
    _levels: LevelReader = field(init=False)

    def __post_init__(self) -> None:
        self._levels = LevelReader(self.context.log)

    def read(self, row: LogicalRow, pieces: Pieces, tasks: list[TaskDraft], new_task: bool, goes_on: bool) -> BlockDraft:
        """The block of the row; a new one begins with a new task, level or K and S cell.

        `goes_on` says that a seam cut the row before this one in two; both halves count as one row.
        """
        tails = {column: self._is_tail(row, column, pieces[column], new_task) for column in _KINDS}
        cells_new = any(pieces[column] and not tails[column] for column in _KINDS)
        keep = not new_task or (not cells_new and self._assumed_merge(row, tasks))
        if self.block is None or new_task or row[Column.LEVEL].filled or cells_new:
            self.block = self._open(row, tasks)
        self.block.tasks += [task for task in tasks if task not in self.block.tasks]
        first = self.block.rows == 0
        self.block.rows += first or not goes_on
        self._read_level(row, self.block, first=first, keep=keep)
        for column in _KINDS:
            if pieces[column]:
                self._fill_pool(row, column, pieces[column], tails[column], self.block)
            elif first:
                self._inherit_pool(row, column, self.block, keep=keep)
        return self.block

    def _open(self, row: LogicalRow, tasks: list[TaskDraft]) -> BlockDraft:
        if not tasks:
            self.context.note("row_without_task", page=row.page)
        block = BlockDraft(list(tasks))
        self.context.table.blocks.append(block)
        return block

    def _assumed_merge(self, row: LogicalRow, tasks: list[TaskDraft]) -> bool:
        """Level, K and S blank, or tails, beside a new task where the form cannot show, or cuts off, the merge.

        A text dump leaves the rest of a merged cell blank (A.7), and so does the top of a page; only inside
        one duty, and never silently.
        """
        if row[Column.LEVEL].filled or self.block is None or not self.block.tasks or not tasks:
            return False
        if any(row[column].merged_from_above(row) for column in (Column.LEVEL, *_KINDS)):
            return False
        open_cells = bool(self._pools) or self._levels.last is not None
        if not open_cells or (row.spans_known and not row.seam) or self.block.tasks[-1].duty is not tasks[0].duty:
            return False
        self.context.note("merge_assumed", at=tasks[0].id, page=row.page)
        return True

    # levels ---------------------------------------------------------------------------------------

    def _read_level(self, row: LogicalRow, block: BlockDraft, *, first: bool, keep: bool) -> None:
        slot = row[Column.LEVEL]
        if slot.filled:
            self.context.ledger.published(slot.lines, [slot.text], Section.TASKS, Column.LEVEL.value)
            block.level = self._levels.read(slot, block.tasks)
        elif first:
            block.level = self._levels.inherited(slot.merged_from_above(row), keep=keep)

    # knowledge and skills -------------------------------------------------------------------------

    def _is_tail(self, row: LogicalRow, column: Column, pieces: list[Piece], new_task: bool) -> bool:
        """Whether a K or S cell goes on after a seam: uncoded text, or the same task without a level (I-42)."""
        if not pieces or not row.seam or column not in self._pools:
            return False
        if uncoded_lead(pieces):
            return column in self._last
        if row[Column.LEVEL].filled:
            return False
        return not new_task or self._merge_goes_on(row)

    def _merge_goes_on(self, row: LogicalRow) -> bool:
        """A new task below a page break with no level and only one of K and S: the rest of a merge (I-33, I-42)."""
        one_only = sum(row[column].filled for column in _KINDS) == 1
        return one_only and self._levels.last is not None and len(self._pools) == len(_KINDS)

    def _fill_pool(self, row: LogicalRow, column: Column, pieces: list[Piece], tail: bool, block: BlockDraft) -> None:
        if not tail:
            self._pools[column] = Pool(_KINDS[column])
            self._last.pop(column, None)
        for piece in pieces:
            self._add(self._pools[column], row, column, piece)
        block.add_pool(self._pools[column], fresh=not tail)

    def _inherit_pool(self, row: LogicalRow, column: Column, block: BlockDraft, *, keep: bool) -> None:
        """A blank cell hands on what the merge over it, or an earlier row of the task, holds (I-32, I-33)."""
        merged = row[column].merged_from_above(row)
        if column in self._pools and (merged or keep):
            block.add_pool(self._pools[column], fresh=False)
        elif not merged:
            self._pools.pop(column, None)

    def _add(self, pool: Pool, row: LogicalRow, column: Column, piece: Piece) -> None:
        """Add the items of a piece; text without code goes on with the item before it (I-42)."""
        if piece.code is None and column in self._last:
            self._last[column].extend(piece.text)
            return
        for text in [piece.text] if piece.code else split_uncoded(piece.text, row.spans_known):
            entry = Entry(piece.code, text, row[column].page or row.page)
            self._last[column] = entry
            pool.entries.append(entry)
            if entry.code is None:
                self.context.note("item_without_code", at=_KINDS[column], raw=entry.name, page=entry.page)
