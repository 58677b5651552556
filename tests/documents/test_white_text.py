"""White text of office documents: nobody sees it on white paper, and everybody on a painted cell."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import RGBColor
from lxml import etree

from pipeline.documents.readers import docx as docx_reader
from pipeline.documents.readers.docx_paint import W
from pipeline.documents.readers.odt_paint import Paint
from pipeline.documents.readers.odt_styles import TEXT, declared

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
])
def test_white_text_is_read_where_something_is_painted_behind_it(
    change: str, element: str, property_: str, shown: bool
) -> None:
    text, remarks = _read(change, element, property_)
    assert text == "K04市場調查概念" + WORDS * shown
    assert (("text_not_shown", None, f"“{WORDS}”") in remarks) is not shown


NAMES = {
    "office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0", "fo": "xsl-fo-compatible:1.0",
    "draw": "drawing:1.0",
}
DECLARED = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}"' for name, urn in NAMES.items())


def _part(cell: str, outer: str = "table:table-cell") -> etree._Element:
    styles = (
        '<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="dark"><style:table-cell-properties fo:background-color="#1f3864"/></style:style>'
        '<style:style style:name="child" style:parent-style-name="dark"/>'
        '<style:style style:name="light"><style:table-cell-properties fo:background-color="#ffffff"/></style:style>'
    )
    body = f'<{outer} {cell}><text:p>K04<text:span text:style-name="white">{WORDS}</text:span></text:p></{outer}>'
    return etree.fromstring(f"<office:document-content {DECLARED}>{styles}{body}</office:document-content>")


@pytest.mark.irregularity("I-101")
@pytest.mark.parametrize(("cell", "outer", "shown"), [
    ("", "table:table-cell", False), ('table:style-name="light"', "table:table-cell", False),
    ('table:style-name="dark"', "table:table-cell", True), ('table:style-name="child"', "table:table-cell", True),
    ("", "draw:frame", True),
])
def test_white_spans_likewise(cell: str, outer: str, shown: bool) -> None:
    content = _part(cell, outer)
    (span,) = content.iter(f"{TEXT}span")
    assert Paint(declared(content, None)).hides(span) is not shown
