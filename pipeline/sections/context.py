"""What the readers of the main table share: the code splitter, the ledger, the issue log, the table so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.codes import Piece, Splitter
from pipeline.issues import IssueLog, Section
from pipeline.ledger import Ledger
from pipeline.normalise import SOFT, clean
from pipeline.sections.draft import MainTable
from pipeline.sections.headings import COLUMNS, Column
from pipeline.sections.rows import LETTERS, LogicalRow

Pieces = dict[Column, list[Piece]]
"""The pieces of each column of a row but the level."""


def uncoded_lead(pieces: list[Piece]) -> bool:
    """Whether a column begins with text that has no code: the tail of an item, or an uncoded one."""
    return bool(pieces) and pieces[0].code is None


@dataclass(slots=True)
class Context:
    """One document's main table while it is read."""

    splitter: Splitter
    ledger: Ledger
    log: IssueLog
    table: MainTable = field(default_factory=MainTable)

    def split(self, row: LogicalRow) -> Pieces:
        """What each column says in a row, split at codes and booked."""
        return {column: self._split(row, column) for column in COLUMNS if column is not Column.LEVEL}

    def _split(self, row: LogicalRow, column: Column) -> list[Piece]:
        """The pieces of a column; pieces without any text are left out."""
        slot = row[column]
        if not slot.filled:
            return []
        pieces = [piece for piece in self.splitter.split(slot.text, LETTERS[column]) if piece.code or clean(piece.text)]
        for piece in pieces:
            if piece.code and piece.printed.replace(SOFT, "").strip() != str(piece.code):
                self.note("code_repaired", at=str(piece.code), raw=piece.printed, page=slot.page)
        published = [text for piece in pieces for text in (piece.printed, str(piece.code or ""), piece.text)]
        self.ledger.published(slot.lines, published, Section.TASKS, column.value)
        return pieces

    def note(self, code: str, *, at: str | None = None, raw: str | None = None, page: int | None = None) -> None:
        """Report an anomaly of the main table."""
        self.log.add(code, Section.TASKS, locator=at, raw=raw, page=page)
