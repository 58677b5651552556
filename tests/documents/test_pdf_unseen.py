"""What a reader of a page does not see, or sees as a watermark, is in no cell and is told."""

from __future__ import annotations

import pytest

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document, Grid
from pipeline.documents.readers.pdf import bounds, pdfium_ground, read
from pipeline.documents.readers.unshown import Unshown, told
from tests.documents.pdf_traps import CJK, LATIN, Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def table() -> Page:
    """Two cells with two lines each, and a title above."""
    page = Page().text(40, 40, "職能基準", 16).rules((40, 200, 360), (60, 200))
    return page.lines(45, 80, "T1.1甲乙丙丁", "戊己庚辛").lines(205, 80, "K01子丑寅卯", "辰巳午未")


def cells(document: Document) -> list[str]:
    return [cell.text for block in document.body if isinstance(block, Grid) for cell in block.cells]


CLEAN = ["T1.1甲乙丙丁\n戊己庚辛", "K01子丑寅卯\n辰巳午未"]


def big(page: Page, x: float, y: float, text: str, colour: str, size: float = 40, matrix: str = "1 0 0 1") -> Page:
    shown = text.encode("utf-16-be").hex()
    return page.draw(f"q {colour} BT /{CJK} {size} Tf {matrix} {x} {500 - y} Tm <{shown}> Tj ET Q")


@irregularity("I-101")
@pytest.mark.parametrize("under", [True, False])
@pytest.mark.parametrize("kind", ["askew", "large and pale", "two lines", "tiles", "small and pale", "large and dark"])
def test_watermarks_are_in_no_cell(kind: str, under: bool, engine: str) -> None:
    page = Page() if under else table()
    if kind == "askew":
        big(page, 60, 190, "樣本", "0.8 g", matrix="0.7 0.7 -0.7 0.7")
    elif kind == "tiles":
        for number in range(5):
            big(page, 42 + 5 * number, 70 + 25 * number, "內部", "0.85 g", 12, "0.94 0.34 -0.34 0.94")
    elif kind == "small and pale":
        big(page, 50, 84, "僅供參考", "0.9 0.7 0.7 rg", 10)
    else:
        colour = "0.3 g" if "dark" in kind else "0.85 g"
        big(page, 60, 110, "樣本", colour)
        if kind == "two lines":
            big(page, 60, 320, "參考", colour)
    if under:
        page.operators += table().operators
    document = read(pdf(page), engine)
    assert cells(document) == CLEAN
    assert [remark[0] for remark in document.remarks] == ["watermark"]


@irregularity("I-101")
@pytest.mark.parametrize(
    ("reason", "drawn"),
    [
        (Unshown.GROUND, f"1 1 1 rg BT /{LATIN} 10 Tf 60 410 Td (K95) Tj ET 0 g"),
        (Unshown.OUTSIDE, f"BT /{LATIN} 10 Tf 60 510 Td (K96) Tj ET"),
        (Unshown.LAYER, f"/OC /Off BDC BT /{LATIN} 10 Tf 60 400 Td (K97) Tj ET EMC"),
        (Unshown.LAYER, f"/OC /Both BDC BT /{LATIN} 10 Tf 60 400 Td (K98) Tj ET EMC"),
    ],
)
def test_what_the_page_does_not_show_is_in_no_cell(reason: Unshown, drawn: str, engine: str) -> None:
    document = read(pdf(table().draw(drawn)), engine)
    assert cells(document) == CLEAN
    assert [(kind, page) for kind, page, _ in document.remarks] == [("text_not_shown", 1)]
    assert document.remarks[0][2].startswith(told(reason, "“K9"))


WORD = f"BT /{LATIN} 10 Tf 60 380 Td (K95) Tj ET"
COVER = "55 375 35 17 re f"
PICTURE = "q 35 0 0 17 55 375 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80\nEI Q"
STENCIL = "q 35 0 0 17 55 375 cm BI /W 8 /H 2 /IM true /BPC 1 ID \xaa\x55\nEI Q"


GROUND = (
    f"0.94 g {WORD}", f"0.96 0.92 0.93 rg {WORD}", f"1 g 1 G 2 Tr {WORD} 0 Tr", f"0.8 0.9 0.8 rg {COVER} 0.82 0.88 0.8 rg {WORD}",
    f"0 g {COVER} {WORD}", f"q /Thin gs 0 g {COVER} Q 0.7 g {WORD}",
)
COVERED = (f"{WORD} 1 g {COVER}", f"{WORD} 0.7 0 0 rg {COVER}", f"{WORD} q 57 377 30 13 re W n 1 g {COVER} Q")
REASONS = {
    Unshown.GROUND: GROUND, Unshown.COVERED: COVERED, Unshown.PICTURE: (f"{WORD} {PICTURE}",),
    Unshown.NOT_PAINTED: (f"3 Tr {WORD} 0 Tr", f"q /Clear gs {WORD} Q"),
}


@irregularity("I-101")
@pytest.mark.parametrize(("reason", "drawn"), [(reason, drawn) for reason, kinds in REASONS.items() for drawn in kinds])
def test_what_is_painted_over_or_has_the_colour_of_its_ground_is_in_no_cell(reason: Unshown, drawn: str, engine: str) -> None:
    document = read(pdf(table().draw(f"{drawn} 0 g 0 G")), engine)
    assert cells(document) == CLEAN
    assert document.remarks == (("text_not_shown", 1, told(reason, "“K95”")),)


@irregularity("I-101")
@pytest.mark.parametrize(
    "drawn",
    [
        f"0.2 g {COVER} 1 g {WORD}", f"1 1 0 rg {WORD}", f"0.7 g {COVER} 1 g {WORD}", f"1 g {COVER} 0 g {WORD}",
        f"{WORD} q /Thin gs 1 g {COVER} Q", f"{WORD} q /Multiply gs 0.9 g {COVER} Q", f"{WORD} {STENCIL}",
        f"{WORD} 0.5 g 55 375 m 90 375 l 55 392 l f", f"{WORD} q 300 300 20 20 re W n 1 g {COVER} Q",
        f"{PICTURE} 1 g {WORD}", f"20 w 55 384 m 90 384 l S 1 w 1 g {WORD}", f"1 g 2 Tr {WORD} 0 Tr",
    ],
)  # fmt: skip
def test_what_shows_on_its_ground_or_through_what_is_over_it_is_read(drawn: str) -> None:
    document = read(pdf(table().draw(f"{drawn} 0 g 0 G")))
    assert cells(document) == [f"{CLEAN[0]}\nK95", CLEAN[1]]
    assert not document.remarks


@irregularity("I-132")
def test_no_more_clipping_is_looked_at_than_pages_have(monkeypatch: pytest.MonkeyPatch) -> None:
    clips = " ".join(f"{50 + step} 370 60 60 re W n" for step in range(6))
    data = pdf(table().draw(f"{WORD} q {clips} 1 g {COVER} Q 0 g"))
    assert cells(read(data)) == CLEAN
    monkeypatch.setattr(pdfium_ground, "_MOST", 16)
    assert cells(read(data)) == [f"{CLEAN[0]}\nK95", CLEAN[1]]


@irregularity("I-101")
def test_of_text_that_is_half_covered_the_rest_is_read(engine: str) -> None:
    document = read(pdf(table().draw(f"{WORD} 1 g 66.5 375 20 17 re f 0 g")), engine)
    assert cells(document) == [f"{CLEAN[0]}\nK", CLEAN[1]]
    assert document.remarks == (("text_not_shown", 1, told(Unshown.COVERED, "“95”")),)


@irregularity("I-101")
def test_a_layer_may_be_that_of_a_form(engine: str) -> None:
    page = table()
    page.form, page.form_layer = f"BT /{LATIN} 10 Tf 60 400 Td (K99) Tj ET", "Off"
    assert cells(read(pdf(page), engine)) == CLEAN
    page.form_layer = "Shown"
    assert "K99" in "".join(cells(read(pdf(page), engine)))


@irregularity("I-132")
def test_layers_that_are_off_are_not_followed_through_more_than_a_standard_draws(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file without such a layer nothing is interpreted twice, and it may draw as much as it likes."""
    page = table()
    monkeypatch.setattr(bounds, "_MOST_ORDERS", 0)
    assert cells(read(pdf(page), engine)) == CLEAN
    page.form, page.form_layer = f"BT /{LATIN} 10 Tf 60 400 Td (K99) Tj ET", "Off"
    with pytest.raises(UnreadableDocument, match="layers off"):
        read(pdf(page), engine)


@irregularity("I-101")
def test_text_that_is_not_painted_is_not_shown() -> None:
    document = read(pdf(table().draw(f"BT 3 Tr /{LATIN} 10 Tf 60 400 Td (K95) Tj ET 0 Tr")))
    assert cells(document) == CLEAN
    assert document.remarks == (("text_not_shown", 1, told(Unshown.NOT_PAINTED, "“K95”")),)


@irregularity("I-101")
@pytest.mark.parametrize(("drawn", "why"), [
    (f"3 Tr {WORD}", "recognised"), (f"{WORD} {PICTURE}", "recognised"), (f"1 g {WORD}", Unshown.GROUND),
    (f"{WORD} 1 g {COVER}", Unshown.COVERED), (f"BT /{LATIN} 10 Tf 60 510 Td (K96) Tj ET", Unshown.OUTSIDE),
])
def test_a_file_of_hidden_text_alone_is_refused_with_the_reason(drawn: str, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        read(pdf(Page().draw(drawn)))


def outlines(count: int) -> Page:
    """Shapes with as many segments as letters drawn as outlines have."""
    page = Page()
    for number in range(count):
        x, y = 50 + number % 30 * 10, 50 + number // 30 * 12
        curves = " ".join(f"{x + 3} {y + step} {x + 1} {y + step + 1} {x} {y + step} c" for step in range(8))
        page.draw(f"{x} {y} m {x + 3} {y} l {curves} h f")
    return page


@irregularity("I-113")
def test_letters_drawn_as_outlines_are_no_text() -> None:
    with pytest.raises(UnreadableDocument, match="outlines"):
        read(pdf(outlines(400)))
    document = read(pdf(table(), outlines(400).text(50, 480, "2")))
    assert document.remarks == (("page_without_text", 2, "Its letters are drawn as outlines."),)
    assert not read(pdf(outlines(20).text(50, 480, "甲"))).remarks


@irregularity("I-101")
def test_white_on_dark_pale_beside_others_and_a_large_title_are_read(engine: str) -> None:
    page = Page().text(40, 40, "職能基準", 24).bar(40, 60, 200, 90, 0.3).rules((40, 200), (60, 90, 120))
    page.draw(f"1 g BT /{CJK} 10 Tf 45 420 Td <{'職責'.encode('utf-16-be').hex()}> Tj ET")
    page.draw(f"0.7 g BT /{CJK} 10 Tf 45 390 Td <{'說明'.encode('utf-16-be').hex()}> Tj ET 0 g").text(70, 110, "內文")
    document = read(pdf(page), engine)
    assert [line.text for line in document.lines()] == ["職能基準", "職責", "說明內文"]
    assert not document.remarks


@irregularity("I-101")
def test_text_turned_by_a_quarter_is_read(engine: str) -> None:
    document = read(pdf(table().turned(350, 190, "Duty")), engine)
    assert "Duty" in "".join(cells(document))
