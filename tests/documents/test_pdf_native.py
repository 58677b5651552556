"""The part in C gives what the part in Python gives, glyph for glyph and object for object."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.documents.readers.pdf import pdfium, pdfium_bulk, pdfium_native, pdfium_text, read
from pipeline.documents.readers.pdf import pdfium_calls as calls
from tests.documents.pdf_traps import UNMAPPED, Page, pdf

RAW = Path(__file__).resolve().parents[2] / "raw"
PLAIN = (pdfium_bulk.glyphs_of, pdfium_bulk.gaps_of, pdfium_bulk.edges_of, pdfium_bulk.objects_of)
compiled = pytest.mark.skipif(not pdfium_native.LIBRARY.exists(), reason="bulk.c has not been compiled on this machine")

TABLE = Page().rules((40, 140, 300), (60, 100, 160)).text(50, 80, "職責 T1").text(150, 120, "T1.1 任務𨎊")
STRANGE = Page().shown(50, 100, UNMAPPED, "01300131").text(50, 130, "甲乙").text(50.2, 130, "甲乙").text(50, 160, " ")
SPACED = Page().text(50, 100, "T1").text(62, 100, " ").text(66, 100, "任務").rules((40, 300), (90, 110))
EMPTY = Page()


def samples() -> list[bytes]:
    return [pdf(TABLE, EMPTY, STRANGE, SPACED), *(path.read_bytes() for path in sorted(RAW.glob("*.pdf")))]


def pages(data: bytes) -> Iterator[int]:
    with pdfium.opened(data) as document:
        for number in range(calls.page_count(document)):
            page = calls.load_page(document, number)
            yield page
            calls.close_page(page)


@compiled
@pytest.mark.parametrize("data", samples())
def test_both_parts_find_the_same(data: bytes) -> None:
    native = pdfium_native.Native(pdfium_native.LIBRARY)
    for page in pages(data):
        text_page = calls.load_text(page)
        found = native.glyphs_of(text_page)
        assert found == pdfium_bulk.glyphs_of(text_page)
        assert native.objects_of(page, found.owners) == pdfium_bulk.objects_of(page, found.owners)
        for narrow, wide in ((-1.0, 2.0), (0.0, 0.0), (-100.0, 1000.0)):
            assert native.gaps_of(found.boxes, narrow, wide) == pdfium_bulk.gaps_of(found.boxes, narrow, wide)
        assert native.edges_of(found.boxes, 7.1) == pdfium_bulk.edges_of(found.boxes, 7.1)
        calls.close_text(text_page)


def test_the_samples_show_what_could_differ() -> None:
    found = []
    for page in pages(samples()[0]):
        text_page = calls.load_text(page)
        found.append((pdfium_bulk.glyphs_of(text_page), pdfium_bulk.objects_of(page, ())))
        calls.close_text(text_page)
    table, empty, strange, _ = found
    assert "\ud860\udf8a" in table[0].text and {found.kind for found in table[1]} == {calls.PATH_OBJECT}
    assert (empty[0].text, empty[0].limits, empty[1]) == ("", [0], [])
    assert strange[0].unmapped == [0, 1]
    assert calls.TEXT_OBJECT in {found.kind for found in strange[1]}


@pytest.mark.parametrize("data", samples())
def test_documents_are_the_same_without_a_compiler(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read(data)
    glyphs_of, gaps_of, edges_of, objects_of = PLAIN
    monkeypatch.setattr(pdfium_text, "glyphs_of", glyphs_of)
    monkeypatch.setattr(pdfium_text, "gaps_of", gaps_of)
    monkeypatch.setattr(pdfium_text, "edges_of", edges_of)
    monkeypatch.setattr(pdfium, "objects_of", objects_of)
    assert read(data) == usual


@compiled
def test_a_page_whose_text_cannot_be_loaded_has_no_glyphs() -> None:
    native = pdfium_native.Native(pdfium_native.LIBRARY)
    no_text_page = 0
    assert native.glyphs_of(no_text_page) == pdfium_bulk.glyphs_of(no_text_page)
    assert native.glyphs_of(no_text_page).limits == [0]


def test_what_cannot_be_loaded_is_done_in_python(tmp_path: Path) -> None:
    assert pdfium_native.chosen(tmp_path / "missing.so") == PLAIN
    damaged = tmp_path / "damaged.so"
    damaged.write_bytes(b"\x7fELF")
    assert pdfium_native.chosen(damaged) == PLAIN
