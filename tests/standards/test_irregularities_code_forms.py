"""Codes as typists and converters print them: marks, bullets and gaps around them, codes glued to names."""

from __future__ import annotations

import pytest

from tests.build import tasks
from tests.standards.test_irregularities_codes import row

irregularity = pytest.mark.irregularity


@irregularity("I-85")
@pytest.mark.parametrize("bullet", ["• ", "●", "■ ", "\uf06c", "- ", "－"])
def test_i85_a_bullet_before_a_code_is_no_text(bullet: str) -> None:
    cells = {"output": "O1.1.1甲單", "indicator": "P1.1.1挑選。", "knowledge": "K01甲物", "skill": "S01挑選"}
    second = {name: text.replace("1甲", "2乙").replace("1挑", "2挑") for name, text in cells.items()}
    bulleted = {name: f"{bullet}{text}⏎{bullet}{second[name]}" for name, text in cells.items()}
    result = tasks(row(**bulleted))
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲單"), ("O1.1.2", "乙單")]
    assert result.rows("indicators", "indicator_code", "text") == [("P1.1.1", "挑選。"), ("P1.1.2", "挑選。")]
    assert result.where("competencies", "name", kind="K") == ["甲物", "乙物"]
    assert result.where("competencies", "name", kind="S") == ["挑選", "挑選"]


@irregularity("I-51")
@pytest.mark.parametrize("mark", ["、", "：", ":", ".", "-", "－"])
def test_i51_a_mark_between_code_and_name(mark: str) -> None:
    result = tasks(row(task=f"T1.1{mark}挑選", output=f"O1.1.1{mark}甲單", knowledge=f"K01{mark}甲物⏎K02{mark}乙物"))
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選")]
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲單")]
    assert result.where("competencies", "name", kind="K") == ["甲物", "乙物"]


@irregularity("I-51", "I-53")
def test_i53_a_dot_behind_the_code_of_a_name_that_begins_with_a_digit() -> None:
    rows = row(task="T1.1. 24小時挑選") + "\n" + row(duty="", task="T1.2.3D核對", output="", indicator="P1.2.1核對。")
    result = tasks(rows)
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "24小時挑選"), ("T1.2", "3D核對")]


@irregularity("I-53")
def test_i53_a_duty_name_begins_with_a_digit() -> None:
    again = row(duty="T13D整理", task="T1.2核對", output="O1.2.1乙單", indicator="P1.2.1核。")
    result = tasks(row(duty="T13D整理") + "\n===\n" + again)
    assert result.rows("duties", "duty_id", "name") == [("T1", "3D整理")]
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1"), ("T1.2", "T1")]


@irregularity("I-53")
def test_i53_item_ten_printed_again_keeps_its_number() -> None:
    first = "\n".join(row(duty="", task=f"T1.{n}PLC安裝", output="", indicator=f"P1.{n}.1裝。") for n in range(1, 11))
    again = row(duty="", task="T1.10PLC安裝", output="", indicator="P1.10.2驗。")
    result = tasks(f"{first}\n===\n{again}")
    assert result.rows("tasks", "task_id", "name")[-1] == ("T1.10", "PLC安裝") and len(result.rows("tasks", "task_id")) == 10


@irregularity("I-59")
@pytest.mark.parametrize("separator", [" ", "⏎"])
def test_i59_a_bare_code_before_one_that_does_not_follow_it(separator: str) -> None:
    result = tasks(row(skill=separator.join(("S01", "S05挑選能力", "S03核對能力"))))
    assert result.rows("block_competencies", "competency_id", "name")[1:] == [
        ("S01", None), ("S05", "挑選能力"), ("S03", "核對能力"),
    ]


@irregularity("I-50")
def test_i50_a_letter_alone_on_its_line_goes_on_with_the_digits_below() -> None:
    result = tasks(row(task="T⏎1.1挑選", knowledge="K⏎01維他命K⏎K02甲物"))
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選")]
    assert result.where("competencies", "name", kind="K") == ["維他命K", "甲物"]


@irregularity("I-50")
@pytest.mark.parametrize("cut", ["K0⏎3", "Ｋ０⏎３", "K0↵3"])
def test_i50_a_line_that_ends_within_the_digits(cut: str) -> None:
    result = tasks(row(knowledge=f"K01甲物⏎K02乙物⏎{cut}GRI概論⏎K04⏎3D繪圖"))
    assert result.rows("competencies", "competency_id", "name")[:4] == [
        ("K01", "甲物"), ("K02", "乙物"), ("K03", "GRI概論"), ("K04", "3D繪圖"),
    ]


@irregularity("I-58")
def test_i58_a_glued_code_of_the_other_column() -> None:
    usual = row(knowledge="K01甲物⏎K02乙物", skill="S05交付能力S02核對能力S01挑選能力")
    swapped = row(duty="", task="T1.2核", output="", indicator="P1.2.1核。", knowledge="K01甲物S05交付能力K02乙物", skill="")
    result = tasks(usual + "\n" + swapped)
    assert result.required("T1.2") == ["K01", "S05", "K02"]


@irregularity("I-63", "I-85")
def test_i63_bullets_before_outputs_without_codes() -> None:
    result = tasks(row(output="• 甲物清單⏎－乙物清單⏎-20°C紀錄"))
    assert result.rows("outputs", "name") == ["甲物清單", "乙物清單", "-20°C紀錄"]
