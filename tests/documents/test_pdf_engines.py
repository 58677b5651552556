"""Two engines: when one stands in for the other, what is said about it, and what they may not do to each other."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pdfplumber.page import Page as PlumberPage
from pypdfium2_raw import bindings as raw

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document, Line, Paragraph
from pipeline.documents.readers.pdf import bounds, pdfium, pdfium_library, plumber, read, reading
from pipeline.documents.readers.pdf.legibility import odd_share
from pipeline.documents.readers.pdf.page import PageBlocks, PageContent, blocks_of
from pipeline.documents.readers.pdf.unseen import Origins
from tests.conftest import RAW, ROOT
from tests.documents.pdf_traps import UNMAPPED, Page, pdf

SECRET = Page().shown(50, 100, UNMAPPED, "".join(f"{code:04x}" for code in range(300, 330)))
CLEAR = Page().rules((40, 140, 300), (60, 100, 160)).text(50, 80, "職責").text(150, 120, "T1.1 任務")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines()]


def test_pdfplumber_takes_over_when_pdfium_cannot_read_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = read(pdf(CLEAR), "pdfplumber")
    monkeypatch.setattr(reading, "by_pdfplumber", lambda data, words: clear)
    document = reading.by_pdfium(pdf(SECRET))
    assert document.body == clear.body
    assert document.engine == "pdfplumber"
    assert [(code, page) for code, page, _ in document.remarks] == [("pdf_engine_fallback", None)]


@pytest.mark.irregularity("I-113")
def test_pdfplumber_takes_over_the_pages_alone_that_pdfium_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[frozenset[int]] = []
    clear = read(pdf(CLEAR, CLEAR), "pdfplumber")

    def with_pages(data: bytes, words: object, pages: frozenset[int]) -> Document:
        asked.append(pages)
        return clear

    monkeypatch.setattr(reading, "_with_pages", with_pages)
    document = reading.by_pdfium(pdf(CLEAR, SECRET))
    assert asked == [{2}] and document.body == clear.body
    assert [(code, page) for code, page, _ in document.remarks] == [("pdf_engine_fallback", 2)]


def test_pdfium_keeps_the_file_when_pdfplumber_reads_no_more() -> None:
    document = reading.by_pdfium(pdf(SECRET))
    assert (document.engine, document.remarks) == ("pdfium", ())
    assert odd_share(document) == 1.0


def test_pdfplumber_takes_over_a_page_that_loses_text(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def losing(content: PageContent, finder: object = None) -> PageBlocks:
        calls.append(content.number)
        page = blocks_of(content)
        return replace(page, missing=3, blocks=[]) if calls == [1, 2] else page

    monkeypatch.setattr(reading, "blocks_of", losing)
    document = read(pdf(CLEAR, CLEAR))
    assert calls == [1, 2, 2]
    assert texts(document) == ["職責", "T1.1 任務"] * 2
    assert document.remarks == (("pdf_engine_fallback", 2, "3 characters that pdfium found came to stand nowhere"),)


def replaced(shown: str, meant: str) -> Page:
    """A page on which one text is drawn and another declared to be meant; only pdfium follows the declaration."""
    page = Page().rules((40, 140, 300), (60, 100)).text(50, 80, "甲")
    page.draw(f"/Span <</ActualText<feff{meant.encode('utf-16-be').hex()}>>> BDC").text(150, 80, shown)
    return page.draw("EMC")


def test_replacement_text_is_honoured_by_pdfium() -> None:
    assert texts(read(pdf(replaced("⼒", "力")))) == ["甲", "力"]
    assert texts(read(pdf(replaced("乙", "丙丁")))) == ["甲", "丙丁"]


def test_both_engines_say_where_they_differ() -> None:
    document = read(pdf(CLEAR, replaced("乙", "丙")), "both")
    assert document.engine == "pdfium+pdfplumber"
    assert texts(document)[-1] == "丙"
    detail = "table 2, cell 0,1 of 1x1: pdfium “丙”, pdfplumber “乙”"
    assert document.remarks == (("pdf_engines_differ", 2, detail),)


def test_threads_may_read_at_the_same_time() -> None:
    files = [pdf(*[Page().text(50, 50, f"第{number}頁")] * 20) for number in range(8)]
    alone = [read(data) for data in files]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, files)) == alone


@pytest.mark.irregularity("I-106")
def test_pdfplumber_reads_some_pages_and_pdfium_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    page, large = replaced("乙", "丙"), replaced("乙", "丙").draw("0 g " * 500)
    data = pdf(page, page, large)
    document = reading.by_other(data, None, {2})
    assert document and (document.engine, document.pages) == ("pdfium+pdfplumber", 3)
    assert texts(document) == ["甲", "丙", "甲", "乙", "甲", "丙"]
    monkeypatch.setattr(reading, "_HEAVY", len(large.content()))
    assert reading.by_other(data, None, {2}) == document
    assert reading.by_other(data) is reading.by_other(data, None, {3}) is reading.by_other(data, None, {2, 4}) is None


def test_pdfplumber_sees_no_page_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(*[replaced("乙", "丙")] * 3)
    whole = reading.by_other(data)
    looked: list[int] = []
    content = plumber.content

    def looking(page: PlumberPage, hidden: Origins) -> PageContent:
        looked.append(page.page_number)
        return content(page, hidden)

    monkeypatch.setattr(plumber, "content", looking)
    known: dict[int, PageContent] = {}
    assert reading.by_other(data, None, {2}, known) is not None and looked == [2]
    assert reading.by_other(data, None, frozenset(), known) == whole and looked == [2, 1, 3]


def test_a_page_that_pdfplumber_does_not_find_is_left_to_pdfium() -> None:
    """Of a damaged file the engines may find different pages."""
    data = pdf(CLEAR, CLEAR)
    assert reading._second_opinion(data, None, {2}) is not None and reading._second_opinion(data, None, {3}) is None


def test_reading_twice_gives_the_same() -> None:
    data = pdf(CLEAR, replaced("乙", "丙丁"), Page().turned(75, 150, "Turned"))
    assert read(data) == read(data)


def test_the_share_of_odd_characters() -> None:
    def share(text: str) -> float:
        return odd_share(Document("pdf", (Paragraph((Line(text),)),)))

    assert share("T1.1分析，（甲）／①Ⅲ㎡…●") == 0.0
    assert share("甲乙丙\u0e01") == 0.25
    assert share("\uf06c" + "甲" * 19) == 0.0
    assert share("\uf06c\uf09f甲乙") == 0.5


LEAN = """
import sys
from pathlib import Path
from pipeline.documents import readers
data = Path(sys.argv[1]).read_bytes()
first = readers.read(data)
heavy = [name for name in ("lxml", "pdfplumber", "pypdfium2", "pypdfium2_raw", "regex", "zipfile") if name in sys.modules]
import pypdfium2
count = len(pypdfium2.PdfDocument(data))
print(heavy, count == first.pages, readers.read(data) == first)
"""


def test_reading_a_pdf_loads_what_it_needs_and_shares_pdfium_with_others() -> None:
    """What it does not need is twice as much memory as what it does."""
    command = [sys.executable, "-c", LEAN, str(RAW / "IDC5294-001v3.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[] True True\n", "")


def test_the_numbers_of_pdfium_are_those_of_its_bindings() -> None:
    numbers = {name: number for name, number in vars(pdfium_library).items() if name.startswith("FPDF_")}
    assert numbers and numbers == {name: getattr(raw, name) for name in numbers}


def test_a_library_that_lies_elsewhere_is_found_through_the_bindings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_library, "FILES", ("none.so",))
    assert pdfium_library.opened() is raw._libs["pdfium"]


@pytest.mark.parametrize("bound", ["_HEAVY", "_HEAVY_FILE"])
def test_pdfplumber_is_not_asked_to_read_giants_whose_text_is_odd(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(reading, "by_pdfplumber", lambda data, words: asked.append(data))
    odd = pdf(Page().shown(50, 50, UNMAPPED, "00410042"))
    for limit, expected in ((1 << 20, 1), (10, 1)):
        monkeypatch.setattr(reading, bound, limit)
        with pytest.raises(UnreadableDocument, match="fonts"):
            read(odd)
        assert len(asked) == expected


def test_pdfplumber_is_not_asked_about_giants(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Document:
        raise AssertionError("pdfplumber would read for minutes")

    monkeypatch.setattr(reading, "_HEAVY", 10)
    monkeypatch.setattr(reading, "by_pdfplumber", never)
    assert reading.by_other(pdf(CLEAR)) is None
    with pytest.raises(UnreadableDocument, match="no text layer"):
        read(pdf(Page().rules((40, 140, 300), (60, 100, 160))))
    monkeypatch.setattr(reading, "blocks_of", lambda content, finder: replace(blocks_of(content, finder), missing=3))
    assert ("text_unplaced", 1, "3 characters came to stand nowhere.") in read(pdf(CLEAR)).remarks


def test_forms_count_as_often_as_they_are_drawn() -> None:
    page = table_with_form().draw("/X1 Do /X1 Do")
    with plumber.opened(pdf(page)) as document:
        (size,) = plumber.drawing_sizes(document)
    assert size == len(page.content()) + 3 * len(page.form)


def test_a_page_whose_orders_cannot_be_unpacked_is_damaged() -> None:
    """Found by fuzzing: a filter that there is not ended the reading with an error of pdfminer's."""
    broken = re.sub(rb"<<([^<>]*)/Length", rb"<<\1/Filter /dlateDecode /Length", pdf(Page()))
    with plumber.opened(broken) as document, pytest.raises(UnreadableDocument, match="damaged"):
        plumber.drawing_sizes(document)
    with pytest.raises(UnreadableDocument):
        read(broken, "pdfium")


def table_with_form() -> Page:
    page = Page().rules((40, 140, 300), (60, 100, 160))
    page.form = "50 50 m 90 50 l S"
    return page


@pytest.mark.irregularity("I-132")
@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ("_MOST_BOXES", "boxes"), ("_MOST_TABLES", "boxes"), ("_MOST_CELLS", "boxes"), ("_FEW_PAGES", "shapes"),
        ("_MOST_BARS", "rules and frames"), ("_MOST_CHARACTERS", "more text"),
        ("_MOST_MADE", "more cells"), ("_MOST_STROKES", "strokes"),
    ],
)
def test_what_takes_too_long_to_read_is_refused(bound: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_MOST_OBJECTS", 5)
    read(pdf(table_with_form().text(50, 80, "甲")), "pdfium")
    monkeypatch.setattr(bounds, bound, 0)
    with pytest.raises(UnreadableDocument, match=told):
        read(pdf(table_with_form().text(50, 80, "甲")), "pdfium")


@pytest.mark.irregularity("I-132")
def test_a_page_of_too_many_strokes_is_refused_before_they_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_FEW_PAGES", 1)
    monkeypatch.setattr(bounds, "_MOST_STROKES", 8)
    page = Page().draw("10 10 m 90 90 l 20 80 l 30 60 l 90 10 l 40 40 l 10 50 l 60 20 l 70 10 l S")
    with pdfium.opened(pdf(page)) as handle, pytest.raises(UnreadableDocument, match="strokes"):
        pdfium.content(handle, 0)


def test_annotations_count_as_drawn() -> None:
    with pdfium.opened(pdf(Page(annotations=["/Subtype/StrikeOut", "/Subtype/Link"]))) as handle:
        [page] = pdfium.contents(handle)
    assert page.drawn == 2


def test_what_forms_draw_counts_as_often_as_they_are_drawn() -> None:
    with pdfium.opened(pdf(table_with_form(), table_with_form().draw("/X1 Do /X1 Do"))) as handle:
        first, second = pdfium.contents(handle)
    assert second.drawn == first.drawn + 2 * (1 + 1)
