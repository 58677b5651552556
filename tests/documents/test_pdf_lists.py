"""Which lines of a page begin the items of a list, however full the line before, and which the layout broke (I-74, I-126)."""

from __future__ import annotations

import pytest

from pipeline.documents.model import Grid, Line, Paragraph
from pipeline.documents.readers.pdf import read
from tests.documents.pdf_traps import Page, pdf

SIZE = 10.0
engines = pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])


def cell(*rows: str, engine: str, width: int = 12) -> tuple[Line, ...]:
    """The lines of a cell as wide as some ideographs, and a second cell that shows the padding."""
    right = 40 + width * SIZE + 10
    page = Page().rules((40, right, right + 100), (60, 400)).lines(45, 80, *rows, size=SIZE).text(right + 5, 80, "甲", SIZE)
    (grid,) = [block for block in read(pdf(page), engine).body if isinstance(block, Grid)]
    return grid.cells[0].lines


def free(*rows: str, engine: str) -> list[Line]:
    page = Page().lines(50, 100, *rows, size=SIZE)
    return [line for block in read(pdf(page), engine).body if isinstance(block, Paragraph) for line in block.lines]


FULL = "甲乙丙丁戊己庚辛壬癸子丑寅"


@engines
@pytest.mark.parametrize(
    "marks",
    [("1.", "2.", "3."), ("一、", "二、", "三、"), ("（一）", "（二）", "（三）"), ("壹、", "貳、", "參、"), ("A.", "B.", "C.")],
)
def test_the_author_begins_each_item_of_a_list(marks: tuple[str, ...], engine: str) -> None:
    rows = [f"{mark}{FULL}"[: 12 + len(mark) // 3] for mark in marks]
    lines = cell(rows[0], "以及其餘", rows[1], rows[2], "以及其餘", engine=engine, width=12)
    assert [line.soft for line in lines] == [False, True, False, False, True]


@engines
def test_a_number_at_the_edge_of_a_sentence_begins_no_line_of_the_author(engine: str) -> None:
    lines = cell("甲物之整理，含（一）大者、", "（二）小者、（三）其餘諸", "物。", engine=engine)
    assert [line.soft for line in lines] == [False, True, True]
    lines = cell("甲乙丙丁戊己庚辛共計約有", "2.5公噸甲物。", engine=engine)
    assert [line.soft for line in lines] == [False, True]


@engines
def test_lists_outside_tables(engine: str) -> None:
    wide = "甲" * 28
    lines = free(f"一、{wide}", "以及乙物。", f"二、{wide}", f"三、{wide}", "以及丙物。", engine=engine)
    assert [line.soft for line in lines] == [False, True, False, False, True]
