"""Notes: I-71 … I-78."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import WRITERS, Made, Outcome, read, read_bytes, tasks

irregularity = pytest.mark.irregularity

P, S = "prerequisite", "supplement"


def notes(*lines: str, columns: tuple[str, ...] = ("section", "text")) -> list[Any]:
    return read(Made(notes=lines)).rows("notes", *columns)


def in_form(kind: str, *lines: str) -> Outcome:
    made = Made(notes=lines)
    return read(made) if kind == "neutral" else read_bytes(made, kind)


@irregularity("I-71")
def test_i71_without_sub_heading_everything_is_a_supplement() -> None:
    assert notes("• 甲物指乙物。", "• 丙物另計。") == [(S, "甲物指乙物。"), (S, "丙物另計。")]


PREREQUISITES = [
    "建議擔任此職類／職業之學歷／經歷／或能力條件：",
    "建議擔任此職類/職業之學歷/經驗/或能力條件：",
    "建議擔任此職類 / 職業之學歷 / 經歷 / 或能力條件",
    "擔任此職類/職業之學歷/經歷/或能力條件：",
    "【擔任此職類/職業之學歷/經歷/或能力條⏎件】",
    "【建議擔任此職類／職業之學歷／經歷↵／或能力條件】。",
    "• 建議擔任此職類／職業之學歷／經歷／或能力條件：",
    "建議擔任此職類之學歷、經歷或能力條件：",
    "擔任本職業者之學歷與經驗（擇一）：",
    "【建議擔任此職類／職業之學歷／經歷／或能力條件：】",
]


@irregularity("I-71", "I-73")
@pytest.mark.parametrize("heading", PREREQUISITES)
def test_i71_i73_every_form_of_the_prerequisites_heading(heading: str) -> None:
    assert notes(heading, "  • 高中畢業。", "其他補充說明：", "  • 甲物另計。") == [(P, "高中畢業。"), (S, "甲物另計。")]


@irregularity("I-72")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i72_body_on_the_line_of_the_heading(kind: str) -> None:
    result = in_form(kind, "建議擔任此職類／職業之學歷／經歷／或能力條件：無。", "其他補充說明：甲物指：乙物。")
    assert result.rows("notes", "section", "text") == [(P, "無。"), (S, "甲物指：乙物。")]
    assert result.reading.coverage == 1.0


@irregularity("I-73")
@pytest.mark.parametrize("kind", ["neutral", "docx", "odt"])
def test_i73_a_heading_over_two_lines_leaves_no_stray_end(kind: str) -> None:
    result = in_form(kind, "【擔任此職類/職業之學歷/經歷/或能力條", "件】。", "高中畢業。")
    assert result.rows("notes", "section", "text") == [(P, "高中畢業。")]


@irregularity("I-74")
def test_i74_a_wrap_is_no_note_of_its_own() -> None:
    assert notes("其他補充說明：", "  • 甲物指乙物以外↵之物，含 PC ↵Base 等。", "  • 丙物另計。") == [
        (S, "甲物指乙物以外之物，含 PC Base 等。"),
        (S, "丙物另計。"),
    ]


@irregularity("I-74")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
@pytest.mark.parametrize("text", ["3D甲物另計。", "-20°C以下保存。", "1.5公噸以上。", "5S為基本。"])
def test_i74_the_first_sign_of_a_note_is_not_eaten(text: str, kind: str) -> None:
    assert in_form(kind, "其他補充說明：", f"  {text}", f"  • {text}").rows("notes", "text") == [text, text]


@irregularity("I-74", "I-126")
@pytest.mark.parametrize("marker", ["1.", "（1）", "(二)", "①", "•", "-", "●", "◆", "■"])
def test_i74_a_bullet_or_number_is_the_marker(marker: str) -> None:
    result = notes("其他補充說明：", f"  {marker} 甲物另計。", columns=("text", "marker"))
    assert result == [("甲物另計。", marker)]


@irregularity("I-75")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i75_nested_bullets_keep_their_depth(kind: str) -> None:
    result = in_form(kind, "其他補充說明：", "  \uf06c 甲物：", "    － 大甲物。", "    － 小甲物。", "  \uf06c 乙物。")
    assert result.rows("notes", "text", "depth", "marker") == [
        ("甲物：", 0, "•"),
        ("大甲物。", 1, "－"),
        ("小甲物。", 1, "－"),
        ("乙物。", 0, "•"),
    ]


LEVELS = ("級別→能力內涵說明", "3→能在部分變動之情況中獨立完成。", "4→能在變動之情況中判斷。")


@irregularity("I-76", "I-35")
@pytest.mark.parametrize("kind", ["neutral", "docx", "odt"])
def test_i76_a_table_of_the_levels_stays_in_the_notes(kind: str) -> None:
    result = in_form(kind, "其他補充說明：", "級別說明如下：", *LEVELS)
    texts = result.rows("notes", "text")
    assert texts[0] == "級別說明如下：" and "獨立完成" in "".join(texts) and len(result.rows("tasks", "task_id")) == 1
    assert result.levels() == {"T1.1": [3]} and result.reading.coverage == 1.0


@irregularity("I-76", "I-35")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_i76_a_table_of_the_levels_in_a_cell_of_the_notes(kind: str) -> None:
    """All notes in one cell at the end of the main table, the levels as a table inside that cell."""
    last = f"說明與補充事項⏎其他補充說明：⏎級別說明如下：⏎{'⏎'.join(LEVELS)} {'| < ' * 6}"
    made = Made(f"{Made().tasks}\n{last}", notes_heading="", notes=(), attitude_heading="", attitudes=())
    result = read_bytes(made, kind)
    texts = ["".join(text.split()) for text in result.rows("notes", "text")]
    assert texts == ["級別說明如下：", *(line.replace("→", "") for line in LEVELS)]


@irregularity("I-77")
@pytest.mark.parametrize("mark", ["【註2】", "【註 2】", "【註２】", "[註2]"])
def test_i77_each_footnote_is_a_note(mark: str) -> None:
    assert notes("其他補充說明：", "【註1】甲物指↵之物。", f"{mark}乙物。") == [(S, "【註1】甲物指之物。"), (S, f"{mark}乙物。")]


@irregularity("I-77")
def test_i77_footnotes_that_hang_under_a_bullet_are_not_joined() -> None:
    assert notes("其他補充說明：", "  • 見註。", "    【註1】甲物。", "    【註2】乙物。") == [
        (S, "見註。"),
        (S, "【註1】甲物。"),
        (S, "【註2】乙物。"),
    ]


@irregularity("I-78")
def test_i78_a_document_that_says_why_it_differs_is_read_like_any_other() -> None:
    rows = "T8照顧甲物 | T8.1新照顧 | O8.1.1紀錄 | P8.1.1照顧。 | 4 | NK03新知識 | NS01新技能"
    fact = "本基準T1至T7見3級基準；NK為新增知識，NS為新增技能，K、S未依任務區分。"
    result = tasks(rows, notes=(f"其他補充說明：{fact}",))
    assert result.rows("notes", "section", "text") == [(S, fact)]
    assert result.rows("tasks", "task_id") == ["T8.1"] and result.required("T8.1") == ["NK03", "NS01"] and result.issues == []


@irregularity("I-72")
def test_i72_the_notes_share_the_line_or_the_row_of_their_heading() -> None:
    lines = "建議擔任此職類／職業之學歷／經歷／或能力條件：⏎• 高中畢業。⏎其他補充說明：⏎• 甲物另計。"
    row = f"{Made().tasks}\n說明與補充事項 | < | {lines} | < | < | < | <"
    beside = read(Made(row, attitude_heading="", attitudes=(), notes_heading="", notes=()))
    behind = read(Made(notes_heading=f"說明與補充事項：{lines.partition('⏎')[0]}", notes=lines.split("⏎")[1:]))
    for result in (beside, behind):
        assert result.rows("notes", "section", "text") == [(P, "高中畢業。"), (S, "甲物另計。")]


@irregularity("I-71")
@pytest.mark.parametrize(
    "heading",
    ["說明與補充", "說明與補充事項：", "說明與補充說明", "說明及補充事項", "說明與⏎補充事項", "【說明與補充事項】"],
)
def test_variants_of_the_notes_heading(heading: str) -> None:
    result = read(Made(notes_heading=heading, notes=("甲物另計。",)))
    assert result.rows("notes", "text") == ["甲物另計。"] and len(result.where("competencies", "name", kind="A")) == 2


@irregularity("I-71")
def test_legacy_sub_headings_are_no_rows() -> None:
    assert notes("相關所屬類別：", "甲類。", "基準更新紀錄：", "首版。") == [(S, "甲類。"), (S, "首版。")]
