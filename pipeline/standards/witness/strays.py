"""Lines that stand among the items of a cell and may be none of their words: a stamp, a remark, a running head (I-101)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.documents.model import Cell, Document, Grid, Line, Paragraph
from pipeline.documents.text.marks import list_mark
from pipeline.documents.text.normalise import fold
from pipeline.schema.tables import Tables
from pipeline.standards.section import Section
from pipeline.standards.witness.doubt import Doubt
from pipeline.standards.witness.printed import begins_tail
from pipeline.standards.witness.printed_cells import codes_in

_MOST = 2
"""Where a document has more of them, its author breaks lines within items."""
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_OUTPUT = re.compile(r"(?![及與和或之的、，（(]).{3,}[表告錄單書圖冊誌案件品稿檔]")
"""What nine of ten outputs end in."""
_BESIDE = re.compile(r"^\s*A\d{1,3}[^：:]{1,14}[：:].*[^。；！？\s]\s+A\d{1,3}[^：:]{1,14}[：:]")
"""A second attitude in the line of one that does not end before it."""
_SEAM = 6
"""So many characters on both sides of a line's beginning tell it from others."""
_ENDED = re.compile(r"[。；！？]$")


def strays(document: Document) -> Iterator[Doubt]:
    """Lines of their own without a code in a cell of coded items, where a document has one or two of them."""
    cells = (cell for block in document.body if isinstance(block, Grid) for cell in block.cells)
    found = [line for cell in cells for line in _among(cell, document.format)]
    if len(found) <= _MOST:
        for line in found:
            detail = "A line without a code stands among coded items."
            yield Doubt("text_misshapen", raw=line.text.strip(), page=line.page, detail=detail, section=Section.TASKS)


def two_in_one(document: Document, tables: Tables) -> Iterator[Doubt]:
    """Outputs without codes that a page may print as two: a line ends as outputs do, and fills its column or its page (I-59)."""
    uncoded = {fold(row.name): row.page for row in tables.outputs if row.output_code is None and row.name}
    if document.format != "pdf" or not uncoded:
        return
    cells = (cell for block in document.body if isinstance(block, Grid) for cell in block.cells)
    printed = {text: breaks for cell in cells for text, breaks in _broken(cell)}
    for text, page in uncoded.items():
        # What is in no cell as a whole, a page end has parted, and any of its letters may be the last of its page.
        if any(_OUTPUT.fullmatch(text[:at]) and _OUTPUT.fullmatch(text[at:]) for at in printed.get(text, range(len(text)))):
            detail = "It may be two: a line ends as an output does where the column or the page ends."
            yield Doubt("rows_uncertain", raw=text, page=page, detail=detail, section=Section.TASKS)


def attitudes_end(document: Document, tables: Tables) -> Iterator[Doubt]:
    """A line that its author began behind the end of a sentence, and that only one attitude holds, may be none of it (I-124).

    Where several attitudes hold such lines their author breaks lines within them. A printed page does not show who
    broke a line, but it does where what follows stands outside the table of the attitudes.
    """
    coded = [row for row in tables.competencies if row.definition and row.competency_code]
    definitions = [(row.competency_id, fold(row.definition or "")) for row in coded]
    found: dict[str, str] = {}
    before = ""
    was_outside = True
    for block in document.body:
        outside = isinstance(block, Paragraph)
        lines = block.lines if isinstance(block, Paragraph) else [line for cell in block.cells for line in cell.lines]
        for line in lines:
            after = fold(line.text)
            if not after:
                continue
            told = not line.soft and (document.format != "pdf" or (outside and not was_outside))
            if told and before.endswith("。") and len(after) > 1 and list_mark(line.text) is None:
                seam = before[-_SEAM:] + after[:_SEAM]
                found |= {locator: line.text for locator, text in definitions if seam in text and locator not in found}
            before, was_outside = after, outside
    if len(found) == 1:
        ((locator, raw),) = found.items()
        detail = "It begins a line behind the end of a sentence."
        yield Doubt("text_misshapen", locator, raw.strip(), detail=detail, section=Section.ATTITUDES)


def attitudes_beside(document: Document) -> Iterator[Doubt]:
    """Two attitudes beside each other in a line of a text: the lines below hold words of both (I-67, I-116)."""
    if document.format != "text":
        return
    for block in document.body:
        for line in block.lines if isinstance(block, Paragraph) else ():
            if _BESIDE.search(line.text):
                detail = "Two attitudes stand beside each other."
                yield Doubt("text_not_in_one_piece", raw=line.text.strip(), detail=detail, section=Section.ATTITUDES)


def _broken(cell: Cell) -> Iterator[tuple[str, list[int]]]:
    """The texts of a cell, lines that the layout broke joined, each with the places of its breaks."""
    text, breaks = "", list[int]()
    for line in cell.lines:
        if not line.soft:
            yield text, breaks
            text, breaks = "", []
        elif text:
            breaks.append(len(text))
        text += fold(line.text)
    yield text, breaks


def _among(cell: Cell, form: str) -> Iterator[Line]:
    """Such lines of a cell. A printed page does not show whether its layout broke a line, unless a sentence has ended."""
    # The cheap signs first: codes are looked for only in cells that have such a line.
    if len(cell.lines) < 2 or not any(_lone(cell, form)):
        return
    coded = False
    for line, lone in zip(cell.lines, _lone(cell, form), strict=True):
        if begins_tail(line.text):
            return
        if any(code.leads for code in codes_in(line.text)):
            coded = True
        elif coded and lone:
            yield line


def _lone(cell: Cell, form: str) -> Iterator[bool]:
    """For each line of a cell whether its author began it, with words."""
    before = ""
    for line in cell.lines:
        text = fold(line.text)
        yield not line.soft and _WORDS.match(text) is not None and (form != "pdf" or _ENDED.search(before) is not None)
        before = text or before
