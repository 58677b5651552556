"""What of a file of a word processor is printed, and what is shown and cannot be read: I-90 … I-94, I-98, I-99."""

from __future__ import annotations

import re

import pytest

from tests.build import Made
from tests.build.edited import edited, replaced

irregularity = pytest.mark.irregularity


BASED_ON = '<w:basedOn w:val="Hides"/></w:style><w:style w:type="paragraph" w:styleId="Hides"><w:rPr><w:vanish/></w:rPr>'
KS_TURNED = "主要職責 | 工作任務 | 行為指標 | 職能級別 | 職能內涵（S=skills 技能） | 職能內涵（K=knowledge 知識）"
K_LAST = "T1整理甲物 | T1.1挑選甲物 | P1.1.1依規格挑選甲物。 | 3 | S01挑選能力 | K01甲物概論"


@irregularity("I-90")
@pytest.mark.parametrize(
    "unseen",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r>",
        "<w:del><w:r><w:delText>刪去</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 甲</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>指令</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:rPr><w:rStyle w:val="Unseen"/></w:rPr><w:t>隱藏</w:t></w:r>',
        '</w:p><w:p><w:pPr><w:pStyle w:val="Based"/></w:pPr><w:r><w:t>隱藏之段</w:t></w:r>',
        '</w:p></w:tc></w:tr><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>T1.9隱藏之列</w:t></w:r>',
        '</w:p></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>T1.9刪去之列</w:t></w:r>',
    ],
    ids=[
        "hidden", "deleted", "moved away", "instruction", "text of an instruction", "style of a run", "style of a paragraph",
        "hidden row", "deleted row",
    ],
)
def test_i90_what_word_does_not_print_is_not_read(unseen: str) -> None:
    style = '<w:style w:type="{}" w:styleId="{}">{}</w:style>'
    styles = style.format("character", "Unseen", "<w:rPr><w:vanish/></w:rPr>") + style.format("paragraph", "Based", BASED_ON)
    made = Made(header=KS_TURNED, tasks=K_LAST)
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{unseen}"), made, styles=styles)
    assert result.where("competencies", "name", kind="K") == ["甲物概論"] and result.reading.coverage == 1.0


@irregularity("I-90")
@pytest.mark.parametrize(
    "unseen",
    [
        '<text:span text:style-name="Unseen">隱藏</text:span>',
        "<text:hidden-text text:is-hidden=\"true\">隱藏</text:hidden-text>",
        "<text:script>var x=1</text:script>",
        "<office:annotation><text:p>批註</text:p></office:annotation>",
        '<draw:frame><draw:image/><svg:title>圖示</svg:title><svg:desc>標誌</svg:desc></draw:frame>',
        '</text:p><text:p text:style-name="Based">隱藏之段',
        '</text:p><text:p>隱藏之段<text:hidden-paragraph text:is-hidden="true"/>',
        '</text:p><text:section text:display="none"><text:p>隱藏之節</text:p></text:section><text:p>',
        '</text:p><text:section text:display="condition" text:is-hidden="true"><text:p>隱藏之節</text:p></text:section><text:p>',
    ],
    ids=[
        "style", "hidden text", "script", "comment", "alternative text", "style of a paragraph", "hidden paragraph", "section",
        "section on a condition",
    ],
)
def test_i90_what_writer_does_not_print_is_not_read(unseen: str) -> None:
    styles = (
        '<style:style style:name="Unseen" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="Based" style:family="paragraph" style:parent-style-name="Unseen"/></office:automatic-styles>'
    )

    def with_unseen(xml: str) -> str:
        return xml.replace("K01甲物概論</text:p>", f"K01甲物概論{unseen}</text:p>").replace("</office:automatic-styles>", styles)

    result = edited("odt", with_unseen)
    assert result.where("competencies", "name", kind="K") == ["甲物概論"] and result.reading.coverage == 1.0


@irregularity("I-90")
def test_i90_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    cut = replaced("K01甲物概論</w:t></w:r></w:p>", "K01甲物</w:t></w:r></w:p><w:p><w:r><w:t>概論</w:t></w:r></w:p>")

    def joined(xml: str) -> str:
        before, _, after = cut(xml).partition('<w:r><w:t xml:space="preserve">K01甲物')
        return f'{before}{mark}<w:r><w:t xml:space="preserve">K01甲物{after}'

    assert edited("docx", joined).where("competencies", "name", kind="K") == ["甲物概論"]


@irregularity("I-91")
def test_i91_an_endnote_of_word_and_a_footnote_of_writer_are_notes() -> None:
    mark = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    text = '<w:endnote w:id="2"><w:p><w:r><w:t>甲物指乙物。</w:t></w:r></w:p></w:endnote>'
    word = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{mark}"), endnotes=text)
    body = "<text:note-body><text:p>甲物指乙物。</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    writer = edited("odt", replaced("K01甲物概論</text:p>", f"K01甲物概論{note}</text:p>"))
    for result in (word, writer):
        assert result.where("competencies", "name", kind="K") == ["甲物概論"]
        assert result.rows("notes", "section", "text")[-1] == ("supplement", "甲物指乙物。")


@irregularity("I-92")
@pytest.mark.parametrize(
    ("kind", "plain", "guided"),
    [
        ("docx", "K01甲物概論</w:t></w:r>",
         "K01甲物</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>ㄍㄞˋ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>概</w:t></w:r></w:rubyBase>"
         "</w:ruby></w:r><w:r><w:t>論</w:t></w:r>"),
        ("odt", "K01甲物概論</text:p>",
         "K01甲物<text:ruby><text:ruby-base>概</text:ruby-base><text:ruby-text>ㄍㄞˋ</text:ruby-text></text:ruby>論</text:p>"),
    ],
)
def test_i92_the_base_of_a_phonetic_guide_is_read_once(kind: str, plain: str, guided: str) -> None:
    result = edited(kind, replaced(plain, guided))
    assert result.where("competencies", "name", kind="K") == ["甲物概論"] and result.reading.coverage == 1.0


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
SQUARE = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"


@irregularity("I-93")
@pytest.mark.parametrize(
    ("formula", "name", "told"),
    [("<m:r><m:t>概論</m:t></m:r>", "甲物概論", 0), (SQUARE, "甲物x2", 1)],
    ids=["in a row", "laid out"],
)
def test_i93_a_formula_of_word_is_kept_in_its_place(formula: str, name: str, told: int) -> None:
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物</w:t></w:r><m:oMath {MATH}>{formula}</m:oMath>"))
    assert result.where("competencies", "name", kind="K") == [name]
    assert result.issues.count("formula_flattened") == told


@irregularity("I-93")
def test_i93_a_formula_of_writer_is_kept_in_its_place() -> None:
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>概論</mi><annotation>source</annotation></math>'
    drawn = f"K01甲物<draw:frame><draw:object>{formula}</draw:object></draw:frame></text:p>"
    assert edited("odt", replaced("K01甲物概論</text:p>", drawn)).where("competencies", "name", kind="K") == ["甲物概論"]


@irregularity("I-94")
@pytest.mark.parametrize("around", ["box", "table"])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i94_the_tables_in_a_box_or_in_one_large_cell(kind: str, around: str) -> None:
    opening, closing = {
        ("docx", "box"): ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("docx", "table"): ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("odt", "box"): ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
        ("odt", "table"): (
            "<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>",
        ),
    }[kind, around]
    first, last = {"docx": ("<w:tbl>", "</w:tbl>"), "odt": ("<table:table", "</table:table>")}[kind]

    def framed(xml: str) -> str:
        start, end = xml.index(first), xml.rindex(last) + len(last)
        return f"{xml[:start]}{opening}{xml[start:end]}{closing}{xml[end:]}"

    result = edited(kind, framed)
    assert result.rows("tasks", "task_id") == ["T1.1"] and result.reading.coverage == 1.0


@irregularity("I-94")
def test_i94_a_table_in_a_shape_of_libreoffice_has_another_name() -> None:
    name = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'

    def drawn(xml: str) -> str:
        start, end = xml.index("<table:table"), xml.rindex("</table:table>") + len("</table:table>")
        tables = re.sub("(</?)table:table", r"\1loext:table", xml[start:end])
        return f"{xml[:start]}<text:p><draw:custom-shape {name}>{tables}</draw:custom-shape></text:p>{xml[end:]}"

    result = edited("odt", drawn)
    assert result.rows("tasks", "task_id") == ["T1.1"] and result.levels() == {"T1.1": [3]} and result.reading.coverage == 1.0


@irregularity("I-94")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i94_a_stamp_over_a_cell_is_told_and_not_glued_to_a_name(kind: str) -> None:
    stamp = {
        "docx": "K01甲物概論</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>樣本</w:t></w:r></w:p></w:txbxContent>"
                "</w:pict></w:r>",
        "odt": "<draw:custom-shape><text:p>樣本</text:p></draw:custom-shape>K01甲物概論</text:p>",
    }[kind]
    plain = {"docx": "K01甲物概論</w:t></w:r>", "odt": "K01甲物概論</text:p>"}[kind]
    result = edited(kind, replaced(plain, stamp))
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]
    assert result.finding("text_outside").raw_value == "樣本"


@irregularity("I-91")
def test_i91_a_footnote_of_word_is_a_note_and_leaves_the_name_alone() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>甲物指乙物。</w:t></w:r></w:p></w:footnote>'
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{mark}"), footnotes=text)
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]
    assert result.rows("notes", "section", "text")[-1] == ("supplement", "甲物指乙物。")


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{}" cy="{}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{}"/></a:graphic></wp:inline></w:drawing></w:r>'
)


@irregularity("I-98")
@pytest.mark.parametrize(
    ("object_", "code"),
    [
        (PICTURE.format(5_000_000, 3_000_000, "picture"), "picture_not_read"),
        (PICTURE.format(500_000, 300_000, "picture"), None),
        (PICTURE.format(500_000, 300_000, "chart"), "embedded_not_read"),
        ('<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Sheet"/></w:object></w:r>',
         "embedded_not_read"),
        ('</w:p><w:altChunk/><w:p>', "embedded_not_read"),
        ('<w:r><x:words xmlns:x="urn:unknown">未知之文字</x:words></w:r>', "markup_not_read"),
    ],
    ids=["picture", "icon", "chart", "object", "other document", "unknown element"],
)
def test_i98_what_word_shows_and_nobody_reads_is_told_with_its_place(object_: str, code: str | None) -> None:
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{object_}"))
    told = [found for found in result.reading.findings if found.code.endswith("_not_read")]
    assert [found.code for found in told] == ([code] if code else [])
    assert code in (None, "markup_not_read") or "K01甲物概論" in told[0].message


@irregularity("I-99")
@pytest.mark.parametrize(
    ("kind", "plain", "struck"),
    [
        ("docx", "K01甲物概論</w:t></w:r>",
         "K01甲物概論</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>舊名</w:t></w:r>"),
        ("odt", "K01甲物概論</text:p>", 'K01甲物概論<text:span text:style-name="Struck">舊名</text:span></text:p>'),
    ],
)
def test_i99_struck_text_is_left_out_and_told(kind: str, plain: str, struck: str) -> None:
    style = '<style:style style:name="Struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    closing = "</office:automatic-styles>"
    result = edited(kind, lambda xml: xml.replace(plain, struck).replace(closing, style + closing))
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]
    assert "舊名" in result.finding("text_struck").message


@irregularity("I-94")
@pytest.mark.parametrize("label", ["職能內容", ""])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i94_the_main_table_in_a_cell_beside_a_label(kind: str, label: str) -> None:
    opening, closing, first, last = {
        "docx": (f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>",
                 "<w:tbl>", "</w:tbl>"),
        "odt": (f"<table:table><table:table-row><table:table-cell><text:p>{label}</text:p></table:table-cell><table:table-cell>",
                "</table:table-cell></table:table-row></table:table>", "<table:table>", "</table:table>"),
    }[kind]

    def framed(xml: str) -> str:
        head = xml.index("主要職責")
        start, end = xml.rindex(first, 0, head), xml.index(last, head) + len(last)
        return f"{xml[:start]}{opening}{xml[start:end]}{closing}{xml[end:]}"

    result = edited(kind, framed)
    assert result.rows("tasks", "task_id") == ["T1.1"] and result.levels() == {"T1.1": [3]}
