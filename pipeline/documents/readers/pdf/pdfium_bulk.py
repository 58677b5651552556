"""What a page holds, fetched from pdfium all at once: its glyphs, the gaps between them, its other objects.

A page has a thousand glyphs and some hundred objects, and each property of each is a call into pdfium. So
the loops over glyphs are left to `map`, `compress` and the like, which make a call in a quarter of a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, filterfalse
from operator import ne, sub
from typing import NamedTuple

from pipeline.documents.readers.pdf import pdfium_calls as pdfium


class Glyphs(NamedTuple):
    """The characters that a text page draws, in text order, and the text objects that draw them.

    `boxes` holds four floats a character, `matrices` six a text object; `limits` are the indices of the text
    objects' first characters, then the number of all characters; `unmapped` are the characters whose font does
    not say what they are.
    """

    text: str
    boxes: array[float]
    limits: list[int]
    owners: list[int]
    sizes: list[float]
    matrices: array[float]
    unmapped: list[int]


class PageObject(NamedTuple):
    """A path with its number of segments, a text object that draws nothing, or something else; bounds of the first two."""

    handle: int
    kind: int
    segments: int
    x0: float
    y0: float
    x1: float
    y1: float


def glyphs_of(text_page: int) -> Glyphs:
    """The glyphs of a text page; what pdfium makes up itself, spaces and line ends, belongs to no object and is left out."""
    # pdfium counts -1 characters on a page whose text it cannot load.
    count = max(0, pdfium.count_characters(text_page))
    objects = list(pdfium.values(pdfium.text_object, text_page, range(count)))
    drawn = list(compress(range(count), objects))
    owners = list(compress(objects, objects))
    limits = _limits(owners)
    starts = [drawn[limit] for limit in limits[:-1]]
    return Glyphs(
        "".join(compress(pdfium.characters(text_page, count), objects)),
        pdfium.records(pdfium.loose_box, text_page, drawn, 4),
        limits,
        [owners[limit] for limit in limits[:-1]],
        list(pdfium.values(pdfium.font_size, text_page, starts)),
        pdfium.records(pdfium.text_matrix, text_page, starts, 6),
        _unmapped(text_page, drawn, starts),
    )


def _limits(owners: Sequence[int]) -> list[int]:
    """Where the object changes, with both ends."""
    return [0, *compress(range(1, len(owners)), map(ne, owners[1:], owners)), len(owners)] if owners else [0]


def _unmapped(text_page: int, drawn: Sequence[int], starts: Sequence[int]) -> list[int]:
    """That is a matter of fonts: unless the first character of some text object is unmapped, none is."""
    if not any(pdfium.values(pdfium.is_unmapped, text_page, starts)):
        return []
    return list(compress(range(len(drawn)), pdfium.values(pdfium.is_unmapped, text_page, drawn)))


def gaps_of(boxes: array[float], narrow: float, wide: float) -> tuple[list[int], bool]:
    """The characters that do not follow the one before them closely: by `narrow` points to `wide`, bounds excluded.

    And whether one of them stands in the very place of the one before it.
    """
    gaps = [index for index, gap in enumerate(map(sub, boxes[4::4], boxes[2::4]), 1) if not narrow < gap < wide]
    return gaps, any(boxes[4 * index : 4 * index + 4] == boxes[4 * index - 4 : 4 * index] for index in gaps)


def edges_of(boxes: array[float], origin: float) -> tuple[array[float], array[float]]:
    """The left and the right edges of the characters, in points from `origin`."""
    return array("d", [x - origin for x in boxes[0::4]]), array("d", [x - origin for x in boxes[2::4]])


def objects_of(page: int, drawing: Sequence[int]) -> list[PageObject]:
    """Everything that stands on the page itself, except text objects that draw something, such as those in `drawing`."""
    handles = pdfium.values(pdfium.page_object, page, range(pdfium.count_objects(page)))
    return list(described(filterfalse(set(drawing).__contains__, handles)))


def described(handles: Iterable[int]) -> Iterator[PageObject]:
    """Objects with what is to be known of them; text that draws something is left out."""
    for handle in handles:
        kind = pdfium.object_type(handle)
        if kind == pdfium.PATH_OBJECT:
            yield PageObject(handle, kind, pdfium.count_segments(handle), *pdfium.bounds_of(handle))
        elif kind != pdfium.TEXT_OBJECT:
            yield PageObject(handle, kind, 0, 0.0, 0.0, 0.0, 0.0)
        else:
            x0, y0, x1, y1 = pdfium.bounds_of(handle)
            if x0 == x1 and y0 == y1:
                yield PageObject(handle, kind, 0, x0, y0, x1, y1)
