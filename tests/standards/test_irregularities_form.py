"""The form of 2026 and what its empty fields say: field guide N, I-96, I-127, I-128."""

from __future__ import annotations

import pytest

from tests.build import Made, profile, read, read_bytes, tasks

irregularity = pytest.mark.irregularity

NOTES = (
    "1.建議擔任此職類／職業之學歷／經歷／或能力條件等說明（該項如無可免填）",
    "高中職以上畢業。",
    "2.專有名詞釋義",
    "甲物：指乙物。",
    "丙物：指丁物。",
)
FORM = profile(code="（免填）", category_code="（iCAP 計畫執行單位提供）") + "有效期限 | < | 116年12月31日 | < | < | <\n"


@irregularity("I-128")
@pytest.mark.parametrize("kind", ["docx", "odt", "text"])
def test_i128_the_words_of_the_empty_form_are_no_values(kind: str) -> None:
    made = Made(profile=FORM, versions=None, attitudes=("（態度內涵將於後續職能應用時視需求納入考量）",), notes=NOTES)
    result = read_bytes(made, kind)
    assert (result.standard.standard_code, result.standard.level) == (None, 3)
    assert result.classes("job_category") == [(None, "甲領域／乙類別")]
    assert not result.where("competencies", "name", kind="A") and result.reading.coverage == 1.0
    assert result.rows("notes", "section", "text") == [
        ("prerequisite", "高中職以上畢業。"), ("glossary", "甲物：指乙物。"), ("glossary", "丙物：指丁物。"),
    ]
    assert result.issues.count("form_prompt") == 4
    assert result.finding("profile_label_unknown").raw_value == "有效期限：116年12月31日"


@irregularity("I-128")
def test_i128_a_prompt_that_wraps_is_one() -> None:
    prompt = "1.建議擔任此職類／職業之學歷／經歷／或能力條件等說明（該項如↵無可免填）"
    attitude = "（態度內涵將於後續職能應用時視需↵求納入考量）"
    made = profile(category_code="（iCAP 計畫↵執行單位提供）")
    result = read(Made(profile=made, attitudes=(attitude,), notes=(prompt, "高中職。")))
    assert result.classes("job_category") == [(None, "甲領域／乙類別")]
    assert not result.where("competencies", "name", kind="A") and result.rows("notes", "text") == ["高中職。"]
    assert result.issues.count("form_prompt") == 3 and result.reading.coverage == 1.0


@irregularity("I-128")
def test_i128_an_unknown_label_in_the_row_of_a_known_one() -> None:
    row = "基準級別 | < | 3 | 有效期限 | 116年12月31日 | <"
    result = read(Made(profile=profile().replace("基準級別 | < | 3 | < | < | <", row)))
    assert (result.standard.level, result.standard.level_printed) == (3, "3")
    assert result.finding("profile_label_unknown").locator == "有效期限"


@irregularity("I-128")
def test_i128_remarks_of_the_form_behind_a_label_are_no_part_of_it() -> None:
    result = read(Made(profile=profile().replace("職能基準代碼 |", "職能基準代碼（免填） |")))
    assert result.standard.standard_code == "ABC1234-001v2"


@irregularity("I-128")
def test_i128_a_prompt_alone_among_the_notes_of_another_form_is_kept_and_told() -> None:
    result = read(Made(notes=("建議擔任此職類／職業之學歷／經歷／或能力條件：", "• （該項如無可免填）")))
    assert result.rows("notes", "text") == ["（該項如無可免填）"] and "form_prompt" in result.issues


@irregularity("I-128")
def test_i128_a_mark_behind_knowledge_says_to_which_task_it_belongs() -> None:
    rows = """
T1整理甲物 | T1.1挑選 | | P1.1.1挑。 | 3 | K01甲【T1.1】⏎K02乙【T1.1、T1.2】⏎K03丙⏎K04丁【T9.9】 | S01戊【T1.2】⏎S02己
^ | T1.2核對 | | P1.2.1核。 | ^ | ^ | ^
"""
    result = tasks(rows)
    assert result.required("T1.1") == ["K01", "K02", "K03", "K04", "S02"]
    assert result.required("T1.2") == ["K02", "K03", "K04", "S01", "S02"]
    assert result.where("competencies", "name", competency_code="K01") == ["甲"]
    assert result.issues.count("task_mark") == 4


@irregularity("I-96")
@pytest.mark.parametrize(
    ("category", "occupation", "kind"), [("☐職類", "☑職業", "occupation"), ("■職類", "□職業", "job_category")]
)
def test_i96_check_boxes_are_no_part_of_a_label(category: str, occupation: str, kind: str) -> None:
    made = profile(as_category="甲物整理員" if kind == "job_category" else "", name="甲物整理員" if kind == "occupation" else "")
    made = made.replace("| 職類 |", f"| {category} |").replace("| 職業 |", f"| {occupation} |")
    result = read(Made(profile=made))
    assert (result.standard.name, result.standard.name_kind) == ("甲物整理員", kind)


@irregularity("I-127")
@pytest.mark.parametrize("codes", ["C-22-220-2203⏎G45-46", "C-22-220-2203↵G45-46", "C-22-220-⏎2203⏎G45-46"])
def test_i127_two_class_codes_of_which_one_has_hyphens(codes: str) -> None:
    result = read(Made(profile=profile(industry="甲業／乙業⏎丙業／丁業", industry_code=codes)))
    assert result.classes("industry") == [("C-22-220-2203", "甲業／乙業"), ("G45-46", "丙業／丁業")]


@irregularity("I-128")
@pytest.mark.parametrize("words", [
    "按一下或點選這裡以輸入文字。", "按一下這裡以輸入文字。", "選擇一個項目。", "Click or tap here to enter text.",
    "Choose an item.",
])
def test_i128_what_an_empty_field_says_is_no_output(words: str) -> None:
    result = tasks(f"T1整理甲物 | T1.1挑選 | {words} | P1.1.1挑。 | 3 | K01甲 | S01乙")
    assert result.rows("outputs", "name") == [] and "form_prompt" in result.issues and result.reading.coverage == 1.0
