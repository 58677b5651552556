"""What a page holds, as it comes from pdfium: glyphs and the objects that draw them, gaps, edges, other objects."""

from __future__ import annotations

from array import array

import pytest

from pipeline.documents.readers.pdf import pdfium
from pipeline.documents.readers.pdf import pdfium_calls as calls
from pipeline.documents.readers.pdf.pdfium_bulk import (
    Glyphs,
    PageObject,
    edges_of,
    gaps_of,
    glyphs_of,
    objects_of,
    share_places,
    sides_of,
)
from tests.documents.pdf_traps import UNMAPPED, Page, pdf

TABLE = Page().rules((40, 140, 300), (60, 100, 160)).text(50, 80, "職責 T1").text(150, 120, "T1.1 任務𨎊")
STRANGE = Page().shown(50, 100, UNMAPPED, "01300131").text(50, 130, "甲乙").text(50.2, 130, "甲乙").text(50, 160, " ")
BOXES = array("f", [0, 0, 10, 10, 10.5, 0, 20, 10, 30, 0, 40, 10, 30, 0, 40, 10])
"""Four characters: the second follows closely, the third after a gap, the last stands in the third's place."""


def found_on(page: Page) -> tuple[Glyphs, list[PageObject]]:
    with pdfium.opened(pdf(page)) as document:
        handle = calls.load_page(document, 0)
        text_page = calls.load_text(handle)
        glyphs = glyphs_of(text_page)
        objects = objects_of(handle, glyphs.owners)
        calls.close_text(text_page)
        calls.close_page(handle)
    return glyphs, objects


def test_glyphs_come_with_the_text_objects_that_draw_them() -> None:
    glyphs, _ = found_on(TABLE)
    assert glyphs.text == "職責 T1T1.1 任務\ud860\udf8a"
    assert glyphs.limits == [0, 2, 5, 10, 14], "Chinese and Latin have fonts, and objects, of their own"
    assert len(glyphs.boxes) == 4 * len(glyphs.text)
    assert len(set(glyphs.owners)) == len(glyphs.owners) == len(glyphs.sizes) == 4
    assert set(map(len, glyphs.matrices)) == {4}
    assert glyphs.matrices.at(0)[:4] == (1.0, 0.0, 0.0, 1.0)
    assert glyphs.unmapped == []


def test_other_objects_are_what_draws_no_text() -> None:
    glyphs, objects = found_on(TABLE)
    assert {found.kind for found in objects} == {calls.PATH_OBJECT}
    assert not {found.handle for found in objects} & set(glyphs.owners)


def test_characters_whose_font_does_not_say_what_they_are_are_told() -> None:
    glyphs, objects = found_on(STRANGE)
    assert glyphs.unmapped == [0, 1]
    assert [found.kind for found in objects] == [calls.TEXT_OBJECT], "the blank draws nothing"


def test_an_empty_page_has_no_glyphs() -> None:
    glyphs, objects = found_on(Page())
    assert (glyphs.text, glyphs.limits, objects) == ("", [0], [])


def test_a_page_whose_text_cannot_be_loaded_has_no_glyphs() -> None:
    no_text_page = 0
    assert glyphs_of(no_text_page).limits == [0]


@pytest.mark.parametrize(
    ("narrow", "wide", "gaps", "in_one_place"),
    [(-1.0, 2.0, [2, 3], True), (-11.0, 11.0, [], False), (-11.0, 2.0, [2], False), (0.0, 0.0, [1, 2, 3], True)],
)
def test_gaps_are_where_a_character_follows_too_near_or_too_far(
    narrow: float, wide: float, gaps: list[int], in_one_place: bool
) -> None:
    assert gaps_of(*sides_of(BOXES), narrow, wide) == gaps
    assert share_places(BOXES, gaps) is in_one_place


def test_edges_are_measured_from_an_origin() -> None:
    assert edges_of(sides_of(BOXES), 0.5) == ([-0.5, 10.0, 29.5, 29.5], [9.5, 19.5, 39.5, 39.5])
    assert edges_of(sides_of(BOXES), 0.0) == sides_of(BOXES)
