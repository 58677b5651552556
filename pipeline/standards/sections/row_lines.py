"""Lines of the flow as headings are looked for in them: one below the other, or in the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.flow import Flow, Row
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold

MOST_HEADING_LINES = 3
"""Lines over which a heading reaches at most."""


def run_of_lines(flow: Flow, index: int) -> list[Line]:
    """The lines from a place of the flow on over which a heading may reach, up to the next row."""
    lines: list[Line] = []
    for item in flow[index : index + MOST_HEADING_LINES]:
        if isinstance(item, Row):
            break
        lines.append(item)
    return lines


def first_cell(row: Row) -> list[Line]:
    """The lines of the first cell that begins with text in a row."""
    cells = row.filled_cells
    return [line for line in cells[0].lines if fold(line.text)] if cells else []


def row_lines(row: Row) -> Sequence[Line]:
    """All lines that begin in the row; blank ones left out."""
    return [line for cell in row.filled_cells for line in cell.lines if fold(line.text)]
