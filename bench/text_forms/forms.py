"""A made-up document as text: every way to mark cells and rows that needs no other program."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from html import escape

from bench.generate.physical import Cell, Para, Physical, Table
from pipeline.documents.readers.text.widths import columns_of

Rows = list[list[str]]
"""A table row as the texts of its elementary columns; what a merge covers is blank, line breaks stay in the text."""
Write = Callable[[Physical], bytes]
_TAB = 8


def line_of(para: Para) -> str:
    """A paragraph with its indent as blanks, and with a dash for the bullet that list formatting draws."""
    return " " * round(para.indent / 12) + ("- " if para.level is not None else "") + para.text


def text_of(cell: Cell) -> str:
    """The lines of a cell, those of a table within it with a row per line."""
    return "\n".join([*(line_of(para).strip() for para in cell.paras), *(f"{one} {other}" for one, other in cell.nested)])


def rows_of(table: Table) -> Rows:
    """The rows of a table on all of its columns; a row that is one cell is one text, as it is in a converted document."""
    edges = table.edges()
    rows: Rows = []
    for covered in table.covered():
        row = [""] * (len(edges) - 1)
        for cell, offset in covered:
            if offset == 0:
                row[edges.index(cell.left)] = text_of(cell)
        rows.append(row if len(covered) > 1 else ["\n".join(filter(str.strip, row))])
    return rows


def _text(body: Physical, table: Callable[[Rows], str]) -> bytes:
    parts = (line_of(block) if isinstance(block, Para) else f"\n{_mixed(rows_of(block), table)}\n" for block in body)
    return ("\n".join(parts) + "\n").encode()


def _mixed(rows: Rows, table: Callable[[Rows], str]) -> str:
    """A table in a form; its rows of one cell stand as lines beside it."""
    parts: list[str] = []
    run: Rows = []
    for row in rows:
        if len(row) > 1:
            run.append(row)
            continue
        parts += [table(run)] if run else []
        parts.append(row[0])
        run = []
    return "\n\n".join([*parts, table(run)] if run else parts)


def delimited(delimiter: str) -> Write:
    """What a spreadsheet saves or copies: cells with marks or line breaks in quotation marks."""

    def table(rows: Rows) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
        return stream.getvalue().rstrip("\n")

    return lambda body: _text(body, table)


def joined(parting: str, line_break: str, frame: str = "") -> Write:
    """A row a line, cells parted by a mark, the line breaks within them written in some way."""

    def line(row: list[str]) -> str:
        text = parting.join(cell.replace("\n", line_break) for cell in row)
        return f"{frame} {text} {frame}" if frame else text

    return lambda body: _text(body, lambda rows: "\n".join(map(line, rows)))


def markdown(body: Physical) -> bytes:
    """Markdown with its rule below the first row."""

    def table(rows: Rows) -> str:
        lines = [f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in row)} |" for row in rows]
        return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])

    return _text(body, table)


def _widths(rows: Rows) -> list[int]:
    return [max(columns_of(line) for row in rows for line in row[place].split("\n")) for place in range(len(rows[0]))]


def _lines(rows: Rows, row: list[str]) -> Iterator[list[str]]:
    """The lines of a row, every cell filled up with blanks to the width of its column."""
    cells, widths = [cell.split("\n") for cell in row], _widths(rows)
    for number in range(max(map(len, cells))):
        texts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield [text + " " * (width - columns_of(text)) for text, width in zip(texts, widths, strict=True)]


def boxed(body: Physical) -> bytes:
    """The grid tables of reStructuredText."""

    def table(rows: Rows) -> str:
        border = "+" + "+".join("-" * (width + 2) for width in _widths(rows)) + "+"
        lines = [[f"| {' | '.join(line)} |" for line in _lines(rows, row)] for row in rows]
        return "\n".join([border, *(part for some in lines for part in (*some, border))])

    return _text(body, table)


def aligned(body: Physical) -> bytes:
    """Columns aligned by blanks."""
    return _text(body, lambda rows: "\n".join("   ".join(line).rstrip() for row in rows for line in _lines(rows, row)))


def expanded(body: Physical) -> bytes:
    """A tabbed dump whose tabs an editor has turned into blanks."""
    return joined("\t", " ")(body).decode().expandtabs(_TAB).encode()


def running(body: Physical) -> bytes:
    """A line for each line of each cell, as word processors save a table as text."""
    return _text(body, lambda rows: "\n".join(cell for row in rows for cell in row if cell.strip()))


def collapsed(body: Physical) -> bytes:
    """A row a line, one blank between whatever stands in it."""
    return _text(body, lambda rows: "\n".join(" ".join(" ".join(row).split()) for row in rows))


def page(body: Physical) -> bytes:
    """HTML with all merges."""
    parts = [f"<p>{escape(line_of(block))}</p>" if isinstance(block, Para) else _html(block) for block in body]
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def _html(table: Table) -> str:
    edges = table.edges()
    rows = []
    for row in table.rows:
        cells = (
            f'<td rowspan="{cell.rows}" colspan="{edges.index(cell.right) - edges.index(cell.left)}">'
            f"{escape(text_of(cell)).replace(chr(10), '<br>')}</td>"
            for cell in sorted(row, key=lambda cell: cell.left)
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


FORMS: dict[str, tuple[str, Write]] = {
    "tabs, items joined by a blank": (".txt", joined("\t", " ")),
    "tabs, line breaks within cells": (".txt", joined("\t", "\n")),
    "tabs, vertical tabs within cells": (".txt", joined("\t", "\v")),
    "tabs, quoted as spreadsheets copy": (".txt", delimited("\t")),
    "strokes": (".txt", joined(" | ", " ")),
    "Markdown": (".md", markdown),
    "reStructuredText boxes": (".rst", boxed),
    "CSV": (".csv", delimited(",")),
    "semicolons": (".csv", delimited(";")),
    "aligned blanks": (".txt", aligned),
    "tabs turned into blanks": (".txt", expanded),
    "a line per cell": (".txt", running),
    "a line per row": (".txt", collapsed),
    "HTML": (".html", page),
    "HTML called .doc": (".doc", page),
}
"""Each form with the suffix of its files."""
