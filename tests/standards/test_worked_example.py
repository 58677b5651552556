"""The worked example of the field guide (section L), fact by fact, and documents that concentrate difficulties (section M)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import ATTITUDE_ROW, Made, Outcome, parsed, read, table, tasks
from tests.build.neutral import document, grid

irregularity = pytest.mark.irregularity

FIRST = " | ".join((
    "T1整理甲物", "T1.1挑選甲物", "O1.1.1甲物清單⏎O1.1.2 3D草圖", "P1.1.1依規格挑選甲物，並記↵錄結果。⏎P1.1.2回報缺料。",
    "3", "K01甲物概論⏎K02 5S概念【註1】", "S01挑選能力⏎S02溝通能力",
))
PAGES = f"""
{FIRST}
^ | T1.2⏎T1.3清潔、保養甲物 | | P1.2.1完成清潔。 | ^ | ^ | ^
^ | T1.4核對甲 | 甲物紀錄 | P 1.4.1核對數量。 | 4 | K03核對 | S03核對工
===
 | 物數量 | | | | 方法 K04法規 | 具操作 SS01耐心
T2a交付乙物 | T2a.1裝箱 | 02.1.1箱單 | P2a.1.1裝箱。⏎P2a.1.2點交。 | 4 | K001乙物 | S01挑選能力
{ATTITUDE_ROW}
A01主動積極 ：先做再問。⏎A02謹慎細心、A03團隊意識 | < | < | < | < | < | <
"""


@pytest.fixture(scope="module")
def example() -> Outcome:
    return read(Made(PAGES, repeat_header=False, footer="第{page}頁，總共3頁", attitude_heading="", attitudes=()))


@irregularity("I-53", "I-61")
def test_o112(example: Outcome) -> None:
    assert example.where("outputs", "name", output_code="O1.1.2") == ["3D草圖"]
    assert example.where("outputs", "name", output_code="O1.1.1") == ["甲物清單"]


@irregularity("I-84", "I-81")
def test_p111(example: Outcome) -> None:
    assert example.where("indicators", "text", indicator_code="P1.1.1") == ["依規格挑選甲物，並記錄結果。"]


@irregularity("I-53", "I-64")
def test_k02(example: Outcome) -> None:
    assert example.where("competencies", "name", competency_id="K02") == ["5S概念【註1】"]


@irregularity("I-44", "I-32", "I-33")
def test_t12_and_t13_share_a_row_and_inherit_the_merge(example: Outcome) -> None:
    assert example.where("tasks", "name", task_id="T1.2") == [None]
    assert example.where("tasks", "name", task_id="T1.3") == ["清潔、保養甲物"]
    assert example.where("indicators", "task_id", indicator_code="P1.2.1") == ["T1.2"]
    assert example.levels() == {"T1.1": [3], "T1.2": [3], "T1.3": [3], "T1.4": [4], "T2a.1": [4]}
    assert example.required("T1.2") == example.required("T1.3") == ["K01", "K02", "S01", "S02"]
    assert example.where("block_competencies", "inherited", block=2) == [True] * 4


@irregularity("I-41", "I-28")
def test_t14_goes_on_after_the_page(example: Outcome) -> None:
    assert example.where("tasks", "name", task_id="T1.4") == ["核對甲物數量"]
    assert example.where("tasks", "duty_id", task_id="T1.4") == ["T1"]


@irregularity("I-63")
def test_an_output_without_code_on_t14(example: Outcome) -> None:
    assert example.where("outputs", "output_id", name="甲物紀錄", task_id="T1.4") == ["O#1"]


@irregularity("I-51")
def test_p141_loses_the_space_in_its_code(example: Outcome) -> None:
    assert example.where("indicators", "text", indicator_code="P1.4.1") == ["核對數量。"]


@irregularity("I-42", "I-57")
def test_tails_and_new_items_of_knowledge_and_skills(example: Outcome) -> None:
    assert example.rows("competencies", "competency_id", "name", "kind")[4:10] == [
        ("K03", "核對方法", "K"),
        ("K04", "法規", "K"),
        ("S03", "核對工具操作", "S"),
        ("SS01", "耐心", "S"),
        ("K001", "乙物", "K"),
        ("A01", "主動積極", "A"),
    ]
    assert sorted(example.required("T1.4")) == ["K03", "K04", "S03", "SS01"]


@irregularity("I-55")
def test_the_lettered_duty(example: Outcome) -> None:
    assert example.rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T2a", "交付乙物")]
    assert example.where("indicators", "indicator_code", task_id="T2a.1") == ["P2a.1.1", "P2a.1.2"]


@irregularity("I-52", "I-62")
def test_0211_is_an_output_of_its_row_and_told(example: Outcome) -> None:
    assert example.where("outputs", "task_id", output_code="O2.1.1", name="箱單") == ["T2a.1"]
    assert example.reading.findings and ("O2.1.1", "02.1.1") in [
        (finding.locator, finding.raw_value) for finding in example.reading.findings if finding.code == "code_repaired"
    ]
    assert example.finding("code_of_other_task").locator == "O2.1.1"


@irregularity("I-56")
def test_k001_has_three_digits(example: Outcome) -> None:
    assert example.where("competencies", "name", competency_id="K001") == ["乙物"] and example.required("T2a.1") == [
        "K001",
        "S01",
    ]


@irregularity("I-30", "I-66", "I-67", "I-69")
def test_attitudes_in_the_table_of_the_tasks(example: Outcome) -> None:
    assert [row for row in example.rows("competencies", "competency_id", "name", "definition") if row[0][0] == "A"] == [
        ("A01", "主動積極", "先做再問。"),
        ("A02", "謹慎細心", None),
        ("A03", "團隊意識", None),
    ]


@irregularity("I-07")
def test_no_footer_stays_and_nothing_is_lost(example: Outcome) -> None:
    assert not any("頁" in str(value) for _, rows in example.reading.tables.items() for value in rows)
    assert example.reading.coverage == 1.0


# documents that concentrate difficulties (section M) ------------------------------------------------


def test_no_code_at_all_and_no_version_table() -> None:
    made = Made(
        "整理甲物 | 挑選甲物 | 甲物清單 | 依規格挑選。 | 3 | 甲物概論 | 挑選能力",
        versions=None,
        profile=None,
        attitudes=("主動積極",),
    )
    result = read(made)
    assert result.reading.rejected is None and result.standard.standard_code is None
    assert result.rows("tasks", "task_id", "name") == [("T#1", "挑選甲物")]
    assert result.where("competencies", "name", kind="A") == ["主動積極"]


def test_merges_over_tasks_and_over_a_page_break_at_once() -> None:
    rows = """
T1整理 | T1.1挑選 | O1.1.1甲 | P1.1.1挑選。 | 3 | K01甲物⏎K02乙 | S01挑選
^      | T1.2核對 | O1.2.1乙 | P1.2.1核對。 | ^ | ^             | ^
===
       |          |          | P1.2.2補正。 |   | 物 K03丙物     |
^      | T1.3清點 | O1.3.1丙 | P1.3.1清點。 | ^ | ^             | ^
T2交付 | T2.1裝箱 | O2.1.1丁 | P2.1.1裝箱。 | 4 | K01甲物        | S02裝箱
"""
    result = tasks(rows)
    assert result.levels() == {"T1.1": [3], "T1.2": [3], "T1.3": [3], "T2.1": [4]}
    assert result.where("competencies", "name", competency_id="K02") == ["乙物"]
    assert result.required("T1.3", "K") == ["K01", "K02", "K03"] and result.required("T1.2", "S") == result.required(
        "T1.3", "S"
    ) == ["S01"]
    assert result.required("T2.1") == ["K01", "S02"]


def test_header_and_duty_printed_again_on_every_page() -> None:
    row = "T1整理甲物 | T1.{0}第{0}項 | O1.{0}.1清單{0} | P1.{0}.1挑選。 | 3 | K01甲物 | S01挑選"
    result = tasks("\n===\n".join(row.format(n) for n in range(1, 6)), footer="第{page}頁，總共5頁")
    assert result.rows("duties", "duty_id", "name", "page") == [("T1", "整理甲物", 1)]
    assert result.rows("tasks", "task_id", "page") == [(f"T1.{n}", n) for n in range(1, 6)] and result.issues == []


def test_two_columns_of_notes() -> None:
    """Notes set in a table of two columns, which is read cell by cell."""
    front = document(Made(notes=()))
    columns = grid(table("其他補充說明：⏎• 甲物另計。 | 【註1】乙物。⏎【註2】丙物。"))
    result = parsed(replace(front, body=(*front.body, columns)))
    assert result.rows("notes", "text") == ["甲物另計。", "【註1】乙物。", "【註2】丙物。"]
    assert result.reading.coverage == 1.0


def test_blank_pages_before_between_and_after() -> None:
    blank = " | | | | | | "
    row = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選。 | 3 | K01甲物 | S01挑選"
    result = tasks(f"{blank}\n===\n{row}\n===\n{blank}\n===\n{row.replace('1.1', '1.2')}\n===\n{blank}")
    assert result.rows("tasks", "task_id", "page") == [("T1.1", 2), ("T1.2", 4)] and result.levels() == {"T1.1": [3], "T1.2": [3]}


def test_a_document_that_is_no_standard_is_rejected() -> None:
    made = Made(
        "", title="會議紀錄", versions=None, profile=None, header="", attitude_heading="", attitudes=(), notes=("• 甲。",)
    )
    result = read(made, "會議紀錄.pdf")
    assert result.reading.rejected is not None and result.reading.rejected.startswith("會議紀錄.pdf ")
