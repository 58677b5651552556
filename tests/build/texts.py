"""A made-up standard as people paste, export and convert it: texts of every form, and workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from html import escape

import xlsxwriter

from tests.build.markup import Table, flowing
from tests.build.spec import Made
from tests.build.written import package

Rows = list[list[str]]


def _parts(made: Made) -> Iterator[str | Rows]:
    """Lines and tables in order; a cell holds its line breaks, the rest of a merged one is blank."""
    for block in made.blocks():
        if not isinstance(block, Table):
            yield from flowing(block.lines)
            continue
        rows = [[""] * len(block.widths) for _ in range(block.row_count)]
        for box in block.boxes:
            rows[box.row][box.column] = "\n".join(flowing(box.lines))
        yield rows


def _text(made: Made, table: Callable[[Rows], str]) -> bytes:
    return "\n\n".join(part if isinstance(part, str) else table(part) for part in _parts(made)).encode()


def _delimited(delimiter: str) -> Callable[[Made], bytes]:
    def table(rows: Rows) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return stream.getvalue().rstrip("\n")

    return lambda made: _text(made, table)


def _joined(parting: str, line_break: str, frame: str = "") -> Callable[[Made], bytes]:
    def table(rows: Rows) -> str:
        lines = (parting.join(cell.replace("\n", line_break) for cell in row) for row in rows)
        return "\n".join(f"{frame} {line} {frame}".strip(" ") if frame else line for line in lines)

    return lambda made: _text(made, table)


def _boxed(made: Made) -> bytes:
    def table(rows: Rows) -> str:
        return "\n".join([_border(rows), *(line for row in rows for line in (*_box(rows, row), _border(rows)))])

    return _text(made, table)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _widths(rows: Rows) -> list[int]:
    return [max(_width(line) for row in rows for line in row[column].split("\n")) for column in range(len(rows[0]))]


def _border(rows: Rows) -> str:
    return "+" + "+".join("-" * (width + 2) for width in _widths(rows)) + "+"


def _box(rows: Rows, row: list[str]) -> Iterator[str]:
    cells = [cell.split("\n") for cell in row]
    for number in range(max(map(len, cells))):
        texts = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = (f" {text}{' ' * (width - _width(text) + 1)}" for text, width in zip(texts, _widths(rows), strict=True))
        yield f"|{'|'.join(padded)}|"


def _aligned(made: Made) -> bytes:
    """Columns as `pdftotext -layout` aligns them: every character counts once."""

    def table(rows: Rows) -> str:
        widths = [max(len(line) for row in rows for line in row[column].split("\n")) + 3 for column in range(len(rows[0]))]
        lines = []
        for row in rows:
            cells = [cell.split("\n") for cell in row]
            for number in range(max(map(len, cells))):
                texts = [cell[number] if number < len(cell) else "" for cell in cells]
                lines.append("".join(text.ljust(width) for text, width in zip(texts, widths, strict=True)).rstrip())
        return "\n".join(lines)

    return _text(made, table)


def _collapsed(made: Made) -> bytes:
    """A row a line, one space between whatever stands in it."""
    return _text(made, lambda rows: "\n".join(" ".join(" ".join(row).split()) for row in rows))


def _running(made: Made) -> bytes:
    """A paragraph for each line of each cell, as a word processor saves a table as text."""
    return _text(made, lambda rows: "\n".join(cell for row in rows for cell in row))


def _page(made: Made) -> bytes:
    """HTML with the merges that the notation has."""
    parts: list[str] = []
    for block in made.blocks():
        if not isinstance(block, Table):
            parts += [f"<p>{escape(line)}</p>" for line in flowing(block.lines)]
            continue
        rows: list[list[str]] = [[] for _ in range(block.row_count)]
        for box in sorted(block.boxes, key=lambda box: (box.row, box.column)):
            text = "<br>".join(map(escape, flowing(box.lines)))
            rows[box.row].append(f'<td rowspan="{box.row_span}" colspan="{box.column_span}">{text}</td>')
        parts.append("<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>")
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode()


def as_xlsx(made: Made) -> bytes:
    """A workbook with one sheet, merged as the notation is, levels as numbers."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    top = 0
    for block in made.blocks():
        if not isinstance(block, Table):
            for line in flowing(block.lines):
                sheet.write_string(top, 0, line)
                top += 1
            continue
        for box in block.boxes:
            row, column, text = top + box.row, box.column, "\n".join(flowing(box.lines))
            if box.row_span > 1 or box.column_span > 1:
                sheet.merge_range(row, column, row + box.row_span - 1, column + box.column_span - 1, text)
            elif text.isdigit():
                sheet.write_number(row, column, int(text))
            else:
                sheet.write_string(row, column, text)
        top += block.row_count + 1
    book.close()
    return stream.getvalue()


def as_ods(made: Made) -> bytes:
    """A spreadsheet of OpenDocument with the same layout."""
    rows: list[str] = []
    for block in made.blocks():
        if not isinstance(block, Table):
            rows += [f"<table:table-row>{_ods_cell(line)}</table:table-row>" for line in flowing(block.lines)]
            continue
        places = {(box.row, box.column): box for box in block.boxes}
        for row in range(block.row_count):
            found = [places.get((row, column)) for column in range(len(block.widths))]
            cells = (
                _ods_cell("\n".join(flowing(box.lines)), box.row_span, box.column_span) if box else "<table:covered-table-cell/>"
                for box in found
            )
            rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        rows.append('<table:table-row><table:table-cell table:number-columns-repeated="900"/></table:table-row>')
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for name, urn in names.items())
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table>{''.join(rows)}"
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_cell(text: str, tall: int = 1, wide: int = 1) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    spans = f'table:number-rows-spanned="{tall}" table:number-columns-spanned="{wide}"'
    return f"<table:table-cell {spans}>{paragraphs}</table:table-cell>"


FORMS: dict[str, Callable[[Made], bytes]] = {
    "quoted.txt": _delimited("\t"),
    "broken.txt": _joined("\t", "\n"),
    "vertical-tab.txt": _joined("\t", "\v"),
    "line-separator.txt": _joined("\t", "\u2028"),
    "strokes.txt": _joined(" | ", " "),
    "markdown.md": _joined(" | ", "<br>", "|"),
    "boxed.rst": _boxed,
    "comma.csv": _delimited(","),
    "semicolon.csv": _delimited(";"),
    "aligned.txt": _aligned,
    "running.txt": _running,
    "collapsed.txt": _collapsed,
    "page.html": _page,
    "sheet.xlsx": as_xlsx,
    "sheet.ods": as_ods,
}
