"""The rows of the main table as printed: merged cells in each row, and rows that a page break cuts."""

from __future__ import annotations

import pytest

from tests.build import WRITERS, Made, Outcome, read_bytes, tasks

CELLS = ("duty", "task", "outputs", "indicators", "level", "knowledge", "skills")
MERGED = """
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單⏎O1.1.2 3D草圖 | P1.1.1挑選。⏎P1.1.2回報。 | 3 | K01甲物⏎K02 5S概念 | S01挑選
^ | ^ | O1.1.3甲物清冊 | P1.1.3造冊。 | ^ | ^ | ^
^ | T1.2⏎T1.3清潔甲物 | | P1.2.1清潔。 | 4 | K01甲物 | S02清潔
"""


def rows(outcome: Outcome, *columns: str) -> list[tuple[object, ...]]:
    """Columns of the printed rows, lines parted by a slash."""
    found = outcome.rows("printed_rows", *columns)
    return [tuple(value.replace("\n", "/") if isinstance(value, str) else value for value in row) for row in found]


def test_a_merged_cell_stands_in_every_row_that_it_covers() -> None:
    one = ("T1 整理甲物", "T1.1 挑選甲物")
    block = ("3", "K01 甲物/K02 5S概念", "S01 挑選")
    assert rows(tasks(MERGED), *CELLS) == [
        (*one, "O1.1.1 甲物清單/O1.1.2 3D草圖", "P1.1.1 挑選。/P1.1.2 回報。", *block),
        (*one, "O1.1.3 甲物清冊", "P1.1.3 造冊。", *block),
        ("T1 整理甲物", "T1.2/T1.3 清潔甲物", None, "P1.2.1 清潔。", "4", "K01 甲物", "S02 清潔"),
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_every_form_gives_the_same_rows(kind: str) -> None:
    assert rows(read_bytes(Made(MERGED), kind), *CELLS) == rows(tasks(MERGED), *CELLS)


AFTER = "^ | T1.2清潔 | | P1.2.1清潔。 | 4 | K01甲 | S01挑"
CUT = {
    "inside of an indicator": ("P1.1.1挑選甲物，", " | | | 並記。", "P1.1.1 挑選甲物，並記。", "K01 甲"),
    "between two indicators": ("P1.1.1挑選。", " | | | P1.1.2記。", "P1.1.1 挑選。/P1.1.2 記。", "K01 甲"),
    "between two items of knowledge": ("P1.1.1挑選。", " | | | | | K02乙", "P1.1.1 挑選。", "K01 甲/K02 乙"),
}


@pytest.mark.parametrize("name", CUT)
def test_a_row_that_a_page_break_cuts_is_one(name: str) -> None:
    above, below, indicators, knowledge = CUT[name]
    outcome = tasks(f"T1整理 | T1.1挑選 | O1.1.1清單 | {above} | 3 | K01甲 | S01挑\n===\n{below}\n{AFTER}")
    assert rows(outcome, "position", "page", "indicators", "knowledge", "continued") == [
        (1, 1, indicators, knowledge, True), (2, 2, "P1.2.1 清潔。", "K01 甲", False),
    ]


def test_a_row_without_outputs_at_the_top_of_a_page_is_a_row_where_others_look_so() -> None:
    outcome = tasks(
        "T1整理 | T1.1挑選 | O1.1.1清單 | P1.1.1挑選。 | 3 | K01甲 | S01挑\n^ | ^ | | P1.1.2記。 | ^ | ^ | ^\n===\n"
        " | | | P1.1.3回報。 | | | "
    )
    indicators = ("P1.1.1 挑選。", "P1.1.2 記。", "P1.1.3 回報。")
    assert rows(outcome, "indicators", "continued") == [(text, False) for text in indicators]


def test_items_in_rows_of_their_own_stay_in_them() -> None:
    table = "\n".join([
        "T1整理 | T1.1挑選 | O1.1.1清單 | P1.1.1挑選。 | 3 | K01甲 | S01挑", "^ | ^ | | P1.1.2記。 | ^ | K02乙 | S02記",
        "^ | ^ | | P1.1.3回報。 | ^ | K03丙 | ",
    ])
    assert rows(tasks(table), "level", "knowledge", "skills") == [
        ("3", "K01 甲", "S01 挑"), ("3", "K02 乙", "S02 記"), ("3", "K03 丙", None),
    ]


@pytest.mark.parametrize(("cells", "printed"), [
    (("第3級", "4"), ["第3級", "4"]), (("三～四", "4"), ["三～四", "4"]), (("3", "^"), ["3", "3"]), (("3⏎4", "^"), ["3", "4"]),
])
def test_the_level_is_that_of_its_cell(cells: tuple[str, str], printed: list[str]) -> None:
    outcome = tasks(
        f"T1整理 | T1.1挑選 | O1.1.1清單 | P1.1.1挑選。 | {cells[0]} | K01甲 | S01挑\n"
        f"^ | T1.2清潔 | | P1.2.1清潔。 | {cells[1]} | K02乙 | S02記"
    )
    assert outcome.rows("printed_rows", "level") == printed


def test_a_duty_in_a_row_of_its_own_is_a_row_only_where_no_task_follows() -> None:
    outcome = tasks(
        "T1整理甲物 | < | < | < | < | < | <\n | T1.1挑選 | O1.1.1清單 | P1.1.1挑選。 | 3 | K01甲 | S01挑\n"
        "T2交付乙物 | < | < | < | < | < | <"
    )
    assert rows(outcome, "duty", "task") == [("T1 整理甲物", "T1.1 挑選"), ("T2 交付乙物", None)]
