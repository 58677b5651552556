"""Lists of names: the mark before an attitude, an uncoded name or a class is no part of it, I-126."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import Made, Outcome, profile, read, tasks
from tests.build.listed import FORMS, read_as, row_with, styles

irregularity = pytest.mark.irregularity


def attitudes(result: Outcome) -> list[tuple[Any, ...]]:
    return [(row.competency_code, row.name, row.definition) for row in result.reading.tables.competencies if row.kind == "A"]


# attitudes --------------------------------------------------------------------------------------


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@styles
def test_i126_the_mark_before_an_attitude_is_no_part_of_its_name(marks: tuple[str, ...], kind: str) -> None:
    texts = ("主動積極", "謹慎細心：先看、再做。", "團隊意識")
    result = read_as(kind, Made(attitudes=[f"{mark}{text}" for mark, text in zip(marks, texts, strict=True)]))
    assert attitudes(result) == [(None, "主動積極", None), (None, "謹慎細心", "先看、再做。"), (None, "團隊意識", None)]
    assert result.reading.coverage == 1.0


@irregularity("I-126")
@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("（一）主動積極",), ["主動積極"]),
        (("1.主動積極",), ["主動積極"]),
        (("（一）", "主動積極"), ["主動積極"]),
        (("1.", "主動積極", "2.", "謹慎細心"), ["主動積極", "謹慎細心"]),
        (("（一）主動積極（二）謹慎細心",), ["主動積極", "謹慎細心"]),
        (("一、主動積極、二、謹慎細心",), ["主動積極", "謹慎細心"]),
        (("①主動積極②謹慎細心③團隊意識",), ["主動積極", "謹慎細心", "團隊意識"]),
        (("1.主動積極、謹慎細心", "2.團隊意識"), ["主動積極", "謹慎細心", "團隊意識"]),
        (("應具備下列態度：", "1.主動積極", "2.謹慎細心"), ["主動積極", "謹慎細心"]),
        (("1.能主動積極完成，並學習。", "2.能謹慎細心，並核對。"), ["能主動積極完成，並學習。", "能謹慎細心，並核對。"]),
        (("一絲不苟", "3D思維", "5S精神"), ["一絲不苟", "3D思維", "5S精神"]),
        (("A.主動積極",), ["A.主動積極"]),
    ],
)
def test_i126_names_of_attitudes_in_lists_of_every_form(lines: tuple[str, ...], names: list[str]) -> None:
    result = read(Made(attitudes=lines))
    assert attitudes(result) == [(None, name, None) for name in names] and result.reading.coverage == 1.0


@irregularity("I-126")
@pytest.mark.parametrize(
    "lines",
    [
        ("一、主動積極：先做，", "再問。", "二、謹慎細心：先看。"),
        ("•主動積極：先做，", "再問。", "•謹慎細心：先看。"),
    ],
)
def test_i126_a_line_without_a_mark_goes_on_with_the_item_above(lines: tuple[str, ...]) -> None:
    assert attitudes(read(Made(attitudes=lines))) == [(None, "主動積極", "先做，再問。"), (None, "謹慎細心", "先看。")]


@irregularity("I-126")
def test_i126_a_list_within_an_item_is_the_items_text() -> None:
    lines = ("一、主動積極：", "（一）先做。", "（二）再問。", "二、謹慎細心")
    assert attitudes(read(Made(attitudes=lines))) == [(None, "主動積極", "（一）先做。（二）再問。"), (None, "謹慎細心", None)]


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("marks", [("1.", "2."), ("（一）", "（二）"), ("①", "②"), ("一、", "二、"), ("• ", "• ")])
def test_i126_a_mark_before_a_code_goes(marks: tuple[str, str], kind: str) -> None:
    lines = [f"{mark}{text}" for mark, text in zip(marks, ("A01主動積極：先做。", "A02謹慎細心"), strict=True)]
    for attitude_lines in (lines, ["".join(lines)]):
        result = read_as(kind, Made(attitudes=attitude_lines))
        assert attitudes(result) == [("A01", "主動積極", "先做。"), ("A02", "謹慎細心", None)], attitude_lines
        assert result.reading.coverage == 1.0 and "item_without_code" not in result.issues


@irregularity("I-126")
def test_i126_marks_before_the_codes_of_a_cell_go_and_a_bracket_of_a_name_stays() -> None:
    result = tasks(row_with("（1）K01甲物概論（一）⏎（2）K02甲物概論↵（二）⏎K03乙物", "knowledge"))
    assert result.where("competencies", "name", kind="K") == ["甲物概論（一）", "甲物概論（二）", "乙物"]
    assert result.reading.coverage == 1.0 and result.issues == []


# uncoded names ----------------------------------------------------------------------------------


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("column", ["output", "knowledge", "skill"])
@styles
def test_i126_an_uncoded_name_loses_its_mark(marks: tuple[str, ...], column: str, kind: str) -> None:
    names = ["甲物清單", "3D模型檔", "乙物清單"]
    result = read_as(kind, Made(row_with("⏎".join(f"{mark}{name}" for mark, name in zip(marks, names, strict=True)), column)))
    is_output = column == "output"
    found = result.rows("outputs", "name") if is_output else result.where("competencies", "name", kind=column[0].upper())
    assert found == names and result.reading.coverage == 1.0


@irregularity("I-126")
@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("（1）甲物清單", ["甲物清單"]),
        ("1.甲物清⏎單⏎2.乙物清單", ["甲物清單", "乙物清單"]),
        ("①甲物清單②乙物清單", ["甲物清單", "乙物清單"]),
        ("(1)甲物清單、(2)乙物清單", ["甲物清單", "乙物清單"]),
        ("1.3D模型⏎2.2D圖面", ["3D模型", "2D圖面"]),
        ("1.⏎甲物清單⏎2.⏎乙物清單", ["甲物清單", "乙物清單"]),
        ("3D模型⏎5S紀錄⏎110年度報告⏎一般紀錄", ["3D模型", "5S紀錄", "110年度報告", "一般紀錄"]),
        ("甲、乙級證照清單", ["甲、乙級證照清單"]),
    ],
)
def test_i126_outputs_in_lists_of_every_form(cell: str, names: list[str]) -> None:
    result = tasks(row_with(cell, "output"))
    assert result.rows("outputs", "name") == names and result.reading.coverage == 1.0


@irregularity("I-126")
def test_i126_below_a_page_break_a_mark_alone_is_no_output() -> None:
    rows = f"{row_with('甲物清單', 'output')}\n===\n |  | • | P1.1.2交付。 |  |  | "
    assert tasks(rows).rows("outputs", "name") == ["甲物清單"]


# classifications --------------------------------------------------------------------------------


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@styles
def test_i126_numbered_industries_and_codes(marks: tuple[str, ...], kind: str) -> None:
    names, codes = ["甲業／乙業", "丙業／丁業", "戊業／己業"], ["C1234", "F4390", "A0119"]
    numbered = ["⏎".join(f"{mark}{value}" for mark, value in zip(marks, values, strict=True)) for values in (names, codes)]
    for code_cell in (numbered[1], "⏎".join(codes)):
        result = read_as(kind, Made(profile=profile(industry=numbered[0], industry_code=code_cell)))
        assert result.classes("industry") == list(zip(codes, names, strict=True))


@irregularity("I-126")
@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("1.甲人員⏎2.乙人員", "1.1234⏎2.5678"),
        ("①甲人員②乙人員", "①1234②5678"),
        ("一、甲人員；二、乙人員", "（一）1234（二）5678"),
        ("一般甲人員⏎第二乙人員", "1234⏎5678"),
    ],
)
def test_i126_numbers_before_codes_of_digits(names: str, codes: str) -> None:
    result = read(Made(profile=profile(occupation=names, occupation_code=codes)))
    bare = ("甲人員", "乙人員") if not names.startswith("一般") else ("一般甲人員", "第二乙人員")
    assert result.classes("occupation") == [("1234", bare[0]), ("5678", bare[1])]
