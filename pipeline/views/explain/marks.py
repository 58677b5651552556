"""What is outlined on a page: each cell, and each line that stands alone or went elsewhere than its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.documents.model import Box, Cell, Grid, Line
from pipeline.documents.text.normalise import fold
from pipeline.views.explain.examination import Destination, Examination
from pipeline.views.explain.palette import swatch
from pipeline.views.explain.text import place_of, span_of
from pipeline.views.explain.tracing import UNPLACED

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Mark:
    """An outlined box in points; `kind` is its colour in the palette, `blank` for a cell without text.

    `hugs` is whether the box ends with its text, as that of a line does, and no rule is drawn around it.
    """

    box: Box
    kind: str
    label: str
    title: str
    hugs: bool = False


def kind_of(destinations: tuple[Destination, ...]) -> str:
    """The colour of a cell: red as soon as text of it is missing, else that of its first destination."""
    if any(destination.unplaced for destination in destinations):
        return UNPLACED
    return destinations[0].kind if destinations else BLANK


def label_of(destinations: tuple[Destination, ...]) -> str:
    """The destinations and the items that they gave, in one line."""
    items = [item for destination in destinations for item in destination.items]
    return " → ".join(part for part in (place_of(destinations), " ".join(items)) if part)


def page_marks(examination: Examination, page: int) -> Iterator[Mark]:
    """The marks of one page (from 1) in reading order."""
    for number, block in enumerate(examination.document.body, 1):
        if not isinstance(block, Grid):
            yield from _lines(examination, block.lines, page, "line")
            continue
        for cell in block.cells:
            if cell.page == page and cell.box is not None:
                yield from _cell(examination, cell, cell.box, f"grid {number} {span_of(cell)}")


def _cell(examination: Examination, cell: Cell, box: Box, name: str) -> Iterator[Mark]:
    destinations = examination.of_cell(cell)
    kind, label = kind_of(destinations), label_of(destinations)
    title = f"{name}: {label or BLANK}\n{cell.text}".rstrip()
    hugs = box[3] == max((line.box[3] for line in cell.lines if line.box), default=None)
    yield Mark(box, kind, swatch(kind).label if destinations else "", title, hugs)
    if len(destinations) > 1:
        yield from _lines(examination, cell.lines, cell.page, name)


def _lines(examination: Examination, lines: tuple[Line, ...], page: int | None, name: str) -> Iterator[Mark]:
    for line in lines:
        if line.page == page and line.box is not None and fold(line.text):
            found = (examination.of_line(line),)
            yield Mark(line.box, kind_of(found), "", f"{name}: {label_of(found)}\n{line.text}", hugs=True)
