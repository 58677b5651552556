"""Draw the tables of a form into a Word document, on python-docx."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pipeline.views.printed.form import WIDTHS, Cell, Table, Text

SHADE = "E7ECF2"
_INDENT = Mm(5)
_TWIPS = 56.7
"""Twentieths of a point in a millimetre."""


def draw(document: Document, table: Table) -> None:
    """Append a table; its head rows are printed again on every page."""
    drawn = document.add_table(rows=0, cols=len(WIDTHS), style="Table Grid")
    drawn.autofit = False
    for column, width in zip(drawn.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    open_cells: dict[int, tuple[Cell, int]] = {}
    for number, cells in enumerate(table.rows):
        row = OxmlElement("w:tr")
        if number < table.heads:
            _element(_element(row, "w:trPr"), "w:tblHeader")
        open_cells = {first: (cell, left - 1) for first, (cell, left) in open_cells.items() if left > 1}
        covering = [(cell, False) for cell, _ in open_cells.values()] + [(cell, True) for cell in cells]
        for cell, begins in sorted(covering, key=lambda pair: pair[0].first):
            row.append(_cell(cell, begins, drawn))
        open_cells |= {cell.first: (cell, cell.rows) for cell in cells}
        drawn._tbl.append(row)


def _cell(cell: Cell, begins: bool, table: Any) -> Any:
    element: Any = OxmlElement("w:tc")
    properties = _element(element, "w:tcPr")
    width = _element(properties, "w:tcW")
    width.set(qn("w:w"), str(round(cell.width * _TWIPS)))
    width.set(qn("w:type"), "dxa")
    if cell.last > cell.first:
        _element(properties, "w:gridSpan").set(qn("w:val"), str(cell.last - cell.first + 1))
    if cell.rows > 1:
        _element(properties, "w:vMerge").set(qn("w:val"), "restart" if begins else "continue")
    if cell.head:
        shade = _element(properties, "w:shd")
        for name, text in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), text)
    _element(properties, "w:vAlign").set(qn("w:val"), "center" if cell.center else "top")
    element.append(OxmlElement("w:p"))
    if begins:
        _fill(_Cell(element, table), cell)
    return element


def _fill(drawn: _Cell, cell: Cell) -> None:
    first, *below = cell.texts or (Text(""),)
    for place, text in enumerate((first, *below)):
        paragraph = drawn.paragraphs[0] if place == 0 else drawn.add_paragraph()
        write(paragraph, text, bold=cell.head, center=cell.center)


def write(paragraph: Paragraph, text: Text, *, bold: bool = False, center: bool = False) -> None:
    """Fill a paragraph."""
    paragraph.add_run(text.text).bold = bold or None
    paragraph.paragraph_format.space_after = Pt(0)
    if text.indent:
        paragraph.paragraph_format.left_indent = _INDENT * text.indent
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _element(parent: Any, tag: str) -> Any:
    child = OxmlElement(tag)
    parent.append(child)
    return child
