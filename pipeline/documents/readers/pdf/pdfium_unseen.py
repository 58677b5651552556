"""What a page does not show, or shows as a watermark, found among pdfium's text objects."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import hypot
from operator import mul
from typing import NamedTuple

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.ground import PAPER, Colour, is_faint
from pipeline.documents.readers.pdf.page_box import PageBox, moved_box, times
from pipeline.documents.readers.pdf.pdfium_bulk import Glyphs, PageObject
from pipeline.documents.readers.pdf.pdfium_ground import Paint, paints_areas
from pipeline.documents.readers.pdf.unseen import (
    LARGE,
    NOTHING,
    PALE,
    Origins,
    Piece,
    Reason,
    Remark,
    is_askew,
    letter_box,
    lightness,
    remarks_of,
    tenths,
    unseen,
    usual_size,
    why_hidden,
)
from pipeline.documents.readers.unshown import Unshown

_NOT_PAINTED = frozenset((3, 7))
"""Render modes of text that is not painted."""
_OUTLINED = frozenset((1, 2, 5, 6))
"""Render modes of text whose outlines are drawn, whatever it is filled with."""
_HOLLOW = frozenset((1, 5))
_BLACK = array("I", (0, 0, 0, 255)).tobytes()


class _Look(NamedTuple):
    """How a text object is painted; no colour where its outlines have another than what they enclose."""

    colour: Colour | None
    opacity: float
    hidden: Unshown | None = None

    @property
    def light(self) -> float:
        return lightness(*self.colour, self.opacity) if self.colour else 0.0


_PLAIN = _Look((0.0, 0.0, 0.0), 1.0)


class Shown(NamedTuple):
    """The glyphs that a reader reads, what is told of the others, and where those stand that nobody sees."""

    glyphs: Glyphs
    remarks: list[Remark]
    hidden: Origins


def without_unseen(
    glyphs: Glyphs, others: Sequence[PageObject], paint: Callable[[], Paint], visible: PageBox, number: int, layered: Origins
) -> Shown:
    """Part what is read from what is not seen; `layered` are the glyphs on layers that are off, `others` what is no text."""
    looks = _looks(glyphs.owners)
    if layered:
        places = zip(glyphs.matrices.e, glyphs.matrices.f, strict=True)
        off = [look.hidden or why_hidden(layered, x, y) for look, (x, y) in zip(looks, places, strict=True)]
        looks = [look._replace(hidden=reason) if reason else look for look, reason in zip(looks, off, strict=True)]
    kinds = _kinds(looks)
    lost: dict[int, Unshown] = {}
    if _is_pale(kinds) or paints_areas(others):
        lost.update(_not_told(glyphs, looks, paint()))
    if any(look.hidden for look in kinds):
        lost.update((place, look.hidden) for index, look in enumerate(looks) if look.hidden for place in _span(glyphs, index))
    told: list[tuple[Reason, str]] = [text for index in range(len(looks)) for text in _texts(glyphs, index, lost)] if lost else []
    hidden = dict(_origins(glyphs, lost)) if lost else NOTHING
    if lost:
        looks = [look for index, look in enumerate(looks) if not lost.keys() >= set(_span(glyphs, index))]
        glyphs = glyphs.without(set(lost))
    if _is_suspect(glyphs, visible, looks):
        pieces = list(_pieces(glyphs, visible, looks))
        found = unseen(pieces, visible.width, visible.height)
        told += [(reason, pieces[index].text) for index, reason in found.items()]
        glyphs = glyphs.without({place for index in found for place in _span(glyphs, index)}) if found else glyphs
    return Shown(glyphs, list(remarks_of(told, number)), hidden)


def _kinds(looks: Iterable[_Look]) -> list[_Look]:
    """The looks that there are: text objects of one look share it, and to tell them apart by what they say takes longer."""
    return list({id(look): look for look in looks}.values())


def _is_pale(looks: Iterable[_Look]) -> bool:
    return any(look.light >= PALE for look in looks)


def _span(glyphs: Glyphs, index: int) -> range:
    return range(glyphs.limits[index], glyphs.limits[index + 1])


def _texts(glyphs: Glyphs, index: int, lost: Mapping[int, Unshown]) -> Iterator[tuple[Unshown, str]]:
    """What is lost of a text object, by reason."""
    places = [place for place in _span(glyphs, index) if place in lost]
    for reason, group in groupby(places, key=lost.__getitem__):
        yield reason, "".join(glyphs.text[place] for place in group)


def _origins(glyphs: Glyphs, lost: Mapping[int, Unshown]) -> Iterator[tuple[tuple[int, int], Unshown]]:
    """Where lost glyphs of upright text stand; what is askew the other engine tells by itself."""
    for index, (across, baseline) in enumerate(zip(glyphs.matrices.b, glyphs.matrices.f, strict=True)):
        if not across:
            places = [place for place in _span(glyphs, index) if place in lost]
            yield from ((tenths(glyphs.boxes[4 * place], baseline), lost[place]) for place in places)


def _looks(owners: Sequence[int]) -> list[_Look]:
    """How text objects are painted; most are plain black."""
    modes = pdfium.render_modes(owners)
    fills = pdfium.colours_of(owners)
    if not any(modes) and fills.tobytes() == len(owners) * _BLACK:
        return [_PLAIN] * len(owners)
    # A mode, the colour that fills, and where outlines are drawn that of the outlines: flat, because so it is hashed faster.
    kinds: list[tuple[int, ...]] = list(zip(modes, *_by_four(fills), strict=True))
    if not _OUTLINED.isdisjoint(modes):
        outlined = [index for index, mode in enumerate(modes) if mode in _OUTLINED]
        strokes = pdfium.colours_of([owners[index] for index in outlined], pdfium.object_stroke)
        for index, stroke in zip(outlined, zip(*_by_four(strokes), strict=True), strict=True):
            kinds[index] += stroke
    known = {kind: _look(kind[0], _shares(kind[1:5]), _shares(kind[-4:])) for kind in set(kinds)}
    return [known[kind] for kind in kinds]


def _by_four(parts: array[int]) -> Iterator[array[int]]:
    """Every fourth number, from each of the first four on."""
    return (parts[part::4] for part in range(4))


def _shares(colour: Iterable[int]) -> list[float]:
    return [part / 255 for part in colour]


def _look(mode: int, fill: Sequence[float], stroke: Sequence[float]) -> _Look:
    red, green, blue, opacity = stroke if mode in _HOLLOW else fill
    if mode in _OUTLINED - _HOLLOW and fill != stroke:
        return _Look(None, 1.0)
    return _Look((red, green, blue), opacity, Unshown.NOT_PAINTED if mode in _NOT_PAINTED or opacity == 0 else None)


def _not_told(glyphs: Glyphs, looks: Sequence[_Look], paint: Paint) -> Iterator[tuple[int, Unshown]]:
    """The glyphs that something is painted over, or that have the colour of what is under them, with the reason."""
    ground = paint.ground
    shades = {PAPER, *(area.colour for area in ground.areas if area.colour)}
    blends = any(area.opacity < 1 for area in ground.areas)
    may_fade = {
        id(look): look.colour is not None and (blends or any(_fades(look, shade) for shade in shades)) for look in _kinds(looks)
    }
    for index, (look, owner) in enumerate(zip(looks, glyphs.owners, strict=True)):
        place, (start, end) = paint.place_of(owner), glyphs.limits[index : index + 2]
        if may_fade[id(look)]:
            under = ground.beneath(*_centre(glyphs, (start + end) // 2), place)
            if under is not None and _fades(look, under):
                yield from ((glyph, Unshown.GROUND) for glyph in range(start, end))
                continue
        if ground.last > place and ground.is_overlaid(_extent(glyphs, start, end), place):
            for glyph in range(start, end):
                cover = ground.cover(*_centre(glyphs, glyph), place)
                if cover is not None:
                    yield glyph, Unshown.COVERED if cover.colour else Unshown.PICTURE


def _fades(look: _Look, under: Colour) -> bool:
    return look.colour is not None and is_faint(look.colour, look.opacity, under)


def _centre(glyphs: Glyphs, place: int) -> tuple[float, float]:
    left, low, right, high = glyphs.boxes[4 * place : 4 * place + 4]
    return (left + right) / 2, (low + high) / 2


def _extent(glyphs: Glyphs, start: int, end: int) -> Box:
    """The box around the first and the last of some glyphs, in the page's own coordinates."""
    sides = glyphs.boxes[4 * start : 4 * start + 4] + glyphs.boxes[4 * end - 4 : 4 * end]
    return min(sides[0::2]), min(sides[1::2]), max(sides[0::2]), max(sides[1::2])


def _is_suspect(glyphs: Glyphs, visible: PageBox, looks: Sequence[_Look]) -> bool:
    """Whether anything on the page is pale, askew, large or outside, which is seldom so."""
    if not looks:
        return False
    a, b, c, d, e, f = glyphs.matrices
    if _is_pale(_kinds(looks)) or min(e) < visible.left or max(e) > visible.right:
        return True
    if min(f) < visible.bottom or max(f) > visible.top:
        return True
    if any(b) and any(map(is_askew, a, b)):
        return True
    sizes: list[float] = list(map(mul, glyphs.sizes, map(hypot, c, d)))
    largest = max(sizes)
    # The usual one is at least as large as the smallest, and seldom anything is much larger than that.
    return largest >= LARGE * min(sizes) and largest >= LARGE * usual_size(sizes)


def _pieces(glyphs: Glyphs, visible: PageBox, looks: Sequence[_Look]) -> Iterator[Piece]:
    """The text objects as pieces; most run from left to right, so that two of their sides follow from the baseline."""
    matrix = visible.matrix
    boxes = glyphs.boxes
    for index, (look, (start, end)) in enumerate(zip(looks, pairwise(glyphs.limits), strict=True)):
        a, b, c, d, _, f = times(glyphs.matrices.at(index), matrix)
        size = glyphs.sizes[index] * hypot(c, d)
        if a > 0 and not b and not visible.turns:
            sides = boxes[4 * start : 4 * end : 2]
            box = letter_box(min(sides) - visible.left, max(sides) - visible.left, f, size)
        else:
            box = _around([moved_box(boxes[4 * place : 4 * place + 4], matrix) for place in range(start, end)])
            if a > 0 and not b:
                box = letter_box(box[0], box[2], f, size)
        yield Piece(glyphs.text[start:end], box, size, (a, b), look.light, hidden=None)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
