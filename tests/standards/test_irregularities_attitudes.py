"""Attitudes: I-66 … I-70."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import ATTITUDE_ROW, WRITERS, Made, Outcome, read, read_bytes

irregularity = pytest.mark.irregularity
Attitude = tuple[str | None, str | None, str | None]


def attitudes(result: Outcome) -> list[Attitude]:
    return [(row.competency_code, row.name, row.definition) for row in result.reading.tables.competencies if row.kind == "A"]


def having(*lines: str, **parts: Any) -> list[Attitude]:
    return attitudes(read(Made(attitudes=lines, **parts)))


@irregularity("I-66")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i66_names_without_definitions(kind: str) -> None:
    made = Made(attitudes=("A01主動積極", "A02 謹慎細心"))
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert attitudes(result) == [("A01", "主動積極", None), ("A02", "謹慎細心", None)]


@irregularity("I-66")
@pytest.mark.parametrize("heading", ["", "職能內涵（A=attitude 態度）"])
def test_i66_no_attitude_at_all_is_reported(heading: str) -> None:
    result = read(Made(attitude_heading=heading, attitudes=()))
    assert attitudes(result) == [] and "attitudes_missing" in result.issues


@irregularity("I-67")
@pytest.mark.parametrize("separator", ["、", " ", "，", "；", "⏎", ""])
def test_i67_several_on_one_line(separator: str) -> None:
    assert having(separator.join(("A01主動積極", "A02謹慎細心", "A03團隊意識"))) == [
        ("A01", "主動積極", None),
        ("A02", "謹慎細心", None),
        ("A03", "團隊意識", None),
    ]


@irregularity("I-67")
def test_i67_several_with_definitions_on_one_line() -> None:
    assert having("A01主動積極：先做再問。A02謹慎細心：先看、再做。") == [
        ("A01", "主動積極", "先做再問。"),
        ("A02", "謹慎細心", "先看、再做。"),
    ]


@irregularity("I-68")
def test_i68_uncoded_names_are_split_where_all_are_short() -> None:
    result = read(Made(attitudes=("主動積極、謹慎細心、團隊意識",)))
    assert attitudes(result) == [(None, "主動積極", None), (None, "謹慎細心", None), (None, "團隊意識", None)]
    assert result.where("competencies", "competency_id", kind="A") == ["A#1", "A#2", "A#3"]
    assert result.issues.count("item_without_code") == 3


@irregularity("I-68", "I-85")
@pytest.mark.parametrize(
    "lines",
    [("主動積極 謹慎細心 團隊意識",), ("• 主動積極", "• 謹慎細心", "• 團隊意識"), ("1.主動積極", "2.謹慎細心", "3.團隊意識")],
)
def test_i68_uncoded_names_behind_bullets_numbers_or_spaces(lines: tuple[str, ...]) -> None:
    assert having(*lines) == [(None, "主動積極", None), (None, "謹慎細心", None), (None, "團隊意識", None)]


@irregularity("I-68", "I-83")
def test_i68_letter_spacing_parts_no_names() -> None:
    assert having("主 動 積 極") == [(None, "主動積極", None)]


@irregularity("I-68")
def test_i68_an_uncoded_paragraph_stays_whole() -> None:
    prose = "具備主動積極之態度，能於挑選甲物、核對乙物時保持謹慎細心，並樂於與團隊合作。"
    assert having(prose) == [(None, prose, None)]


@irregularity("I-68")
def test_i68_long_parts_are_no_names() -> None:
    prose = "能主動積極完成各項交辦之甲物整理工作、能謹慎細心核對各項乙物之數量與品質"
    assert having(prose) == [(None, prose, None)]


@irregularity("I-68")
def test_i68_uncoded_lines_with_definitions() -> None:
    assert having("主動積極：先做、再問。", "謹慎細心：先看再做。") == [
        (None, "主動積極", "先做、再問。"),
        (None, "謹慎細心", "先看再做。"),
    ]


@irregularity("I-69")
@pytest.mark.parametrize(
    "line",
    [
        "A01 主動積極：先做再問。",
        "A01主動積極 ：先做再問。",
        "A01主動積極:先做再問。",
        "A01主動↵積極：先做↵再問。",
        "A01⏎主動積極：⏎先做再問。",
    ],
)
def test_i69_forms_of_a_coded_item(line: str) -> None:
    assert having(line, "A03團隊意識：一起做。") == [("A01", "主動積極", "先做再問。"), ("A03", "團隊意識", "一起做。")]


@irregularity("I-69")
@pytest.mark.parametrize("line", [
    "A01主動積極⏎先做，再問：問誰都好。", "A01 主動積極 - 先做，再問：問誰都好。", "A01主動積極－先做，再問：問誰都好。",
    "A01   主動積極    先做，再問：問誰都好。",
])
def test_i69_a_name_on_its_line_or_before_a_dash(line: str) -> None:
    first, second = having(line, "A03團隊意識：一起做。")
    assert (first, second) == (("A01", "主動積極", "先做，再問：問誰都好。"), ("A03", "團隊意識", "一起做。"))


@irregularity("I-69")
@pytest.mark.parametrize("name", ["自我管理－學習力", "自我管理⏎（學習力、抗壓）", "應對不確⏎定性"])
def test_i69_a_dash_or_a_line_break_within_a_name(name: str) -> None:
    (first, _) = having(f"A01{name}", "A03團隊意識：一起做。")
    assert first == ("A01", name.replace("⏎", ""), None)
    (first, _) = having(f"A01{name}：先做，再問。", "A03團隊意識：一起做。")
    assert first == ("A01", name.replace("⏎", ""), "先做，再問。")


@irregularity("I-69")
def test_i69_the_first_colon_ends_the_name_and_no_other_mark_does() -> None:
    assert having("A01自我管理（學習力/抗壓、職業道德）：包括：能 PC Base 操作；不慌。") == [
        ("A01", "自我管理（學習力/抗壓、職業道德）", "包括：能 PC Base 操作；不慌。"),
    ]


@irregularity("I-69")
def test_i69_a_definition_broken_by_a_page_and_its_footer() -> None:
    assert having("A01主動積極：先做", "第2頁，總共3頁", "===", "↵再問。", "A02謹慎細心：先看。") == [
        ("A01", "主動積極", "先做再問。"),
        ("A02", "謹慎細心", "先看。"),
    ]


@irregularity("I-69")
def test_i69_equal_names_under_two_codes_stay_two() -> None:
    assert having("A01主動積極：先做。", "A05主動積極：再問。") == [("A01", "主動積極", "先做。"), ("A05", "主動積極", "再問。")]


@irregularity("I-70")
@pytest.mark.parametrize("heading", ["職業內涵（A=attitude 態度）", "職業內涵（A=attitude態度）"])
def test_i70_another_heading_is_a_heading_and_is_told(heading: str) -> None:
    result = read(Made(attitude_heading=heading))
    assert len(attitudes(result)) == 2 and result.finding("attitude_heading_unusual").raw_value == heading


@irregularity("I-70")
@pytest.mark.parametrize(
    "heading",
    [
        "職能內涵(A=attitude 態度)",
        "職能內涵⏎（A=attitude態度）",
        "職能內涵（Ａ=Attitudes 態度）",
        "職能內涵（A=attitude⏎態度）",
        "職能內涵【A：attitude／態度】",
        "職能內涵－態度",
    ],
)
def test_i70_spellings_of_the_usual_heading(heading: str) -> None:
    result = read(Made(attitude_heading=heading))
    assert len(attitudes(result)) == 2 and "attitude_heading_unusual" not in result.issues


@irregularity("I-30", "I-70", "I-123")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
@pytest.mark.parametrize("place", ["beside", "below", "behind", "over two rows"])
def test_i70_the_attitudes_share_the_row_or_the_line_of_their_heading(place: str, kind: str) -> None:
    heading, first, second = "職能內涵（A=attitude 態度）", "A01主動積極：先做。", "A02謹慎細心：再看。"
    rows = {
        "beside": f"{heading} | < | {first}⏎{second} | < | < | < | <",
        "below": f"{heading}⏎{first}⏎{second} | < | < | < | < | < | <",
        "behind": f"{heading}{first}⏎{second} | < | < | < | < | < | <",
        "over two rows": f"{heading} | < | {first} | < | < | < | <\n^ | ^ | {second} | < | < | < | <",
    }[place]
    made = Made(f"{Made().tasks}\n{rows}", attitude_heading="", attitudes=())
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert attitudes(result) == [("A01", "主動積極", "先做。"), ("A02", "謹慎細心", "再看。")]
    assert len(result.rows("notes", "text")) == 2 and result.reading.coverage == 1.0


@irregularity("I-70")
def test_i70_ability_as_the_sense_of_a_is_kept_under_its_heading() -> None:
    result = read(Made(attitude_heading="職能內涵（A=ability 能力）", attitudes=("A01甲物操作能力", "A02乙物操作能力")))
    assert attitudes(result) == [("A01", "甲物操作能力", None), ("A02", "乙物操作能力", None)]
    assert "attitude_heading_unusual" in result.issues


@irregularity("I-69")
@pytest.mark.parametrize("kind", ["neutral", "docx", "odt"])
@pytest.mark.parametrize(("rows", "found"), [
    (("A01主動積極 | 先做再問。", "A02謹慎細心： | 先看再做。"), [("主動積極", "先做再問。"), ("謹慎細心", "先看再做。")]),
    (("A01 | 主動積極 | 先做再問。", "A02 | 謹慎細心："), [("主動積極", "先做再問。"), ("謹慎細心", None)]),
    (("A01 | 主動積極：先做再問。", "A02 | 謹慎細心"), [("主動積極", "先做再問。"), ("謹慎細心", None)]),
    (("A01主動積極 | A02謹慎細心",), [("主動積極", None), ("謹慎細心", None)]),
], ids=["name and definition", "three columns", "code and the rest", "side by side"])
def test_i69_attitudes_in_columns_of_a_table(rows: tuple[str, ...], found: list[tuple[str, str | None]], kind: str) -> None:
    made = Made("\n".join((Made().tasks, ATTITUDE_ROW, *rows)), attitude_heading="", attitudes=())
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert attitudes(result) == [(f"A0{number}", *one) for number, one in enumerate(found, 1)]
    assert result.reading.coverage == 1.0
