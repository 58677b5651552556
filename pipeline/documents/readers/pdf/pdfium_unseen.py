"""What a page does not show, or shows as a watermark, found among pdfium's text objects."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from math import hypot
from operator import mul

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.page_box import Matrix, PageBox, moved_box, times
from pipeline.documents.readers.pdf.pdfium_bulk import Glyphs
from pipeline.documents.readers.pdf.unseen import (
    LARGE,
    PALE,
    Origins,
    Piece,
    Remark,
    is_askew,
    is_hidden,
    letter_box,
    lightness,
    remarks_of,
    unseen,
    usual_size,
)

_NOT_PAINTED = frozenset((3,))
"""Render modes of text that is not painted."""
_OUTLINED = frozenset((1, 2, 5, 6))
"""Render modes of text whose outlines are drawn, whatever it is filled with."""
_DEEPEST = 8
_SLIVER = 3.0
"""Points of height up to which a painted area is a rule."""
_BLACK = array("I", (0, 0, 0, 255)).tobytes()


def without_unseen(
    glyphs: Glyphs, page: int, visible: PageBox, number: int, layered: Origins
) -> tuple[Glyphs, list[Remark]]:
    """The glyphs that a reader reads, and what is told of the others; `layered` are those on layers that are off."""
    lights, drawn = _appearance(glyphs.owners)
    if layered:
        places = zip(glyphs.matrices[4::6], glyphs.matrices[5::6], strict=True)
        drawn = [shown and not is_hidden(layered, x, y) for shown, (x, y) in zip(drawn, places, strict=True)]
    if not _is_suspect(glyphs, visible, lights, drawn):
        return glyphs, []
    pieces = [_piece(glyphs, index, visible, lights[index], drawn[index]) for index in range(len(glyphs.owners))]
    found = unseen(pieces, visible.width, visible.height, lambda: list(_painted(_objects(page), visible.matrix, 0)))
    if not found:
        return glyphs, []
    gone = {place for index in found for place in range(glyphs.limits[index], glyphs.limits[index + 1])}
    return glyphs.without(gone), list(remarks_of(((reason, pieces[index].text) for index, reason in found.items()), number))


def _appearance(owners: Sequence[int]) -> tuple[list[float], list[bool]]:
    """How light text objects are, and whether they are painted; most are plain black."""
    modes = pdfium.render_modes(owners)
    fills = pdfium.fills_of(owners)
    drawn = [True] * len(owners) if _NOT_PAINTED.isdisjoint(modes) else [mode not in _NOT_PAINTED for mode in modes]
    if fills.tobytes() == len(owners) * _BLACK:
        return [0.0] * len(owners), drawn
    lights = [
        0.0 if mode in _OUTLINED else lightness(*(part / 255 for part in fills[4 * index : 4 * index + 4]))
        for index, mode in enumerate(modes)
    ]
    return lights, [shown and opacity > 0 for shown, opacity in zip(drawn, fills[3::4], strict=True)]


def _is_suspect(glyphs: Glyphs, visible: PageBox, lights: Sequence[float], drawn: Sequence[bool]) -> bool:
    """Whether anything on the page is pale, not painted, askew, large or outside, which is seldom so."""
    if not lights:
        return False
    a, b, c, d, e, f = (glyphs.matrices[column::6] for column in range(6))
    if max(lights) >= PALE or not all(drawn) or min(e) < visible.left or max(e) > visible.right:
        return True
    if min(f) < visible.bottom or max(f) > visible.top:
        return True
    if any(b) and any(map(is_askew, a, b)):
        return True
    sizes = list(map(mul, glyphs.sizes, map(hypot, c, d)))
    return bool(max(sizes) >= LARGE * usual_size(sizes))


def _piece(glyphs: Glyphs, index: int, visible: PageBox, light: float, drawn: bool) -> Piece:
    start, end = glyphs.limits[index : index + 2]
    a, b, c, d, _, f = times(tuple(glyphs.matrices[6 * index : 6 * index + 6]), visible.matrix)
    size = glyphs.sizes[index] * hypot(c, d)
    boxes = [moved_box(glyphs.boxes[4 * place : 4 * place + 4], visible.matrix) for place in range(start, end)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    box = letter_box(left, right, f, size) if a > 0 and not b else _around(boxes)
    return Piece(glyphs.text[start:end], box, size, (a, b), light, drawn)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _objects(page: int) -> Iterable[int]:
    return pdfium.values(pdfium.page_object, page, range(pdfium.count_objects(page)))


def _painted(handles: Iterable[int], matrix: Matrix, depth: int) -> Iterator[tuple[Box, float]]:
    """Areas and how light they are; of a picture nobody knows, it counts as dark."""
    for handle in handles:
        kind = pdfium.object_type(handle)
        if kind == pdfium.FORM_OBJECT and depth < _DEEPEST:
            inner = map(pdfium.form_object, repeat(handle), range(pdfium.count_form_objects(handle)))
            yield from _painted(inner, times(pdfium.matrix_of(handle), matrix), depth + 1)
        elif kind != pdfium.TEXT_OBJECT:
            box = moved_box(pdfium.bounds_of(handle), matrix)
            if box[3] - box[1] > _SLIVER and (kind != pdfium.PATH_OBJECT or _is_filled(handle)):
                yield box, lightness(*(part / 255 for part in pdfium.fills_of([handle]))) if kind == pdfium.PATH_OBJECT else 0.0


def _is_filled(handle: int) -> bool:
    """Whether a path is filled."""
    buffer = array("i", bytes(8))
    address, _ = buffer.buffer_info()
    pdfium.draw_mode(handle, address, address + 4)
    return bool(buffer[0])


