"""Text that a line crosses out, as word processors print what is struck through (I-99)."""

from __future__ import annotations

import pytest

from pipeline.documents.readers.pdf import read, struck
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def told(page: Page, engine: str) -> tuple[list[str], list[str]]:
    """The lines of a page, and what is told to be struck."""
    document = read(pdf(page), engine)
    return [line.text for line in document.lines()], [text for code, _, text in document.remarks if code == "text_struck"]


@irregularity("I-99")
@pytest.mark.parametrize("thickness", [0.3, 0.8])
def test_a_line_crossed_out_is_left_out_and_told(thickness: float, engine: str) -> None:
    page = Page().text(50, 100, "甲乙").text(50, 130, "丙丁").text(50, 160, "戊己").line(50, 126, 70, 126, thickness)
    assert told(page, engine) == (["甲乙", "戊己"], ["Left out: 丙丁."])


@irregularity("I-99")
def test_of_a_line_only_what_is_crossed_out_goes(engine: str) -> None:
    page = Page().text(50, 100, "甲乙丙丁戊").bar(60, 95.8, 80, 96.4)
    assert told(page, engine) == (["甲 丁戊"], ["Left out: 乙丙."])


@irregularity("I-99")
def test_a_line_over_letters_and_ideographs_crosses_both(engine: str) -> None:
    page = Page().text(50, 100, "甲乙AB丙").line(50, 96.5, 92, 96.5).text(50, 130, "丁")
    assert told(page, engine) == (["丁"], ["Left out: 甲乙AB丙."])


@irregularity("I-99")
@pytest.mark.parametrize(("x0", "y", "x1"), [(50, 101.5, 70), (40, 96, 90), (50, 91, 70), (50, 96, 66)],
                         ids=["below it", "longer than it", "above it", "within a letter"])
def test_other_lines_cross_nothing_out(x0: float, y: float, x1: float, engine: str) -> None:
    page = Page().text(50, 100, "甲乙").line(x0, y, x1, y)
    assert told(page, engine) == (["甲乙"], [])


@irregularity("I-99")
def test_a_cell_of_a_table_may_hold_struck_text(engine: str) -> None:
    page = Page().rules([40, 140, 240], [80, 120, 160]).text(50, 105, "甲乙").text(150, 105, "丙丁").text(50, 145, "戊")
    lines, left_out = told(page.line(150, 101, 170, 101), engine)
    assert (sorted(lines), left_out) == (["戊", "甲乙"], ["Left out: 丙丁."])


def test_a_page_of_lines_costs_no_more_than_its_bound(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(struck, "_MOST", 0)
    assert told(Page().text(50, 130, "丙丁").line(50, 126, 70, 126), engine) == (["丙丁"], [])
