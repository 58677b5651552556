"""Heads of the main table that leave a column out or say that it goes on: I-26, I-28."""

from __future__ import annotations

import pytest

from tests.build import HEADER, Made, read, tasks

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"


@irregularity("I-26")
def test_i26_a_duty_in_the_cell_of_its_first_task() -> None:
    header = "工作任務 | 工作產出 | 行為指標 | 職能級別 | 職能內涵（K=knowledge 知識） | 職能內涵（S=skills 技能）"
    rows = "T1整理甲物⏎T1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選\n"
    rows += "T1.2核對甲物 | | P1.2.1核對。 | 3 | K01甲物 | S01挑選"
    result = read(Made(rows, header=header))
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")]
    assert result.rows("tasks", "task_id", "duty_id", "name") == [("T1.1", "T1", "挑選甲物"), ("T1.2", "T1", "核對甲物")]


@irregularity("I-28")
@pytest.mark.parametrize("mark", ["（續）", "(續)", "（續上頁）"])
def test_i28_heads_that_say_that_the_table_goes_on(mark: str) -> None:
    again = " | ".join(f"{head}{mark}" for head in HEADER.split(" | "))
    result = tasks(f"{ROW}\n{again}\n | T1.2核對 | | P1.2.1核。 | 4 | K01甲物概論 | S01挑選能力")
    assert result.rows("tasks", "task_id", "duty_id") == [("T1.1", "T1"), ("T1.2", "T1")]
