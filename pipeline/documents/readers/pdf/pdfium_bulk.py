"""What a page holds, fetched from pdfium all at once: its glyphs, the gaps between them, its other objects.

A page has a thousand glyphs and some hundred objects, and each property of each is a call into pdfium. So
the loops over glyphs are left to `map`, `compress` and the like, which make a call in a quarter of a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate, compress, filterfalse, pairwise
from operator import ne, sub
from typing import NamedTuple

from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.page_box import Matrix

_OUTSIDE = 0.2
"""Points by which a box may begin before its glyph's origin."""

_BOXED = (pdfium.PATH_OBJECT, pdfium.TEXT_OBJECT)
"""Objects whose bounds are to be known."""
_TELLING = 3
"""Gaps between the glyphs of a text object that tell how it is spaced."""
_SPACE = 0.1
"""Ems by which a gap with a space in it is wider than half again the usual one."""


class Matrices(NamedTuple):
    """The matrices of text objects, a list for each of the six numbers: most questions are about one of them."""

    a: list[float]
    b: list[float]
    c: list[float]
    d: list[float]
    e: list[float]
    f: list[float]

    def at(self, index: int) -> Matrix:
        """The matrix of one text object."""
        return tuple([column[index] for column in self])


class Glyphs(NamedTuple):
    """The characters that a text page draws, in text order, and the text objects that draw them.

    `boxes` holds four floats a character; `limits` are the indices of the text
    objects' first characters, then the number of all characters; `unmapped` are the characters whose font does
    not say what they are.
    """

    text: str
    boxes: array[float]
    limits: list[int]
    owners: list[int]
    sizes: list[float]
    matrices: Matrices
    unmapped: list[int]

    def without(self, characters: Container[int]) -> Glyphs:
        """What is left without some of the characters, and without the text objects that then draw none."""
        kept = [index not in characters for index in range(len(self.text))]
        places = [0, *accumulate(kept)]
        limits = [places[limit] for limit in self.limits]
        filled = [start < end for start, end in pairwise(limits)]
        return Glyphs(
            "".join(compress(self.text, kept)),
            array("f", [side for index in compress(range(len(kept)), kept) for side in self.boxes[4 * index : 4 * index + 4]]),
            [*compress(limits, filled), limits[-1]],
            list(compress(self.owners, filled)),
            list(compress(self.sizes, filled)),
            Matrices(*(list(compress(column, filled)) for column in self.matrices)),
            [places[index] for index in self.unmapped if kept[index]],
        )


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
    boxes = pdfium.records(pdfium.loose_box, text_page, drawn, 4)
    numbers = pdfium.records(pdfium.text_matrix, text_page, starts, 6)
    matrices = Matrices(*(numbers[column::6].tolist() for column in range(6)))
    if _overhang(boxes, limits, matrices):
        boxes[0::4] = array("f", map(max, boxes[0::4], pdfium.origins(text_page, drawn)))
    glyphs = Glyphs(
        "".join(compress(pdfium.characters(text_page, count), objects)),
        boxes,
        limits,
        [owners[limit] for limit in limits[:-1]],
        list(pdfium.values(pdfium.font_size, text_page, starts)),
        matrices,
        _unmapped(text_page, drawn, starts),
    )
    supposed = _supposed_spaces(glyphs)
    return glyphs.without(supposed) if supposed else glyphs


def _supposed_spaces(glyphs: Glyphs) -> set[int]:
    """The spaces of no height that pdfium puts where a typesetter's string sets two letters apart, where they are none (I-107).

    Whether such a gap is a space is for the layout to say, which knows the scripts. Where the whole string is set
    apart, a gap that is wider than the others is one: pdfium gives its own space in place of the one that stands there.
    """
    boxes, text = glyphs.boxes, glyphs.text
    supposed: set[int] = set()
    index = text.find(" ")
    while index >= 0:
        if boxes[4 * index + 1] == boxes[4 * index + 3]:
            supposed.add(index)
        index = text.find(" ", index + 1)
    return supposed - set(_wide(glyphs, supposed)) if supposed else supposed


def _wide(glyphs: Glyphs, supposed: Container[int]) -> Iterator[int]:
    """Those of the supposed spaces that stand in gaps wider than the usual gap of their text object."""
    boxes = glyphs.boxes
    for number, (start, end) in enumerate(pairwise(glyphs.limits)):
        if all(index not in supposed for index in range(start, end)):
            continue
        drawn = [index for index in range(start, end) if index not in supposed]
        gaps = {after: boxes[4 * after] - boxes[4 * before + 2] for before, after in pairwise(drawn)}
        if len(gaps) < _TELLING:
            continue
        usual = sorted(gaps.values())[len(gaps) // 3]
        em = glyphs.sizes[number] * abs(glyphs.matrices.a[number])
        yield from (after - 1 for after, gap in gaps.items() if after - 1 in supposed and gap > 1.5 * usual + _SPACE * em)


def _overhang(boxes: array[float], limits: Sequence[int], matrices: Matrices) -> bool:
    """Whether upright text begins left of its origin: then outlines reach out of their advances, and the boxes with them (I-104).

    pdfium's box of a glyph covers its outline as well; the text objects' matrices tell the origins of their first glyphs.
    """
    lefts = [boxes[4 * limit] for limit in limits[:-1]]
    if min(map(sub, lefts, matrices.e), default=0.0) >= -_OUTSIDE:
        return False
    return any(
        left < x - _OUTSIDE and along > 0 and not across
        for left, x, along, across in zip(lefts, matrices.e, matrices.a, matrices.b, strict=True)
    )


def _limits(owners: Sequence[int]) -> list[int]:
    """Where the object changes, with both ends."""
    return [0, *compress(range(1, len(owners)), map(ne, owners[1:], owners)), len(owners)] if owners else [0]


def _unmapped(text_page: int, drawn: Sequence[int], starts: Sequence[int]) -> list[int]:
    """That is a matter of fonts: unless the first character of some text object is unmapped, none is."""
    if not any(pdfium.values(pdfium.is_unmapped, text_page, starts)):
        return []
    return list(compress(range(len(drawn)), pdfium.values(pdfium.is_unmapped, text_page, drawn)))


def sides_of(boxes: array[float]) -> tuple[list[float], list[float]]:
    """The left and the right sides of the characters, in the page's own coordinates."""
    return boxes[0::4].tolist(), boxes[2::4].tolist()


def gaps_of(lefts: list[float], rights: list[float], narrow: float, wide: float) -> list[int]:
    """The characters that do not follow the one before them closely: by `narrow` points to `wide`, bounds excluded."""
    return [index for index, gap in enumerate(map(sub, lefts[1:], rights), 1) if not narrow < gap < wide]


def share_places(boxes: array[float], characters: Iterable[int]) -> bool:
    """Whether one of some characters stands in the very place of the one before it."""
    level = [4 * index for index in characters if boxes[4 * index] == boxes[4 * index - 4]]
    return any(boxes[place : place + 4] == boxes[place - 4 : place] for place in level)


def edges_of(sides: tuple[list[float], list[float]], origin: float) -> tuple[list[float], list[float]]:
    """The left and the right edges of the characters, in points from `origin`."""
    if not origin:
        return sides
    lefts, rights = sides
    return [x - origin for x in lefts], [x - origin for x in rights]


def objects_of(page: int, drawing: Sequence[int]) -> list[PageObject]:
    """Everything that stands on the page itself, except text objects that draw something, such as those in `drawing`."""
    handles = pdfium.values(pdfium.page_object, page, range(pdfium.count_objects(page)))
    return list(described(list(filterfalse(set(drawing).__contains__, handles))))


def described(handles: Sequence[int]) -> Iterator[PageObject]:
    """Objects with what is to be known of them; text that draws something is left out."""
    kinds = pdfium.kinds_of(handles)
    boxes = pdfium.boxes_of([handle for handle, kind in zip(handles, kinds, strict=True) if kind in _BOXED])
    for handle, kind in zip(handles, kinds, strict=True):
        if kind not in _BOXED:
            yield PageObject(handle, kind, 0, 0.0, 0.0, 0.0, 0.0)
            continue
        x0, y0, x1, y1 = next(boxes)
        if kind == pdfium.PATH_OBJECT:
            yield PageObject(handle, kind, pdfium.count_segments(handle), x0, y0, x1, y1)
        elif x0 == x1 and y0 == y1:
            yield PageObject(handle, kind, 0, x0, y0, x1, y1)
