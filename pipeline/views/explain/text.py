"""The explanation for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents.findings import Finding
from pipeline.documents.model import Cell, Grid, Line
from pipeline.documents.text.normalise import fold
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.views.explain.by_task import ListedItem, by_task
from pipeline.views.explain.examination import Destination, Examination
from pipeline.views.explain.palette import both
from pipeline.views.width import cut, pad

_PLACE, _SPAN, _TEXT = 26, 11, 80


def as_text(examination: Examination) -> str:
    """Head, sections, columns, every text with its destination, the reading by task, and the issues."""
    parts = [_head, _sections, _columns, _body, _reading, _issues]
    return "\n\n".join("\n".join(part(examination)) for part in parts)


def _head(examination: Examination) -> Iterator[str]:
    document, reading = examination.document, examination.reading
    pages = f", {document.pages} pages" if document.pages else ""
    yield f"{reading.path}: {document.format}{pages}" + (f", read by {document.engine}" if document.engine else "")
    if examination.standards > 1:
        yield f"standard {examination.number} of {examination.standards} in this file; --standard shows the others"
    if reading.rejected:
        yield reading.rejected
        return
    yield f"{reading.code or 'no code'} {reading.name or 'no name'}; coverage {reading.coverage:.2%}"
    yield ", ".join(f"{len(reading.tables.of(name))} {name}" for name in TABLES_OF_A_STANDARD)


def _sections(examination: Examination) -> Iterator[str]:
    yield "SECTIONS 段落"
    for start in examination.starts:
        size = f"{start.size} {start.unit}"
        yield f"  {pad(both(start.section), _PLACE)}{pad(str(start.address), 32)}{pad(size, 10)}{cut(start.text, 40)}"


def _columns(examination: Examination) -> Iterator[str]:
    yield "COLUMNS OF THE MAIN TABLE 主表欄位"
    for header in examination.headers:
        yield f"  header at {header.address}"
        for column, span in header.texts:
            yield f"    {pad(both(column), _PLACE)}{span}"


def _body(examination: Examination) -> Iterator[str]:
    yield "TEXT 內容與去處"
    for number, block in enumerate(examination.document.body, 1):
        if isinstance(block, Grid):
            page = f", page {block.page}" if block.page else ""
            yield f"grid {number}{page}: {block.row_count} rows, {block.column_count} columns"
            for cell in block.cells:
                yield from _cell(examination, cell)
        else:
            for line in block.lines:
                yield from _line(examination, line)


def _cell(examination: Examination, cell: Cell) -> Iterator[str]:
    destinations = examination.of_cell(cell)
    if destinations:
        yield f"  {pad(span_of(cell), _SPAN)}{_entry(destinations, cell.text)}"
        yield from _given(destinations)


def _line(examination: Examination, line: Line) -> Iterator[str]:
    if fold(line.text):
        destination = examination.of_line(line)
        address = examination.addresses[id(line)]
        yield f"{pad(f'line {address.line}', _SPAN + 2)}{_entry((destination,), line.text)}"
        yield from _given((destination,))


def _entry(destinations: tuple[Destination, ...], text: str) -> str:
    return f"{pad(place_of(destinations), _PLACE)} {cut(text, _TEXT)}".rstrip()


def _given(destinations: tuple[Destination, ...]) -> Iterator[str]:
    items = [item for destination in destinations for item in destination.items]
    if items:
        yield " " * (_SPAN + _PLACE + 3) + "→ " + " ".join(items)


def place_of(destinations: tuple[Destination, ...]) -> str:
    """The places in words; loud where text is missing from the tables."""
    names = [
        f"{destination.place} (TEXT MISSING)" if destination.losing
        else destination.place.upper() if destination.unplaced else destination.place
        for destination in destinations
    ]
    return ", ".join(names)


def span_of(cell: Cell) -> str:
    """Row and column from 1, with the span where it is more than one cell."""
    span = f"+{cell.row_span}×{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
    return f"r{cell.row + 1}c{cell.column + 1}{span}"


def _reading(examination: Examination) -> Iterator[str]:
    yield "READING BY TASK 依工作任務"
    for item in by_task(examination.reading.tables):
        yield "  " * (item.depth + 1) + f"{pad(item.id, 10)}{cut(_shown(item), 100)}"


def _shown(item: ListedItem) -> str:
    return "  ".join(part for part in (item.text, f"[{item.remark}]" if item.remark else "") if part)


def _issues(examination: Examination) -> Iterator[str]:
    findings = examination.reading.findings
    yield f"ISSUES 異常: {len(findings)}"
    for finding in findings:
        yield f"  {finding.severity:<9}{pad(finding.code, 28)}{where_of(finding)}: {finding.message}" + (
            f" [{cut(finding.raw_value, _TEXT)}]" if finding.raw_value else ""
        )


def where_of(finding: Finding) -> str:
    """Section, place and page of a finding."""
    page = f"page {finding.page}" if finding.page else ""
    return " ".join(part for part in (finding.section, finding.locator or "", page) if part)
