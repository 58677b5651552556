"""Headings that ended up in the last cell of a table: the text around it has no blank line before them (I-30, I-114)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.documents.model import Block, Document, Grid, Lines, Paragraph
from pipeline.standards.sections.headings import is_attitude_heading, is_notes_heading


def without_spilled(document: Document) -> Document:
    """The document, what stands from a heading of attitudes or notes on in a table's last cell put behind the table."""
    return replace(document, body=tuple(part for block in document.body for part in _parts(block)))


def _parts(block: Block) -> list[Block]:
    if not isinstance(block, Grid) or block.spans_known:
        return [block]
    filled = [cell for cell in block.cells if cell.lines]
    last = filled[-1] if filled else None
    start = _heading(last.lines) if last is not None and last.column > 0 else None
    if last is None or start is None:
        return [block]
    kept = replace(last, lines=last.lines[:start])
    grid = replace(block, cells=tuple(kept if cell is last else cell for cell in block.cells))
    return [grid, *(Paragraph((line,)) for line in last.lines[start:])]


def _heading(lines: Lines) -> int | None:
    """Where a heading begins below the first line, in a line of its own or over two."""
    for index in range(1, len(lines)):
        texts = lines[index].text, "".join(line.text for line in lines[index : index + 2])
        if any(is_attitude_heading(text) or is_notes_heading(text) for text in texts):
            return index
    return None
