"""What the readers of the main table share: the code splitter, the ledger, the issue log, the table so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.text.normalise import SOFT, clean
from pipeline.standards.codes import COMPETENCIES, Piece, Splitter
from pipeline.standards.section import Section
from pipeline.standards.sections.draft import MainTable
from pipeline.standards.sections.headings import COLUMNS, Column
from pipeline.standards.sections.prompts import is_prompt, says_none
from pipeline.standards.sections.rows import LETTERS, LogicalRow

Pieces = dict[Column, list[Piece]]
"""The pieces of each column of a row but the level."""


def uncoded_lead(pieces: list[Piece]) -> bool:
    """Whether a column begins with text that has no code: the tail of an item, or an uncoded one."""
    return bool(pieces) and pieces[0].code is None


def _home(piece: Piece, column: Column) -> Column:
    """The column in which a piece is read."""
    cousins = (Column.KNOWLEDGE, Column.SKILL)
    if piece.code is None or piece.code.letter in LETTERS[column] or (column in cousins and piece.code.letter in COMPETENCIES):
        return column
    return next(home for home, letters in LETTERS.items() if piece.code.letter in letters)


@dataclass(slots=True)
class Context:
    """One document's main table while it is read.

    `levels_merged` says that levels alone are merged over tasks in it, `items_in_rows` that K and S have a row an item,
    `shows_merges` that it merges cells over rows at all.
    """

    splitter: Splitter
    ledger: Ledger
    log: IssueLog
    levels_merged: bool = False
    items_in_rows: bool = False
    shows_merges: bool = True
    table: MainTable = field(default_factory=MainTable)

    def split(self, row: LogicalRow) -> Pieces:
        """What each column says in a row, split at codes and booked.

        A code's letter beats the column: an output in the indicators' cell is an output (I-58). K and S stay
        where they stand, because merges hang on the cell; their kind follows the letter later.
        """
        pieces: Pieces = {column: [] for column in COLUMNS if column is not Column.LEVEL}
        for column in pieces:
            for piece in self._split(row, column):
                home = _home(piece, column)
                if piece.code and piece.code.letter not in LETTERS[column]:
                    self.note("letter_in_wrong_column", at=str(piece.code), raw=column.value, page=row.page)
                pieces[home].append(piece)
        return pieces

    def _split(self, row: LogicalRow, column: Column) -> list[Piece]:
        """The pieces of a column; pieces without any text are left out."""
        slot = row[column]
        if not slot.filled:
            return []
        if column is Column.OUTPUT and says_none(slot.text):
            self.ledger.published(slot.lines, [slot.text], Section.TASKS, column.value)
            self.note("form_prompt", at="O", raw=clean(slot.text), page=slot.page)
            return []
        found = self.splitter.split(slot.text, LETTERS[column])
        pieces = [piece for piece in found if piece.code or self._says(piece, slot.page)]
        codes = [str(piece.code) if piece.code else "" for piece in pieces]
        for piece, code in zip(pieces, codes, strict=True):
            if code and piece.printed.replace(SOFT, "").strip() != code:
                self.note("code_repaired", at=code, raw=piece.printed, page=slot.page)
        as_printed = [text for piece in found for text in (piece.printed, piece.text)]
        self.ledger.published(slot.lines, as_printed + codes, Section.TASKS, column.value)
        return pieces

    def _says(self, piece: Piece, page: int | None) -> bool:
        """Whether a piece without a code has a text other than the words that ask for one (I-128)."""
        text = clean(piece.text)
        if text and is_prompt(text):
            self.note("form_prompt", raw=text, page=page)
            return False
        return bool(text)

    def note(self, code: str, *, at: str | None = None, raw: str | None = None, page: int | None = None) -> None:
        """Report an anomaly of the main table."""
        self.log.add(code, Section.TASKS, locator=at, raw=raw, page=page)
