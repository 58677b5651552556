"""What a page break cuts: headers, labels, codes, rows and merges (I-25, I-33, I-41 … I-44, I-50, I-74)."""

from __future__ import annotations

import pytest

from tests.build import Made, Outcome, pages_of, parsed, profile, table, tasks
from tests.build.neutral import document_of

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"


def on_pages(front: str) -> Outcome:
    """A standard whose front tables are cut over pages, read to its end."""
    made = Made(versions=None, profile=None)
    pages = [table(rows, page) for page, rows in enumerate(pages_of(front), 1)]
    return parsed(document_of([*pages, *made.blocks()]))


# headers --------------------------------------------------------------------------------------------

NAMES = "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別"
KNOWLEDGE, SKILL = "（K=knowledge 知識）", "（S=skills 技能）"
CUT_HEADERS = {
    "every name": (
        f"主要職 | 工作 | 工作 | 行為指標 | 職 | 職能內涵 | <\n===\n"
        f"責 | 任務 | 產出 | | 能級別 | {KNOWLEDGE} | {SKILL}"
    ),
    "between its rows": f"{NAMES} | 職能內涵 | <\n===\n | | | | | {KNOWLEDGE} | {SKILL}",
    "with a blank row": f"{NAMES} | 職能內涵 | <\n===\n | | | | | | <\n^ | ^ | ^ | ^ | ^ | {KNOWLEDGE} | {SKILL}",
    "and above it": f"{NAMES[:3] + NAMES[4:]} | 職能內涵 | <\n===\n責 | | | | | | <\n^ | ^ | ^ | ^ | ^ | {KNOWLEDGE} | {SKILL}",
    "in its second row": f"{NAMES} | 職能內涵 | <\n^ | ^ | ^ | ^ | ^ | （K=knowle | {SKILL}\n===\n | | | | | dge 知識） | ",
}


@irregularity("I-25")
@pytest.mark.parametrize("header", CUT_HEADERS.values(), ids=CUT_HEADERS.keys())
def test_i25_a_header_that_a_page_break_cuts_in_two(header: str) -> None:
    result = tasks(f"{header}\n{ROW}", header="")
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]
    assert result.rows("outputs", "output_id", "name") == [("O1.1.1", "甲物清單")]
    assert result.reading.coverage == 1.0


@irregularity("I-25")
def test_i25_a_whole_header_at_a_page_end_takes_no_row_of_the_next_page() -> None:
    result = tasks(f"{NAMES} | K=知識 | S=技能\n===\n{ROW}", header="")
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]


@irregularity("I-29", "I-42")
def test_i29_i42_the_word_of_a_header_may_be_how_a_name_ends() -> None:
    rows = ROW.replace("甲物概論", "甲物相關") + "\n===\n | | | P1.1.2回報。 | | 知識 | "
    result = tasks(rows, repeat_header=False)
    assert result.where("competencies", "name", kind="K") == ["甲物相關知識"] and "header_remnant" not in result.issues


@irregularity("I-31", "I-42")
def test_i31_i42_the_rest_of_a_level_header_does_not_part_a_cut_block() -> None:
    result = tasks(ROW + "\n===\n | | | | 別 | K02乙物概論 | 與溝通 S02核對能力", repeat_header=False)
    assert result.levels() == {"T1.1": [3]} and result.finding("level_decorated").raw_value == "別"
    assert result.where("competencies", "name", kind="S") == ["挑選能力與溝通", "核對能力"]


# rows -----------------------------------------------------------------------------------------------


@irregularity("I-31")
def test_i31_a_level_without_digit_above_every_block_is_reported() -> None:
    result = tasks(" | | | | 初 | | \n" + ROW)
    assert result.finding("level_unreadable").raw_value == "初" and result.levels() == {"T1.1": [3]}


@irregularity("I-41", "I-44", "I-130")
def test_i41_i44_a_row_cut_between_two_task_codes_of_one_cell_is_one_row() -> None:
    result = tasks(ROW.replace("挑選甲物。", "挑選甲物並") + "\n===\n | T1.2核對甲物 | | 記錄。 | | 之一 K02乙物概論 | ")
    assert result.rows("task_blocks", "task_id", "block", "level") == [("T1.1", 1, 3), ("T1.2", 1, 3)]
    assert result.rows("indicators", "text") == ["挑選甲物並記錄。"]
    assert result.required("T1.2") == ["K01", "K02", "S01"]


@irregularity("I-31")
@pytest.mark.parametrize("printed", ["34", "3⏎4"])
def test_i31_the_second_of_two_stacked_levels_below_a_page_break(printed: str) -> None:
    below = "T1.2核對甲物 | O1.2.1紀錄 | P1.2.1核對。 | | K02乙物概論 | S02核對能力"
    result = tasks(f"{ROW.replace('| 3 |', f'| {printed} |')}\n===\n | {below}")
    assert result.levels() == {"T1.1": [3], "T1.2": [4]} and "level_stacked" in result.issues
    assert result.required("T1.2") == ["K02", "S02"]


MERGED = "^ | T1.3交付甲物 | O1.3.1簽單 | P1.3.1交付。 | 4 | K03丙物概論 | S03交付能力\n" + (
    "^ | T1.4驗收甲物 | | P1.4.1驗收。 | ^ | K04驗收 | S04驗收"
)
BLANK = "^ | T1.5退回甲物 | | P1.5.1退回。 | | K05退貨 | S05退貨"


@irregularity("I-32")
@pytest.mark.parametrize(("elsewhere", "level"), [(MERGED, 3), (BLANK, None), (f"{MERGED}\n{BLANK}", None)])
def test_i32_a_level_blank_at_the_top_of_a_page_goes_on_where_levels_are_merged(elsewhere: str, level: int | None) -> None:
    cut = "T1整理甲物 | T1.2核對甲物 | O1.2.1紀錄 | P1.2.1核對。 | | K02乙物概論 | S02核對能力"
    result = tasks(f"{ROW}\n===\n{cut}\n{elsewhere}")
    assert result.levels()["T1.2"] == [level] and ("merge_assumed" in result.issues) is (level is not None)
    assert result.required("T1.1") == ["K01", "S01"] and result.required("T1.2") == ["K02", "S02"]


UNCODED = "T1整理甲物 | T1.1挑選甲物 | {} | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"


@irregularity("I-42", "I-63")
def test_i42_i63_a_single_character_is_the_rest_of_an_output_without_code() -> None:
    rows = UNCODED.format("操作手") + "\n===\n | | 冊 | P1.1.2回報。 | | | "
    assert tasks(rows).rows("outputs", "name") == ["操作手冊"]


@irregularity("I-42", "I-63")
def test_i42_i63_outputs_behind_the_rest_of_one_that_a_page_break_cuts() -> None:
    rows = UNCODED.format("甲物組立").replace("挑選甲物。", "挑選甲物") + "\n===\n | | 圖⏎乙物配置圖 | 並記錄。 | | | "
    assert tasks(rows).rows("outputs", "name") == ["甲物組立圖", "乙物配置圖"]


@irregularity("I-40")
@pytest.mark.parametrize("task", ["T1.2核對甲物", "", "T1.1挑選甲物"])
def test_i40_a_duty_printed_again_that_a_page_break_cuts_is_the_same(task: str) -> None:
    result = tasks(f"{ROW}\nT1整理 | {task} | O1.9.1紀錄 | P1.9.1核對 | | | \n===\n甲物 | | | 並記錄。 | | | ")
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")] and "code_reused" not in result.issues
    owner = "T1.2" if "2" in task else "T1.1"
    assert result.where("outputs", "name", task_id=owner)[-1] == "紀錄"
    assert result.rows("indicators", "text")[-1] == "核對並記錄。" and result.reading.coverage == 1.0


@irregularity("I-41", "I-48")
def test_i41_a_task_printed_again_that_a_page_break_cuts_is_the_same() -> None:
    result = tasks(f"{ROW}\nT1整理甲物 | T1.1挑選 | O1.1.2紀錄 | P1.1.2核對 | | | \n===\n | 甲物 | | 並記錄。 | | | ")
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物")] and "code_reused" not in result.issues
    assert len(set(result.rows("task_blocks", "block"))) == 1


@irregularity("I-33")
@pytest.mark.parametrize(("skill", "of_above"), [("S03交付能力", ["K01", "S01"]), ("^", ["K01", "S01", "S02"])])
def test_i33_a_filled_cell_less_tall_than_the_blank_ones_beside_it_is_the_tasks_own(skill: str, of_above: list[str]) -> None:
    below = "T1整理甲物 | T1.2核對甲物 | | P1.2.1核對。 | | | S02核對能力\n^ | T1.3交付甲物 | | P1.3.1交付。 | ^ | ^ | "
    result = tasks(f"{ROW}\n===\n{below}{skill}")
    assert result.levels() == {"T1.1": [3], "T1.2": [3], "T1.3": [3]}
    assert result.required("T1.1") == of_above and result.required("T1.3")[0] == "K01"


@irregularity("I-33")
def test_i33_blank_cells_as_tall_as_a_filled_level_are_a_block_of_their_own() -> None:
    below = "T1整理甲物 | T1.2核對甲物 | | P1.2.1核對。 | 2 | | \n^ | T1.3交付甲物 | | P1.3.1交付。 | ^ | ^ | ^"
    result = tasks(f"{ROW}\n===\n{below}")
    assert result.levels() == {"T1.1": [3], "T1.2": [2], "T1.3": [2]}
    assert result.required("T1.2") == result.required("T1.3") == []


@irregularity("I-50")
def test_i50_a_code_cut_before_its_dot_by_a_page_break() -> None:
    rows = ROW.replace("甲物清單", "甲物清單⏎O1.1.2清冊⏎O1.1") + "\n===\n | | .3紀錄 | P1.1.2回報。 | | | "
    names = [("O1.1.1", "甲物清單"), ("O1.1.2", "清冊"), ("O1.1.3", "紀錄")]
    assert tasks(rows).rows("outputs", "output_id", "name") == names


# front tables ---------------------------------------------------------------------------------------


@irregularity("I-05", "I-06")
def test_i05_i06_a_version_row_cut_within_its_code_and_date() -> None:
    result = on_pages(
        "版本 | 職能基準代碼 | 職能基準名稱 | 狀態 | 更新說明 | 發展更新日期\n"
        "V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | 2025/06/15\n"
        "V1 | ABC1234- | 甲物 | 歷史 | 已被《ABC1234- | 2022/0\n===\n"
        " | 001v1 | 管理員 | 版本 | 001v2》取代 | 1/17\n===\n" + profile()
    )
    rows = result.rows("standard_versions", "version_code", "name", "status", "note")
    assert rows[1:] == [("ABC1234-001v1", "甲物管理員", "歷史版本", "已被《ABC1234-001v2》取代")]
    assert str(result.rows("standard_versions", "updated_on")[1]) == "2022-01-17"


@irregularity("I-17", "I-18")
def test_i17_i18_a_profile_row_cut_within_its_label() -> None:
    cut = profile(occupation="甲物處", occupation_code="1234").replace(
        "^ | 職業別 | 甲物處 | < | 職業別代碼 | 1234", "^ | 職業 | 甲物處 | < | 職業別代 | 1234\n===\n | 別 | 理人員 | < | 碼 | "
    )
    result = on_pages(cut.replace("^ | 行業別", " | 行業別"))
    assert result.classes("occupation") == [("1234", "甲物處理人員")]
    assert result.standard.name == "甲物整理員" and result.standard.name_kind == "occupation"
    assert result.classes("industry") == [("C1234", "甲業／乙業")]


@irregularity("I-18")
@pytest.mark.parametrize(
    "lower",
    ["===\n名稱（擇一填寫） | < | 職業 |", "^ | ^ | 職業 | 甲物整理員 | < | <\n===\n名稱（擇一填寫） | < | |"],
)
def test_i18_a_label_over_two_rows_that_a_page_break_cuts(lower: str) -> None:
    name = "甲物整理員" if lower.endswith("職業 |") else ""
    cut = profile(name=name).replace("職能基準名稱⏎（擇一填寫） |", "職能基準 |")
    result = on_pages(cut.replace("^ | ^ | 職業 |", lower))
    assert result.standard.name == "甲物整理員" and result.standard.name_kind == "occupation"


# notes ----------------------------------------------------------------------------------------------


@irregularity("I-74")
def test_i74_numbers_counted_on_in_running_text_begin_no_note() -> None:
    listed = "• 具下列條件之一：↵一、曾任甲員。二、曾任乙員。↵三、丙員。"
    assert tasks(ROW, notes=("其他補充說明：", listed, "一、甲物另計。", "二、乙物另計。")).rows("notes", "text") == [
        "具下列條件之一：一、曾任甲員。二、曾任乙員。三、丙員。",
        "甲物另計。",
        "乙物另計。",
    ]


@irregularity("I-77")
def test_i77_a_footnote_mark_that_wraps_in_a_sentence_begins_no_footnote() -> None:
    lines = ("其他補充說明：", "【註1】甲物指乙物↵【註2】以外之物。", "【註2】乙物。")
    assert tasks(ROW, notes=lines).rows("notes", "text") == ["【註1】甲物指乙物【註2】以外之物。", "【註2】乙物。"]


# a row is cut as a whole ----------------------------------------------------------------------------


@irregularity("I-44", "I-130")
@pytest.mark.parametrize(("output", "outputs", "owners"), [
    ("報告 O1.2.1紀錄", ["甲物報告", "紀錄"], ["K01", "K02", "S01", "S02"]),
    ("報告", ["甲物", "報告"], ["K02", "S02"]),
])  # fmt: skip
def test_i130_the_tail_of_an_output_holds_a_row_together(output: str, outputs: list[str], owners: list[str]) -> None:
    above = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"
    result = tasks(f"{above}\n===\n | T1.2核對甲物 | {output} | P1.2.1核對。 | | K02乙物概論 | S02核對能力")
    assert result.rows("outputs", "name") == outputs
    assert sorted(result.required("T1.2")) == owners


PUSHED = " | | O1.2.1紀錄 | P1.2.1核對。 | 4 | K02乙物概論 | S02核對能力"


@irregularity("I-109")
@pytest.mark.parametrize("above", [PUSHED, f"{PUSHED}\n | | | P1.2.2回報。 | | | "])
def test_i109_a_task_name_that_a_page_break_pushes_on_names_the_rows_above(above: str) -> None:
    result = tasks(f"{ROW}\n{above}\n===\n | T1.2核對甲物 | | P1.2.3結案。 | | K03丙物概論 | ")
    assert result.levels() == {"T1.1": [3], "T1.2": [4]}
    assert result.required("T1.1") == ["K01", "S01"] and result.required("T1.2") == ["K02", "K03", "S02"]
    assert set(result.where("indicators", "indicator_id", task_id="T1.2")) >= {"P1.2.1", "P1.2.3"}
    assert "code_of_other_task" not in result.issues


@irregularity("I-109")
def test_i109_what_stands_above_a_name_that_a_page_break_pushes_on_is_printed_beside_it() -> None:
    """The witness looks for each item beside its task, and K01 stands beside another as well."""
    above = PUSHED.replace("K02", "K01甲物概論⏎K02")
    below = " | T1.2核對甲物 | | P1.2.3結案。 | | K03丙物概論 | \n | T1.3交付 | | P1.3.1交付。 | 3 | K02乙物概論 | S02核對能力"
    result = tasks(f"{ROW}\n{above}\n===\n{below}")
    assert result.required("T1.2") == ["K01", "K02", "K03", "S02"]
    assert not {"item_elsewhere", "level_differs"} & set(result.issues)


@irregularity("I-109")
def test_i109_a_level_alone_at_the_end_of_a_page_is_that_of_the_task_below() -> None:
    below = "T1.2核對甲物 | O1.2.1紀錄 | P1.2.1核對。 | | K02乙物概論 | S02核對能力"
    result = tasks(f"{ROW}\n | | | | 4 | | \n===\n | {below}")
    assert result.levels() == {"T1.1": [3], "T1.2": [4]} and result.reading.coverage == 1.0
