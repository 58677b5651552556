"""pdfplumber as a PDF engine: slower, and independent of pdfium, so that the two can check each other.

It also reads fonts that carry no Unicode map but an embedded character map, which pdfium does not.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import UNREADABLE, Run, joined, single, substitute
from pipeline.documents.readers.pdf.page import PageContent, Remark
from pipeline.documents.readers.pdf.plumber_annotations import remarks_on
from pipeline.documents.readers.pdf.plumber_paths import subpaths
from pipeline.documents.readers.pdf.plumber_unseen import without_unseen
from pipeline.documents.readers.pdf.refusals import DAMAGED, NO_PAGES, PASSWORD
from pipeline.documents.readers.pdf.shapes import shape_bars
from pipeline.documents.readers.pdf.turned import TurnedGlyph, turned_runs
from pipeline.documents.readers.pdf.unseen import NOTHING, Origins

ENGINE = "pdfplumber"
_DRAW = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+Do\b")
_DEEPEST = 40
"""Levels of forms within forms that are counted."""
_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""How pdfminer writes a glyph of which it does not know the character."""


@contextmanager
def opened(data: bytes) -> Iterator[PDF]:
    """The document; pdfminer's warnings about odd files are silenced, the reader makes its own remarks."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with _open(data) as document:
            yield document
    finally:
        logger.setLevel(level)


def _open(data: bytes) -> PDF:
    try:
        document = pdfplumber.open(BytesIO(data))
        if not document.pages:
            raise UnreadableDocument(NO_PAGES)
    except UnreadableDocument:
        raise
    except Exception as error:  # whatever a damaged file makes pdfminer stumble over: no closed list of classes
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, error.__context__, *error.args))
        raise UnreadableDocument(PASSWORD if locked else DAMAGED) from error
    return document


def drawing_sizes(document: PDF, pages: Set[int] = frozenset()) -> list[int]:
    """How many bytes of drawing orders each page holds, those of forms as often as they are drawn: what reading it costs.

    Of the pages with these numbers; of all, where none is given. Raises `UnreadableDocument` where a page's orders cannot
    be unpacked.
    """
    try:
        return [page_size(page.page_obj) for page in document.pages if not pages or page.page_number in pages]
    except Exception as error:  # as above: a filter that there is not, a stream that is none
        raise UnreadableDocument(DAMAGED) from error


def page_size(page: PDFPage) -> int:
    """How many bytes of drawing orders a page holds, those of forms as often as they are drawn."""
    streams = [stream for part in page.contents if isinstance(stream := resolve1(part), PDFStream)]
    known: dict[int, int] = {}
    return sum(_drawn_size(stream, page.resources, known, 0) for stream in streams)


def _drawn_size(stream: PDFStream, resources: Any, known: dict[int, int], depth: int) -> int:
    """The bytes of a stream and of the forms that it draws; `known` are those of streams met before, by their numbers."""
    if stream.objid in known:
        return known[stream.objid]
    data = stream.get_data()
    size = len(data)
    named = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    for name, times in Counter(_DRAW.findall(data)).items() if named and depth < _DEEPEST else ():
        form = resolve1(named.get(name.decode("latin-1")))
        if isinstance(form, PDFStream) and literal_name(form.get("Subtype")) == "Form":
            size += times * _drawn_size(form, form.get("Resources", resources), known, depth + 1)
    if stream.objid is not None:
        known[stream.objid] = size
    return size


def contents(document: PDF, layered: Sequence[Origins], known: Mapping[int, PageContent]) -> Iterator[PageContent]:
    """The content of every page, one at a time, where it is not `known` by the page's number.

    `layered` is where text stands on layers that are off, page by page.
    """
    for index, page in enumerate(document.pages):
        if index + 1 in known:
            yield known[index + 1]
            continue
        yield content(page, layered[index] if index < len(layered) else NOTHING)
        page.close()


def content(page: Page, layered: Origins = NOTHING) -> PageContent:
    """Glyph runs and bars of one page."""
    try:
        _ = page.objects
    except Exception as error:  # as above: interpreting a damaged page may fail anywhere
        raise UnreadableDocument(DAMAGED) from error
    left, top, right, _ = map(float, page.cropbox)
    chars, remarks = without_unseen(page, layered)
    remarks += remarks_on(page)
    runs = _runs(chars, page.page_number, left, top, remarks)
    bars = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in _bars(page)]
    tints = [(r["x0"] - left, r["top"] - top, r["x1"] - left, r["bottom"] - top) for r in page.rects if r["fill"]]
    return PageContent(page.page_number, right - left, runs, bars, remarks, tints=tints)


def _runs(chars: Iterable[dict[str, Any]], number: int, left: float, top: float, remarks: list[Remark]) -> list[Run]:
    upright: list[Run] = []
    turned: list[TurnedGlyph] = []
    controls = 0
    for char in chars:
        text = UNREADABLE if _UNMAPPED.fullmatch(char["text"]) else substitute(char["text"])
        if not text:
            controls += 1
        elif char["upright"] and char["matrix"][0] > 0:
            x0, x1 = char["x0"] - left, char["x1"] - left
            upright.append(single(text, x0, x1, _baseline(char) - top, char["size"]))
        else:
            turned.append(TurnedGlyph(text, char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top))
    if controls:
        remarks.append(("control_characters_dropped", number, f"{controls} characters"))
    if turned:
        remarks.append(("text_rotated", number, f"{len(turned)} characters"))
    return joined(upright) + turned_runs(turned)


def _baseline(char: dict[str, Any]) -> float:
    """The height of the glyph's origin, which pdfminer counts from the bottom, as a distance from the top."""
    return float(char["top"]) + float(char["y1"]) - float(char["matrix"][5])


def _bars(page: Page) -> Iterator[Box]:
    """What the engine tells as several shapes may be one that is filled between two outlines."""
    shapes = [shape for shape in (*page.lines, *page.rects, *page.curves) if shape["stroke"] or shape["fill"]]
    for stroked, group in groupby(shapes, key=lambda shape: bool(shape["stroke"])):
        yield from shape_bars((points for shape in group for points in subpaths(shape)), stroked=stroked)
