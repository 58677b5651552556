"""Profile table: I-12 … I-23."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import Made, Outcome, profile, read, read_bytes

irregularity = pytest.mark.irregularity


def with_profile(**values: Any) -> Outcome:
    return read(Made(profile=profile(**values)))


@irregularity("I-12")
@pytest.mark.parametrize("separator", ["⏎", "；", "；⏎", "↵"])
def test_i12_several_categories_in_one_cell(separator: str) -> None:
    result = with_profile(
        category=separator.join(("甲領域／乙類別", "丙領域／丁類別")), category_code=separator.join(("ABC", "XYZ"))
    )
    assert result.classes("job_category") == [("ABC", "甲領域／乙類別"), ("XYZ", "丙領域／丁類別")]
    assert "classification_unpaired" not in result.issues


@irregularity("I-12")
def test_i12_bracketed_clusters_and_glued_codes() -> None:
    result = with_profile(category="「甲領域」乙類別「丙領域」丁類別", category_code="ABCXYZ")
    assert result.classes("job_category") == [("ABC", "「甲領域」乙類別"), ("XYZ", "「丙領域」丁類別")]


@irregularity("I-12", "I-14")
def test_i12_unequal_numbers_are_reported_and_nothing_is_dropped() -> None:
    result = with_profile(category="甲領域／乙類別⏎丙領域／丁類別", category_code="ABC⏎XYZ⏎UVW")
    assert [code for code, _ in result.classes("job_category")] == ["ABC", "XYZ", "UVW"]
    assert [name for _, name in result.classes("job_category")] == ["甲領域／乙類別", "丙領域／丁類別", None]
    assert result.finding("classification_unpaired").locator == "job_category"


@irregularity("I-13")
@pytest.mark.parametrize("name", ["甲術、乙程、丙學", "甲資源、乙品與丙業／丁類"])
def test_i13_an_official_name_with_a_comma_is_one_name(name: str) -> None:
    assert with_profile(category=name).classes("job_category") == [("ABC", name)]
    assert with_profile(industry=name).classes("industry") == [("C1234", name)]


@irregularity("I-13")
def test_i13_a_comma_parts_no_names_where_there_are_several_codes() -> None:
    result = with_profile(occupation="甲、乙及丙專業人員⏎丁、戊操作人員", occupation_code="1234⏎5678")
    assert result.classes("occupation") == [("1234", "甲、乙及丙專業人員"), ("5678", "丁、戊操作人員")]


@irregularity("I-13")
def test_i13_one_comma_parts_no_names_even_where_the_number_would_fit() -> None:
    result = with_profile(occupation="甲及乙、丙人員⏎丁人員", occupation_code="1234⏎5678")
    assert result.classes("occupation") == [("1234", "甲及乙、丙人員"), ("5678", "丁人員")]


@irregularity("I-14")
@pytest.mark.parametrize(
    ("codes", "read_codes"),
    [
        ("1234⏎5678", ["1234", "5678"]),
        ("1234／5678", ["1234", "5678"]),
        ("1234、567", ["1234", "567"]),
        ("C1234、C5678", ["C1234", "C5678"]),
    ],
)
def test_i14_several_occupations(codes: str, read_codes: list[str]) -> None:
    result = with_profile(occupation="甲物人員⏎乙物人員", occupation_code=codes)
    assert result.classes("occupation") == list(zip(read_codes, ["甲物人員", "乙物人員"], strict=True))
    assert ("class_code_irregular" in result.issues) is codes.startswith("C")


@irregularity("I-14", "I-15")
def test_i14_i15_a_blank_classification_is_reported() -> None:
    result = with_profile(occupation="", occupation_code="", industry="", industry_code="")
    assert (result.classes("occupation"), result.classes("industry")) == ([], [])
    assert result.issues.count("classification_missing") == 2


@irregularity("I-15")
def test_i15_industries_as_bullets_under_a_lead_line() -> None:
    result = with_profile(industry="本基準可能跨屬下列行業別：⏎\uf09f甲業／乙業⏎\uf09f丙業／丁業", industry_code="A0101⏎I5590")
    assert result.classes("industry") == [("A0101", "甲業／乙業"), ("I5590", "丙業／丁業")]


@irregularity("I-15")
def test_i15_industries_as_a_numbered_list() -> None:
    result = with_profile(industry="1.甲業／乙業⏎2.丙業／丁業", industry_code="C2013⏎M7210")
    assert result.classes("industry") == [("C2013", "甲業／乙業"), ("M7210", "丙業／丁業")]


@irregularity("I-15")
def test_i15_six_industries_pair_in_printed_order() -> None:
    names, codes = [f"{a}業／{a}甲業" for a in "乙丙丁戊己庚"], [f"C{n}000" for n in range(1, 7)]
    result = with_profile(industry="⏎".join(names), industry_code="⏎".join(codes))
    assert result.classes("industry") == list(zip(codes, names, strict=True))


@irregularity("I-16")
@pytest.mark.parametrize("wrap", ["⏎", "↵"])
def test_i16_a_wrapped_name_in_a_list_is_joined_again(wrap: str) -> None:
    result = with_profile(industry=f"甲業／乙檢測、丙分析服務{wrap}業⏎丁業／戊業", industry_code="M7120⏎C1000")
    assert result.classes("industry") == [("M7120", "甲業／乙檢測、丙分析服務業"), ("C1000", "丁業／戊業")]


@irregularity("I-14", "I-15", "I-127")
@pytest.mark.parametrize("printed", ["F43↵90、A0119、C↵27", "F43↵90⏎A01↵19⏎C27", "F4390、A01↵19、C27"])
def test_i14_i15_codes_that_a_narrow_column_wraps(printed: str) -> None:
    result = with_profile(industry="甲業／乙業⏎丙業／丁業⏎戊業／己業", industry_code=printed)
    assert [code for code, _ in result.classes("industry")] == ["F4390", "A0119", "C27"]


@irregularity("I-14", "I-15")
@pytest.mark.parametrize("printed", ["1.F4390↵2.A0119", "1、F4390↵2、A0119", "F4390↵A0119"])
def test_i14_i15_codes_that_each_fill_a_line(printed: str) -> None:
    result = with_profile(industry="甲業／乙業⏎丙業／丁業", industry_code=printed)
    assert result.classes("industry") == [("F4390", "甲業／乙業"), ("A0119", "丙業／丁業")]


@irregularity("I-16")
def test_i16_names_are_told_by_their_slashes_where_lines_and_codes_only_seem_to_agree() -> None:
    result = with_profile(industry="甲業／乙檢測、丙分析服務⏎業⏎丁業／戊服務業↵己業／庚業", industry_code="M7120⏎C1000⏎C2000")
    names = ["甲業／乙檢測、丙分析服務業", "丁業／戊服務業", "己業／庚業"]
    assert result.classes("industry") == list(zip(["M7120", "C1000", "C2000"], names, strict=True))


@irregularity("I-16")
def test_i16_a_wrapped_single_name_is_one_name() -> None:
    assert with_profile(industry="甲業／乙檢測、丙分析服務⏎業").classes("industry") == [("C1234", "甲業／乙檢測、丙分析服務業")]


@irregularity("I-17")
def test_i17_the_occupation_row_and_the_occupation_class_are_two_fields() -> None:
    result = with_profile(name="甲平臺規劃人員", occupation="乙及丙行銷人員", occupation_code="1234")
    assert (result.standard.name, result.standard.name_kind) == ("甲平臺規劃人員", "occupation")
    assert result.classes("occupation") == [("1234", "乙及丙行銷人員")]


@irregularity("I-18")
def test_i18_the_name_may_stand_in_the_category_row() -> None:
    result = with_profile(name="", as_category="甲物管理")
    assert (result.standard.name, result.standard.name_kind) == ("甲物管理", "job_category")


@irregularity("I-18")
def test_i18_both_rows_filled_publishes_the_occupation_and_reports() -> None:
    result = with_profile(name="甲物整理員", as_category="甲物管理")
    assert (result.standard.name, result.finding("two_names").raw_value) == ("甲物整理員", "甲物管理")


@irregularity("I-18")
def test_i18_labels_and_one_value_in_a_merged_row() -> None:
    merged = profile().replace("職能基準名稱⏎（擇一填寫） | < | 職類 |  | < | <\n^ | ^ | 職業 |", "職能基準名稱 (擇一填寫) | < |")
    result = read(Made(profile=merged.replace("甲物整理員 | < | <", "甲物整理員 | < | < | <")))
    assert (result.standard.name, result.standard.name_kind) == ("甲物整理員", "occupation")


@irregularity("I-18")
def test_i18_no_name_at_all_is_critical() -> None:
    assert with_profile(name="").finding("name_missing").severity == "critical"


@irregularity("I-19")
@pytest.mark.parametrize("wrong", ["BAS3332-001", "SE"])
def test_i19_wrong_content_in_a_code_cell_stays_and_is_reported(wrong: str) -> None:
    result = with_profile(category_code=wrong)
    assert result.classes("job_category") == [(wrong, "甲領域／乙類別")]
    assert result.finding("class_code_irregular").raw_value == wrong


@irregularity("I-19")
def test_i19_a_misspelt_category_name_stays_as_printed() -> None:
    assert with_profile(category="甲領域／衛s生乙").classes("job_category") == [("ABC", "甲領域／衛s生乙")]


@irregularity("I-20")
@pytest.mark.parametrize(
    "free", ["甲物人員（此基準相關職業名稱包含：乙物員）", "甲專業人員／乙設計師", "乙物業（俗稱「丙業」）", "甲物人員；乙物人員"]
)
def test_i20_free_wording_beside_one_code_is_one_name(free: str) -> None:
    assert with_profile(occupation=free).classes("occupation") == [("1234", free)]


@irregularity("I-21")
@pytest.mark.parametrize("code", ["C2912", "C29", "C291", "C", "G45-46", "G47-48"])
def test_i21_industry_codes_of_every_regular_shape(code: str) -> None:
    result = with_profile(industry_code=code)
    assert result.classes("industry") == [(code, "甲業／乙業")] and "class_code_irregular" not in result.issues


@irregularity("I-21")
@pytest.mark.parametrize("separator", ["、", "；", "⏎"])
def test_i21_two_combined_classes(separator: str) -> None:
    result = with_profile(industry="甲業⏎乙業", industry_code=separator.join(("G45-46", "G47-48")))
    assert result.classes("industry") == [("G45-46", "甲業"), ("G47-48", "乙業")]


@irregularity("I-21")
@pytest.mark.parametrize("code", ["2630", "C-22-220-2203"])
def test_i21_industry_codes_of_another_shape_stay_and_are_reported(code: str) -> None:
    result = with_profile(industry_code=code)
    assert result.classes("industry") == [(code, "甲業／乙業")]
    assert result.finding("class_code_irregular").raw_value == code


@irregularity("I-21")
def test_i21_two_codes_given_for_a_combined_class() -> None:
    result = with_profile(industry="甲零售業⏎乙零售業", industry_code="G47⏎G48")
    assert [code for code, _ in result.classes("industry")] == ["G47", "G48"]


@irregularity("I-22")
@pytest.mark.parametrize("kind", ["neutral", "docx", "odt"])
def test_i22_the_description_keeps_its_list_and_loses_its_wraps(kind: str) -> None:
    made = Made(profile=profile(description="1.負責甲物↵之整理。⏎2.交付1.5公噸⏎乙物，並用 PC ↵Base。"))
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.standard.description == "1.負責甲物之整理。\n2.交付1.5公噸乙物，並用 PC Base。"


@irregularity("I-22")
def test_i22_a_blank_description_is_null() -> None:
    result = with_profile(description="")
    assert result.standard.description is None and "description_missing" in result.issues


@irregularity("I-23")
@pytest.mark.parametrize("printed", ["4級以上", "第4級", "4級", "４"])
def test_i23_a_decorated_base_level(printed: str) -> None:
    result = with_profile(level=printed)
    assert (result.standard.level, result.standard.level_printed) == (4, printed)


@irregularity("I-23")
@pytest.mark.parametrize(
    ("printed", "issue"), [("", "base_level_missing"), ("3-4", "base_level_unreadable"), ("7", "base_level_unreadable")]
)
def test_i23_no_single_base_level_is_null(printed: str, issue: str) -> None:
    result = with_profile(level=printed)
    assert (result.standard.level, result.standard.level_printed) == (None, printed or None)
    assert issue in result.issues


@irregularity("I-23")
def test_i23_the_level_row_may_be_missing() -> None:
    result = read(Made(profile=profile().replace("基準級別 | < | 3 | < | < | <\n", "")))
    assert result.standard.level is None and "base_level_missing" in result.issues


LISTS = [
    ("甲業／乙業⏎丙業／丁業", "C1234F4390"),
    ("甲業／乙業⏎丙業／丁業", "Ｃ１２３４⏎F 4390"),
    ("（1）甲業／乙業⏎（2）丙業／丁業", "（1）C1234⏎（2）F4390"),
    ("1.甲業／乙業 2.丙業／丁業", "1.C1234 2.F4390"),
    ("本基準所屬產業為：1.甲業／乙業、2.丙業／丁業。", "C1234、F4390"),
    ("本基準可能跨屬下列⏎行業別：⏎•甲業／乙業⏎•丙業／丁業", "•C1234⏎•F4390"),
    ("本基準可能跨屬下\uf99c\ufa08業別： •甲業／乙業 •丙業／丁業", "C1234 F4390"),
    ("甲業⏎／乙業⏎丙業／丁業", "C1234⏎F4390"),
]


@irregularity("I-15", "I-16", "I-79")
@pytest.mark.parametrize("kind", ["neutral", "docx", "text"])
@pytest.mark.parametrize(("names", "codes"), LISTS)
def test_i15_lists_of_industries_in_every_form(names: str, codes: str, kind: str) -> None:
    made = Made(profile=profile(industry=names, industry_code=codes))
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.classes("industry") == [("C1234", "甲業／乙業"), ("F4390", "丙業／丁業")]


@irregularity("I-15", "I-20")
def test_i15_a_lead_line_above_one_industry_is_no_name_and_a_bracket_is_none() -> None:
    result = with_profile(industry="本基準跨屬下列行業別：⏎•甲業／乙業", occupation="甲人員（含下列：乙員、丙員）")
    assert result.classes("industry") == [("C1234", "甲業／乙業")]
    assert result.classes("occupation") == [("1234", "甲人員（含下列：乙員、丙員）")]


@irregularity("I-14")
@pytest.mark.parametrize(("names", "codes"), [("甲人員／乙人員", "1234／5678"), ("甲人員⏎乙人員", "12345678")])
def test_i14_occupations_and_codes_parted_alike_or_glued(names: str, codes: str) -> None:
    assert with_profile(occupation=names, occupation_code=codes).classes("occupation") == [("1234", "甲人員"), ("5678", "乙人員")]
