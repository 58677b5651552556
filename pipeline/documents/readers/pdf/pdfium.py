"""pdfium as a PDF engine: fast, and the only one that honours replacement text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.bounds import Amount
from pipeline.documents.readers.pdf.page import PageContent
from pipeline.documents.readers.pdf.page_box import PageBox
from pipeline.documents.readers.pdf.pdfium_annotations import remarks_on
from pipeline.documents.readers.pdf.pdfium_bulk import PageObject
from pipeline.documents.readers.pdf.pdfium_paths import LONGEST_RULE, drawn_of
from pipeline.documents.readers.pdf.pdfium_spaces import insert_spaces
from pipeline.documents.readers.pdf.pdfium_text import text_of
from pipeline.documents.readers.pdf.refusals import DAMAGED, NO_PAGES, PASSWORD
from pipeline.documents.readers.pdf.unseen import NOTHING, Origins

ENGINE = "pdfium"
OUTLINES = "Its letters are drawn as outlines."
_DRAWN_PAGE = 3000
"""Segments of shapes that are a page of drawn letters; a picture may have as many, but stands beside text."""
_DRAWN_LETTER = 100
"""Segments for every character of text up to which shapes are pictures."""


@contextmanager
def opened(data: bytes) -> Iterator[int]:
    """The handle of the document; `data` must outlive it."""
    document = pdfium.load_document(data, len(data), None)
    if not document:
        raise UnreadableDocument(PASSWORD if pdfium.last_error() == pdfium.WRONG_PASSWORD else DAMAGED)
    try:
        yield document
    finally:
        pdfium.close_document(document)


def contents(document: int, layered: Sequence[Origins] = ()) -> Iterator[PageContent]:
    """The content of every page, one at a time; `layered` is where text stands on layers that are off, page by page.

    Raises `UnreadableDocument` where there are no pages, or they draw too much.
    """
    count = pdfium.page_count(document)
    if not count:
        raise UnreadableDocument(NO_PAGES)
    amount = Amount(count)
    for index in range(count):
        page = content(document, index, layered[index] if index < len(layered) else NOTHING)
        amount.add(page.drawn, page.bars, page.inked or 0, page.strokes)
        yield page


def content(document: int, index: int, layered: Origins = NOTHING) -> PageContent:
    """Glyph runs and bars of one page; a page that cannot be loaded makes the document unreadable."""
    page = pdfium.load_page(document, index)
    if not page:
        raise UnreadableDocument(DAMAGED)
    try:
        visible = _page_box(page)
        text = text_of(document, page, visible, index + 1, layered)
        visible = text.visible
        others = text.others
        insert_spaces(text.runs, others, visible)
        if _is_outlined(others, text.inked):
            text.remarks.append(("page_without_text", index + 1, OUTLINES))
        elif not text.runs and any(other.kind == pdfium.IMAGE_OBJECT for other in others):
            text.remarks.append(("page_without_text", index + 1, ""))
        text.remarks.extend(remarks_on(document, page, index + 1))
        drawn = drawn_of(others, visible)
        objects = pdfium.count_objects(page) + drawn.nested + pdfium.count_annotations(page)
        return PageContent(
            index + 1, visible.width, text.runs, drawn.bars, text.remarks, text.inked, drawn.tints, objects, drawn.strokes
        )
    finally:
        pdfium.close_page(page)


def unseen_origins(data: bytes) -> list[Origins]:
    """Where upright text stands that a page does not show, page by page; empty where pdfium cannot open the file."""
    try:
        with opened(data) as document:
            return [_unseen_on(document, index) for index in range(pdfium.page_count(document))]
    except UnreadableDocument:
        return []


def _unseen_on(document: int, index: int) -> Origins:
    page = pdfium.load_page(document, index)
    if not page:
        return NOTHING
    try:
        return text_of(document, page, _page_box(page), index + 1).hidden
    finally:
        pdfium.close_page(page)


def _is_outlined(others: Iterable[PageObject], inked: int) -> bool:
    """Whether there is much more of drawn shapes than of text (I-113): rules have few segments, letters many."""
    segments = sum(other.segments for other in others if other.segments > LONGEST_RULE)
    return segments > _DRAWN_PAGE and segments > _DRAWN_LETTER * inked


def _page_box(page: int) -> PageBox:
    buffer = array("f", bytes(16))
    pdfium.page_box(page, buffer.buffer_info()[0])
    left, top, right, bottom = buffer
    return PageBox(left, bottom, right, top, pdfium.page_rotation(page))
