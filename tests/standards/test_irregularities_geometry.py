"""Geometry of the main table: I-24 … I-35."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.documents.model import Line, Paragraph
from tests.build import ATTITUDE_ROW, HEADER, NOTES_ROW, WRITERS, Made, document, parsed, profile, read, read_bytes, tasks

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"
WIDE = """
主要職責 | 工作任務 | 工作產出 | 行為指標 | < | 職能⏎級別 | < | 職能內涵（K=knowledge） | < | < | 職能內涵（S=skills 技能） | <
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | | P1.1.1挑選甲物。 | 3 | | | K01甲物概論 | | S01挑選能力 |
"""


def facts(made: Made, kind: str = "neutral") -> list[object]:
    """What `ROW` says, whatever the table around it looks like."""
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    return [
        *result.rows("tasks", "task_id", "name", "duty_id"),
        result.levels(),
        *result.rows("outputs", "output_id", "name"),
        *result.rows("indicators", "indicator_id", "text"),
        *result.rows("block_competencies", "competency_id", "name"),
    ]


PLAIN: list[object] = [
    ("T1.1", "挑選甲物", "T1"),
    {"T1.1": [3]},
    ("O1.1.1", "甲物清單"),
    ("P1.1.1", "挑選甲物。"),
    ("K01", "甲物概論"),
    ("S01", "挑選能力"),
]


def test_the_plain_row_says_what_the_others_are_held_against() -> None:
    assert facts(Made(ROW)) == PLAIN


@irregularity("I-24")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i24_blank_sub_columns_do_not_shift_the_columns(kind: str) -> None:
    assert facts(Made(WIDE, header=""), kind) == PLAIN


@irregularity("I-24")
def test_i24_sub_columns_are_mapped_by_place_and_not_by_number() -> None:
    rows = "T1整理甲物 | T1.1挑選甲物 |  | 甲物清單 |  | P1.1.1挑選甲物。 | 3 |  | 甲物概論 | S01挑選能力 |"
    header = "主要職責 | 工作任務 | 工作產出 | < | 行為指標 | < | 職能級別 | K=knowledge | < | 職能內涵（S=skills） | <"
    result = tasks(rows, header=header, widths=(60, 60, 20, 60, 20, 60, 30, 20, 60, 60, 20))
    assert result.rows("outputs", "output_code", "name") == [(None, "甲物清單")]
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]


@irregularity("I-25")
@pytest.mark.parametrize(
    "header",
    [
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能 | 職能內涵 | <\n ^ | ^ | ^ | ^ | 級別 | K=knowledge | （S=skills）",
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能 級別 | 職能內涵 | <\n | | | | | K=knowledge知識 | S=skill技能",
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能↵級別 | 職能內涵 (K=knowledge 知識) | 職能內涵⏎(S=skills⏎技能)",
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別 | 職能內涵（Ｋ=knowledge知識） | 職業內涵（S=skills 技能）",
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別 | 職能內涵【K：knowledge／知識】 | 職能內涵【S：skills／技能】",
        "主要職責（T） | 工作任務： | 工作產出（O） | 行為指標 | 職能等級 | 知識（K=knowledge） | 技能（S=skill(s)）",
        "主要 | 工作 | 工作 | 行為 | 職能 | 職能內涵 | <\n職責 | 任務 | 產出 | 指標 | 級別 | （K=knowledge） | （S=skills）",
        "主要 | 工作 | 工作 | 行為 | 職能 | 職能內涵 | <\n職責|任務|產出|指標|級別|（K= | （S=\n | | | | | 知識） | 技能）",
        "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別 | 職能內涵 | <\n ^ | ^ | ^ | ^ | ^ | K | S",
    ],
)
def test_i25_headers_over_several_rows_and_in_broken_labels(header: str) -> None:
    assert facts(Made(ROW, header=header)) == PLAIN
    bare = "整理甲物 | 挑選甲物 | 甲物清單 | 依規格挑選。 | 3 | 甲物概論 | 挑選能力"
    assert read(Made(bare, header=header)).rows("competencies", "kind", "name")[:2] == [("K", "甲物概論"), ("S", "挑選能力")]
    assert "header_remnant" not in read(Made(ROW, header=header)).issues


@irregularity("I-26")
@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("主要職責", "工作職責").replace("行為", "績效").replace("級別", ""),
        HEADER.replace("工作任務", "工作任務代碼"),
    ],
)
def test_i26_aliases_of_the_header(header: str) -> None:
    assert facts(Made(ROW, header=header)) == PLAIN


@irregularity("I-26")
@pytest.mark.parametrize("alias", ["績效指標", "行為⏎指標", "績效指標代碼"])
def test_i26_an_alias_names_its_column_for_text_without_code(alias: str) -> None:
    result = tasks("T1整理 | T1.1挑選 | 甲物清單 | 依規格挑選。 | 3 | K01甲 | S01乙", header=HEADER.replace("行為指標", alias))
    assert result.rows("indicators", "text") == ["依規格挑選。"] and result.rows("outputs", "name") == ["甲物清單"]


@irregularity("I-26")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i26_without_a_duty_column_the_task_code_names_the_duty(kind: str) -> None:
    header, row = HEADER.partition("|")[2], ROW.partition("|")[2]
    made = Made(row + "\n" + row.replace("1.1", "2.1"), header=header)
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.rows("duties", "duty_id", "duty_code", "name") == [("T1", None, None), ("T2", None, None)]
    assert result.rows("tasks", "task_id", "duty_id", "name") == [("T1.1", "T1", "挑選甲物"), ("T2.1", "T2", "挑選甲物")]
    assert result.issues.count("duty_missing") == 2


@irregularity("I-27")
def test_i27_level_values_beside_the_sub_column_of_their_header() -> None:
    header = "主要職責 | 工作任務 | 工作產出 | 行為指標 | | 職能⏎級別 | 職能內涵（K=knowledge 知識） | 職能內涵（S=skills 技能）"
    assert facts(Made(ROW.replace("| 3 |", "| 3 | |"), header=header)) == PLAIN


@irregularity("I-28")
def test_i28_a_page_without_header_keeps_the_columns() -> None:
    rows = ROW + "\n===\n | T1.2核對甲物 | 甲物紀錄 | P1.2.1核對。 | 4 |  | S02核對能力"
    result = tasks(rows, repeat_header=False)
    assert result.levels() == {"T1.1": [3], "T1.2": [4]}
    assert result.rows("tasks", "task_id", "duty_id", "page") == [("T1.1", "T1", 1), ("T1.2", "T1", 2)]
    assert result.rows("outputs", "output_id", "name", "page")[1] == ("O#1", "甲物紀錄", 2)
    assert result.required("T1.2") == ["S02"]


@irregularity("I-29")
@pytest.mark.parametrize(
    "remnant", [" | | | | 級別 | | ", " | | | | | | S=skills 技能", " | | | | 級別 | （K=knowledge知識） | （S=skills技能）"]
)
def test_i29_a_header_remnant_at_the_top_of_a_page_is_no_data(remnant: str) -> None:
    rows = ROW.replace("P1.1.1挑選甲物。", "P1.1.1挑選") + f"\n===\n{remnant}\n | | | 甲物。 | | |"
    made = Made(rows, repeat_header=False)
    assert facts(made) == PLAIN
    assert "header_remnant" in read(made).issues and read(made).reading.coverage == 1.0


@irregularity("I-30", "I-123")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i30_attitudes_and_notes_inside_the_table_of_the_tasks(kind: str) -> None:
    wide = "| < " * 6
    attitudes, notes = f"A01主動積極：先做再問。⏎A02謹慎細心：先看。 {wide}", f"其他補充說明：⏎甲物另計。 {wide}"
    rows = "\n".join((ROW, ATTITUDE_ROW, attitudes, NOTES_ROW, notes))
    made = Made(rows, attitude_heading="", attitudes=(), notes_heading="", notes=())
    assert facts(made, kind) == PLAIN
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.where("competencies", "name", kind="A") == ["主動積極", "謹慎細心"]
    if kind != "text":
        assert result.rows("notes", "section", "text") == [("supplement", "甲物另計。")]


@irregularity("I-30")
def test_i30_attitudes_that_go_on_below_a_repeated_header() -> None:
    wide = "| < " * 6
    rows = "\n".join((ROW, ATTITUDE_ROW, f"A01主動積極：先做。 {wide}", "===", f"A02謹慎細心：先看。 {wide}"))
    result = tasks(rows, attitude_heading="", attitudes=())
    assert result.where("competencies", "name", kind="A") == ["主動積極", "謹慎細心"] and result.reading.coverage == 1.0


@irregularity("I-30")
def test_i30_attitudes_in_no_row_that_go_on_below_a_repeated_header() -> None:
    rows = "\n".join((ROW, ATTITUDE_ROW, f"A01主動積極：先做。 {'| < ' * 6}", HEADER))
    made = document(Made(rows, attitude_heading="", attitudes=(), notes_heading="", notes=()))
    lines = Paragraph((Line("A02謹慎細心：先看，"), Line("再做。", soft=True)))
    result = parsed(replace(made, body=(*made.body, lines)))
    assert result.where("competencies", "name", kind="A") == ["主動積極", "謹慎細心"] and result.reading.coverage == 1.0


@irregularity("I-30")
def test_i30_profile_and_main_table_in_one_physical_table() -> None:
    joined = "\n".join(f"{line} | <" for line in profile().strip().splitlines()) + f"\n{HEADER}\n{ROW}"
    made = Made("", header="", profile=joined)
    assert facts(made) == PLAIN
    assert read(made).standard.name == "甲物整理員"


@irregularity("I-31")
@pytest.mark.parametrize("printed", ["34", "3⏎4", "3 4"])
def test_i31_stacked_levels_of_two_tasks(printed: str) -> None:
    rows = f"""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | {printed} | K01甲物概論 | S01挑選能力
^          | T1.2核對甲物 | O1.2.1甲物紀錄 | P1.2.1核對甲物。 | ^         | K02甲物品質 | S02核對能力
"""
    result = tasks(rows)
    assert result.levels() == {"T1.1": [3], "T1.2": [4]}
    assert result.finding("level_stacked").severity == "warning"


@irregularity("I-31")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
@pytest.mark.parametrize("printed", ["345", "3⏎4⏎5"])
def test_i31_stacked_levels_of_several_tasks_in_every_form(printed: str, kind: str) -> None:
    rows = "\n".join(
        f"{'T1整理甲物' if n == 1 else '^'} | T1.{n}挑選甲物 | | P1.{n}.1挑選。 | "
        f"{printed if n == 1 else '^'} | K0{n}甲 | S0{n}乙"
        for n in (1, 2, 3)
    )
    result = read(Made(rows)) if kind == "neutral" else read_bytes(Made(rows), kind)
    assert result.levels() == {"T1.1": [3], "T1.2": [4], "T1.3": [5]}


@irregularity("I-31")
@pytest.mark.parametrize("printed", ["34", "7", "3-4", "高"])
def test_i31_a_level_that_is_none_is_null_and_reported(printed: str) -> None:
    result = tasks(ROW.replace("| 3 |", f"| {printed} |"))
    assert result.levels() == {"T1.1": [None]}
    assert result.finding("level_unreadable").raw_value == printed


@irregularity("I-31")
@pytest.mark.parametrize("printed", ["3⏎（初）", "3級", "第3級", "３"])
def test_i31_a_decorated_level(printed: str) -> None:
    assert tasks(ROW.replace("| 3 |", f"| {printed} |")).levels() == {"T1.1": [3]}


MERGED = """
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論⏎K02乙物概論 | S01挑選能力
^          | T1.2核對甲物 | O1.2.1甲物紀錄 | P1.2.1核對甲物。 | ^ | ^                        | ^
T2交付甲物 | T2.1裝箱甲物 | O2.1.1箱單     | P2.1.1裝箱。     |   |                          |
"""


@irregularity("I-32", "I-33", "I-34")
@pytest.mark.parametrize("kind", ["neutral", "docx", "odt"])
def test_i32_i33_a_merge_hands_on_and_a_blank_does_not(kind: str) -> None:
    result = read(Made(MERGED)) if kind == "neutral" else read_bytes(Made(MERGED), kind)
    assert result.levels() == {"T1.1": [3], "T1.2": [3], "T2.1": [None]}
    assert result.required("T1.1") == result.required("T1.2") == ["K01", "K02", "S01"]
    assert result.required("T2.1") == []
    assert result.rows("block_competencies", "block", "inherited") == [(1, False)] * 3 + [(2, True)] * 3
    assert "level_missing" in result.issues and {"knowledge_missing", "skill_missing"} <= set(result.issues)


@irregularity("I-32", "I-33")
def test_i32_i33_in_a_dump_a_blank_may_be_a_merge_but_never_over_a_duty() -> None:
    result = read_bytes(Made(MERGED), "text")
    assert result.levels() == {"T1.1": [3], "T1.2": [3], "T2.1": [None]}
    assert result.required("T1.2") == ["K01", "K02", "S01"] and result.required("T2.1") == []
    assert result.finding("merge_assumed").locator == "T1.2"


@irregularity("I-32")
def test_i32_a_level_over_the_rows_of_one_task_needs_no_merge() -> None:
    rows = ROW + "\n^ | ^ | O1.1.2甲物清冊 | P1.1.2造冊。 |  |  | "
    result = tasks(rows)
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]


@irregularity("I-33")
def test_i33_knowledge_merged_over_tasks_that_have_their_own_level_and_skills() -> None:
    rows = MERGED.replace("核對甲物。 | ^ | ^                        | ^", "核對甲物。 | 4 | ^ | S02核對能力")
    result = tasks(rows)
    assert result.levels()["T1.2"] == [4]
    assert result.required("T1.2") == ["K01", "K02", "S02"]
    assert result.where("block_competencies", "inherited", block=2) == [True, True, False]


@irregularity("I-33")
def test_i33_a_merge_over_a_page_break_shows_blank_on_the_next_page() -> None:
    rows = MERGED.splitlines()
    result = tasks("\n".join([*rows[:2], "===", rows[2].replace("^", " "), *rows[3:]]))
    assert result.levels() == {"T1.1": [3], "T1.2": [3], "T2.1": [None]}
    assert result.required("T1.2") == ["K01", "K02", "S01"]
    assert result.finding("merge_assumed").severity == "info"


@irregularity("I-34")
def test_i34_blank_beside_a_new_task_without_a_merge_stays_blank() -> None:
    result = tasks(ROW + "\n^ | T1.2核對甲物 | O1.2.1紀錄 | P1.2.1核對。 |  |  | ")
    assert result.levels() == {"T1.1": [3], "T1.2": [None]} and result.required("T1.2") == []


@irregularity("I-35")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i35_a_nested_table_is_text_of_its_cell(kind: str) -> None:
    made = Made(ROW.replace("挑選甲物。 ", "依下表挑選甲物：⏎大→重於一公斤⏎小→其餘 "))
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    (text,) = result.rows("indicators", "text")
    assert "".join(text.split()) == "依下表挑選甲物：大重於一公斤小其餘"
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物")] and result.reading.coverage == 1.0


@irregularity("I-28")
def test_i28_a_dumped_page_without_header_in_a_grid_of_its_own() -> None:
    contents = "職能內涵（K=knowledge 知識） | 職能內涵（S=skills 技能）"
    header = f"主要職責 | < | 工作任務 | 工作產出 | < | 行為指標 | 職能級別 | {contents}"
    first = "T1整理甲物 | | T1.1挑選甲 | O1.1.1甲物清 | | P1.1.1挑選甲物。 | 3 | K02甲物概論 | S01挑選能力"
    rest = " | 物 | 單 | P1.1.2核對。 | | | \n | T1.2核對 | | P1.2.1核。 | 4 | K01甲物概論 | S01挑選能力"
    result = read_bytes(Made(f"{first}\n===\n{rest}", header=header, repeat_header=False), "text")
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物"), ("T1.2", "核對")]
    assert result.rows("outputs", "output_id", "name") == [("O1.1.1", "甲物清單")]
    assert result.rows("duties", "name") == ["整理甲物"] and result.levels() == {"T1.1": [3], "T1.2": [4]}
