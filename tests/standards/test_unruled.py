"""Tables that little or nothing rules, drawn on pages: the same standard whatever is left of their rules (I-105)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.standards.parse import parse
from tests.build import Outcome
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity
SIZE, PITCH = 6.0, 8.0
MAIN = (20.0, 66.0, 118.0, 168.0, 252.0, 274.0, 324.0)
RIGHT = 380.0
LISTED = (20.0, 60.0, 140.0, 220.0, 270.0, 330.0)
LABELLED = (20.0, 60.0, 110.0, 270.0, 330.0)

Cells = Sequence[str]
HEADS: Cells = (
    "主要職責", "工作任務", "工作產出", "行為指標", "職能⏎級別",
    "職能內涵⏎(K=knowledge⏎知識)", "職能內涵⏎(S=skills⏎技能)",
)
ROWS: tuple[Cells, ...] = (
    (
        "T1整理甲⏎物", "T1.1挑選⏎甲物", "O1.1.1清單", "P1.1.1依規格挑選甲物⏎並回報。⏎P1.1.2回報缺料。", "3",
        "K01甲物概⏎論", "S01挑選⏎S02溝通",
    ),
    ("", "T1.2核對", "", "P1.2.1核對數量。", "4", "K02核對", "S02溝通"),
    ("T2交付", "T2.1裝箱", "O2.1.1箱單", "P2.1.1裝箱。⏎P2.1.2點交。", "3", "K01甲物概⏎論", "S03裝箱"),
)
VERSIONS: tuple[Cells, ...] = (
    ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"),
    ("V2", "ABC1234-001v2", "甲物管理員", "最新版本", "略", "2025/06/15"),
    ("V1", "ABC1234-001v1", "甲物管理員", "歷史版本", "已被⏎《ABC1234-⏎001v2》取代", "2022/06/15"),
)
PROFILE: tuple[Cells, ...] = (
    ("職能基準代碼", "", "ABC1234-001v2", "", ""),
    ("職能基準名稱⏎（擇一填寫）", "職類", "", "", ""),
    ("", "職業", "甲物管理員", "", ""),
    ("所屬", "職類別", "甲類／乙類", "職類別代碼", "ABC"),
    ("類別", "職業別", "甲物人員", "職業別代碼", "1234"),
    ("", "行業別", "甲業／乙業", "行業別代碼", "C1234"),
    ("工作描述", "", "管理甲物並核對數量，依規格挑選與交付⏎各類甲物。", "", ""),
    ("基準級別", "", "3", "", ""),
)
BEHIND = ("職能內涵（A=attitude 態度）", "A01主動積極：先做再問。", "說明與補充事項", "其他補充說明：", "1.甲物須知。")

Style = Callable[[Page, float, Cells, Cells, Sequence[float], int], object]


def nothing(*_: object) -> None:
    """White alone."""


def lines(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """A rule above every row."""
    page.line(xs[0], top - SIZE - 1, RIGHT, top - SIZE - 1)


def open_lines(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """Rules that leave a merged duty open."""
    page.line(xs[0] if row[0] or len(xs) < len(MAIN) else xs[1], top - SIZE - 1, RIGHT, top - SIZE - 1)


def tints(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """Every other row on grey."""
    if number % 2:
        page.bar(xs[0] - 2, top - SIZE - 1, RIGHT, top - SIZE - 1 + PITCH * height(row) + 1, grey=0.9)


def head_lines(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """A rule above and below the heads."""
    if number < 2:
        page.line(xs[0], top - SIZE - 1, RIGHT, top - SIZE - 1)


def uprights(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """Rules between columns, open where a cell reaches over several."""
    for x, text in zip(xs[1:], row[1:], strict=True):
        if text or xs is MAIN:
            page.line(x - 2, top - SIZE - 1, x - 2, top - SIZE + 3 + PITCH * height(row))


def sides(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """Rules between columns and on both sides."""
    uprights(page, top, above, row, xs, number)
    for x in (xs[0] - 2, RIGHT):
        page.line(x, top - SIZE - 1, x, top - SIZE + 3 + PITCH * height(row))


def sides_and_head(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """The same with a rule below the first row."""
    sides(page, top, above, row, xs, number)
    if number == 1:
        page.line(xs[0] - 2, top - SIZE - 1, RIGHT, top - SIZE - 1)


def frame(page: Page, top: float, above: Cells, row: Cells, xs: Sequence[float], number: int) -> None:
    """Rules between columns in a frame around the table."""
    sides(page, top, above, row, xs, number)
    if not number:
        page.line(xs[0] - 2, top - SIZE - 1, RIGHT, top - SIZE - 1)
    if row[0] in ("V1", "基準級別", "T2交付"):
        bottom = top - SIZE + 3 + PITCH * height(row)
        page.line(xs[0] - 2, bottom, RIGHT, bottom)


def height(row: Cells) -> int:
    return max(text.count("⏎") + 1 for text in row)


def drawn(page: Page, top: float, rows: Sequence[Cells], xs: Sequence[float], style: Style, gap: float) -> float:
    """Draw rows from a height down; gives the height below them."""
    for number, row in enumerate(rows):
        style(page, top, rows[number - 1], row, xs, number)
        for x, text in zip(xs, row, strict=True):
            page.lines(x, top, *text.split("⏎"), size=SIZE) if text else None
        top += PITCH * height(row) + gap
    return top


def standard(style: Style, gap: float = 4.0, *, cut: int | None = None) -> Outcome:
    """The standard on one page, or with the main table cut before a row and no heads on the second page."""
    first, second = Page(), Page()
    first.text(150, 20, "甲物管理員職能基準", 8)
    top = drawn(first, 40, VERSIONS, LISTED, style, gap)
    top = drawn(first, top + 16, PROFILE, LABELLED, style, gap)
    top = drawn(first, top + 16, [HEADS, *ROWS[:cut]], MAIN, style, gap)
    page = first if cut is None else second
    if cut is not None:
        top = drawn(second, 40, ROWS[cut:], MAIN, style, gap)
    for text in BEHIND:
        top += 12
        page.text(20, top, text, SIZE)
    first.text(190, 490, "第1頁，總共2頁", SIZE)
    second.text(190, 490, "第2頁，總共2頁", SIZE)
    return Outcome(parse("made.pdf", pdf(first) if cut is None else pdf(first, second)))


@irregularity("I-105")
@pytest.mark.parametrize("cut", [None, 1, 2])
@pytest.mark.parametrize(
    ("style", "gap"),
    [(nothing, 4.0), (nothing, 1.0), (lines, 4.0), (open_lines, 4.0), (tints, 4.0), (head_lines, 2.0),
     (uprights, 4.0), (sides, 4.0), (sides_and_head, 4.0), (frame, 4.0)],
)
def test_i105_a_table_is_the_same_with_few_rules_or_none(style: Style, gap: float, cut: int | None) -> None:
    result = standard(style, gap, cut=cut)
    assert result.reading.rejected is None and result.reading.coverage == 1.0
    assert result.standard.name == "甲物管理員" and result.standard.standard_code == "ABC1234-001v2"
    assert result.standard.description == "管理甲物並核對數量，依規格挑選與交付各類甲物。" and result.standard.level == 3
    assert result.rows("standard_versions", "version_code", "note") == [
        ("ABC1234-001v2", "略"), ("ABC1234-001v1", "已被《ABC1234-001v2》取代"),
    ]
    assert result.rows("duties", "name") == ["整理甲物", "交付"]
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物"), ("T1.2", "核對"), ("T2.1", "裝箱")]
    assert result.levels() == {"T1.1": [3], "T1.2": [4], "T2.1": [3]}
    assert result.rows("indicators", "text") == ["依規格挑選甲物並回報。", "回報缺料。", "核對數量。", "裝箱。", "點交。"]
    assert result.rows("outputs", "output_id", "task_id") == [("O1.1.1", "T1.1"), ("O2.1.1", "T2.1")]
    assert [sorted(result.required(task)) for task in ("T1.1", "T1.2", "T2.1")] == [
        ["K01", "S01", "S02"], ["K02", "S02"], ["K01", "S03"],
    ]
    assert result.where("competencies", "name", kind="A") == ["主動積極"] and result.rows("notes", "text") == ["甲物須知。"]
    assert "table_without_rules" in result.issues and "rows_uncertain" not in result.issues


@irregularity("I-105")
def test_i105_a_code_beside_the_middle_of_other_cells_is_a_doubt() -> None:
    """Cells that are centred: nobody can say where the rows begin."""
    centred = list(ROWS)
    centred[1] = ("", "T1.2核對", "", "P1.2.1核對數量⏎並且回報。⏎P1.2.2結案。", "", "K02核對", "S02溝通")
    page = Page()
    top = drawn(page, 40, PROFILE, LABELLED, nothing, 4)
    top = drawn(page, top + 16, [HEADS, ROWS[0]], MAIN, nothing, 4)
    page.text(MAIN[1], top + PITCH, "T1.2核對", SIZE).text(MAIN[4], top + PITCH, "4", SIZE)
    drawn(page, top, [("", "", "", *centred[1][3:])], MAIN, nothing, 4)
    found = Outcome(parse("made.pdf", pdf(page)))
    assert "rows_uncertain" in found.issues


@irregularity("I-105")
@pytest.mark.parametrize(("knowledge", "is_sure"), [("K02核對⏎K03查帳", True), ("查帳⏎K02核對", False)])
def test_i105_between_upright_rules_rows_are_told_by_the_numbers_in_codes(knowledge: str, is_sure: bool) -> None:
    """The task and its level stand beside the middle of its row; where no knowledge begins at its top nobody can say."""
    page = Page()
    top = drawn(page, 40, PROFILE, LABELLED, uprights, 4)
    top = drawn(page, top + 16, [HEADS, ROWS[0]], MAIN, uprights, 1)
    page.text(MAIN[1], top + PITCH, "T1.2核對", SIZE).text(MAIN[4], top + PITCH, "4", SIZE)
    rows: list[Cells] = [("", "", "", "P1.2.1核對數量⏎並且回報。⏎P1.2.2結案。", "", knowledge, "S02溝通"), ROWS[2]]
    drawn(page, top, rows, MAIN, uprights, 1)
    found = Outcome(parse("made.pdf", pdf(page)))
    assert found.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物"), ("T1.2", "核對"), ("T2.1", "裝箱")]
    assert found.levels() == {"T1.1": [3], "T1.2": [4], "T2.1": [3]}
    assert ("rows_uncertain" in found.issues) is not is_sure
    assert not is_sure or sorted(found.required("T1.2")) == ["K02", "K03", "S02"]


@irregularity("I-105")
def test_i105_a_mark_that_hangs_over_the_rule_behind_it_is_of_its_own_cell() -> None:
    page = Page()
    top = drawn(page, 40, PROFILE, LABELLED, uprights, 4)
    hanging: Cells = ("", "T1.2核對", "", "P1.2.1依規格核對甲物之數量，⏎並記錄。", "4", "K02核對", "S02溝通")
    drawn(page, top + 16, [HEADS, ROWS[0], hanging, ROWS[2]], MAIN, uprights, 4)
    found = Outcome(parse("made.pdf", pdf(page)))
    assert found.where("indicators", "text", indicator_id="P1.2.1") == ["依規格核對甲物之數量，並記錄。"]
    assert found.levels() == {"T1.1": [3], "T1.2": [4], "T2.1": [3]} and "level_decorated" not in found.issues
