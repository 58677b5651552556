"""The standard as a Word document, with the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from .layout import Placed, plain_cells, profile_cells, task_cells
from .packing import FIXED_TIME, repacked
from .source import VERSION_COLUMNS, Standard

FONT = "Noto Sans CJK TC"
TEXT_SIZE = Pt(10.5)
TITLE_SIZE = Pt(16)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Mm(210), Mm(297), Mm(15)
VERSION_WIDTHS = (12, 30, 36, 19, 56, 27)
PROFILE_WIDTHS = (26, 20, 18, 46, 26, 18, 26)
TASK_WIDTHS = (22, 24, 25, 39, 12, 29, 29)
"""Column widths in millimetres; each table is as wide as the page between its margins."""

BULLETS = ("-", "-")
BULLET_INDENT = 360
"""Twentieths of a point, per depth."""

KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Footer"}
UNUSED_PARTS = ("thumbnail", "customXml", "stylesWithEffects")
"""Relationships of python-docx's blank document that nothing here refers to."""


def typeset(standard: Standard) -> bytes:
    """The bytes of the DOCX file."""
    document = Document()
    _strip_template(document)
    _set_page(document)
    _set_font(document)
    _define_bullets(document)
    _describe(document, standard)
    _heading(document, standard.title, TITLE_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _tables(document, standard)
    _heading(document, standard.attitudes_heading)
    for attitude in standard.attitudes:
        document.add_paragraph(attitude).paragraph_format.space_after = Pt(4)
    _heading(document, standard.notes_heading)
    for depth, note in standard.notes:
        _bullet(document.add_paragraph(note), depth)
    _page_numbers(document)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _tables(document: WordDocument, standard: Standard) -> None:
    versions = plain_cells(standard.versions)
    _table(document, len(standard.versions), VERSION_WIDTHS[:VERSION_COLUMNS], versions)
    _gap(document)
    _table(document, len(standard.profile), PROFILE_WIDTHS, profile_cells(standard.profile))
    _gap(document)
    cells = [*plain_cells((standard.header,)), *task_cells(standard.tasks, first_row=1)]
    table = _table(document, 1 + len(standard.tasks), TASK_WIDTHS, cells)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(_element("tblHeader"))
    _gap(document)


def _table(document: WordDocument, row_count: int, widths: tuple[int, ...], cells: Iterable[Placed]) -> Table:
    table: Table = document.add_table(row_count, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for placed in cells:
        corner = table.cell(placed.row, placed.column)
        opposite = table.cell(placed.row + placed.row_span - 1, placed.column + placed.column_span - 1)
        _fill(corner.merge(opposite) if corner is not opposite else corner, placed.paragraphs)
    return table


def _fill(cell: _Cell, paragraphs: tuple[str, ...]) -> None:
    first, *others = paragraphs
    cell.paragraphs[0].text = first
    for text in others:
        cell.add_paragraph(text)


def _gap(document: WordDocument) -> None:
    """An empty paragraph: Word joins two tables that have none between them."""
    document.add_paragraph()


def _heading(document: WordDocument, text: str, size: Pt = TEXT_SIZE) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = size
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _bullet(paragraph: Paragraph, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_element("numPr", _element("ilvl", val=depth), _element("numId", val=1)))


def _define_bullets(document: WordDocument) -> None:
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = [_bullet_level(depth, mark) for depth, mark in enumerate(BULLETS)]
    numbering.append(_element("abstractNum", _element("multiLevelType", val="multilevel"), *levels, abstractNumId=0))
    numbering.append(_element("num", _element("abstractNumId", val=0), numId=1))


def _bullet_level(depth: int, mark: str) -> BaseOxmlElement:
    indent = _element("ind", left=BULLET_INDENT * (depth + 1), hanging=BULLET_INDENT)
    parts = (_element("start", val=1), _element("numFmt", val="bullet"), _element("lvlText", val=mark))
    return _element("lvl", *parts, _element("lvlJc", val="left"), _element("pPr", indent), ilvl=depth)


def _page_numbers(document: WordDocument) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("第")
    footer._p.append(_field("PAGE"))
    footer.add_run("頁，總共")
    footer._p.append(_field("NUMPAGES"))
    footer.add_run("頁")


def _field(instruction: str) -> BaseOxmlElement:
    shown = _element("t")
    shown.text = "1"
    return _element("fldSimple", _element("r", shown), instr=instruction)


def _element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    values = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    element = cast(BaseOxmlElement, OxmlElement(f"w:{tag}", values))
    element.extend(children)
    return element


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = MARGIN // 2


def _set_font(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, TEXT_SIZE
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    run = normal.element.get_or_add_rPr()
    run.rFonts.set(qn("w:eastAsia"), FONT)
    run.append(_element("lang", val="en-US", eastAsia="zh-TW"))


def _describe(document: WordDocument, standard: Standard) -> None:
    properties = document.core_properties
    properties.title = standard.title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = FIXED_TIME.replace(tzinfo=None)
    properties.revision = 1


def _strip_template(document: WordDocument) -> None:
    """Drop what python-docx's blank document brings along: it would outweigh the standard."""
    for relationships in (document.part.package.rels, document.part.rels):
        unused = [key for key, each in relationships.items() if each.reltype.endswith(UNUSED_PARTS)]
        for key in unused:
            del relationships[key]
    for style in list(document.styles):
        if style.name not in KEPT_STYLES and style.type is not WD_STYLE_TYPE.LIST:
            style.delete()
