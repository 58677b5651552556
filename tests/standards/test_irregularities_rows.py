"""Rows of the main table over pages, duties and tasks: I-36 … I-49."""

from __future__ import annotations

import pytest

from tests.build import Made, document, read, tasks

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"


@irregularity("I-36")
@pytest.mark.parametrize(
    "row",
    [
        "T1整理甲物 | T1.1挑選甲物 | P1.1.1挑選甲物。 | O1.1.1甲物清單 | 3 | K01甲物概論 | S01挑選能力",
        "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | K01甲物概論 | < | S01挑選能力",
        "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | S01挑選能力 | K01甲物概論",
    ],
)
def test_i36_a_cell_in_a_foreign_column_goes_where_its_code_says(row: str) -> None:
    result = tasks(row)
    assert result.rows("outputs", "output_id", "name") == [("O1.1.1", "甲物清單")]
    assert result.rows("indicators", "indicator_id", "text") == [("P1.1.1", "挑選甲物。")]
    assert sorted(result.rows("competencies", "competency_id", "name"))[2:] == [("K01", "甲物概論"), ("S01", "挑選能力")]
    assert result.reading.coverage == 1.0


@irregularity("I-36")
def test_i36_a_cell_over_two_columns_goes_to_the_one_that_its_code_names() -> None:
    result = tasks("T1整理甲物 | T1.1挑選甲物 | P1.1.1挑選甲物。 | < | 3 | K01甲物概論 | S01挑選能力")
    assert result.rows("outputs", "name") == [] and result.rows("indicators", "text") == ["挑選甲物。"]


@irregularity("I-37")
def test_i37_text_that_fits_nowhere_is_reported_with_its_page() -> None:
    result = read(Made(ROW + "\n本頁附註不屬任何欄 | < | < | < | < | < | <"))
    finding = result.finding("text_unplaced")
    assert (finding.severity, finding.raw_value, finding.page) == ("critical", "本頁附註不屬任何欄", 1)
    assert result.reading.coverage is not None and 0.9 < result.reading.coverage < 1


@irregularity("I-37")
def test_i37_every_code_on_the_page_is_in_the_tables() -> None:
    result = read(Made(ROW))
    page = "".join(line.text for line in document(Made(ROW)).lines())
    columns = ("tasks task_code", "outputs output_code", "indicators indicator_code", "competencies competency_code")
    codes = [code for pair in columns for code in result.rows(*pair.split())]
    assert codes == ["T1.1", "O1.1.1", "P1.1.1", "K01", "S01", "A01", "A02"] and all(code in page for code in codes)


@irregularity("I-38")
def test_i38_knowledge_alone_at_the_top_of_a_page_belongs_to_the_open_task() -> None:
    result = tasks(ROW + "\n===\n | | | | | K02乙物概論 | S02溝通能力")
    assert result.required("T1.1") == ["K01", "K02", "S01", "S02"] or result.required("T1.1") == ["K01", "S01", "K02", "S02"]
    assert result.levels() == {"T1.1": [3]}


@irregularity("I-38")
def test_i38_a_row_above_every_task_is_kept_and_reported() -> None:
    result = tasks("T1整理甲物 | | | | 3 | K01甲物概論 | S01挑選能力")
    assert result.where("block_competencies", "competency_id", block=1) == ["K01", "S01"]
    assert result.finding("row_without_task").severity == "warning"


@irregularity("I-39")
def test_i39_a_blank_duty_is_the_first_segment_of_its_tasks() -> None:
    result = tasks("\n".join(f" | T{n}.1挑選 | O{n}.1.1清單 | P{n}.1.1挑選。 | 3 | K01概論 | S01能力" for n in (1, 2)))
    assert result.rows("duties", "duty_id", "name") == [("T1", None), ("T2", None)]
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1"), ("T2.1", "T2")]


@irregularity("I-39")
def test_i39_a_duty_without_code_keeps_its_name() -> None:
    result = tasks(ROW.replace("T1整理", "整理"))
    assert result.rows("duties", "duty_id", "duty_code", "name") == [("T1", None, "整理甲物")]
    assert "duty_without_code" in result.issues


@irregularity("I-39", "I-63")
def test_i39_several_duties_without_any_code() -> None:
    result = tasks("\n".join(f"職責{n}甲 | 任務{n} | | 做{n}。 | 3 | 甲{n} | 乙{n}" for n in "子丑寅"))
    assert result.rows("duties", "duty_id", "duty_code") == [("T#1", None), ("T#2", None), ("T#3", None)]
    assert result.rows("tasks", "task_id", "duty_id") == [("T#1", "T#1"), ("T#2", "T#2"), ("T#3", "T#3")]


@irregularity("I-39")
def test_i39_a_task_code_of_another_duty_stays_in_its_row() -> None:
    result = tasks(ROW + "\n^ | T2.1核對甲物 | | P2.1.1核對。 | 3 | K01甲物概論 | S01挑選能力")
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1"), ("T2.1", "T1")]
    assert result.finding("task_code_of_other_duty").raw_value == "T1"


@irregularity("I-40")
def test_i40_a_duty_name_broken_by_a_page() -> None:
    result = tasks(
        ROW.replace("整理甲物", "整理甲") + "\n===\n物資源 | T1.2核對甲物 | | P1.2.1核對。 | 3 | K01甲物概論 | S01挑選能力"
    )
    assert result.rows("duties", "duty_id", "name", "page") == [("T1", "整理甲物資源", 1)]
    assert result.rows("tasks", "duty_id") == ["T1", "T1"]


@irregularity("I-41")
@pytest.mark.parametrize("header", [True, False])
def test_i41_a_task_name_broken_by_a_page(header: bool) -> None:
    result = tasks(ROW.replace("挑選甲物 |", "挑選甲 |") + "\n===\n | 物與乙物 | | | | |", repeat_header=header)
    assert result.rows("tasks", "task_id", "name", "page") == [("T1.1", "挑選甲物與乙物", 1)]
    assert result.issues == []


@irregularity("I-41")
def test_i41_a_task_without_code_in_the_middle_of_a_page_is_a_task() -> None:
    result = tasks(ROW + "\n^ | 核對甲物 | | P1.2.1核對。 | 3 | K01甲物概論 | S01挑選能力")
    assert result.rows("tasks", "task_id", "task_code", "name") == [("T1.1", "T1.1", "挑選甲物"), ("T#1", None, "核對甲物")]
    assert "task_without_code" in result.issues


@irregularity("I-42", "I-130")
def test_i42_tails_and_new_codes_in_every_column() -> None:
    rows = """
T1整理甲 | T1.1挑選甲 | O1.1.1甲物清 | P1.1.1挑選甲 | 3 | K01甲物概 | S01挑選能
===
物       | 物         | 單 O1.1.2紀錄 | 物。⏎P1.1.2核對。 |  | 論 K02乙物概論 | 力⏎S02溝通能力
"""
    result = tasks(rows)
    assert result.rows("duties", "name") == ["整理甲物"] and result.rows("tasks", "name") == ["挑選甲物"]
    assert result.rows("outputs", "output_id", "name", "page") == [("O1.1.1", "甲物清單", 1), ("O1.1.2", "紀錄", 2)]
    assert result.rows("indicators", "indicator_id", "text", "page") == [("P1.1.1", "挑選甲物。", 1), ("P1.1.2", "核對。", 2)]
    assert sorted(result.rows("block_competencies", "competency_id", "name", "inherited")) == [
        ("K01", "甲物概論", False),
        ("K02", "乙物概論", False),
        ("S01", "挑選能力", False),
        ("S02", "溝通能力", False),
    ]
    assert result.levels() == {"T1.1": [3]} and result.issues == []


@irregularity("I-42")
def test_i42_the_mark_that_parts_items_is_no_part_of_the_name_that_a_page_cuts() -> None:
    result = tasks("""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論；K02乙物 | S01挑選能力；S02溝通能力；
===
           |             |               |                  |   | 概論；K03丙物概論   | S03核對能力；S04點交能力
""")
    assert result.rows("competencies", "name")[:7] == [
        "甲物概論", "乙物概論", "丙物概論", "挑選能力", "溝通能力", "核對能力", "點交能力"
    ]


@irregularity("I-42")
def test_i42_a_tail_over_three_pages_with_duty_and_header_printed_on_each() -> None:
    row = ROW.replace("挑選甲物。", "挑選")
    result = tasks(f"{row}\n===\nT1整理甲物 | T1.1挑選甲物 | | 甲物 | | |\n===\nT1整理甲物 | T1.1挑選甲物 | | 與乙物。 | | |")
    assert result.rows("indicators", "text") == ["挑選甲物與乙物。"]
    assert result.rows("duties", "duty_id") == ["T1"] and result.rows("tasks", "task_id") == ["T1.1"]
    assert result.levels() == {"T1.1": [3]}


@irregularity("I-42")
def test_i42_a_blank_page_between_two_halves_of_an_item() -> None:
    result = tasks(ROW.replace("挑選甲物。", "挑選") + "\n===\n | | | | | | \n===\n | | | 甲物。 | | |")
    assert result.rows("indicators", "text") == ["挑選甲物。"]


@irregularity("I-43")
def test_i43_a_task_over_several_rows_keeps_the_visual_pairing() -> None:
    second = "^ | ^ | O1.1.2甲物清冊 | P1.1.2造冊。⏎P1.1.3存檔。 | ^ | ^ | ^"
    third = "^ | ^ | O1.1.3圖表 | P1.1.4繪圖。 | 4 | K02繪圖概論 | ^"
    result = tasks("\n".join((ROW, second, third)))
    assert result.rows("outputs", "output_id", "task_id", "block", "row") == [
        ("O1.1.1", "T1.1", 1, 1),
        ("O1.1.2", "T1.1", 1, 2),
        ("O1.1.3", "T1.1", 2, 1),
    ]
    assert result.rows("indicators", "block", "row") == [(1, 1), (1, 2), (1, 2), (2, 1)]
    assert result.levels() == {"T1.1": [3, 4]}
    assert result.where("block_competencies", "competency_id", block=2) == ["K02", "S01"]
    assert result.required("T1.1") == ["K01", "S01", "K02"]


@irregularity("I-43")
def test_i43_equal_text_under_two_codes_is_two_items() -> None:
    result = tasks(ROW.replace("O1.1.1甲物清單", "O1.1.1甲物清單⏎O1.1.2甲物清單"))
    assert result.rows("outputs", "output_id", "name") == [("O1.1.1", "甲物清單"), ("O1.1.2", "甲物清單")]


@irregularity("I-44")
def test_i44_several_task_codes_in_one_cell_share_the_row() -> None:
    rows = "T1整理 | T1.1⏎T1.2⏎T1.3清潔、保養甲物 | O1.1.1清單⏎O1.9.1紀錄 | P1.2.1清潔。⏎P1.3.1保養。 | 3 | K01甲物 | S01挑選"
    result = tasks(rows)
    assert result.rows("tasks", "task_id", "name") == [("T1.1", None), ("T1.2", None), ("T1.3", "清潔、保養甲物")]
    assert result.rows("task_blocks", "task_id", "block", "level") == [("T1.1", 1, 3), ("T1.2", 1, 3), ("T1.3", 1, 3)]
    assert result.rows("outputs", "output_id", "task_id") == [("O1.1.1", "T1.1"), ("O1.9.1", None)]
    assert result.rows("indicators", "indicator_id", "task_id") == [("P1.2.1", "T1.2"), ("P1.3.1", "T1.3")]
    assert [result.required(task) for task in ("T1.1", "T1.2", "T1.3")] == [["K01", "S01"]] * 3


@irregularity("I-45")
def test_i45_indicators_of_a_task_on_the_next_page() -> None:
    result = tasks("T1整理甲物 | T1.1挑選甲物 | | | 3 | K01甲物概論 | S01挑選能力\n===\n | | O1.1.1清單 | P1.1.1挑選。 | | |")
    assert result.rows("indicators", "indicator_id", "task_id", "page") == [("P1.1.1", "T1.1", 2)]
    assert result.levels() == {"T1.1": [3]}


@irregularity("I-45")
def test_i45_a_task_without_anything_else_stays() -> None:
    result = tasks(ROW + "\n^ | T1.2核對甲物 | | | | |")
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物"), ("T1.2", "核對甲物")]
    assert result.levels()["T1.2"] == [None] and "level_missing" in result.issues


@irregularity("I-46")
def test_i46_a_duty_without_tasks_stays_with_what_stands_beside_it() -> None:
    result = tasks(ROW + "\nT2領騎甲物 | | | | | K02騎乘概論 | S02領騎能力")
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T2", "領騎甲物")]
    assert result.finding("duty_without_tasks").locator == "T2"
    assert {"K02", "S02"} <= set(result.rows("block_competencies", "competency_id"))


@irregularity("I-46")
def test_i46_what_stands_beside_a_duty_without_tasks_is_not_required_by_the_task_before() -> None:
    assert tasks(ROW + "\nT2領騎甲物 | | | | | K02騎乘概論 | S02領騎能力").required("T1.1") == ["K01", "S01"]


@irregularity("I-47")
def test_i47_an_indicator_never_swallows_the_cells_beside_it() -> None:
    rows = ROW.replace("挑選甲物。", "依規格⏎挑選⏎甲物。").replace("K01甲物概論", "K01甲物⏎概論⏎K02乙物").replace("| 3", "| ⏎⏎3")
    result = tasks(rows)
    assert result.rows("indicators", "text") == ["依規格挑選甲物。"]
    assert result.where("competencies", "name", kind="K") == ["甲物概論", "乙物"] and result.levels() == {"T1.1": [3]}


@irregularity("I-48")
def test_i48_the_same_task_code_under_two_names_is_two_tasks() -> None:
    result = tasks(ROW + "\n^ | T1.1核對甲物 | O1.1.2紀錄 | P1.1.2核對。 | 4 | K02甲物品質 | S02核對能力")
    assert result.rows("tasks", "task_id", "task_code", "name") == [("T1.1", "T1.1", "挑選甲物"), ("T1.1#2", "T1.1", "核對甲物")]
    assert result.required("T1.1#2") == ["K02", "S02"] and result.rows("indicators", "task_id") == ["T1.1", "T1.1#2"]
    assert result.finding("code_reused").locator == "T1.1"


@irregularity("I-48")
def test_i48_the_same_task_printed_again_after_a_page_break_is_one() -> None:
    result = tasks(ROW + "\n===\nT1整理甲物 | T1.1挑選⏎甲物 | O1.1.2紀錄 | P1.1.2核對。 | | K02甲物品質 |")
    assert result.rows("tasks", "task_id") == ["T1.1"] and result.rows("duties", "duty_id") == ["T1"]
    assert sorted(result.required("T1.1")) == ["K01", "K02", "S01"]


@irregularity("I-48")
def test_i48_the_same_duty_code_under_two_names_is_two_duties() -> None:
    result = tasks(ROW + "\nT1交付甲物 | T1.2裝箱 | | P1.2.1裝箱。 | 3 | K01甲物概論 | S01挑選能力")
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T1#2", "交付甲物")]
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1"), ("T1.2", "T1#2")]


@irregularity("I-49")
def test_i49_numbering_may_start_at_any_number() -> None:
    result = tasks(ROW.replace("1.1", "8.3").replace("T1整", "T8整"))
    assert result.rows("duties", "duty_id") == ["T8"] and result.rows("tasks", "task_id") == ["T8.3"]
    assert result.rows("outputs", "output_id") == ["O8.3.1"] and result.issues == []


@irregularity("I-42")
@pytest.mark.parametrize("header", [True, False])
def test_i42_a_tail_that_is_a_word_of_the_header(header: bool) -> None:
    first = "T1整理 | T1.1挑選 | O1.1.1單 | P1.1.1挑選。 | 3 | K01甲物相關 | S01挑選與"
    result = tasks(f"{first}\n===\n | | | | | 知識 | 技能", repeat_header=header)
    assert result.rows("block_competencies", "competency_id", "name") == [("K01", "甲物相關知識"), ("S01", "挑選與技能")]
    assert "header_remnant" not in result.issues
