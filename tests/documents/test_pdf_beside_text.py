"""Line numbers, phonetic guides and raised marks; pages that lie on their side."""

from __future__ import annotations

import pytest

from pipeline.documents.model import Document, Grid
from pipeline.documents.readers.pdf import read
from tests.documents.pdf_traps import LATIN, Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines()]


@irregularity("I-108")
@pytest.mark.parametrize("step", [1, 5])
def test_numbers_that_count_lines_in_the_margin_are_no_text(step: int, engine: str) -> None:
    page = Page().rules((50, 200), (150, 200)).text(55, 170, "表格")
    for number in range(4):
        page.text(60, 60 + 15 * number, "一行文字").text(20, 60 + 15 * number, str(step * (number + 8)), 8)
    document = read(pdf(page), engine)
    assert texts(document) == ["一行文字"] * 4 + ["表格"]
    assert document.remarks == (("line_numbers", 1, ", ".join(str(step * (number + 8)) for number in range(4))),)


@irregularity("I-108")
@pytest.mark.parametrize("numbers", [("1", "3", "4"), ("3", "2", "1"), ("4",)])
def test_other_numbers_in_the_margin_are_text(numbers: tuple[str, ...], engine: str) -> None:
    page = Page()
    for row, number in enumerate(numbers):
        page.text(60, 60 + 15 * row, "一行文字").text(20, 60 + 15 * row, number)
    document = read(pdf(page), engine)
    assert not document.remarks
    assert all(number in "".join(texts(document)) for number in numbers)


@irregularity("I-92")
@pytest.mark.parametrize("guide", ["ㄖㄣ", "にん"])
def test_the_base_below_a_phonetic_guide_is_read_once(guide: str, engine: str) -> None:
    page = Page().text(50, 86, "上行文字").text(52, 93, guide, 4.5).text(50, 106, "人物構圖")
    document = read(pdf(page), engine)
    assert texts(document) == ["上行文字", "人物構圖"]
    assert document.remarks == (("phonetic_guides", 1, guide),)


@irregularity("I-92")
def test_small_text_that_guides_no_pronunciation_is_read(engine: str) -> None:
    page = Page().text(50, 86, "上行文字").text(52, 93, "小字", 4.5).text(50, 106, "人物構圖")
    assert "小字" in "".join(texts(read(pdf(page), engine)))


@irregularity("I-108")
@pytest.mark.parametrize("rise", [3.0, 4.9, 6.0])
def test_a_raised_mark_belongs_to_the_word_before_it(rise: float, engine: str) -> None:
    """The line above ends right over the mark."""
    page = Page().text(50, 100, "市場調查的").text(50, 115, "概念").text(70, 115 - rise, "註1", 5.8).text(82, 115, "及方法")
    assert texts(read(pdf(page), engine)) == ["市場調查的", "概念註1及方法"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 500 0", "-1 0 0 -1 400 500", "0 -1 1 0 -100 500"])
def test_a_page_that_lies_on_its_side_is_turned_upright(matrix: str) -> None:
    page = Page(form=" ".join(Page().rules((50, 150, 250), (60, 100)).text(55, 80, "T1.1").text(155, 80, "K01").operators))
    page.form_matrix = matrix
    document = read(pdf(page))
    (grid,) = [block for block in document.body if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == ["T1.1", "K01"]


def test_a_turned_word_beside_upright_text_turns_no_page() -> None:
    page = Page().draw(f"BT /{LATIN} 10 Tf 0 1 -1 0 30 100 Tm (Duty) Tj ET").text(50, 100, "工作任務說明文字")
    assert sorted(texts(read(pdf(page)))) == ["Duty", "工作任務說明文字"]


@irregularity("I-108")
def test_two_pages_on_one_sheet_are_read_one_after_the_other(engine: str) -> None:
    page = Page().text(20, 40, "甲頁").rules((20, 60, 120, 180), (60, 80, 100, 120)).text(25, 75, "T1.1").text(20, 140, "甲末")
    page.text(220, 40, "乙頁").rules((220, 260, 320, 380), (60, 80, 100, 120)).text(225, 75, "T1.2")
    document = read(pdf(page), engine)
    assert texts(document) == ["甲頁", "T1.1", "甲末", "乙頁", "T1.2"]
    assert document.remarks == (("pages_on_one_sheet", 1, ""),)


@irregularity("I-108")
def test_a_line_across_the_middle_makes_one_page_of_it(engine: str) -> None:
    page = Page().rules((20, 60, 120, 180), (60, 80, 100, 120)).rules((220, 260, 320, 380), (60, 80, 100, 120))
    assert read(pdf(page.text(25, 75, "T1.1")), engine).remarks
    assert not read(pdf(page.line(20, 200, 380, 200)), engine).remarks
