"""What word processors do to a document, as far as it is read: I-88 … I-96."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.standards.parse import parse
from tests.build import WRITERS, Made, Outcome
from tests.build.written import package

irregularity = pytest.mark.irregularity

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = {"docx": "word/document.xml", "odt": "content.xml"}

Change = Callable[[str], str]


def edited(kind: str, change: Change, made: Made | None = None, **parts: str) -> Outcome:
    """A made-up standard with its XML changed; `parts` are further parts of a DOCX, by the relation that leads to them."""
    with zipfile.ZipFile(io.BytesIO(WRITERS[kind](made or Made()))) as source:
        files = {name: source.read(name).decode() for name in source.namelist()}
    before, files[MAIN[kind]] = files[MAIN[kind]], change(files[MAIN[kind]])
    assert files[MAIN[kind]] != before
    relations = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts)
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{name}+xml"/>' for name in parts)
    if parts:
        files |= {f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()}
        package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package_relations}">{relations}</Relationships>'
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", f"{types}</Types>")
    return Outcome(parse(f"made.{kind}", package(files)))


def replaced(old: str, new: str) -> Change:
    return lambda xml: xml.replace(old, new)


LISTED = Made(notes=("其他補充說明：", "  甲物另計。", "  乙物另計。"))


@irregularity("I-88")
@pytest.mark.parametrize(("format_", "text", "markers"), [("decimal", "%1.", ["1.", "2."]), ("bullet", "•", ["•", "•"])])
def test_i88_the_marker_that_a_list_of_word_draws_before_a_note(format_: str, text: str, markers: list[str]) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    of_list = replaced('<w:ind w:left="400"/>', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    result = edited("docx", of_list, LISTED, numbering=numbering)
    assert result.rows("notes", "text", "marker") == list(zip(["甲物另計。", "乙物另計。"], markers, strict=True))


@irregularity("I-88")
def test_i88_the_marker_that_a_list_of_writer_draws_before_a_note() -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style></office:automatic-styles>'
    )

    def listed(xml: str) -> str:
        xml = xml.replace("</office:automatic-styles>", style)
        xml = xml.replace('<text:p text:style-name="I20">甲', '<text:list text:style-name="L"><text:list-item><text:p>甲')
        return xml.replace(
            '</text:p><text:p text:style-name="I20">乙物另計。</text:p>',
            "</text:p></text:list-item><text:list-item><text:p>乙物另計。</text:p></text:list-item></text:list>",
        )

    assert edited("odt", listed, LISTED).rows("notes", "text", "marker") == [("甲物另計。", "1."), ("乙物另計。", "2.")]


@irregularity("I-90")
@pytest.mark.parametrize(
    "unseen",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r>",
        "<w:del><w:r><w:delText>刪去</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 甲</w:instrText></w:r>',
    ],
    ids=["hidden", "deleted", "moved away", "instruction"],
)
def test_i90_what_word_does_not_print_is_not_read(unseen: str) -> None:
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{unseen}"))
    assert result.where("competencies", "name", kind="K") == ["甲物概論"] and result.reading.coverage == 1.0


@irregularity("I-91")
def test_i91_a_footnote_of_word_is_a_note_and_leaves_the_name_alone() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>甲物指乙物。</w:t></w:r></w:p></w:footnote>'
    result = edited("docx", replaced("K01甲物概論</w:t></w:r>", f"K01甲物概論</w:t></w:r>{mark}"), footnotes=text)
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]
    assert result.rows("notes", "section", "text")[-1] == ("supplement", "甲物指乙物。")


TWO_PAGES = """
T1整理甲物 | T1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選
===
T2交付甲物 | T2.1裝箱甲物 | | P2.1.1裝箱。 | 4 | K02乙物 | S02裝箱
"""


@irregularity("I-95")
def test_i95_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    duty = '<w:tcPr><w:gridSpan w:val="1"/>{}</w:tcPr><w:p><w:r><w:t xml:space="preserve">T2'
    orphan = replaced(duty.format(""), duty.format("<w:vMerge/>"))
    result = edited("docx", orphan, Made(TWO_PAGES, repeat_header=False))
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T2", "交付甲物")]


@irregularity("I-95")
def test_i95_a_merge_goes_on_whatever_width_its_rest_declares() -> None:
    rows = "T1整理甲物 | T1.1挑選 | < | 甲單 | P1.1.1選。 | 3 | K01甲 | S01乙"
    rows += "\n^ | T1.2核對 | < | 乙單 | P1.2.1核。 | 3 | K01甲 | S01乙"
    head = "主要職責 | 工作任務 | < | 工作產出 | 行為指標 | 職能級別 | 職能內涵（K=knowledge） | 職能內涵（S=skills）"
    rest = '<w:tcPr><w:gridSpan w:val="{}"/><w:vMerge w:val="continue"/></w:tcPr><w:p/></w:tc>'
    other = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">T1.2'

    def wider(xml: str) -> str:
        return xml.replace(rest.format(1), rest.format(2)).replace(other, other.replace('w:val="2"', 'w:val="1"'))

    result = edited("docx", wider, Made(rows, header=head, widths=(60.0,) * 8))
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")]
    assert result.rows("tasks", "task_id", "duty_id", "name") == [("T1.1", "T1", "挑選"), ("T1.2", "T1", "核對")]


@irregularity("I-96")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i96_the_chosen_value_of_a_drop_down(kind: str) -> None:
    level = {"docx": '<w:p><w:r><w:t xml:space="preserve">3</w:t></w:r></w:p>', "odt": "<text:p>3</text:p>"}[kind]
    choices = '<w:dropDownList><w:listItem w:value="3"/><w:listItem w:value="4"/></w:dropDownList>'
    chosen = {
        "docx": f"<w:sdt><w:sdtPr>{choices}</w:sdtPr><w:sdtContent>{level}</w:sdtContent></w:sdt>",
        "odt": '<text:p><text:drop-down text:name="級別"><text:label text:value="3"/>3</text:drop-down></text:p>',
    }[kind]
    assert edited(kind, replaced(level, chosen)).levels() == {"T1.1": [3]}
