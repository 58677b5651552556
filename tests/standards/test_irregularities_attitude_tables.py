"""Attitudes in a table of their own, and what stands behind them and is none: I-69, I-121, I-124."""

from __future__ import annotations

import pytest

from tests.build import Made, Outcome, Table, parsed, read, table
from tests.build.neutral import document_of

irregularity = pytest.mark.irregularity
HEADING = "職能內涵（A=attitude 態度）"
BOTH = [("A01", "主動積極", "先做再問。"), ("A02", "謹慎細心", "先看，再做。")]


def with_table(rows: str) -> Outcome:
    """A standard whose attitudes are a table behind the main one."""
    blocks = Made(attitude_heading="", attitudes=()).blocks()
    place = max(index for index, block in enumerate(blocks) if isinstance(block, Table)) + 1
    return parsed(document_of([*blocks[:place], table(rows, blocks[place - 1].page), *blocks[place:]]))


def attitudes(result: Outcome) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.competency_code, row.name, row.definition) for row in result.reading.tables.competencies if row.kind == "A"]


@irregularity("I-69", "I-121")
@pytest.mark.parametrize("rows", [
    f"{HEADING} | <\nA01主動積極 | 先做再問。\nA02 謹慎細心 | 先看，再做。",
    f"{HEADING} | < | <\nA01 | 主動積極 | 先做再問。\nA02 | 謹慎細心 | 先看，↵再做。",
    f"{HEADING} | < | <\n代碼 | 名稱 | 定義\nA01 | 主動積極 | 先做再問。\nA02 | 謹慎細心 | 先看，⏎再做。",
    f"{HEADING} | 定義\nA01主動積極 | 先做再問。\nA02謹慎細心 | 先看，再做。",
    "態度（A=attitude） | 定義說明\nA01主動積極： | 先做再問。\nA02謹慎細心： | 先看，再做。",
    f"{HEADING} | < | <\n項次 | 態度 | 說明\n1 | A01主動積極 | 先做再問。\n2 | A02謹慎細心 | 先看，再做。",
    f"{HEADING} | <\n態度 | 內涵\nA01主動積極 | 先做再問。\n態度 | 內涵\nA02謹慎細心 | 先看，再做。",
])
def test_i69_name_and_definition_in_cells_beside_each_other(rows: str) -> None:
    result = with_table(rows)
    assert attitudes(result) == BOTH
    assert result.reading.coverage == 1.0 and not [found.code for found in result.reading.findings if found.is_doubt]


@irregularity("I-68", "I-69")
@pytest.mark.parametrize("heads", ["", "態度 | 定義\n"])
def test_i69_names_and_definitions_without_codes(heads: str) -> None:
    rows = f"{HEADING} | <\n{heads}主動積極 | 面臨問題立即採取行動，加以解決。\n謹慎細心 | 謹慎考量所有細節，並保持高度關注。"
    assert attitudes(with_table(rows)) == [
        (None, "主動積極", "面臨問題立即採取行動，加以解決。"), (None, "謹慎細心", "謹慎考量所有細節，並保持高度關注。"),
    ]


@irregularity("I-121")
def test_i121_a_second_definition_is_a_column_apart() -> None:
    rows = f"{HEADING} | 定義 | 行為說明\nA01主動積極 | 先做再問。 | 天天做。\nA02謹慎細心 | 先看，再做。 | 時時看。"
    result = with_table(rows)
    assert attitudes(result) == BOTH
    assert result.finding("column_apart").raw_value == "天天做。\n時時看。"


@irregularity("I-67")
def test_i67_two_columns_of_attitudes_are_no_definitions() -> None:
    rows = f"{HEADING} | <\nA01主動積極：先做再問。 | A02謹慎細心：先看，再做。"
    assert attitudes(with_table(rows)) == BOTH
    assert attitudes(with_table(f"{HEADING} | <\nA01主動積極 | A02謹慎細心")) == [
        ("A01", "主動積極", None), ("A02", "謹慎細心", None),
    ]


@irregularity("I-124")
@pytest.mark.parametrize("heading", ["評量方式", "訓練時數", "一、評量項目與比重"])
def test_i124_a_section_that_the_form_does_not_have_is_no_attitude(heading: str) -> None:
    result = read(Made(attitudes=("A01主動積極：先做再問。", "A02謹慎細心：先看，再做。", heading, "筆試占四成，實作占六成。")))
    assert attitudes(result) == BOTH
    assert "筆試占四成" in (result.finding("text_outside").raw_value or "")


@irregularity("I-124")
def test_i124_a_line_begun_behind_a_sentence_in_one_attitude_is_doubted() -> None:
    blocks = Made(attitude_heading="", attitudes=()).blocks()
    place = max(index for index, block in enumerate(blocks) if isinstance(block, Table)) + 1
    rows = table(f"{HEADING}\nA01主動積極：先做再問。⏎A02謹慎細心：先看，再做。", blocks[place - 1].page)
    made = Made(attitude_heading="其他規定", attitudes=("另依規定辦理。",))
    beside = made.blocks()[place:]
    result = parsed(document_of([*blocks[:place], rows, *beside]))
    assert any(found.code == "text_misshapen" and found.locator == "A02" for found in result.reading.findings)
