"""Read the main table: rows to duties, tasks, blocks, outputs, indicators, knowledge and skills.

The rows are walked once; what is open over merges and seams is carried along: duty and tasks by the
`GroupReader`, level, K and S cells by the `BlockReader`, the last output and indicator here (K.2).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.text.normalise import HARD, fold
from pipeline.standards.codes import Piece, Splitter
from pipeline.standards.sections.blocks import BlockReader, merges_levels_alone, puts_items_in_rows, shows_merges
from pipeline.standards.sections.context import Context, Pieces, uncoded_lead
from pipeline.standards.sections.draft import BlockDraft, BlockItem, MainTable, PrintedItem
from pipeline.standards.sections.groups import GroupReader
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.page_cuts import with_names
from pipeline.standards.sections.printed_rows import PrintedRows
from pipeline.standards.sections.rows import LETTERS, LogicalRow
from pipeline.standards.sections.task_marks import read_task_marks
from pipeline.standards.sections.uncoded import after_code, split_uncoded

_ITEMS = (Column.OUTPUT, Column.INDICATOR)


def read_tasks(rows: list[LogicalRow], splitter: Splitter, ledger: Ledger, log: IssueLog) -> MainTable:
    """Read the body rows of the main table in order."""
    rows = with_names(rows, splitter)
    context = Context(
        splitter, ledger, log, levels_merged=merges_levels_alone(rows), items_in_rows=puts_items_in_rows(rows),
        shows_merges=shows_merges(rows),
    )
    groups, blocks, items, printed = GroupReader(context), BlockReader(context), _ItemReader(context), PrintedRows()
    for row in rows:
        pieces = context.split(row)
        new_task = groups.read(row, pieces)
        if row.is_band:
            printed.band(groups.duty, row.page)
            continue
        goes_on = not new_task and items.goes_on(row, pieces)
        block = blocks.read(row, pieces, groups.tasks, new_task, goes_on)
        printed.add(row, groups.duty, groups.tasks, block, goes_on=goes_on)
        outputs, indicators = items.read(row, pieces, block, new_task)
        printed.fill(outputs, indicators, blocks.shown)
    blocks.finish()
    context.table.printed = printed.records()
    read_task_marks(context.table, log)
    return context.table


@dataclass(slots=True)
class _ItemReader:
    """Outputs and indicators; remembers the last of each for the tail after a seam."""

    context: Context
    _last: dict[Column, PrintedItem] = field(default_factory=dict)
    _ends_in_table: bool = False

    def goes_on(self, row: LogicalRow, pieces: Pieces) -> bool:
        """Whether the row is the rest of one that a seam cut: the tail of an item stands in it (I-41).

        That of a merged cell tells nothing where an output and an indicator begin beside it, neither as tall.
        """
        tall = max(row[column].reach for column in _ITEMS)
        begins = all(pieces[column] and not uncoded_lead(pieces[column]) for column in _ITEMS)
        tails = (Column.DUTY, Column.TASK, Column.KNOWLEDGE, Column.SKILL)
        return row.seam and (
            row.cut
            or any(uncoded_lead(pieces[column]) and not (begins and row[column].reach > tall) for column in tails)
            or any(self._is_rest(row, column, pieces[column][0], pieces) for column in _ITEMS if pieces[column])
        )

    def read(
        self, row: LogicalRow, pieces: Pieces, block: BlockDraft, new_task: bool
    ) -> tuple[list[PrintedItem], list[PrintedItem]]:
        """Add the outputs and indicators of a row to its block; returns those that begin in it."""
        if new_task:
            self._last.clear()
        before = len(block.outputs), len(block.indicators)
        for column in _ITEMS:
            for piece in pieces[column]:
                self._add(row, block, column, piece, tail=self._is_rest(row, column, piece, pieces))
        if row[Column.OUTPUT].filled:
            self._ends_in_table = row[Column.OUTPUT].lines[-1].is_row
        begun = block.outputs[before[0] :], block.indicators[before[1] :]
        return [item.printed for item in begun[0]], [item.printed for item in begun[1]]

    def _is_rest(self, row: LogicalRow, column: Column, piece: Piece, pieces: Pieces) -> bool:
        """Whether a piece completes an item above a seam; a table that begins in the cell below it completes no output (I-35).

        A single character is no row: there the seam cuts one.
        """
        if column is Column.OUTPUT and row[column].begins_row and not self._ends_in_table and len(fold(piece.text)) > 1:
            return False
        return row.seam and self._is_tail(column, piece, pieces)

    def _is_tail(self, column: Column, piece: Piece, pieces: Pieces) -> bool:
        """Uncoded text after a seam belongs to the last item (I-42).

        Where the last output has no code either, only a row that is itself cut goes on: an indicator's tail
        shows it, a new indicator shows the contrary, unless a single character is left, which is no output.
        """
        last = self._last.get(column)
        if piece.code is not None or last is None:
            return False
        if len(fold(piece.text)) == 1:
            return True
        return last.code is not None or not pieces[Column.INDICATOR] or uncoded_lead(pieces[Column.INDICATOR])

    def _add(self, row: LogicalRow, block: BlockDraft, column: Column, piece: Piece, *, tail: bool) -> None:
        uncoded = piece.code is None and column is Column.OUTPUT
        texts, below = split_uncoded(piece.text, row.spans_known) if uncoded else [piece.text], list[str]()
        if column is Column.OUTPUT and piece.code is not None and row.spans_known:
            texts[0], below = after_code(piece.text)
        if tail and texts:
            # Behind the rest of an output without code others may follow (I-63); one with a code takes all.
            rest, *texts = texts if self._last[column].code is None else [piece.text]
            self._last[column].extend(rest)
        items = [(piece.code, text) for text in texts]
        for code, text in [*items, *((None, text) for text in split_uncoded(HARD.join(below), lines_known=True))]:
            printed = PrintedItem(code, text, row[column].page or row.page)
            self._last[column] = printed
            (block.outputs if column is Column.OUTPUT else block.indicators).append(BlockItem(printed, block.rows))
            if printed.code is None:
                self.context.note("item_without_code", at=LETTERS[column][0], raw=printed.name, page=printed.page)
