"""Codes in another spelling, columns in another order, duties as rows, blank cells: I-63, I-119, I-121 … I-125, I-129."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.build import HEADER, Made, read, read_bytes, tasks

irregularity = pytest.mark.irregularity

ROWS = """
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選。⏎P1.1.2回報。 | 3 | K01甲物概論⏎K02 3D甲物圖 | S01挑選能力⏎S02 5S整理
^ | T1.2核對甲物 | O1.2.1核對紀錄 | P1.2.1核對。 | 4 | K03核對方法 | S03核對能力
"""


CODE = r"(?<![0-9.A-Z])([TOPKS][0-9](?:[0-9.]*[0-9])?) ?"


@irregularity("I-125", "I-119")
@pytest.mark.parametrize(
    "spell",
    [
        lambda code: f"({code})",
        lambda code: f"【{code}】",
        lambda code: f"〔{code}〕",
        lambda code: code.replace(".", "-"),
        lambda code: code.replace(".", "\N{EN DASH}"),
        str.lower,
        lambda code: f"{code[0]}-{code[1:]}",
        lambda code: code.replace("K", "\N{GREEK CAPITAL LETTER KAPPA}"),
        lambda code: code.replace("T", "\N{CYRILLIC CAPITAL LETTER TE}"),
        lambda code: f"{code}：",
    ],
    ids=["round", "lenticular", "shell", "dashes", "en dashes", "lower case", "set off", "greek", "cyrillic", "colon"],
)
def test_i125_codes_that_are_spelt_in_another_way_throughout(spell: Callable[[str], str]) -> None:
    respelt = re.sub(CODE, lambda match: spell(match[1]) + match[0][len(match[1]) :], ROWS)
    result, usual = tasks(respelt), tasks(ROWS)
    for table in ("duties", "tasks", "outputs", "indicators", "competencies", "task_blocks", "block_competencies"):
        assert result.reading.tables.of(table) == usual.reading.tables.of(table), table
    assert result.reading.coverage == 1.0


@irregularity("I-125", "I-53")
def test_i125_a_digit_drawn_into_the_brackets_is_the_names() -> None:
    bracketed = re.sub(CODE, lambda match: f"({match[1]})", ROWS).replace("(K02)3D", "(K023)D").replace("(S02)5S", "(S025)S")
    result = tasks(bracketed)
    names = dict(result.rows("competencies", "competency_id", "name"))
    assert (names["K02"], names["S02"]) == ("3D甲物圖", "5S整理") and "code_spelling" in result.issues


@irregularity("I-125", "I-50")
def test_i125_a_wrap_within_the_brackets() -> None:
    bracketed = re.sub(CODE, lambda match: f"({match[1]})", ROWS).replace("(O1.1.1)", "(O1.1.1↵)")
    assert tasks(bracketed).rows("outputs", "output_code", "name")[0] == ("O1.1.1", "甲物清單")


@irregularity("I-125")
def test_i125_one_code_in_another_spelling_stays_as_it_is_printed() -> None:
    result = tasks(ROWS.replace("挑選。", "依(K01)挑選。"))
    assert result.where("indicators", "text", indicator_code="P1.1.1") == ["依(K01)挑選。"]
    assert "code_spelling" not in result.issues


TURNED = (
    "工作任務⏎Tasks | 主要職責⏎Duties | 備註 | 績效指標（Indicators） | 技能（Skills） | 知識（Knowledge） | 級別⏎Level | Outputs"
)


@irregularity("I-121")
def test_i121_each_column_goes_by_its_own_head_and_an_unknown_one_is_kept_apart() -> None:
    rows = "T1.1挑選甲物 | T1整理甲物 | 3 | P1.1.1挑選。 | S01挑選能力 | K01甲物概論 | 4 | 甲物清單"
    result = tasks(rows, header=TURNED)
    assert result.rows("tasks", "task_id", "duty_id", "name") == [("T1.1", "T1", "挑選甲物")]
    assert result.rows("outputs", "name") == ["甲物清單"] and result.levels() == {"T1.1": [4]}
    assert result.required("T1.1") == ["K01", "S01"]
    apart = result.finding("column_apart")
    assert (apart.locator, apart.raw_value) == ("備註", "3") and result.reading.coverage == 1.0


@irregularity("I-121")
def test_i121_a_second_head_in_english_below_the_first() -> None:
    english = "Duties | Tasks | Outputs | Performance Indicators | Level | Knowledge | Skills"
    result = tasks(ROWS, header=f"{HEADER}\n{english}")
    assert result.rows("tasks", "task_id") == ["T1.1", "T1.2"] and result.reading.coverage == 1.0


@irregularity("I-121", "I-25")
def test_i121_knowledge_and_skills_below_a_head_over_both() -> None:
    header = "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別 | 職能內涵 | <"
    assert tasks(ROWS, header=header).required("T1.1") == ["K01", "K02", "S01", "S02"]


@irregularity("I-122")
@pytest.mark.parametrize("duty", ["T{0}整理甲物", "主要職責：T{0}整理甲物", "主要職責 整理甲物"])
@pytest.mark.parametrize("with_column", [True, False])
def test_i122_a_duty_in_a_row_of_its_own_is_that_of_the_tasks_below(duty: str, *, with_column: bool) -> None:
    first = " | " if with_column else ""
    row = first + "T{0}.1挑選甲物 | | P{0}.1.1挑選。 | 3 | K0{0}甲物 | S0{0}挑選"
    band = duty + " | <" * (5 + with_column)
    rows = "\n".join((band + "\n" + row).format(number) for number in (1, 2))
    header = HEADER if with_column else HEADER.partition(" | ")[2]
    result = tasks(rows, header=header)
    assert result.rows("duties", "name") == ["整理甲物", "整理甲物"]
    assert [len(set(result.rows("tasks", "duty_id"))), result.issues.count("row_without_task")] == [2, 0]


@irregularity("I-122")
@pytest.mark.parametrize(
    "band", ["T1 | 整理甲物 | < | < | < | <", "主要職責 | T1整理甲物 | < | < | < | <", "T1整理甲物 | | | | |"]
)
def test_i122_a_duty_in_two_cells_or_the_first_of_its_row(band: str) -> None:
    result = tasks(f"{band}\nT1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選", header=HEADER.partition(" | ")[2])
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")]
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1")]


@irregularity("I-121")
def test_i121_a_head_in_strange_words_above_codes_that_no_other_head_names() -> None:
    result = tasks(ROWS, header=HEADER.replace("工作產出", "完成品"))
    assert result.rows("outputs", "output_code") == ["O1.1.1", "O1.2.1"] and "column_apart" not in result.issues


@irregularity("I-123")
def test_i123_attitudes_and_notes_with_their_headings_in_one_cell() -> None:
    lines = ("A01主動積極：先做再問。", "A02謹慎細心", "說明與補充事項", "其他補充說明：", "• 甲物指乙物。")
    result = read(Made(attitude_heading="", attitudes=(), notes_heading="", notes=(), tasks=ROWS + "\n" + (
        "職能內涵（A=attitude 態度）⏎" + "⏎".join(lines) + " | < | < | < | < | < | <"
    )))
    assert result.where("competencies", "name", kind="A") == ["主動積極", "謹慎細心"]
    assert result.rows("notes", "text") == ["甲物指乙物。"]


@irregularity("I-124")
@pytest.mark.parametrize("heading", ["參考文獻", "附錄一：職能級別表", "專家委員名單", "三、參考資料"])
@pytest.mark.parametrize("kind", ["docx", "text"])
def test_i124_what_follows_the_notes_is_told_and_is_none(heading: str, kind: str) -> None:
    made = Made(notes=("其他補充說明：", "• 甲物指乙物。", heading, "1. 甲著（2015）。乙書。", "2. 丙著（2016）。"))
    result = read_bytes(made, kind)
    assert result.rows("notes", "text") == ["甲物指乙物。"] and result.reading.coverage == 1.0
    assert "丙著（2016）。" in (result.finding("text_outside").raw_value or "")


@irregularity("I-124")
def test_i124_a_note_about_literature_is_a_note() -> None:
    result = read(Made(notes=("其他補充說明：", "• 參考文獻", "• 參考資料：甲書。")))
    assert result.rows("notes", "text") == ["參考文獻", "參考資料：甲書。"]


@irregularity("I-129")
@pytest.mark.parametrize(("duty", "skills"), [("^", []), ("", ["S01"])], ids=["merges show", "no cell is merged"])
def test_i129_a_blank_cell_of_its_own_is_blank_where_merges_show(duty: str, skills: list[str]) -> None:
    rows = f"""
T1整理甲物 | T1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選
{duty} | {duty} | | P1.1.2核對。 | 4 | K02乙物 |
"""
    result = tasks(rows)
    assert result.where("block_competencies", "competency_id", block=2, kind="S") == skills


@irregularity("I-43")
def test_i43_rows_that_hold_one_item_each_are_one_block() -> None:
    rows = """
T1整理甲物 | T1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選
^ | ^ | | P1.1.2核對。 | ^ | K02乙物 | S02核對
^ | ^ | | | ^ | K03丙物 |
^ | T1.2裝箱 | | P1.2.1裝箱。 | 4 | K01甲物 | S03裝箱
"""
    result = tasks(rows)
    assert result.levels() == {"T1.1": [3], "T1.2": [4]}
    assert result.required("T1.1") == ["K01", "K02", "K03", "S01", "S02"]


@irregularity("I-63")
@pytest.mark.parametrize(
    ("cell", "outputs"),
    [
        ("O1.1.1甲物清單⏎乙物紀錄", [("O1.1.1", "甲物清單"), (None, "乙物紀錄")]),
        ("O1.1.1⏎甲物清單", [("O1.1.1", "甲物清單")]),
        ("O1.1.1甲物清單（含⏎附件）", [("O1.1.1", "甲物清單（含附件）")]),
        ("O1.1.1甲物及⏎乙物清單", [("O1.1.1", "甲物及乙物清單")]),
        ("O1.1.1甲物↵清單", [("O1.1.1", "甲物清單")]),
    ],
)
def test_i63_an_output_without_code_on_its_own_line_below_a_coded_one(cell: str, outputs: list[tuple[str | None, str]]) -> None:
    result = tasks(f"T1整理甲物 | T1.1挑選甲物 | {cell} | P1.1.1挑選。 | 3 | K01甲物 | S01挑選")
    assert result.rows("outputs", "output_code", "name") == outputs


@irregularity("I-31")
@pytest.mark.parametrize(("printed", "level"), [("四", 4), ("Ⅳ", 4), ("第三級", 3), ("IV", 4), ("一般", None)])
def test_i31_a_level_in_words(printed: str, level: int | None) -> None:
    assert tasks(ROWS.replace(" | 3 | ", f" | {printed} | ")).levels()["T1.1"] == [level]


@irregularity("I-125", "I-50")
@pytest.mark.parametrize("cut", [("(O1.1.1", ")甲物清單"), ("(O1.1.1)", "甲物清單"), ("(O1.1", ".1)甲物清單")])
def test_i125_brackets_that_the_end_of_a_page_cuts(cut: tuple[str, str]) -> None:
    bracketed = re.sub(CODE, lambda match: f"({match[1]})", ROWS)
    first, second = bracketed.strip().splitlines()
    rows = [first.replace("(O1.1.1)甲物清單", cut[0]), "===", f" | | {cut[1]} | | | | ", second.replace("^", "")]
    result = tasks("\n".join(rows))
    assert result.rows("outputs", "output_code", "name")[0] == ("O1.1.1", "甲物清單")
