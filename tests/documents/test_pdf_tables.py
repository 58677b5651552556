"""Ruled tables in every way that programs draw them, read by both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents.model import Cell, Document, Grid, Paragraph
from pipeline.documents.readers.pdf import read
from tests.documents.pdf_rulings import (
    TEXTS,
    XS,
    YS,
    boxes,
    dashes,
    dots,
    double,
    double_frame,
    fill,
    filled_borders,
    frames,
    no_bottom,
    no_sides,
    no_top,
    one_path,
    rounded,
    scaled_form,
    shaded,
    slivers,
    slivers_in_one_path,
    strokes,
    thick,
    very_rounded,
    wide_double,
)
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity



@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def grids(document: Document) -> list[Grid]:
    return [block for block in document.body if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def spans(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}


def texts_in_rows(grid: Grid) -> list[list[str]]:
    """The filled cells row by row; rows and columns that hold nothing are slivers between rules."""
    rows = [[cell.text for cell in grid.cells if cell.row == row and cell.text] for row in range(grid.row_count)]
    return [row for row in rows if row]


@irregularity("I-106")
@pytest.mark.parametrize("draw", [wide_double, double_frame, boxes, rounded, very_rounded, filled_borders])
def test_frames_and_boxes_with_white_between_make_the_same_rows(draw: Callable[[Page], Page], engine: str) -> None:
    document = read(pdf(fill(draw(Page()))), engine)
    (grid,) = grids(document)
    assert texts_in_rows(grid) == [list(TEXTS[:2]), list(TEXTS[2:])] and paragraphs(document) == []


@irregularity("I-106")
@pytest.mark.parametrize("cut", [False, True])
def test_a_table_of_inner_rules_keeps_its_outer_cells_where_one_rule_reaches_them(cut: bool, engine: str) -> None:
    """Code beside its label, then rows of more columns; where a page cuts a task out, one rule alone crosses the duty."""
    page = Page().line(100, 40, 100, 180).line(200, 80, 200, 180).line(40, 80, 300, 80)
    page.line(100 if cut else 40, 120, 300, 120)
    page.text(45, 60, "代碼").text(105, 60, "甲").text(45, 100, "職責")
    page.text(105, 100, "乙").text(205, 100, "丙").text(105, 150, "丁")
    document = read(pdf(page), engine)
    assert paragraphs(document) == []
    places = spans(grids(document)[0])
    assert [places[text][:2] for text in ("代碼", "甲", "乙", "丙", "丁")] == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 1)]
    assert places["職責"] == (1, 0, 2 if cut else 1, 1)


@irregularity("I-106", "I-33")
def test_boxes_with_narrow_white_between_keep_cells_that_span_others(engine: str) -> None:
    """The white is no row and no column, nor what a cell leaves beside a table in it."""
    page = Page()
    for x0, y0, x1, y1, text in (
        (40, 60, 300, 80, "甲"), (40, 83, 100, 126, "乙"), (103, 83, 180, 103, "丙"), (183, 83, 300, 103, "丁"),
        (103, 106, 180, 126, "戊"), (183, 106, 300, 126, "己"),
    ):
        page.frame(x0, y0, x1, y1).text(x0 + 5, y0 + 14, text)
    (grid,) = grids(read(pdf(page), engine))
    assert spans(grid) == {
        "甲": (0, 0, 1, 3), "乙": (1, 0, 2, 1), "丙": (1, 1, 1, 1), "丁": (1, 2, 1, 1), "戊": (2, 1, 1, 1), "己": (2, 2, 1, 1),
    }


@irregularity("I-106", "I-33")
def test_a_merged_cell_whose_side_misses_that_of_its_neighbours_shares_no_row_with_them(engine: str) -> None:
    page = Page().frame(40, 60, 300, 180).line(100, 60, 100, 180).line(200, 60, 200, 180)
    page.line(40, 118, 100, 118).line(100, 121.3, 300, 121.3)
    for x, y, text in ((45, 75, "甲"), (105, 75, "乙"), (205, 75, "丙"), (45, 140, "丁"), (105, 140, "戊"), (205, 140, "己")):
        page.text(x, y, text)
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["甲", "乙", "丙", "丁", "戊", "己"] and grid.row_count == 2


@irregularity("I-33", "I-130")
def test_a_column_that_a_page_leaves_open_above_and_below_belongs_to_the_table(engine: str) -> None:
    page = fill(Page())
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    for y in YS:
        page.line(XS[1], y, XS[-1], y)
    (grid,) = grids(read(pdf(page), engine))
    assert spans(grid) == {"甲一\nT1.1": (0, 0, 2, 1), "乙二": (0, 1, 1, 1), "丁四": (1, 1, 1, 1)}


DRAWINGS = [
    strokes, slivers, frames, dashes, dots, double, thick, one_path, slivers_in_one_path, scaled_form, shaded, no_bottom, no_top,
    no_sides,
]


@irregularity("I-106")
@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_table_is_the_same_however_it_is_drawn(draw: Callable[[Page], Page], engine: str) -> None:
    document = read(pdf(fill(draw(Page()))), engine)
    (grid,) = grids(document)
    assert (grid.row_count, grid.column_count) == (2, 2)
    assert [cell.text for cell in grid.cells] == list(TEXTS)
    assert grid.edges == pytest.approx(XS, abs=2.1)
    assert next(cell.box for cell in grid.cells) == pytest.approx((XS[0], YS[0], XS[1], YS[1]), abs=2.1)
    assert paragraphs(document) == []


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(("offset", "margin"), [(0.0, 0.0), (30.0, 0.0), (30.0, 25.0)])
def test_rotation_and_page_boxes_do_not_matter(rotate: int, offset: float, margin: float, engine: str) -> None:
    page = Page(rotate=rotate, offset=offset if rotate == 0 else 0.0, margin=margin)
    document = read(pdf(fill(strokes(page)).text(50, 200, "第1頁")), engine)
    (grid,) = grids(document)
    assert [cell.text for cell in grid.cells] == list(TEXTS)
    assert grid.edges == pytest.approx(XS, abs=0.6)
    line = next(grid.cells[3].lines.__iter__())
    assert line.box is not None and line.box[0] == pytest.approx(XS[1] + 5, abs=0.6)
    assert paragraphs(document) == ["第1頁"]


def test_merged_cells_are_known_from_their_rules(engine: str) -> None:
    page = Page().frame(40, 60, 300, 180).line(100, 60, 100, 180).line(200, 60, 200, 140)
    page.line(100, 100, 300, 100).line(100, 140, 300, 140)
    for x, y, text in ((45, 75, "職責"), (105, 75, "甲"), (205, 75, "乙"), (105, 115, "丙"), (105, 155, "丁")):
        page.text(x, y, text)
    (grid,) = grids(read(pdf(page), engine))
    assert (grid.row_count, grid.column_count) == (3, 3)
    places = spans(grid)
    assert places["職責"] == (0, 0, 3, 1)
    assert places["丁"] == (2, 1, 1, 2)
    assert places["丙"] == (1, 1, 1, 1)
    assert [cell for cell in grid.cells if not cell.lines] == [next(c for c in grid.cells if (c.row, c.column) == (1, 2))]


def test_rows_open_at_both_ends_fill_the_page(engine: str) -> None:
    page = Page().line(40, 40, 40, 460).line(140, 40, 140, 460).line(300, 40, 300, 460)
    page.lines(45, 60, "甲", "乙").text(145, 60, "丙")
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["甲\n乙", "丙"]


def test_a_row_open_below_keeps_its_text_apart_from_the_footer(engine: str) -> None:
    page = no_bottom(Page())
    fill(page).text(45, YS[-1] - 5, "尾").text(180, 480, "第1頁，總共2頁")
    document = read(pdf(page), engine)
    assert spans(grids(document)[0])["T1.1\n尾"] == (1, 0, 1, 1)
    assert paragraphs(document) == ["第1頁，總共2頁"]


def test_text_that_runs_over_a_rule_is_cut_at_the_rule(engine: str) -> None:
    page = strokes(Page()).text(XS[1] - 30, YS[0] + 15, "甲甲甲乙乙")
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["甲甲甲", "乙乙", "", ""]


def test_a_mark_that_hangs_over_a_rule_stays_with_its_text(engine: str) -> None:
    page = strokes(Page()).text(XS[1] - 34, YS[0] + 15, "甲乙丙）")
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["甲乙丙）", "", "", ""]


@irregularity("I-108")
def test_underlines_and_frames_around_text_make_no_columns(engine: str) -> None:
    page = fill(strokes(Page())).line(XS[0] + 5, YS[0] + 17, XS[0] + 25, YS[0] + 17).line(50, 300, 200, 300)
    document = read(pdf(page.text(50, 298, "畫線")), engine)
    (grid,) = grids(document)
    assert (grid.row_count, grid.column_count) == (2, 2)
    assert paragraphs(document) == ["畫線"]


@irregularity("I-108")
def test_a_page_border_is_no_table(engine: str) -> None:
    page = fill(Page().frame(40, 55, 300, 165).rules((45.0, 140.0, 295.0), (60.0, 100.0, 160.0)))
    (grid,) = grids(read(pdf(page), engine))
    assert (grid.row_count, grid.column_count) == (2, 2)


@irregularity("I-108")
def test_a_border_around_characters_of_a_line_is_no_cell(engine: str) -> None:
    page = strokes(Page())
    for row in (0, 13):
        page.frame(XS[0] + 5, YS[0] + row + 2, XS[0] + 25, YS[0] + row + 15).text(XS[0] + 6, YS[0] + row + 12, "K01甲")
    (grid,) = grids(read(pdf(page), engine))
    assert (grid.row_count, grid.column_count) == (2, 2) and grid.cells[0].text == "K01甲\nK01甲"


@irregularity("I-108")
def test_a_border_around_a_page_or_around_paragraphs_is_no_table(engine: str) -> None:
    framed = fill(strokes(Page().frame(10, 10, 390, 490))).text(40, 450, "後文")
    (grid,) = grids(read(pdf(framed), engine))
    assert [cell.text for cell in grid.cells] == list(TEXTS)
    bordered = read(pdf(Page().frame(40, 50, 300, 90).text(45, 65, "前文").text(45, 80, "後文")), engine)
    assert grids(bordered) == [] and paragraphs(bordered) == ["前文", "後文"]


NESTED = {"in the middle": 190.0, "on the bottom rule": 200.0}


@irregularity("I-110")
@pytest.mark.parametrize("bottom", NESTED.values(), ids=NESTED.keys())
def test_a_nested_table_becomes_lines_of_its_cell(bottom: float, engine: str) -> None:
    page = Page().frame(40, 60, 300, 90).frame(40, 90, 300, 200).text(45, 75, "說明")
    page.text(45, 105, "級別如下").rules((46, 100, 280), (120, 140, 160, bottom))
    for row, (level, meaning) in enumerate((("級別", "說明"), ("3", "甲"), ("4", "乙"))):
        page.text(50, 135 + 20 * row, level).text(105, 135 + 20 * row, meaning)
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["說明", "級別如下\n級別\t說明\n3\t甲\n4\t乙"]
    assert (grid.row_count, grid.column_count) == (2, 1)


def test_cells_come_sorted_and_do_not_overlap(engine: str) -> None:
    (grid,) = grids(read(pdf(fill(frames(Page()))), engine))
    corners = [(cell.row, cell.column) for cell in grid.cells]
    assert corners == sorted(corners)
    covered = [place for cell in grid.cells for place in _places(cell)]
    assert len(covered) == len(set(covered)) == grid.row_count * grid.column_count


def _places(cell: Cell) -> list[tuple[int, int]]:
    return [(row, column) for row in cell.rows for column in cell.columns]


def assert_two_and_a_split_cell(page: Page, engine: str) -> None:
    """Two tables in one whose columns differ by a sliver: of the upper two cells the right one is ruled across."""
    page.text(50, 75, "甲").text(160, 75, "乙").text(160, 95, "丙").text(50, 115, "丁").text(160, 115, "戊")
    (grid,) = grids(read(pdf(page), engine))
    assert [cell.text for cell in grid.cells] == ["甲", "乙", "丙", "丁", "戊"]


def test_a_rule_that_begins_within_a_sliver_of_a_column_closes_it(engine: str) -> None:
    """Chromium: of two tables in one, the columns differ by a sliver, and the corner belongs to the upright rule."""
    page = Page().line(40, 60, 300, 60).line(141.5, 80, 300, 80).line(40, 100, 300, 100).line(40, 160, 300, 160)
    page.line(40, 60, 40, 160).line(300, 60, 300, 160).line(140, 60, 140, 100).line(144, 100, 144, 160)
    assert_two_and_a_split_cell(page, engine)


def test_a_rule_meets_the_side_that_passes_and_not_the_nearer_one(engine: str) -> None:
    page = Page().line(40, 60, 300, 60).bar(142.4, 79.75, 300, 80.25).line(40, 100, 300, 100).line(40, 160, 300, 160)
    page.line(40, 60, 40, 160).line(300, 60, 300, 160).line(140.6, 60, 140.6, 100).line(143.2, 100, 143.2, 160)
    assert_two_and_a_split_cell(page, engine)


def test_squares_at_the_ends_of_a_rule_belong_to_it(engine: str) -> None:
    """Chromium draws a rule in pieces, and those over a sliver of a column are squares."""
    page = Page().line(40, 60, 300, 60).line(40, 100, 300, 100).line(40, 160, 300, 160).bar(144, 79.6, 300, 80.4)
    page.line(40, 60, 40, 160).line(300, 60, 300, 160).line(140, 60, 140, 100).line(144, 100, 144, 160)
    for x in (140.75, 141.5, 142.25, 143.25):
        page.bar(x, 79.6, x + 0.75, 80.4)
    assert_two_and_a_split_cell(page, engine)


def test_a_line_that_runs_over_an_open_page_end_stays_in_its_cell(engine: str) -> None:
    """Chromium: the last line of a cut cell may stand below the ends of the rules; what a rule parts off does not."""
    page = no_bottom(Page()).line(XS[0], YS[-1], XS[1], YS[-1]).text(45, 75, "甲").text(145, 75, "乙")
    page.text(45, 154, "丙").text(145, 154, "丁戊").text(45, 166, "己").text(145, 166, "庚辛").text(145, 178, "註")
    document = read(pdf(page), engine)
    assert [cell.text for cell in grids(document)[0].cells] == ["甲", "乙", "丙", "丁戊\n庚辛"]
    assert paragraphs(document) == ["己", "註"]
