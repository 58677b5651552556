"""What becomes of glyphs: lines, spaces, hyphens, doubled and turned text, and what is not lost."""

from __future__ import annotations

import pytest

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document, Grid, Line, Paragraph
from pipeline.documents.readers.pdf import read
from pipeline.documents.readers.pdf.page import inked_in
from tests.documents.pdf_traps import CJK, LIGATURE, UNMAPPED, Page, pdf, width_of

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines()]


def boxed(*rows: str, width: float = 100.0, size: float = 10.0, left: float = 40.0, padding: float = 5.0) -> Page:
    """A one-cell table and a short second cell that shows the padding, with lines of text."""
    page = Page().rules((left, left + width, left + 2 * width), (60, 400))
    page.lines(left + padding, 80, *rows, size=size)
    return page.text(left + width + padding, 80, "甲", size)


def first_cell(page: Page, engine: str) -> tuple[Line, ...]:
    (grid,) = [block for block in read(pdf(page), engine).body if isinstance(block, Grid)]
    return grid.cells[0].lines


def test_paragraphs_come_line_by_line_with_page_box_and_indent(engine: str) -> None:
    document = read(pdf(Page().lines(50, 100, "甲乙", "丙丁"), Page().text(50, 90, "戊").text(70, 130, "己")), engine)
    assert (document.format, document.pages, document.engine) == ("pdf", 2, engine)
    lines = [line for block in document.body if isinstance(block, Paragraph) for line in block.lines]
    assert [(line.text, line.page, line.indent) for line in lines] == [
        ("甲乙", 1, 0.0),
        ("丙丁", 1, 0.0),
        ("戊", 2, 0.0),
        ("己", 2, pytest.approx(20.0, abs=0.1)),
    ]
    assert lines[0].box == pytest.approx((50, 91.2, 70, 101.2), abs=0.2)


def test_tables_and_text_come_from_top_to_bottom(engine: str) -> None:
    page = Page().text(50, 50, "一").rules((40, 200), (60, 100)).text(50, 80, "二").text(50, 130, "三")
    page.rules((40, 200), (150, 190)).text(50, 170, "四").text(50, 220, "五")
    assert "".join(texts(read(pdf(page), engine))) == "一二三四五"


def test_two_columns_of_running_text_are_read_one_after_the_other(engine: str) -> None:
    page = Page()
    for number in range(5):
        page.text(50, 60 + 15 * number, "左欄文字滿行排列").text(200, 60 + 15 * number, "右欄文字滿行排列")
    assert texts(read(pdf(page), engine)) == ["左欄文字滿行排列"] * 5 + ["右欄文字滿行排列"] * 5


def test_labels_and_values_without_rules_stay_on_one_line(engine: str) -> None:
    page = Page()
    for number, (label, value) in enumerate((("名稱", "甲"), ("級別", "三"), ("類別長名稱", "乙"), ("說明", "丙"))):
        page.text(50, 60 + 15 * number, label).text(200, 60 + 15 * number, value)
    assert texts(read(pdf(page), engine)) == ["名稱 甲", "級別 三", "類別長名稱 乙", "說明 丙"]


@irregularity("I-107")
@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((("PC", 0.0), ("Base", 0.4)), "PC Base"),
        ((("PC", 0.0), ("Base", 0.1)), "PCBase"),
        ((("K01", 0.0), ("基礎", 0.25)), "K01基礎"),
        ((("K01", 0.0), ("基礎", 0.9)), "K01 基礎"),
        ((("校", 0.0), ("準", 0.5)), "校準"),
        ((("a ", 0.0), ("b", 0.0)), "a b"),
        ((("a  ", 0.0), ("b", 0.0)), "a b"),
    ],
)
def test_gaps_become_spaces_only_where_layout_does_not_make_them(
    pieces: tuple[tuple[str, float], ...], expected: str, engine: str
) -> None:
    page, x = Page(), 50.0
    for text, gap in pieces:
        x += gap * 10
        page.text(x, 100, text)
        x += width_of(text, 10)
    assert texts(read(pdf(page), engine)) == [expected]


def test_the_space_at_a_line_end_is_kept(engine: str) -> None:
    lines = first_cell(boxed("machine ", "learning"), engine)
    assert [line.text for line in lines] == ["machine ", "learning"]


def test_a_mark_that_hangs_over_the_margin_widens_no_measure(engine: str) -> None:
    """Typesetters let a full stop hang over the edge; the line before a wrap ends where its last glyph still fits."""
    lines = list(read(pdf(Page().lines(50, 100, "甲" * 30 + "。", "乙" * 29 + "a", "丙。")), engine).lines())
    assert [line.soft for line in lines] == [False, True, True]


@irregularity("I-108")
def test_superscripts_stay_in_their_line(engine: str) -> None:
    page = Page().text(50, 100, "x").text(56, 100, "2", size=6, rise=3.5).text(59.6, 100, "+y").text(50, 112, "z")
    assert texts(read(pdf(page), engine)) == ["x2+y", "z"]
    assert texts(read(pdf(Page().text(50, 100, "x").text(56, 96.5, "2", size=6).text(50, 112, "z")), engine)) == ["x2", "z"]


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_text_printed_twice_to_look_bold_is_read_once(shift: float, engine: str) -> None:
    text = "粗體 ball T1.1"
    page = Page().text(50, 100, text).text(50 + shift, 100, text)
    document = read(pdf(page), engine)
    assert texts(document) == [text]
    if engine == "pdfplumber":
        assert document.remarks == (("duplicate_glyphs_dropped", 1, "10 glyphs printed twice"),)


def test_bold_character_by_character(engine: str) -> None:
    page = Page()
    for number, character in enumerate("雙雙ll"):
        x = 50 + 10 * number
        page.text(x, 100, character).text(x + 0.3, 100, character)
    assert "".join(texts(read(pdf(page), engine))).replace(" ", "") == "雙雙ll"


def test_ligatures_are_spelt_out(engine: str) -> None:
    page = Page().text(50, 100, "o").shown(56, 100, LIGATURE, "61").text(62, 100, "ce")
    assert texts(read(pdf(page), engine)) == ["office"]


def test_a_soft_hyphen_at_a_line_end_is_a_hyphen(engine: str) -> None:
    page = Page().text(50, 100, "Pro").shown(68, 100, LIGATURE, "62").text(50, 112, "tocol")
    assert texts(read(pdf(page), engine)) == ["Pro-", "tocol"]


def test_control_characters_are_dropped_and_remarked(engine: str) -> None:
    page = Page().text(50, 100, "ab").shown(62, 100, LIGATURE, "63").text(68, 100, "c")
    document = read(pdf(page), engine)
    assert [text.replace(" ", "") for text in texts(document)] == ["abc"]
    assert document.remarks == (("control_characters_dropped", 1, "1 characters"),)


def test_characters_outside_the_basic_plane(engine: str) -> None:
    page = Page().text(50, 100, "平").shown(60, 100, LIGATURE, "64").text(66, 100, "版")
    assert texts(read(pdf(page), engine)) == ["平\U0002838a版"]


def test_two_halves_drawn_by_a_font_that_counts_in_utf_16_are_one_character() -> None:
    document = read(pdf(Page().shown(50, 80, CJK, "平版印刷用油墨𨎊之調色".encode("utf-16-be").hex())))
    assert [line.text for line in document.lines()] == ["平版印刷用油墨𨎊之調色"]


def test_half_a_character_is_unreadable(engine: str) -> None:
    half = "平版印刷用油墨".encode("utf-16-be").hex() + "df8a"
    text = "".join(line.text for line in read(pdf(*[Page().shown(50, 80, CJK, half)]), engine).lines())
    assert not any("\ud800" <= character <= "\udfff" for character in text)


def test_stacked_and_turned_text_in_a_cell(engine: str) -> None:
    page = Page().rules((40, 60, 90, 200), (60, 180)).turned(75, 150, "Turned").text(95, 80, "甲")
    for number, character in enumerate("直排字"):
        page.text(45, 80 + 12 * number, character)
    document = read(pdf(page), engine)
    (grid,) = [block for block in document.body if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == ["直\n排\n字", "Turned", "甲"]
    assert ("text_rotated", 1, "6 characters") in document.remarks


def test_lines_of_neighbouring_cells_do_not_mix(engine: str) -> None:
    page = Page().rules((40, 140, 300), (60, 200))
    page.lines(45, 80, "一一", "二二", "三三").lines(145, 77, "甲甲", "乙乙", "丙丙", "丁丁")
    (grid,) = [block for block in read(pdf(page), engine).body if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == ["一一\n二二\n三三", "甲甲\n乙乙\n丙丙\n丁丁"]


def test_no_character_is_lost_or_doubled(engine: str) -> None:
    page = Page().rules((40, 140, 300), (60, 100, 200))
    placed = ((30, 85, "跨越表格左邊線的文字一直到右邊以外都在ABC"), (120, 150, "跨欄文字"), (20, 300, "表外"), (50, 203, "壓線"))
    for x, y, text in placed:
        page.text(x, y, text)
    assert inked_in(read(pdf(page), engine).body) == sum(len(text) for _, _, text in placed)


class TestSoftBreaks:
    """A cell 100 points wide with 5 points of padding: nine CJK characters of 10 points fill a line."""

    @pytest.mark.parametrize(
        ("rows", "soft"),
        [
            (("一二三四五六七八九", "十"), True),
            (("一二三四五六七", "八九十"), False),
            (("一二三四五六七八", "九，十"), True),
            (("一二三四五六", "（七八）"), False),
            (("一二三四五六七八", "（七）"), True),
            (("一二三四五六七", "software"), True),
            (("一二三四五", "soft"), False),
            (("machine ", "learning"), True),
            (("the ", "machine learning"), False),
            (("T1.1", "一二三四五六七八"), False),
        ],
    )
    def test_a_break_is_soft_if_the_next_unit_had_no_room(self, rows: tuple[str, str], soft: bool, engine: str) -> None:
        lines = first_cell(boxed(*rows), engine)
        assert [line.soft for line in lines] == [False, soft]

    @irregularity("I-131")
    @pytest.mark.parametrize(
        ("rows", "full"),
        [(("specificationspeci", "on"), True), (("一二三四五六七八九", "on"), True), (("一二三四五六七", "software"), False)],
    )
    def test_a_line_is_full_where_no_letter_has_room(self, rows: tuple[str, str], full: bool, engine: str) -> None:
        assert [line.full for line in first_cell(boxed(*rows), engine)] == [False, full]

    def test_what_another_line_has_room_for_would_have_fitted(self, engine: str) -> None:
        lines = first_cell(boxed("一二三四五六七八九", "一二三四五六七八", "十"), engine)
        assert [line.soft for line in lines] == [False, True, False]

    def test_centred_lines_have_room_on_both_sides(self, engine: str) -> None:
        page = Page().rules((40, 140, 240), (60, 400)).text(145, 80, "甲")
        page.text(60, 80, "一二三四五六").text(70, 92, "七八九十")
        assert [line.soft for line in first_cell(page, engine)] == [False, False]

    def test_free_text_keeps_the_margin_from_which_tables_hang_out(self, engine: str) -> None:
        page = Page().rules((40, 360), (60, 90)).text(46, 80, "甲")
        page.lines(46, 110, "一二三四五六七八九十" * 3, "尾巴。")
        lines = list(read(pdf(page), engine).lines())
        assert [line.soft for line in lines] == [False, False, True]

    def test_free_text_is_measured_by_its_full_lines(self, engine: str) -> None:
        full = "一二三四五六七八九十一二三四五六七八九十一二三四五"
        page = Page().lines(50, 100, full, full, "尾。", "新段落一句", "另一段落")
        lines = list(read(pdf(page), engine).lines())
        assert [line.soft for line in lines] == [False, True, True, False, False]


class TestRefusals:
    """Each refusal is one sentence with a remedy."""

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"PK\x03\x04 no pdf", "not a PDF"),
            (b"", "not a PDF"),
            (b"%PDF-1.7\n1 0 obj\n<</Type/Cat", "damaged or cut off"),
            (pdf(Page().text(50, 50, "T1.1"), password="secret"), "password"),
            (pdf(), "without any page"),
            (pdf(Page().frame(40, 40, 200, 200), Page()), "no text layer"),
        ],
        ids=["zip", "empty", "cut", "password", "no page", "scan"],
    )
    def test_a_file_without_text_is_refused(self, data: bytes, reason: str, engine: str) -> None:
        with pytest.raises(UnreadableDocument, match=reason) as refusal:
            read(data, engine)
        sentence = str(refusal.value)
        assert "; " in sentence and not sentence.endswith(".")

    @irregularity("I-113")
    @pytest.mark.parametrize("engine", ["pdfium", "pdfplumber", "both"])
    @pytest.mark.parametrize("first", [3, 300, 0x4E00])
    def test_text_in_a_font_without_meaning_is_refused(self, first: int, engine: str) -> None:
        page = Page().shown(50, 100, UNMAPPED, "".join(f"{code:04x}" for code in range(first, first + 30)))
        with pytest.raises(UnreadableDocument, match="do not tell which characters"):
            read(pdf(page), engine)

    def test_a_blank_page_among_others_is_fine(self, engine: str) -> None:
        document = read(pdf(Page(), Page().text(50, 50, "甲"), Page()), engine)
        assert (document.pages, texts(document)) == (3, ["甲"])

    def test_an_unknown_engine_is_a_mistake_of_the_caller(self) -> None:
        with pytest.raises(ValueError, match="pdfium, pdfplumber, both"):
            read(b"%PDF-", "acrobat")


def test_an_owner_password_alone_does_not_matter(engine: str) -> None:
    assert texts(read(pdf(Page().text(50, 50, "T1.1"), password=""), engine)) == ["T1.1"]


def test_both_engines_agree_on_a_plain_page() -> None:
    page = Page().rules((40, 140, 300), (60, 100, 160)).text(50, 80, "甲").text(150, 120, "T1.1 乙")
    document = read(pdf(page), "both")
    assert (document.engine, document.remarks) == ("pdfium+pdfplumber", ())
