"""White text of office documents: nobody sees it on white paper, and everybody on a painted cell."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import RGBColor
from lxml import etree

from pipeline.documents.model import Grid
from pipeline.documents.readers import docx as docx_reader
from pipeline.documents.readers.docx_paint import W
from pipeline.documents.readers.odt_appearance import Appearance
from pipeline.documents.readers.odt_paint import Paint
from pipeline.documents.readers.odt_styles import TEXT, declared
from pipeline.documents.readers.odt_text import PrintedText
from pipeline.documents.readers.unshown import Unshown, told

XMLNS = f'xmlns:w="{W[1:-1]}"'
WORDS = "審查意見"


def _read(change: str, element: str, property_: str) -> tuple[str, list[tuple[str, int | None, str]]]:
    """A cell with a word in black and one in white, to which one property is added."""
    document: Any = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    paragraph = cell.paragraphs[0]
    paragraph.add_run("K04市場調查概念")
    run = paragraph.add_run(WORDS)
    run.font.color.rgb = RGBColor(255, 255, 255)
    holders = {"run": run._r.get_or_add_rPr, "paragraph": paragraph._p.get_or_add_pPr, "cell": cell._tc.get_or_add_tcPr}
    if change:
        holders[element]().append(parse_xml(f"<w:{property_} {XMLNS} {change}/>"))
    stream = io.BytesIO()
    document.save(stream)
    found = docx_reader.read(stream.getvalue())
    return "\n".join(line.text for line in found.lines()), list(found.remarks)


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(("change", "element", "property_", "shown"), [
    ("", "", "", False),
    ('w:val="clear" w:fill="FFFFFF"', "cell", "shd", False),
    ('w:val="clear" w:fill="auto"', "cell", "shd", False),
    ('w:val="none"', "run", "highlight", False),
    ('w:val="clear" w:fill="1F3864"', "cell", "shd", True),
    ('w:val="clear" w:fill="1F3864"', "paragraph", "shd", True),
    ('w:val="clear" w:fill="1F3864"', "run", "shd", True),
    ('w:val="pct50" w:fill="FFFFFF"', "cell", "shd", True),
    ('w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"', "cell", "shd", True),
    ('w:val="blue"', "run", "highlight", True),
    ('w:val="clear" w:fill="1F3864" w:themeFill="background1"', "cell", "shd", False),
    ('w:val="clear" w:fill="F2F2F2" w:themeFill="background1" w:themeFillShade="F2"', "cell", "shd", True),
])
def test_white_text_is_read_where_something_is_painted_behind_it(
    change: str, element: str, property_: str, shown: bool
) -> None:
    text, remarks = _read(change, element, property_)
    assert text == "K04市場調查概念" + WORDS * shown
    assert (("text_not_shown", None, told(Unshown.GROUND, f"“{WORDS}”")) in remarks) is not shown


WHITE, BLACK = '<w:color w:val="FFFFFF"/>', '<w:color w:val="000000"/>'


def _styled(styles: str, run: str = "", paragraph: str = "") -> list[str]:
    """The lines of a paragraph of which styles and its one run say the colour, and what is told to be left out."""
    document: Any = docx.Document()
    for style in styles.split("\n"):
        document.styles.element.append(parse_xml(style.replace("<w:style ", f"<w:style {XMLNS} ", 1)))
    line = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    added = line.add_run(WORDS)._r.get_or_add_rPr()
    for holder, part in ((added, run), (line._p.get_or_add_pPr(), paragraph)):
        if part:
            holder.append(parse_xml(part.replace(" ", f" {XMLNS} ", 1)))
    stream = io.BytesIO()
    document.save(stream)
    found = docx_reader.read(stream.getvalue())
    left = [detail for kind, _, detail in found.remarks if kind == "text_not_shown"]
    return [line.text for line in found.lines() if line.text] + left


CHARACTER = f'<w:style w:type="character" w:styleId="A"><w:rPr>{WHITE}</w:rPr></w:style>'
PARAGRAPH = CHARACTER.replace("character", "paragraph")
CHILD = '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
SHADED = PARAGRAPH.replace("<w:rPr>", '<w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr><w:rPr>')
THEME = PARAGRAPH.replace('"FFFFFF"', '"auto" w:themeColor="background1"')
ACCENT = PARAGRAPH.replace('"FFFFFF"', '"FFFFFF" w:themeColor="accent1"')


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(("styles", "run", "paragraph", "shown"), [
    (CHARACTER, '<w:rStyle w:val="A"/>', "", False), (PARAGRAPH, "", '<w:pStyle w:val="A"/>', False),
    (f"{PARAGRAPH}\n{CHILD}", "", '<w:pStyle w:val="B"/>', False), (THEME, "", '<w:pStyle w:val="A"/>', False),
    (PARAGRAPH, BLACK, '<w:pStyle w:val="A"/>', True), (SHADED, "", '<w:pStyle w:val="A"/>', True),
    (ACCENT, "", '<w:pStyle w:val="A"/>', True), (PARAGRAPH, "", "", True),
])
def test_a_style_may_say_that_text_is_white(styles: str, run: str, paragraph: str, shown: bool) -> None:
    (said,) = _styled(styles, run, paragraph)
    assert (said == WORDS) is shown and WORDS in said


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(
    ("part", "shown"), [("firstRow", [True, False]), ("lastRow", [False, True]), ("band1Horz", [True, True])]
)
def test_a_shade_of_a_tables_style_is_for_the_cells_that_it_means(part: str, shown: list[bool]) -> None:
    document: Any = docx.Document()
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    style = f'<w:tblStylePr w:type="{part}">{shade}</w:tblStylePr>'
    document.styles.element.append(parse_xml(f'<w:style {XMLNS} w:type="table" w:styleId="D">{style}</w:style>'))
    table = document.add_table(2, 1)
    table._tbl.tblPr.append(parse_xml(f'<w:tblStyle {XMLNS} w:val="D"/>'))
    for row in range(2):
        table.cell(row, 0).paragraphs[0].add_run(WORDS).font.color.rgb = RGBColor(255, 255, 255)
    stream = io.BytesIO()
    document.save(stream)
    (grid,) = [block for block in docx_reader.read(stream.getvalue()).body if isinstance(block, Grid)]
    assert [cell.text == WORDS for cell in grid.cells] == shown


NAMES = {
    "office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0", "fo": "xsl-fo-compatible:1.0",
    "draw": "drawing:1.0",
}
DECLARED = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}"' for name, urn in NAMES.items())


STYLES = (
    '<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="below" style:parent-style-name="white"/>'
    '<style:style style:name="black"><style:text-properties fo:color="#000000"/></style:style>'
    '<style:style style:name="auto"><style:text-properties style:use-window-font-color="true"/></style:style>'
    '<style:style style:name="dark"><style:table-cell-properties fo:background-color="#1f3864"/></style:style>'
    '<style:style style:name="child" style:parent-style-name="dark"/>'
    '<style:style style:name="light"><style:table-cell-properties fo:background-color="#ffffff"/></style:style>'
)


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(("cell", "outer", "paragraph", "span", "read"), [
    ("", "table-cell", "", "white", "K04"), ("light", "table-cell", "", "white", "K04"), ("", "table-cell", "", "below", "K04"),
    ("dark", "table-cell", "", "white", f"K04{WORDS}"), ("child", "table-cell", "", "white", f"K04{WORDS}"),
    ("", "frame", "", "white", f"K04{WORDS}"), ("", "table-cell", "white", "", ""), ("", "table-cell", "below", "black", WORDS),
    ("", "table-cell", "white", "auto", WORDS), ("dark", "table-cell", "white", "", f"K04{WORDS}"),
])
def test_white_text_of_an_odt_likewise(cell: str, outer: str, paragraph: str, span: str, read: str) -> None:
    tag = f"table:{outer}" if outer == "table-cell" else f"draw:{outer}"
    inner = f'<text:p text:style-name="{paragraph}">K04<text:span text:style-name="{span}">{WORDS}</text:span></text:p>'
    body = f'<{tag} table:style-name="{cell}">{inner}</{tag}>'
    content = etree.fromstring(f"<office:document-content {DECLARED}>{STYLES}{body}</office:document-content>")
    remarks: list[tuple[str, int | None, str]] = []
    known = declared(content, None)
    printed = PrintedText(Appearance(known), Paint(known, content), lambda part: None, remarks)
    text, _ = printed.of(next(content.iter(f"{TEXT}p")))
    assert text == read
    left = f"K04{WORDS}".replace(read, "") if read else f"K04{WORDS}"
    assert [(kind, left in detail) for kind, _, detail in remarks] == ([("text_not_shown", True)] if left else [])
