"""Which published items a printed text gave: found in the records, so that the answer is what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold, without_page_counts
from pipeline.standards.codes import Piece, Shape, Splitter
from pipeline.standards.sections.attitudes import split_uncoded_attitudes
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.notes import lead
from pipeline.standards.sections.records import Tables
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
_IDS = {"duties": "duty", "tasks": "task", "outputs": "output", "indicators": "indicator", "competencies": "competency"}
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
        items = {table: list(_items(tables, table, name)) for table, name in _IDS.items()}
        notes = [(note.position, fold(note.text)) for note in tables.get("notes", [])]
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


def _items(tables: Tables, table: str, name: str) -> Iterator[_Item]:
    for record in tables.get(table, []):
        text = record.text if table == "indicators" else record.name
        definition = record.definition if table == "competencies" else None
        yield _Item(getattr(record, f"{name}_id"), getattr(record, f"{name}_code"), _plain((text or "") + (definition or "")))
