"""What word processors do to lists, merges and fields: I-88, I-95 … I-97."""

from __future__ import annotations

import pytest

from tests.build import Made
from tests.build.edited import edited, replaced

irregularity = pytest.mark.irregularity

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


@irregularity("I-95")
def test_i95_a_cell_of_writer_stands_where_no_other_covers() -> None:
    made = Made("T1整理甲物 | T1.1挑選 | | P1.1.1挑。 | 3 | K01甲 | S01乙\n^ | T1.2核對 | | P1.2.1核。 | 4 | K02甲 | S02乙")
    result = edited("odt", replaced("<table:covered-table-cell/>", ""), made)
    assert result.rows("tasks", "task_id", "duty_id", "name") == [("T1.1", "T1", "挑選"), ("T1.2", "T1", "核對")]
    assert result.levels() == {"T1.1": [3], "T1.2": [4]}


@irregularity("I-96")
@pytest.mark.parametrize(
    ("data", "level"),
    [('<w:ddList><w:result w:val="1"/><w:listEntry w:val="3"/><w:listEntry w:val="4"/></w:ddList>', 4),
     ('<w:ddList><w:listEntry w:val="5"/><w:listEntry w:val="6"/></w:ddList>', 5)],
)
def test_i96_the_choice_of_an_old_form_field(data: str, level: int) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    field = f'<w:p>{begin}<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    result = edited("docx", replaced('<w:p><w:r><w:t xml:space="preserve">3</w:t></w:r></w:p>', field))
    assert result.levels() == {"T1.1": [level]}


@irregularity("I-96")
@pytest.mark.parametrize(("settings", "level"), [
    ({"Dropdown_Selected": "1"}, [4]), ({}, [3]), ({"Dropdown_Selected": "9"}, [None]),
], ids=["chosen", "the first", "damaged"])
def test_i96_an_old_form_field_that_libreoffice_keeps(settings: dict[str, str], level: list[int | None]) -> None:
    name = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    entries = [("Dropdown_ListEntry", "3"), ("Dropdown_ListEntry", "4"), *settings.items()]
    shown = "".join(f'<field:param field:name="{key}" field:value="{value}"/>' for key, value in entries)
    kind = 'field:type="vnd.oasis.opendocument.field.FORMDROPDOWN"'
    field = f"<text:p><field:fieldmark {name} {kind}>{shown}</field:fieldmark></text:p>"
    assert edited("odt", replaced("<text:p>3</text:p>", field)).levels() == {"T1.1": level}


@irregularity("I-97")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i97_a_break_within_a_paragraph_leaves_one_note(kind: str) -> None:
    line_break = {"docx": "</w:t><w:br/><w:t>", "odt": "<text:line-break/>"}[kind]
    made = Made(notes=("其他補充說明：", "甲物指乙物以外之物，*並含丙物。"))
    assert edited(kind, replaced("*", line_break), made).rows("notes", "text") == ["甲物指乙物以外之物，並含丙物。"]


@irregularity("I-95")
def test_i95_merges_without_a_start_are_parted_by_what_they_say() -> None:
    rows = "T1整理甲物 | T1.1挑選 | | P1.1.1挑。 | 3 | K01甲 | S01乙\n^ | T1.2核對 | | P1.2.1核。 | 3 | K02甲 | S02乙"
    rows += "\nT2交付甲物 | T2.1裝箱 | | P2.1.1裝。 | 3 | K03甲 | S03乙"
    second = '<w:tcPr><w:gridSpan w:val="1"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">T2'

    def without_start(xml: str) -> str:
        below = second.replace("/></w:tcPr>", "/><w:vMerge/></w:tcPr>")
        return xml.replace("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>").replace(second, below)

    assert edited("docx", without_start, Made(rows)).rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T2", "交付甲物")]


@irregularity("I-119")
@pytest.mark.parametrize(("kind", "hyphen"), [("docx", "</w:t><w:noBreakHyphen/><w:t>"), ("docx", "\u2011"), ("odt", "\u2011")])
def test_i119_a_hyphen_where_no_line_may_break_is_a_hyphen(kind: str, hyphen: str) -> None:
    result = edited(kind, lambda xml: xml.replace("ABC1234-", f"ABC1234{hyphen}"))
    assert result.standard.standard_code == "ABC1234-001v2" and "radicals_mapped" not in result.issues
    assert result.rows("standard_versions", "version_code", "note")[1] == ("ABC1234-001v1", "已被《ABC1234-001v2》取代")
