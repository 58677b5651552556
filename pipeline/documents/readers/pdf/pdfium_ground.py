"""What a page paints besides its text, and in which order, from pdfium's objects (I-101)."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator, Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.ground import SLIVER, Area, Colour, Ground, Place
from pipeline.documents.readers.pdf.page_box import Matrix, moved_box, times
from pipeline.documents.readers.pdf.pdfium_bulk import PageObject
from pipeline.documents.readers.pdf.pdfium_paths import LONGEST_RULE, subpaths
from pipeline.documents.readers.pdf.shapes import filled_boxes

_MOST = 4_000
"""Objects of a page, and paths that clip them, that are looked at; a standard's page has some 2,000."""
_CORNERS = 0.6
"""Points by which a rectangle's corners may miss those of its box."""
_STRAIGHT = range(4, 6)
"""Segments of a rectangle."""
_UNKNOWN = 256
_OWN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SAMPLES = (0.02, 0.25, 0.5, 0.75, 0.98)
"""Shares of a picture's width and height at which it is looked through."""


def paints_areas(others: Sequence[PageObject]) -> bool:
    """Whether anything on a page but text may be under text or over it: seldom anything but rules is."""
    return any(
        other.kind not in (pdfium.PATH_OBJECT, pdfium.TEXT_OBJECT)
        or (other.x1 - other.x0 > SLIVER and other.y1 - other.y0 > SLIVER and other.kind == pdfium.PATH_OBJECT)
        for other in others
    )


class Paint:
    """The areas of a loaded page, and when its text objects are painted."""

    def __init__(self, document: int, page: int) -> None:
        self._document, self._page = document, page
        self._seen = 0
        self._places: dict[int, Place] = {}
        self._clips: dict[int, Box | None] = {}
        handles = list(pdfium.values(pdfium.page_object, page, range(pdfium.count_objects(page))))
        self.ground = Ground(list(self._areas(handles, _OWN, (), 0)), self._hides)

    def place_of(self, handle: int) -> Place:
        """When a text object is painted; one of which nobody knows, after all others."""
        return self._places.get(handle, (_MOST,))

    def _areas(self, handles: Sequence[int], matrix: Matrix, place: Place, depth: int) -> Iterator[Area]:
        for number, (handle, kind) in enumerate(zip(handles, pdfium.kinds_of(handles), strict=True)):
            self._seen += 1
            if self._seen > _MOST:
                return
            here = (*place, number)
            if kind == pdfium.TEXT_OBJECT:
                self._places[handle] = here
            elif kind == pdfium.FORM_OBJECT:
                if depth < pdfium.DEEPEST:
                    inner = pdfium.objects_in(handle)
                    yield from self._areas(inner, times(pdfium.matrix_of(handle), matrix), here, depth + 1)
            else:
                self._seen += max(0, pdfium.count_clips(pdfium.clip_path(handle)))
                if self._seen > _MOST:
                    return
                yield from _area(handle, kind, matrix, here, self._clips)

    def _hides(self, area: Area) -> bool:
        """Whether nothing shows through an area: a rectangle of one colour, or a picture without holes."""
        if area.opacity < 1 or pdfium.has_transparency(area.handle):
            return False
        if area.colour is None:
            return pdfium.object_type(area.handle) == pdfium.IMAGE_OBJECT and self._is_whole(area.handle)
        return _is_rectangle(area.handle)

    def _is_whole(self, picture: int) -> bool:
        """Whether no part of a picture lets through what is under it."""
        bitmap = pdfium.rendered_bitmap(self._document, self._page, picture)
        if not bitmap:
            return False
        try:
            if pdfium.bitmap_format(bitmap) != pdfium.WITH_OPACITY:
                return True
            wide, high = pdfium.bitmap_width(bitmap), pdfium.bitmap_height(bitmap)
            start, stride = pdfium.bitmap_buffer(bitmap), pdfium.bitmap_stride(bitmap)
            points = ((int(x * wide), int(y * high)) for x in _SAMPLES for y in _SAMPLES)
            return all(ctypes.string_at(start + y * stride + 4 * x + 3, 1) == b"\xff" for x, y in points)
        finally:
            pdfium.close_bitmap(bitmap)


def _area(handle: int, kind: int, matrix: Matrix, place: Place, clips: dict[int, Box | None]) -> Iterator[Area]:
    """What is filled, and thick lines, whose colour nobody knows; clipped as the page does, see `_clipped`."""
    x0, y0, x1, y1 = pdfium.bounds_of(handle)
    if x1 - x0 <= SLIVER or y1 - y0 <= SLIVER:
        return
    colour, opacity = colour_of(handle) if kind == pdfium.PATH_OBJECT and _is_filled(handle) else (None, 1.0)
    if kind == pdfium.PATH_OBJECT and not _is_filled(handle) and pdfium.count_segments(handle) > 2:
        return
    for part in _parts((x0, y0, x1, y1), handle, kind):
        box = _clipped(part, handle, clips)
        if box[0] < box[2] and box[1] < box[3]:
            yield Area(moved_box(box, matrix), place, handle, colour, opacity)


def _parts(box: Box, handle: int, kind: int) -> Sequence[Box]:
    """What an object fills of its box: a shape may be of many parts, such as all rules of a table, or a border."""
    count = pdfium.count_segments(handle) if kind == pdfium.PATH_OBJECT else 0
    if not LONGEST_RULE < count <= _MOST:
        return (box,)
    parts = filled_boxes(subpaths(handle, count, pdfium.matrix_of(handle)))
    return [part for part in parts if part[2] - part[0] > SLIVER and part[3] - part[1] > SLIVER]


def colour_of(handle: int) -> tuple[Colour | None, float]:
    """The plain colour that fills an object, and its opacity."""
    buffer = array("I", (_UNKNOWN, 0, 0, 255))
    address, _ = buffer.buffer_info()
    pdfium.fill_color(handle, address, address + 4, address + 8, address + 12)
    red, green, blue, opacity = buffer
    return (None if red == _UNKNOWN else (red / 255, green / 255, blue / 255)), opacity / 255


def _is_filled(handle: int) -> bool:
    buffer = array("i", bytes(8))
    address, _ = buffer.buffer_info()
    pdfium.draw_mode(handle, address, address + 4)
    return bool(buffer[0])


def _is_rectangle(handle: int) -> bool:
    """Whether a path, and each that clips it, goes from corner to corner of its box."""
    count = pdfium.count_segments(handle)
    if count not in _STRAIGHT:
        return False
    paths = [[*pdfium.values(pdfium.path_segment, handle, range(count))], *_clips(handle)]
    return all(_has_square_corners(list(pdfium.points_of(path))) for path in paths)


def _clipped(box: Box, handle: int, known: dict[int, Box | None]) -> Box:
    """The part of a box in which the page's clipping lets it be painted.

    `known` holds the boxes of paths by their first segments: objects that are clipped by the same path share it, and each of
    those inside each other clips all that is painted within.
    """
    x0, y0, x1, y1 = box
    clip = pdfium.clip_path(handle)
    for number in range(max(0, pdfium.count_clips(clip)) if clip else 0):
        first = pdfium.clip_segment(clip, number, 0)
        if first not in known:
            known[first] = _box_of(list(pdfium.points_of(_clip(clip, number))))
        inside = known[first]
        if inside is not None:
            x0, y0, x1, y1 = max(x0, inside[0]), max(y0, inside[1]), min(x1, inside[2]), min(y1, inside[3])
    return x0, y0, x1, y1


def _clips(handle: int) -> Iterator[list[int]]:
    """The segments of each path that clips an object."""
    clip = pdfium.clip_path(handle)
    for number in range(max(0, pdfium.count_clips(clip)) if clip else 0):
        yield _clip(clip, number)


def _clip(clip: int, number: int) -> list[int]:
    """The segments of one of the paths of a clip."""
    count = max(0, pdfium.count_clip_segments(clip, number))
    return [pdfium.clip_segment(clip, number, index) for index in range(count)]


def _box_of(points: Sequence[tuple[float, float]]) -> Box | None:
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _has_square_corners(points: Sequence[tuple[float, float]]) -> bool:
    if not points:
        return False
    xs, ys = zip(*points, strict=True)
    sides = (min(xs), max(xs)), (min(ys), max(ys))
    return all(
        min(abs(x - side) for side in sides[0]) <= _CORNERS and min(abs(y - side) for side in sides[1]) <= _CORNERS
        for x, y in points
    ) and len({(round(x), round(y)) for x, y in points}) == 4
