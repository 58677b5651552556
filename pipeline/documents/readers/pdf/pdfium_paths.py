"""Bars of a page from pdfium's path objects, those inside form objects included."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.bounds import check_strokes
from pipeline.documents.readers.pdf.page_box import Matrix, PageBox, moved_box, times
from pipeline.documents.readers.pdf.pdfium_bulk import PageObject, described
from pipeline.documents.readers.pdf.rules import THICKEST
from pipeline.documents.readers.pdf.shapes import Point, shape_bars

LONGEST_RULE = 5
"""Path segments of a line or a rectangle, at most."""


@dataclass(slots=True)
class Drawn:
    """Bars and filled areas in displayed coordinates; how many objects forms hold, and how many parts all shapes have."""

    bars: list[Box] = field(default_factory=list)
    tints: list[Box] = field(default_factory=list)
    nested: int = 0
    strokes: int = 0


def drawn_of(objects: Iterable[PageObject], visible: PageBox) -> Drawn:
    """What is drawn by a page's objects. Raises `UnreadableDocument` where that is more than any page's."""
    drawn = Drawn()
    drawn.bars.extend(_bars(objects, visible.matrix, drawn))
    return drawn


def _bars(objects: Iterable[PageObject], matrix: Matrix, drawn: Drawn, depth: int = 0) -> Iterator[Box]:
    """The bars; what is filled goes to `drawn`, and what is counted."""
    for found in objects:
        handle, kind, segments, x0, y0, x1, y1 = found
        if kind == pdfium.PATH_OBJECT:
            drawn.strokes += segments
            if segments <= LONGEST_RULE and (x1 - x0 <= THICKEST or y1 - y0 <= THICKEST):
                yield moved_box((x0, y0, x1, y1), matrix)
            else:
                check_strokes(drawn.strokes)
                yield from _path_bars(found, matrix, drawn.tints)
        elif kind == pdfium.FORM_OBJECT and depth < pdfium.DEEPEST:
            inner = pdfium.objects_in(handle)
            drawn.nested += len(inner)
            yield from _bars(described(inner), times(pdfium.matrix_of(handle), matrix), drawn, depth + 1)


def _path_bars(path: PageObject, matrix: Matrix, tints: list[Box]) -> Iterator[Box]:
    """The bars of a shape that is larger than one, or made of several parts."""
    filled, stroked = _draw_mode(path.handle)
    if filled and path.segments <= LONGEST_RULE:
        tints.append(moved_box((path.x0, path.y0, path.x1, path.y1), matrix))
    if stroked or (filled and path.segments > LONGEST_RULE):
        whole = times(pdfium.matrix_of(path.handle), matrix)
        yield from shape_bars(subpaths(path.handle, path.segments, whole), stroked=stroked)


def _draw_mode(handle: int) -> tuple[bool, bool]:
    buffer = array("i", bytes(8))
    address, _ = buffer.buffer_info()
    pdfium.draw_mode(handle, address, address + 4)
    return bool(buffer[0]), bool(buffer[1])


def subpaths(handle: int, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """Corner by corner; of a curve only the end counts."""
    a, b, c, d, e, f = matrix
    segments = list(pdfium.values(pdfium.path_segment, handle, range(count)))
    kinds = list(map(pdfium.segment_type, segments))
    closing = list(map(pdfium.segment_close, segments))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in pdfium.points_of(segments)]
    if count and kinds[0] == pdfium.MOVE and kinds.count(pdfium.LINE) == count - 1 and not any(closing[:-1]):
        yield [*corners, corners[0]] if closing[-1] else corners
        return
    points: list[Point] = []
    curved = 0
    for kind, closes, corner in zip(kinds, closing, corners, strict=True):
        if kind == pdfium.MOVE:
            yield points
            points = []
        curved = curved + 1 if kind == pdfium.BEZIER else 0
        if curved % 3 == 0:
            points.append(corner)
        if closes and points:
            points.append(points[0])
    yield points
