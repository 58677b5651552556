"""Where a glyph stands and what is a space: outlines that overhang, spaced letters, spaces without room."""

from __future__ import annotations

import pytest

from pipeline.documents.model import Document
from pipeline.documents.readers.pdf import read
from pipeline.documents.readers.pdf.glyphs import Run, merged, single
from pipeline.documents.readers.pdf.lines import printed_lines
from pipeline.documents.readers.pdf.unruled.columns import heads_of, left_edges
from pipeline.documents.readers.pdf.unruled.pieces import lines_of
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from tests.documents.pdf_traps import CJK, LATIN, OVERHANGING, Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines()]


def shown(text: str) -> str:
    return text.encode("latin-1").hex()


@irregularity("I-104")
def test_outlines_that_overhang_move_no_glyph(engine: str) -> None:
    """By its box the bracket of the second piece would stand before the last letter of the first, and both lines be indented."""
    page = Page().shown(50, 100, OVERHANGING, shown("T1.1")).shown(74.5, 100, OVERHANGING, shown("(Word)"))
    page.shown(60, 112, OVERHANGING, shown("next"))
    first, second = read(pdf(page), engine).lines()
    assert (first.text, second.text) == ("T1.1(Word)", "next")
    assert first.box is not None
    assert first.box[0] == pytest.approx(50, abs=0.1)
    assert second.indent == pytest.approx(10, abs=0.1)


def spaced(page: Page, y: float, text: str, spacing: float) -> Page:
    """A string with character spacing, as Word and LibreOffice write it."""
    font, hexadecimal = (CJK, text.encode("utf-16-be").hex()) if text > "\u2e80" else (LATIN, shown(text))
    return page.draw(f"{spacing} Tc").shown(50, y, font, hexadecimal).draw("0 Tc")


@irregularity("I-107")
@pytest.mark.parametrize("spacing", [0.8, 1.5, 3.0, 4.5])
@pytest.mark.parametrize("text", ["IDC5294-001v3", "T1.1.1", "machine learning", "基準代碼"])
def test_letters_set_apart_are_words(text: str, spacing: float, engine: str) -> None:
    assert texts(read(pdf(spaced(Page(), 100, text, spacing)), engine)) == [text]


def run(text: str, x: float, y: float, spacing: float) -> Run:
    """Glyphs of ten points with white between them."""
    lefts = [x + number * (10 + spacing) for number in range(len(text))]
    rights = [left + 10 for left in lefts]
    return Run(lefts[0], rights[-1], y, 10.0, text, lefts, rights)


@irregularity("I-105", "I-107")
@pytest.mark.parametrize("spacing", [0.0, 1.5, 3.0])
def test_a_column_of_centred_and_spaced_texts_begins_where_its_longest_text_does(spacing: float) -> None:
    """The head and a text of the next line begin farther right, and both in the midst of the longest."""
    lines = lines_of([
        run("狀態", 10, 10, 0), run("說明", 180, 10, 0), run("最新", 10, 30, 0), run("略", 185, 30, 0),
        run("歷史", 10, 50, 0), run("已被第二版取代不再使用", 100, 50, spacing),
    ], Uprights())
    assert left_edges(heads_of(lines[0].pieces), lines, Uprights()) == pytest.approx([10, 100], abs=0.5)


@irregularity("I-107")
def test_two_letters_set_apart_as_the_others_are_one_word(engine: str) -> None:
    page = spaced(spaced(Page(), 100, "IDC5294-001v3", 3.0), 130, "V3", 3.0)
    assert texts(read(pdf(page), engine)) == ["IDC5294-001v3", "V3"]


@irregularity("I-107")
def test_strings_set_apart_by_numbers_are_words(engine: str) -> None:
    """Justified text moves each letter a little; pdfium takes such moves for spaces."""
    apart = "[(T)-220(1)-220(.)-220(1)-220(.)-220(2)]"
    page = Page().draw(f"BT /{LATIN} 10 Tf 50 400 Td {apart} TJ ET")
    assert texts(read(pdf(page), engine)) == ["T1.1.2"]


@irregularity("I-107", "I-108")
def test_a_space_without_room_is_none(engine: str) -> None:
    """Word processors draw underlines as spaces over other glyphs."""
    page = Page().text(50, 100, "甲").text(60, 100, " ").text(60, 100, "IDC").text(78, 100, " ").text(78, 100, "乙")
    assert texts(read(pdf(page), engine)) == ["甲IDC乙"]
    page = Page().text(50, 100, "甲 IDC")
    assert texts(read(pdf(page), engine)) == ["甲 IDC"]


@irregularity("I-107", "I-108")
@pytest.mark.parametrize(("gap", "text"), [(2.0, "具3年"), (2.4, "具 3 年")])
def test_two_spaces_that_draw_an_underline_need_room(gap: float, text: str) -> None:
    """Between CJK and Latin layout leaves white of its own; a typed space is as wide as its glyph."""
    digit, year = 60 + gap, 66 + 2 * gap
    runs = [
        merged([single(word, start, end, 100, 10), single(" ", end, end, 100, 10), single(" ", below, below + 2.4, 100, 10)])
        for word, start, end, below in (("具", 50, 60, digit), ("3", digit, digit + 6, year))
    ]
    assert [line.text for line in printed_lines([*runs, single("年", year, year + 10, 100, 10)])] == [text]


@irregularity("I-84", "I-107")
@pytest.mark.parametrize(("spacing", "is_soft"), [(3.0, True), (0.0, False)])
def test_a_spaced_line_is_full_where_no_letter_fits_with_its_white(spacing: float, is_soft: bool, engine: str) -> None:
    """The letter alone would have fitted."""
    right = 50 + 7 * (10 + spacing) + 11 + 5
    page = Page().frame(45, 80, right, 180).line(45, 130, right, 130)
    spaced(spaced(spaced(page, 100, "甲乙丙丁戊己庚", spacing), 113, "辛壬", spacing), 150, "癸", spacing)
    soft = {line.text: line.soft for line in read(pdf(page), engine).lines()}
    assert soft == {"甲乙丙丁戊己庚": False, "辛壬": is_soft, "癸": False}
