"""The printed form as a Word document: A4 landscape, as the published documents are set."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from pipeline.views.printed.form import Form
from pipeline.views.printed.word_table import draw

CHINESE, LATIN = "標楷體", "Times New Roman"
MARGIN = Mm(10)
_SIZE = 10
_A4 = Mm(297), Mm(210)


def write(form: Form, day: dt.date, source: str) -> bytes:
    """The document's bytes; `source` is told at the foot of each page, `day` is the document's date."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(_SIZE)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
    _landscape(document)
    _foot(document, source)
    _heading(document, form.title)
    for place, table in enumerate(form.tables):
        if place:
            document.add_paragraph().paragraph_format.space_after = Pt(0)
        draw(document, table)
    return saved(document, form.title, day)


def _landscape(document: Document) -> None:
    """A4 across, with narrow margins."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(5)


def _heading(document: Document, text: str) -> None:
    """The title line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(_SIZE + 6)


def _foot(document: Document, source: str) -> None:
    """Page numbers in the words of the published documents, and where the content comes from."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第", "PAGE"), ("頁，總共", "NUMPAGES")):
        paragraph.add_run(text)
        _field(paragraph, field)
    paragraph.add_run(f"頁　{source}")


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def saved(document: Document, title: str, day: dt.date) -> bytes:
    """The bytes of a document that says what it is, and nothing of a clock."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.last_modified_by = title[:200], "", "", ""
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    stream, timeless = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as copied:
        for name in package.namelist():
            copied.writestr(zipfile.ZipInfo(name), package.read(name), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
