"""The numbers that lists draw, as they are printed: I-87, I-88. Each paragraph below has for its text what is drawn before it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.documents.model import Document
from pipeline.documents.readers import read
from tests.build.lists import (
    abstract,
    item,
    level,
    number,
    odf_item,
    odf_level,
    odf_list,
    odf_lists,
    odf_style,
    style,
    word_lists,
)

irregularity = pytest.mark.irregularity

TASKS = level(0, "decimal", "T%1"), level(1, "decimal", "T%1.%2"), level(2, "decimal", "P%1.%2.%3")
WRITINGS = {
    "decimalZero": ("K01", "K02"),
    "upperLetter": ("KA", "KB"),
    "lowerRoman": ("Ki", "Kii"),
    "ideographTraditional": ("K甲", "K乙"),
    "ideographLegalTraditional": ("K壹", "K貳"),
    "taiwaneseCountingThousand": ("K一", "K二"),
    "decimalEnclosedCircle": ("K①", "K②"),
}
"""First two numbers in some of the writings of Word."""
PADDED = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)

WORD = {
    "several levels": (
        abstract(1, *TASKS) + number(1, 1),
        [("T1", 1, 0), ("T1.1", 1, 1), ("T1.2", 1, 1), ("P1.2.1", 1, 2), ("T2", 1, 0), ("T2.1", 1, 1), ("P2.1.1", 1, 2)],
    ),
    "a lower level first": (
        abstract(2, *TASKS) + number(2, 2), [("T1.1", 2, 1), ("T1.2", 2, 1), ("T2", 2, 0), ("P2.1.1", 2, 2), ("T2.2", 2, 1)],
    ),
    "lists that count together": (
        abstract(3, level(0, "decimal", "S%1")) + number(30, 3) + number(31, 3)
        + number(32, 3, [(0, 1)]) + number(33, 3, [(0, 5)]),
        [("S1", 30, 0), ("S2", 31, 0), ("S3", 30, 0), ("S1", 32, 0), ("S2", 32, 0), ("S3", 30, 0), ("S5", 33, 0), ("S6", 32, 0)],
    ),
    "a level of its own": (
        abstract(4, level(0, "decimal", "D%1"), level(1, "decimal", "D%1.%2")) + number(40, 4)
        + number(41, 4, more=f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "X%1")}</w:lvlOverride>'),
        [("D1", 40, 0), ("XB", 41, 0), ("DB.1", 41, 1), ("D3", 40, 0)],
    ),
    "other first numbers": (
        abstract(5, level(0, "decimal", "E%1", 0), level(1, "decimal", "E%1.%2", 3)) + number(5, 5),
        [("E0", 5, 0), ("E0.3", 5, 1), ("E0.4", 5, 1), ("E1", 5, 0), ("E1.3", 5, 1)],
    ),
    "digits with zeros before them": (
        abstract(6, level(0, "decimal", "Q%1").replace('<w:numFmt w:val="decimal"/>', PADDED)) + number(6, 6),
        [("Q001", 6, 0), ("Q002", 6, 0)],
    ),
    **{
        format: (abstract(count, level(0, format, "K%1")) + number(count, count), [(first, count, 0), (second, count, 0)])
        for count, (format, (first, second)) in enumerate(WRITINGS.items(), 100)
    },
}
"""What a document declares, and its paragraphs: label, list, level."""

STYLED = (
    abstract(7, level(0, "decimal", "K%1."), level(1, "decimal", "(%2)")) + abstract(8, level(0, "decimal", "H%1"), level(
        1, "decimal", "H%1.%2", more='<w:pStyle w:val="Second"/>')) + number(7, 7) + number(8, 8)
    + abstract(9, '<w:numStyleLink w:val="Linked"/>') + abstract(10, '<w:styleLink w:val="Linked"/>', level(0, "decimal", "L%1"))
    + number(9, 9) + number(10, 10)
)
STYLES = (
    style("Base", "", '<w:numId w:val="7"/>') + style("Child", "Base") + style("Off", "Base", '<w:numId w:val="0"/>')
    + style("First", "", '<w:numId w:val="8"/>') + style("Second", "First")
    + style("Linked", "", '<w:numId w:val="10"/>', "numbering")
)
BY_STYLE: list[tuple[str, int | None, int | None, str]] = [
    ("K1.", None, None, "Base"), ("K2.", None, None, "Child"), ("", None, None, "Off"), ("(1)", None, 1, "Child"),
    ("", 0, 0, "Base"), ("K3.", None, None, "Base"), ("H1", None, None, "First"), ("H1.1", None, None, "Second"),
    ("L1", 9, 0, ""), ("L2", 10, 0, ""),
]


def labels(document: Document) -> list[tuple[str, str]]:
    """What is drawn before each line and what should be."""
    return [(line.marker, line.text) for line in document.lines()]


def word(case: str) -> bytes:
    numbering, paragraphs = WORD[case]
    return word_lists(numbering, "".join(item(*paragraph) for paragraph in paragraphs))


@irregularity("I-87", "I-88")
@pytest.mark.parametrize("case", WORD)
def test_i87_the_numbers_that_lists_of_word_draw(case: str) -> None:
    found = labels(read(word(case)))
    assert found and all(drawn == text for drawn, text in found)


@irregularity("I-87")
def test_i87_lists_that_come_with_a_style_or_with_one_that_it_is_based_on() -> None:
    found = labels(read(word_lists(STYLED, "".join(item(*paragraph) for paragraph in BY_STYLE), STYLES)))
    assert [drawn for drawn, _ in found] == [text for text, *_ in BY_STYLE]


@irregularity("I-87")
@pytest.mark.parametrize(
    ("more", "drawn"),
    [("", ["I.", "I.1", "I.1.1", "I.2", "I.2.1", "II.", "II.1", "II.1.1"]),
     ('<w:lvlRestart w:val="0"/>', ["I.", "I.1", "I.1.1", "I.2", "I.2.2", "II.", "II.1", "II.1.3"]),
     ('<w:lvlRestart w:val="1"/>', ["I.", "I.1", "I.1.1", "I.2", "I.2.2", "II.", "II.1", "II.1.1"]),
     ("<w:isLgl/>", ["I.", "I.1", "1.1.1", "I.2", "1.2.1", "II.", "II.1", "2.1.1"])],
    ids=["usual", "never anew", "anew below the first level", "legal"],
)
def test_i87_where_a_level_begins_anew_and_how_it_shows_those_above(more: str, drawn: list[str]) -> None:
    # Word prints so; LibreOffice 7.4 passes over both declarations.
    levels = level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", more=more)
    body = "".join(item("甲", 1, depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [label for label, _ in labels(read(word_lists(abstract(1, *levels) + number(1, 1), body)))] == drawn


@irregularity("I-87")
def test_i87_a_name_of_a_list_that_begins_at_other_numbers_begins_all_its_levels_there() -> None:
    numbering = abstract(1, *TASKS) + number(1, 1) + number(2, 1, [(0, 2), (1, 1)]) + number(3, 1, [(0, 3)])
    body = "".join(item(text, of, 1) for text, of in (("T1.1", 1), ("T1.2", 1), ("T2.1", 2), ("T2.2", 2), ("T3.1", 3)))
    assert all(drawn == text for drawn, text in labels(read(word_lists(numbering, body))))


@irregularity("I-87")
def test_i87_an_unknown_writing_is_drawn_in_digits_and_reported() -> None:
    document = read(word_lists(abstract(1, level(0, "thaiLetters", "%1.")) + number(1, 1), item("甲", 1)))
    assert labels(document) == [("1.", "甲")]
    assert document.remarks == (("numbering_unknown", None, "Writing: thaiLetters."),)


@irregularity("I-87")
def test_i87_a_table_within_a_cell_keeps_the_numbers_of_its_lists() -> None:
    cells = "".join(f"<w:tc>{item(text, 1)}</w:tc>" for text in ("甲", "乙"))
    body = f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    document = read(word_lists(abstract(1, level(0, "decimalZero", "K%1")) + number(1, 1), body))
    assert next(document.lines()).text == "K01 甲\tK02 乙"


# OpenDocument -----------------------------------------------------------------------------------

P = odf_item
FLAT_STYLES = (
    odf_style("K", odf_level(1, "1", "K"), odf_level(2, "1", "K", ".", 'text:display-levels="2"'), odf_level(3, "a", "(", ")"))
    + odf_style("B", odf_level(1, "I", "", "."), odf_level(2, "1", "P", "", 'text:display-levels="2" text:start-value="3"'))
    + odf_style("Z", odf_level(1, "01, 02, 03, ...", "A"), odf_level(2, "一, 二, 三, ...", "（", "）"),
                odf_level(3, "", "x", "y"))
    + odf_style("W", odf_level(1, "1", "X", "", 'loext:num-list-format="S%1%"'),
                odf_level(2, "1", "X", "Y", 'loext:num-list-format="T%1%.%2%、"'))
    + odf_style("M", odf_level(1, "I"), odf_level(2, ""), odf_level(3, "1", "[", "]", 'text:display-levels="3"'))
    + odf_style("L", odf_level(1, "a", "", ".", 'text:start-value="27"'),
                odf_level(2, "a", "", ".", 'style:num-letter-sync="true" text:start-value="27"'))
    + '<text:list-style style:name="O"><text:list-level-style-bullet text:level="1" text:bullet-char="•" '
    'style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
)
FLAT_OUTLINE = '<text:outline-style style:name="Outline">{}{}</text:outline-style>'.format(
    '<text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="T"/>',
    '<text:outline-level-style text:level="2" style:num-format="1" style:num-prefix="T" text:display-levels="2"/>',
)
FLAT = {
    "levels": odf_list(P("K1"), P("K2", odf_list(P("K2.1."), P("K2.2.", odf_list(P("(a)"))))), P("K3"), style="K"),
    "anew": odf_list(P("K1"), style="K"),
    "goes on with the list before": odf_list(P("K2"), style="K", more='text:continue-numbering="true"'),
    "another list between": odf_list(P("I."), style="B", more='xml:id="one"')
    + odf_list(P("K1"), style="K", more='text:continue-numbering="true"'),
    "goes on with a named list": odf_list(P("II."), style="B", more='xml:id="two" text:continue-list="one"')
    + odf_list(P("III."), style="B", more='text:continue-list="two"')
    + odf_list(P("IV."), style="B", more='text:continue-list="one"'),
    "a lower level first": odf_list(P("", odf_list(P("PI.3"), P("PI.4"))), P("II."), P("", odf_list(P("PII.3"))), style="B"),
    "numbers given": odf_list(P("A05", more='text:start-value="5"'), P("A06"), style="Z"),
    "writings": odf_list(P("A01", odf_list(P("（一）", odf_list(P("xy"))))), P("A02"), style="Z"),
    "written out": odf_list(P("S1", odf_list(P("T1.1、"))), style="W"),
    "a level without number": odf_list(P("I", odf_list(P("", odf_list(P("[I.1]"))))), style="M"),
    "letters": odf_list(P("aa.", odf_list(P("aa."), P("bb."))), P("ab."), style="L"),
    "bullets": odf_list(P("•"), style="O"),
    "the style of an item": odf_list(P("K1"), P("II.", more='text:style-override="B"'), P("K3"), style="K"),
    "an item without anything": odf_list(P("K1"), "<text:list-item/>", P("K2"), style="K"),
    "paragraphs as a list": "".join(
        f'<text:numbered-paragraph text:list-id="n" text:style-name="K" text:level="{depth}"><text:p>{text}</text:p>'
        "</text:numbered-paragraph>" for depth, text in ((1, "K1"), (2, "K1.1."))
    ),
    "a style that is not there": odf_list(P("•", odf_list(P("◦", odf_list(P("▪"))))), P("•"), style="None"),
    "headings": '<text:h text:outline-level="1">T1</text:h><text:h text:outline-level="2">T1.1</text:h>'
    '<text:h text:outline-level="2" text:restart-numbering="true" text:start-value="4">T1.4</text:h>'
    '<text:h text:outline-level="1">T2</text:h>',
}


@irregularity("I-87", "I-88")
def test_i87_the_numbers_that_lists_of_writer_draw() -> None:
    document = read(odf_lists(FLAT_STYLES, "".join(FLAT.values()), FLAT_OUTLINE).encode())
    assert [drawn for drawn, _ in labels(document)] == [text for _, text in labels(document)]


@irregularity("I-87")
def test_i87_a_second_paragraph_and_the_head_of_a_list_have_no_number() -> None:
    head = "<text:list-header><text:p>頭</text:p></text:list-header>"
    items = odf_list(head, odf_item("甲", "<text:p>乙</text:p>"), odf_item("丙"), style="K")
    assert labels(read(odf_lists(FLAT_STYLES, items).encode())) == [("", "頭"), ("K1", "甲"), ("", "乙"), ("K2", "丙")]


# what LibreOffice prints ------------------------------------------------------------------------


@irregularity("I-87", "I-88")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_i87_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    # Word wants all lists declared before the names of any.
    declared = "".join(numbering for numbering, _ in WORD.values())
    numbering = "".join(sorted(re.findall("<w:abstractNum .*?</w:abstractNum>|<w:num .*?</w:num>", declared)))
    body = "".join(item(*paragraph) for _, paragraphs in WORD.values() for paragraph in paragraphs)
    Path(tmp_path, "word.docx").write_bytes(word_lists(numbering, body))
    Path(tmp_path, "writer.fodt").write_text(odf_lists(FLAT_STYLES, "".join(FLAT.values()), FLAT_OUTLINE), encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={Path(tmp_path, 'profile').as_uri()}", "--convert-to"]
    command += ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *map(str, tmp_path.glob("w*.*"))]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    for name in ("word", "writer"):
        printed = Path(tmp_path, f"{name}.txt").read_text(encoding="utf-8-sig").splitlines()
        assert printed and [line.split() for line in printed] == [line.split()[-1:] * 2 for line in printed]
