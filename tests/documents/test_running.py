"""Heads and feet that come back from page to page, and the numbers that count the pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.documents.model import Block, Cell, Document, Grid, Line, Paragraph
from pipeline.documents.running import running_lines
from pipeline.documents.text.page_numerals import masked, numbers

irregularity = pytest.mark.irregularity


def line(text: str, page: int, bottom: float) -> Paragraph:
    return Paragraph((Line(text, page=page, box=(50.0, bottom - 10, 200.0, bottom)),))


def table(page: int, top: float = 80.0, bottom: float = 700.0) -> Grid:
    box = (50.0, top, 500.0, bottom)
    return Grid((Cell(0, 0, lines=(Line("甲" * page, page=page, box=box),), page=page, box=box),), 1, (50.0, 500.0), page)


def pages(feet: Sequence[str], head: str = "", others: Sequence[Block] = ()) -> Document:
    """A table on every page, with a foot and perhaps a head."""
    blocks: list[Block] = []
    for page, foot in enumerate(feet, 1):
        blocks += [line(head, page, 50)] if head else []
        blocks += [table(page), line(foot, page, 760)]
    return Document("pdf", (*blocks, *others), pages=len(feet))


def set_aside(document: Document) -> list[str]:
    found = running_lines(document).lines
    return [one.text for one in document.lines() if id(one) in found]


@irregularity("I-100")
@pytest.mark.parametrize(
    "feet",
    [
        ("P.1", "P.2", "P.3"),
        ("第一頁", "第二頁", "第三頁"),
        ("1 of 3", "2 of 3", "3 of 3"),
        ("頁次：１", "頁次：２", "頁次：３"),
        ("- i -", "- ii -", "- iii -"),
        ("Ⅰ", "Ⅱ", "Ⅲ"),
        ("①", "②", "③"),
        ("1", "2", "3"),
        ("2026/11/26 職能基準 1", "2026/11/26 職能基準 2", "2026/11/26 職能基準 3"),
    ],
)
def test_feet_of_any_wording_are_running_and_count_the_pages(feet: tuple[str, ...]) -> None:
    document = pages(feet, head="某某學會 編印")
    assert set_aside(document) == [text for foot in feet for text in ("某某學會 編印", foot)]
    assert running_lines(document).numbers == ((1, 1), (2, 2), (3, 3))


@irregularity("I-100")
def test_heads_that_change_from_left_to_right_are_running() -> None:
    feet = ["1 職能基準", "手冊 2", "3 職能基準", "手冊 4", "5 職能基準"]
    assert set_aside(pages(feet)) == feet


@irregularity("I-100")
@pytest.mark.parametrize(
    ("feet", "expected"),
    [(("P.1", "P.3", "P.4"), (1, 3, 4)), (("1", "3", "2", "4"), (1, 3, 2, 4)), (("編印 7", "編印 7", "編印 7"), ())],
)
def test_numbers_are_told_as_printed(feet: tuple[str, ...], expected: tuple[int, ...]) -> None:
    assert tuple(number for _, number in running_lines(pages(feet)).numbers) == expected


@irregularity("I-100")
def test_what_stands_at_a_height_once_or_between_the_tables_is_no_furniture() -> None:
    notes = [line("備註", 1, 770), line("說明一", 2, 40), line("說明一", 3, 60)]
    assert set_aside(pages(("", "", ""), others=notes)) == []
    between = [line("續上表", page, 400) for page in (1, 2, 3)]
    assert set_aside(pages(("", "", ""), others=between)) == []


@irregularity("I-100")
def test_a_heading_that_is_printed_again_is_none() -> None:
    document = pages(("", ""), others=[line("說明與補充事項", page, 40) for page in (1, 2)])
    assert len(running_lines(document).lines) == 2
    assert not running_lines(document, "說明與補充事項".__eq__).lines


@irregularity("I-100")
def test_a_head_may_be_a_small_table() -> None:
    def head(page: int) -> Grid:
        boxes = [(50.0, 30.0, 300.0, 50.0), (300.0, 30.0, 500.0, 50.0)]
        lines = [Line(text, page=page, box=box) for text, box in zip(("某某學會", f"第{page}頁"), boxes, strict=True)]
        cells = [Cell(0, column, lines=(lines[column],), page=page, box=boxes[column]) for column in (0, 1)]
        return Grid(tuple(cells), 1, (50.0, 300.0, 500.0), page)

    document = Document("pdf", tuple(block for page in (1, 2, 3) for block in (head(page), table(page))), pages=3)
    assert set_aside(document) == [text for page in (1, 2, 3) for text in ("某某學會", f"第{page}頁")]
    assert not running_lines(Document("pdf", tuple(head(page) for page in (1, 2, 3)), pages=3)).lines


@irregularity("I-100")
def test_one_page_has_no_running_lines() -> None:
    assert set_aside(pages(["P.1"])) == []


@irregularity("I-100")
@pytest.mark.parametrize(
    ("text", "expected"),
    [("第十二頁", [12]), ("第二〇頁", [20]), ("xiv", [14]), ("第 3 頁，共 12 頁", [3, 12]), ("壹佰", []), ("一般說明", [])],
)
def test_numerals_of_pages(text: str, expected: list[int]) -> None:
    assert numbers(text) == expected
    assert masked(text).count("#") == len(expected)


@irregularity("I-100")
@pytest.mark.parametrize(("left", "is_running"), [(10.0, True), (300.0, False)])
def test_words_in_the_margin_beside_the_tables_are_running(left: float, is_running: bool) -> None:
    beside = [Paragraph((Line("甲會", page=page, box=(left, 300.0, left + 30.0, 310.0)),)) for page in (1, 2, 3)]
    assert (set_aside(pages(("甲", "乙", "丙"), others=beside)) == ["甲會"] * 3) is is_running
