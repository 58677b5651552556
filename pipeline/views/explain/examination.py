"""One document as it was read, with the destination of everything printed in it; text, HTML and PNG show the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.errors import PipelineError, UnreadableDocument
from pipeline.documents.flow import flow_of
from pipeline.documents.model import Cell, Document, Grid, Line, Lines
from pipeline.documents.readers import read
from pipeline.documents.running import running_lines
from pipeline.documents.text.normalise import fold
from pipeline.standards.codes import Shape
from pipeline.standards.issues import issue_log, unplaced_text
from pipeline.standards.parse import parse_document
from pipeline.standards.prepared import prepared
from pipeline.standards.reading import Reading
from pipeline.standards.sections.cut import cut
from pipeline.standards.sections.headings import is_section_heading
from pipeline.standards.sections.rows import learn_shape, text_of
from pipeline.standards.several import documents_in
from pipeline.standards.table_words import TABLE_WORDS
from pipeline.views.explain.items import ATTITUDES, ItemFinder
from pipeline.views.explain.outline import Address, HeaderMap, Start, header_maps, starts
from pipeline.views.explain.tracing import FURNITURE, UNPLACED, UNREAD, TracingLedger, tracing


@dataclass(frozen=True, slots=True)
class Destination:
    """Where text went: `place` as `section/column`, the items that it gave, and whether characters got lost."""

    place: str
    items: tuple[str, ...] = ()
    losing: bool = False

    @property
    def kind(self) -> str:
        """The logical column for the main table, the section for everything else."""
        section, _, locator = self.place.partition("/")
        return locator if section == "tasks" and locator else section

    @property
    def unplaced(self) -> bool:
        return self.losing or self.place in (UNPLACED, UNREAD)


@dataclass(slots=True)
class Examination:
    """A document, its reading, and what `explain` shows of both."""

    data: bytes
    document: Document
    reading: Reading
    starts: list[Start]
    headers: list[HeaderMap]
    ledger: TracingLedger
    addresses: dict[int, Address]
    finder: ItemFinder
    number: int = 1
    """Which of the standards in the file this is."""
    standards: int = 1
    _cells: dict[int, tuple[Destination, ...]] = field(default_factory=dict)

    def of_cell(self, cell: Cell) -> tuple[Destination, ...]:
        """The destinations of a cell's lines, each named once; none for a blank cell."""
        if id(cell) not in self._cells:
            self._cells[id(cell)] = tuple(self._destinations(cell.lines))
        return self._cells[id(cell)]

    def of_line(self, line: Line) -> Destination:
        """The destination of one printed line outside every table, or of one line of a cell."""
        return next(self._destinations((line,)), Destination(FURNITURE))

    def _destinations(self, lines: Lines) -> Iterator[Destination]:
        by_place: dict[str, list[Line]] = {}
        for line in lines:
            if fold(line.text):
                by_place.setdefault(self.ledger.place(line), []).append(line)
        for place, members in by_place.items():
            losing = any(id(line) in self.ledger.losing for line in members)
            yield Destination(place, self._items(place, tuple(members)), losing)

    def _items(self, place: str, lines: Lines) -> tuple[str, ...]:
        section, _, locator = place.partition("/")
        if section == "notes":
            return tuple(dict.fromkeys(item for line in lines for item in self.finder.in_note(line)))
        return self.finder.in_column(lines, section if section == ATTITUDES else locator if section == "tasks" else "")


def examine(path: Path, engine: str = "pdfium", number: int = 1) -> Examination:
    """Read a document, of several standards in it the one of that number, and keep all that happened.

    Raises `PipelineError` for a file that cannot be read and for a standard that it does not hold.
    """
    data = path.read_bytes()
    try:
        standards = documents_in(prepared(read(data, engine, TABLE_WORDS)))
    except UnreadableDocument as error:
        raise PipelineError(f"{path} {error}.") from error
    if not 0 < number <= len(standards):
        raise PipelineError(f"{path} holds {len(standards)} standards and none of number {number}.")
    document = standards[number - 1]
    log = issue_log()
    ledger = tracing(document, unplaced_text(log, document))
    reading = parse_document(path.name, hashlib.sha256(data).hexdigest(), len(data), document, log, ledger)
    # Cut once more on books of its own: the parts are not kept by the parser.
    books = tracing(document, unplaced_text(issue_log(), document))
    parts = cut(flow_of(document, books, running_lines(document, is_section_heading).lines), books)
    addresses = dict(_addresses(document))
    where = {id(line): addresses[id(books.printed(line))] for line in books.kept} | addresses
    sections, headers = list(starts(parts, where, tuple(document.lines()))), list(header_maps(parts, where))
    shapes = learn_shape(parts.task_rows), Shape.learn([text_of(parts.attitude_lines)])
    finder = ItemFinder.of(reading.tables, *shapes)
    return Examination(data, document, reading, sections, headers, ledger, addresses, finder, number, len(standards))


def _addresses(document: Document) -> Iterator[tuple[int, Address]]:
    """Every line of the body by its identity."""
    number = 0
    for block_number, block in enumerate(document.body, 1):
        owners = [(cell.row + 1, cell.lines) for cell in block.cells] if isinstance(block, Grid) else [(None, block.lines)]
        for row, lines in owners:
            for line in lines:
                number += 1
                yield id(line), Address(number, block_number, row, line.page, line.box[1] if line.box else None)
