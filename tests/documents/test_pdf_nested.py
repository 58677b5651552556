"""Tables within the cells of a table, which hang on the cell's own rules (I-110)."""

from __future__ import annotations

import pytest

from pipeline.documents.model import Document, Grid
from pipeline.documents.readers.pdf import read
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity

COLUMNS, ROWS = (40.0, 140.0, 260.0, 360.0), (60.0, 90.0, 160.0, 190.0)
NEAR, FAR = [(146, 254), (140, 252), (148, 260)], [(190, 230), (140, 230)]
"""The sides of a table that leaves its cell little or much room beside it."""
ITEMS = ("K01甲", "K02乙", "K03丙")


def outer() -> Page:
    """Three rows of three cells; the middle one has room for a table."""
    page = Page().rules(COLUMNS, ROWS)
    for y in (80, 105, 180):
        page.text(45, y, "子").text(265, y, "丑")
    return page.text(145, 80, "寅").text(145, 180, "卯")


def grid(document: Document) -> Grid:
    (found,) = [block for block in document.body if isinstance(block, Grid)]
    return found


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@irregularity("I-110")
@pytest.mark.parametrize(("sides", "rows"), [
    *((sides, rows) for sides in NEAR + FAR for rows in ((90, 108, 126, 144), (106, 124, 142, 160))),
    *((sides, (90, 113, 136, 160)) for sides in NEAR),
], ids=str)
def test_a_table_that_hangs_on_the_rules_of_its_cell_is_lines_of_it(
    sides: tuple[int, int], rows: tuple[int, ...], engine: str
) -> None:
    page = outer().rules(sides, rows)
    for item, y in zip(ITEMS, rows, strict=False):
        page.text(sides[0] + 4, y + 14, item)
    found = grid(read(pdf(page), engine))
    assert [cell.text for cell in found.cells] == ["子", "寅", "丑", "子", "\n".join(ITEMS), "丑", "子", "卯", "丑"]
    assert (found.row_count, found.column_count) == (3, 3)


@irregularity("I-110")
def test_its_cells_are_parted_by_tabs_and_its_rows_begin_lines(engine: str) -> None:
    page = outer().rules((146, 176, 254), (90, 108, 126)).text(145, 145, "備註")
    for y, (level, meaning) in zip((103, 121), (("級別", "說明"), ("3", "一般" * 4)), strict=True):
        page.text(148, y, level).text(178, y, meaning)
    cell = grid(read(pdf(page), engine)).cells[4]
    assert [line.text for line in cell.lines] == ["級別\t說明", "3\t" + "一般" * 4, "備註"]
    assert not any(line.soft for line in cell.lines)


@irregularity("I-110")
def test_what_stands_beside_other_text_of_its_cell_is_a_cell_of_its_own(engine: str) -> None:
    page = outer().rules((146, 200), (90, 126)).text(148, 104, "甲").text(205, 104, "乙")
    assert "甲" in [cell.text for cell in grid(read(pdf(page), engine)).cells]


@irregularity("I-110", "I-106")
def test_a_narrow_column_of_the_table_itself_is_no_sign_of_a_table_within(engine: str) -> None:
    page = Page().rules((40, 140, 146, 254, 260, 360), (60, 90)).rules((40, 140, 146, 254, 260, 360), (90, 160))
    page.line(146, 120, 254, 120).text(150, 80, "寅").text(150, 105, "甲").text(150, 140, "乙")
    assert [cell.text for cell in grid(read(pdf(page), engine)).cells if cell.text] == ["寅", "甲", "乙"]


# sides and rules that are not drawn ------------------------------------------------------------------

INNER = (148.0, 180.0, 252.0), (95.0, 113.0, 131.0, 155.0)
"""Where the sides and the rules of a table of two columns and three rows lie, drawn or not."""
LEVELS = [("級別", "說明"), ("3", "一般"), ("4", "進階")]


def across(page: Page, *heights: float) -> Page:
    for y in heights:
        page.line(148, y, 252, y)
    return page


def drawn(kind: str) -> Page:
    """The outer table with the inner one, of which only some rules are drawn."""
    page, (xs, ys) = outer(), INNER
    for x, y, level, meaning in ((152, y + 13, *row) for y, row in zip(ys, LEVELS, strict=False)):
        page.text(x, y, level).text(184, y, meaning)
    if "inner" in kind:
        across(page, *ys[1:-1]).line(xs[1], ys[0], xs[1], ys[-1])
    elif "flat" in kind:
        across(page, *ys)
    elif "between rows" in kind:
        across(page, *ys[1:-1])
    elif "columns" in kind:
        page.line(xs[1], ys[0], xs[1], ys[-1])
    if "frame" in kind:
        page.frame(xs[0], ys[0], xs[-1], ys[-1])
    return page


@irregularity("I-110")
@pytest.mark.parametrize("kind", ["inner", "flat", "between rows", "columns", "frame", "frame, columns", "frame, between rows"])
def test_a_table_that_is_not_ruled_throughout_is_lines_of_its_cell(kind: str, engine: str) -> None:
    found = grid(read(pdf(drawn(kind)), engine))
    assert (found.row_count, found.column_count) == (3, 3)
    assert [line.text for line in found.cells[4].lines] == ["\t".join(row) for row in LEVELS]
    assert not any(line.soft for line in found.cells[4].lines)


@irregularity("I-110")
def test_a_rule_under_text_or_short_of_the_outer_frame_makes_no_table_within(engine: str) -> None:
    page = outer().text(150, 110, "甲乙丙").line(150, 112, 180, 112).text(150, 130, "甲乙丙").line(150, 132, 180, 132)
    found = grid(read(pdf(page.frame(20, 40, 380, 210)), engine))
    assert found.cells[4].text == "甲乙丙\n甲乙丙" and found.column_count == 3


@irregularity("I-110")
def test_what_wraps_in_a_table_within_a_cell_goes_on_with_its_row(engine: str) -> None:
    page = outer().rules((148, 170, 216), (95, 131, 150))
    for x, y, text in ((151, 107, "K0"), (151, 122, "1"), (173, 107, "甲甲甲"), (173, 122, "乙"), (151, 145, "K2")):
        page.text(x, y, text)
    lines = grid(read(pdf(page), engine)).cells[4].lines
    assert [(line.text, line.soft) for line in lines] == [("K0", False), ("1\t甲甲甲", True), ("乙", True), ("K2", False)]


@irregularity("I-110")
def test_rows_that_neither_rules_nor_white_tell_are_doubted(engine: str) -> None:
    page = outer().frame(148, 95, 196, 155)
    for y, left, right in ((108, "須", "可"), (122, "自", "獨")):
        page.text(152, y, left).text(181, y, right)
    document = read(pdf(page), engine)
    assert grid(document).cells[4].text == "須\t可\n自\t獨"
    assert [kind for kind, *_ in document.remarks] == ["rows_uncertain"]


@irregularity("I-110")
def test_a_frame_as_high_as_its_cell_is_a_table_in_it(engine: str) -> None:
    page = outer().frame(146, 90, 254, 160)
    for y, text in ((106, "K01甲"), (122, "K02乙")):
        page.text(152, y, text)
    found = grid(read(pdf(page), engine))
    assert found.column_count == 3 and found.cells[4].text == "K01甲\nK02乙"


@irregularity("I-110")
def test_a_title_over_the_columns_that_white_parts_stays_whole(engine: str) -> None:
    page = across(outer(), *INNER[1]).text(152, 108, "甲乙丙丁戊")
    for y, level, meaning in ((126, "3", "一般"), (146, "4", "進階")):
        page.text(152, y, level).text(184, y, meaning)
    assert grid(read(pdf(page), engine)).cells[4].text == "甲乙丙丁戊\n3\t一般\n4\t進階"


COLUMNS_OF_WORDS = {
    "beside each other": ("須自 可獨", "備料 立作"),
    "alone below": ("須自 可獨", "備料"),
}


@irregularity("I-110")
@pytest.mark.parametrize("lines", COLUMNS_OF_WORDS.values(), ids=COLUMNS_OF_WORDS.keys())
def test_words_in_columns_without_any_rule_are_doubted(lines: tuple[str, ...], engine: str) -> None:
    page = outer()
    for y, line in zip((108, 122), lines, strict=True):
        for x, words in zip((152, 190), line.split(), strict=False):
            page.text(x, y, words)
    assert [kind for kind, *_ in read(pdf(page), engine).remarks] == ["rows_uncertain"]


@irregularity("I-110", "I-83")
@pytest.mark.parametrize("lines", [("K01 甲甲", "K02 乙乙"), ("甲 乙 丙", "丁 戊 己"), ("須自 可獨", "子丑寅卯辰")], ids=str)
def test_labels_spaced_letters_and_what_goes_on_through_the_white_are_no_columns(lines: tuple[str, ...], engine: str) -> None:
    page = outer()
    for y, line in zip((108, 122), lines, strict=True):
        for x, words in zip((152, 190, 228), line.split(), strict=False):
            page.text(x, y, words)
    assert not read(pdf(page), engine).remarks


@irregularity("I-110", "I-107")
@pytest.mark.parametrize(("white", "doubts"), [(8, 0), (14, 1)])
def test_white_in_a_line_of_spaced_letters_is_what_is_wider_than_their_spacing(white: int, doubts: int, engine: str) -> None:
    page = outer()
    for place, letter in enumerate("甲乙丙丁"):
        page.text(152 + 13 * place, 108, letter)
    page.text(152 + 13 * 3 + 10 + white, 108, "(擇一").text(152, 122, "填寫)")
    assert len(read(pdf(page), engine).remarks) == doubts


@irregularity("I-110")
@pytest.mark.parametrize("heights", [((95, 111, 127), (145, 161, 177)), ((111,), (161,))], ids=["with", "without"])
def test_two_tables_in_one_cell_have_the_text_between_them_apart(heights: tuple[tuple[float, ...], ...], engine: str) -> None:
    page = Page().rules(COLUMNS, (60, 90, 190, 220)).text(45, 80, "子").text(145, 136, "另見下表")
    for y, level, meaning in ((106, "級", "說明"), (123, "3", "一般"), (156, "級", "說明"), (173, "4", "進階")):
        page.text(152, y, level).text(184, y, meaning)
    cell = grid(read(pdf(across(page, *heights[0], *heights[1])), engine)).cells[4]
    assert cell.text == "級\t說明\n3\t一般\n另見下表\n級\t說明\n4\t進階"


@irregularity("I-110")
@pytest.mark.parametrize("begun", [False, True], ids=["whole", "begun on the page before"])
def test_the_tab_behind_a_number_parts_no_columns(begun: bool, engine: str) -> None:
    page = outer().rules((146, 216), (95, 125, 155))
    for y, code, text, rest in ((104, "K01", "甲甲甲", "乙"), (134, "K02", "丙丙丙", "丁")):
        page.text(150, y, code).text(182, y, text).text(150, y + 14, rest)
    if begun:
        page.line(146, 85, 216, 85).text(150, 93, "戊")
    lines = [line for cell in grid(read(pdf(page), engine)).cells for line in cell.lines if line.is_row]
    assert [(line.text, line.soft) for line in lines if line.text != "戊"] == [
        ("K01 甲甲甲", False), ("乙", True), ("K02 丙丙丙", False), ("丁", True),
    ]


@irregularity("I-110")
def test_the_lines_of_a_lone_column_stay_lines(engine: str) -> None:
    page = outer().rules((146, 216), (95, 125, 155)).text(150, 106, "甲").text(150, 120, "乙").text(150, 138, "丙")
    assert [line.text for line in grid(read(pdf(page), engine)).cells[4].lines] == ["甲", "乙", "丙"]
