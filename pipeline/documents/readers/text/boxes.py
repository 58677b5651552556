"""Tables drawn with `+`, `-` and `|`, or with the box-drawing characters that stand for them (field guide I-115)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from pipeline.documents.model import Grid, Line
from pipeline.documents.readers.grid_builder import GridBuilder
from pipeline.documents.readers.text.widths import columns_of

_BORDER = regex.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_DRAWN = str.maketrans(
    dict.fromkeys("│┃║┆┊", "|") | dict.fromkeys("─━┄┈", "-") | {"═": "="}
    | dict.fromkeys("┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╭╮╰╯┠┨┝┥", "+")
)
_TALLEST = 2_000
"""Lines of a boxed table."""
_FULL = 4
"""Columns that a line leaves free where the next character, or a blank beside the border, did not fit."""


def undrawn(line: str) -> str:
    """A line with plain characters in place of drawn ones."""
    return line.translate(_DRAWN)


def box_ends(lines: list[str], start: int) -> int:
    """Where the boxed table that begins at `start` ends; `start` itself where none begins there."""
    if not _BORDER.fullmatch(undrawn(lines[start])):
        return start
    end = start
    while end < len(lines) and undrawn(lines[end]).lstrip()[:1] in ("+", "|"):
        end += 1
    while end > start and not _BORDER.fullmatch(undrawn(lines[end - 1])):
        end -= 1
    return end if 2 < end - start <= _TALLEST else start


def boxed(lines: list[str]) -> Grid | None:
    """The table in a box, its merged cells known; None where the box is not whole."""
    # Imported here: it costs a tenth of a second, and few texts hold such a table.
    from docutils.parsers.rst.tableparser import GridTableParser, TableMarkupError
    from docutils.statemachine import StringList

    left = min(len(line) - len(line.lstrip()) for line in lines)
    plain = [_without_colons(undrawn(line)[left:].rstrip()) for line in lines]
    block = StringList(plain, source="table")
    block.pad_double_width(GridTableParser.double_width_pad_char)
    try:
        columns, head, body = GridTableParser().parse(block)
    except (TableMarkupError, IndexError):
        # Lines of other lengths than the border, where an editor counted a character otherwise, are told by either.
        return None
    builder = GridBuilder(columns)
    for row in [*head, *body]:
        builder.next_row()
        for column, cell in enumerate(row):
            if cell is not None:
                more_rows, more_columns, _, content = cell
                width = sum(columns[column : column + more_columns + 1]) + more_columns
                builder.add(column, 1 + more_columns, 1 + more_rows, tuple(_lines(content, width)))
    return builder.build(spans_known=any(cell[0] for row in [*head, *body] for cell in row if cell is not None))


def _lines(content: Iterable[str], width: int) -> Iterator[Line]:
    """The lines of a cell; where one fills the cell the box broke the next for want of room."""
    full = False
    for text in content:
        bare = text.strip()
        if bare:
            yield Line(bare, soft=full)
        full = columns_of(text.rstrip()) > width - _FULL


def _without_colons(line: str) -> str:
    """A border without the colons by which Markdown aligns a column."""
    return line.replace(":", "-") if _BORDER.fullmatch(line) else line
