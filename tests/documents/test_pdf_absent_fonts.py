"""Text whose font is neither in the file nor anywhere else: its characters have no outlines that could be measured."""

from __future__ import annotations

import pytest

from pipeline.documents.readers.pdf import read
from tests.documents.pdf_traps import CJK, Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(page: Page, engine: str) -> list[str]:
    return [line.text for line in read(pdf(page), engine).lines()]


@irregularity("I-133")
def test_a_character_by_itself_is_read(engine: str) -> None:
    page = Page().text(50, 100, "甲乙").text(50, 130, "略").text(50, 160, "丙").draw("3 Tr").text(50, 190, "隱")
    assert texts(page, engine) == ["甲乙", "略", "丙"]


@irregularity("I-133")
def test_equal_lines_below_each_other_are_both_read(engine: str) -> None:
    line = "一二三四五六七八九十一二三四五六七八九十"
    assert texts(Page().lines(50, 100, line, line, line), engine) == [line] * 3


@irregularity("I-133")
def test_a_line_drawn_twice_in_one_place_is_one(engine: str) -> None:
    page = Page().text(50, 100, "甲乙丙").text(50.2, 100, "甲乙丙").text(50, 130, "略").text(50.2, 130, "略")
    assert texts(page, engine) == ["甲乙丙", "略"]


@irregularity("I-133")
def test_text_of_a_form_object_is_read(engine: str) -> None:
    inner = " ".join(Page().text(50, 130, "略").operators)
    assert texts(Page(form=inner).text(50, 100, "甲乙"), engine) == ["甲乙", "略"]


@irregularity("I-133")
def test_turned_text_is_read(engine: str) -> None:
    page = Page().text(50, 100, "甲乙").draw(f"BT /{CJK} 10 Tf 0 1 -1 0 50 200 Tm <{'丙丁'.encode('utf-16-be').hex()}> Tj ET")
    assert "".join(texts(page, engine)) == "甲乙丙丁"
