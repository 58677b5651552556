"""Which published items a printed text gave: found in the records, so that the answer is what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold, without_page_counts
from pipeline.schema.tables import Tables
from pipeline.standards.codes import Piece, Shape, Splitter
from pipeline.standards.sections.attitudes import split_uncoded_attitudes
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.notes import lead
from pipeline.standards.sections.rows import LETTERS, text_of
from pipeline.standards.sections.uncoded import split_uncoded

GOES_ON = "…"
"""Before the id of an item whose text began in an earlier cell."""
ATTITUDES = "attitudes"

_HOMES: dict[str, tuple[str, ...]] = {
    Column.DUTY: ("duties", "tasks"), Column.TASK: ("tasks", "duties"), Column.OUTPUT: ("outputs", "indicators"),
    Column.INDICATOR: ("indicators", "outputs"), Column.KNOWLEDGE: ("competencies",), Column.SKILL: ("competencies",),
    ATTITUDES: ("competencies",),
}
_COLONS = regex.compile(r"[：:]")


def _plain(text: str) -> str:
    """Folded, and without the colon between an attitude's name and its definition."""
    return _COLONS.sub("", fold(text))


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    code: str | None
    text: str


@dataclass(slots=True)
class ItemFinder:
    """Finds the ids of the items that a cell or line of one document gave."""

    tables: dict[str, list[_Item]]
    notes: list[tuple[int, str]]
    main: Splitter
    attitudes: Splitter

    @classmethod
    def of(cls, tables: Tables, main: Shape, attitudes: Shape) -> ItemFinder:
        """`main` and `attitudes` are the code patterns that the main table and the attitudes were read with."""
        items = {
            "duties": [_item(row.duty_id, row.duty_code, row.name) for row in tables.duties],
            "tasks": [_item(row.task_id, row.task_code, row.name) for row in tables.tasks],
            "outputs": [_item(row.output_id, row.output_code, row.name) for row in tables.outputs],
            "indicators": [_item(row.indicator_id, row.indicator_code, row.text) for row in tables.indicators],
            "competencies": [
                _item(row.competency_id, row.competency_code, (row.name or "") + (row.definition or ""))
                for row in tables.competencies
            ],
        }
        notes = [(note.position, fold(note.text)) for note in tables.notes]
        return cls(items, notes, Splitter(main), Splitter(attitudes))

    def in_column(self, lines: tuple[Line, ...], column: str) -> tuple[str, ...]:
        """The items of a main-table cell, or of attitude lines, in printed order."""
        if column not in _HOMES:
            return ()
        text = without_page_counts(text_of(lines))
        is_attitude = column == ATTITUDES
        pieces = self.attitudes.split(text, ("A",)) if is_attitude else self.main.split(text, LETTERS[Column(column)])
        return tuple(dict.fromkeys(found for piece in pieces for found in self._of(piece, column)))

    def in_note(self, line: Line) -> tuple[str, ...]:
        """The position of the note that a line gave, as `note 3`."""
        text = fold(lead(line).text)
        return tuple(f"note {position}" for position, note in self.notes if text and text in note)[:1]

    def _of(self, piece: Piece, column: str) -> Iterator[str]:
        pool = [item for table in _HOMES[column] for item in self.tables[table]]
        text = _plain(piece.text)
        if piece.code is not None:
            namesakes = [item for item in pool if item.code == str(piece.code)]
            exact = [item for item in namesakes if item.text.startswith(text)]
            yield from [item.id for item in exact or namesakes][:1]
            return
        ways = (split_uncoded(piece.text, True), split_uncoded(piece.text, False), split_uncoded_attitudes(piece.text))
        parts = {_plain(part) for way in ways for part in way} | {text}
        uncoded = [item.id for item in pool if item.code is None and item.text in parts]
        yield from uncoded or [f"{GOES_ON}{item.id}" for item in pool if text and text in item.text][:1]


def _item(identity: str, code: str | None, text: str | None) -> _Item:
    return _Item(identity, code, _plain(text or ""))
