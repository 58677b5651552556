"""Glyph runs of a page from pdfium's text page.

Everything is fetched in bulk; Python looks at text objects (a font and a matrix each) rather than at
single glyphs wherever it can.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from math import hypot
from operator import eq, ne, sub
from typing import NamedTuple

from pipeline.readers.pdf import pdfium_calls as pdfium
from pipeline.readers.pdf.frame import Frame, moved_box, times
from pipeline.readers.pdf.glyphs import OVERLAP, UNREADABLE, WORD_GAP, Glyph, Run, substitute
from pipeline.readers.pdf.page import Remark
from pipeline.readers.pdf.turned import TurnedGlyph, turned_runs

_UPRIGHT = 0.05
"""Slope up to which text counts as running from left to right."""
_SPECIAL = re.compile("[^ -~\u2e80-\ud7ff\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffee]")


class _Spans(NamedTuple):
    """The text objects of a page in text order, a column per property.

    `limits` are the indices of their first characters, then the number of all characters; baseline
    and size are as displayed, `upright` means from left to right.
    """

    limits: list[int]
    baselines: list[float]
    sizes: list[float]
    upright: list[bool]


class TextPage(NamedTuple):
    """What a page says: runs, and what is worth a remark."""

    runs: list[Run]
    remarks: list[Remark]


def text_of(page: int, text_objects: Sequence[int], frame: Frame, number: int) -> TextPage:
    """The runs of a loaded page, in displayed coordinates; `text_objects` are the page's own."""
    text_page = pdfium.load_text(page)
    try:
        count = pdfium.count_characters(text_page)
        objects = list(map(pdfium.text_object, repeat(text_page), range(count)))
        # What pdfium makes up itself, spaces and line ends, belongs to no object.
        drawn = list(compress(range(count), objects))
        characters = list(compress(pdfium.characters(text_page, count), objects))
        spans = _spans(text_page, drawn, list(compress(objects, objects)), frame)
        boxes = pdfium.records(pdfium.loose_box, text_page, drawn, 4)
    finally:
        pdfium.close_text(text_page)
    remarks: list[Remark] = []
    dropped = _clean(characters)
    if dropped:
        remarks.append(("control_characters_dropped", number, f"{dropped} characters"))
    runs, turned = _runs(characters, boxes, spans, frame)
    if turned:
        runs += turned_runs(turned)
        remarks.append(("text_rotated", number, f"{len(turned)} characters"))
    if len(text_objects) > len(spans.sizes):
        _insert(runs, _spaces(set(text_objects).difference(objects), frame))
    return TextPage(runs, remarks)


def _clean(characters: list[str]) -> int:
    """Replace what stands for something else; returns how many control characters are emptied."""
    dropped = 0
    for match in _SPECIAL.finditer("".join(characters)):
        index = match.start()
        characters[index] = substitute(match[0]) if match[0] != "\0" else UNREADABLE
        dropped += not characters[index]
    return dropped


def _spans(text_page: int, drawn: Sequence[int], objects: Sequence[int], frame: Frame) -> _Spans:
    if not drawn:
        return _Spans([0], [], [], [])
    limits = [0, *compress(range(1, len(objects)), map(ne, objects[1:], objects)), len(objects)]
    starts = [drawn[limit] for limit in limits[:-1]]
    sizes = map(pdfium.font_size, repeat(text_page), starts)
    matrices = pdfium.records(pdfium.text_matrix, text_page, starts, 6)
    a, b, c, d, e, f = (matrices[column::6].tolist() for column in range(6))
    if not frame.turns and not any(b) and not any(c):
        top = frame.top
        baselines = [top - y for y in f]
        return _Spans(limits, baselines, [size * abs(scale) for size, scale in zip(sizes, d, strict=True)], [x > 0 for x in a])
    p, q, r, s, _, t = frame.matrix
    directions = [(x * p + y * r, x * q + y * s) for x, y in zip(a, b, strict=True)]
    return _Spans(
        limits,
        [x * q + y * s + t for x, y in zip(e, f, strict=True)],
        [size * hypot(x, y) for size, x, y in zip(sizes, c, d, strict=True)],
        [along > 0 and abs(across) < _UPRIGHT * along for along, across in directions],
    )


def _runs(characters: list[str], boxes: array[float], spans: _Spans, frame: Frame) -> tuple[list[Run], list[TurnedGlyph]]:
    """Upright characters as runs, cut where the line, the size or the direction changes or a gap is wide."""
    if frame.turns:
        moved = [moved_box(boxes[index : index + 4], frame.matrix) for index in range(0, len(boxes), 4)]
        x0, x1 = [box[0] for box in moved], [box[2] for box in moved]
    else:
        left = frame.left
        x0, x1 = [x - left for x in boxes[0::4]], [x - left for x in boxes[2::4]]
    glyphs: list[Glyph] = list(zip(characters, x0, x1, strict=True))
    odd = "" in characters or any(map(eq, x0[1:], x0))
    runs: list[Run] = []
    turned: list[TurnedGlyph] = []
    limits, baselines, sizes, upright = spans
    cuts = _cuts(x0, x1, spans)
    for start, end in zip(cuts, cuts[1:], strict=False):
        span = bisect_right(limits, start) - 1
        piece = glyphs[start:end]
        if not upright[span]:
            shapes = (moved_box(boxes[4 * index : 4 * index + 4], frame.matrix) for index in range(start, end))
            turned += [TurnedGlyph(glyph[0], *shape) for glyph, shape in zip(piece, shapes, strict=True) if glyph[0]]
            continue
        if odd:
            piece = _merged(piece)
        if piece:
            runs.append(Run(piece[0][1], piece[-1][2], baselines[span], sizes[span], piece))
    return runs, turned


def _cuts(x0: Sequence[float], x1: Sequence[float], spans: _Spans) -> list[int]:
    """The indices at which runs begin, and the number of characters.

    The limits are those of the smallest type on the page: larger type is cut too often, which does no harm.
    """
    limits, baselines, sizes, upright = spans
    em = min(sizes, default=0.0)
    narrow, wide = -OVERLAP * em, WORD_GAP * em
    cuts = {index for index, gap in enumerate(map(sub, x0[1:], x1), 1) if not narrow < gap < wide}
    properties = list(zip(baselines, sizes, upright, strict=True))
    cuts.update(compress(limits[1:], map(ne, properties[1:], properties)))
    return sorted(cuts | {0, len(x0)})


def _merged(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out emptied characters, and make one glyph of what pdfium puts in one place.

    Those are the letters of one drawn glyph: a ligature, a replacement text.
    """
    merged: list[Glyph] = []
    for glyph in glyphs:
        text, x0, x1 = glyph
        if merged and merged[-1][1:] == (x0, x1):
            merged[-1] = (merged[-1][0] + text, x0, x1)
        elif text:
            merged.append(glyph)
    return merged


def _spaces(objects: Iterable[int], frame: Frame) -> Iterator[Run]:
    """The text objects that draw nothing: spaces, which pdfium leaves out if they stand alone."""
    for handle in objects:
        x0, y0, x1, y1 = pdfium.bounds_of(handle)
        if x0 == x1 and y0 == y1:
            _, _, c, d, e, f = times(pdfium.matrix_of(handle), frame.matrix)
            yield Run(e, e, f, hypot(c, d) * pdfium.size_of(handle), [(" ", e, e)])


def _insert(runs: list[Run], spaces: Iterable[Run]) -> None:
    """Put each space among the glyphs of the run that it stands in, or else beside the runs."""
    lines: dict[int, list[Run]] = {}
    for run in runs:
        lines.setdefault(round(run.baseline), []).append(run)
    for space in spaces:
        for run in lines.get(round(space.baseline), ()):
            if run.x0 < space.x0 < run.x1:
                insort(run.glyphs, space.glyphs[0], key=_left)
                break
        else:
            runs.append(space)


def _left(glyph: Glyph) -> float:
    return glyph[1]
