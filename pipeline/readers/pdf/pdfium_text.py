"""Glyph runs of a page from pdfium's text page.

Everything is fetched in bulk; Python looks at text objects (a font and a matrix each) rather than at
single glyphs wherever it can.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from itertools import accumulate, compress, pairwise
from math import hypot
from operator import and_, eq, mul, ne, sub
from typing import NamedTuple

from pipeline.document import Box
from pipeline.readers.pdf import pdfium_calls as pdfium
from pipeline.readers.pdf.frame import Frame, moved_box
from pipeline.readers.pdf.glyphs import OVERLAP, UNREADABLE, WORD_GAP, Glyph, Run, substitute
from pipeline.readers.pdf.page import Remark
from pipeline.readers.pdf.turned import TurnedGlyph, turned_runs

_UPRIGHT = 0.05
"""Slope up to which text counts as running from left to right."""
_SPECIAL = re.compile("[\0-\x1f\x7f-\xa0\xad\ufb00-\ufb06\ufeff\ufffe]")
"""What `substitute` replaces: controls, hyphens, blanks and ligatures."""


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
    """What a page says: runs, and what is worth a remark.

    `objects` are the text objects that show characters, `inked` is how many characters are not white space.
    """

    runs: list[Run]
    remarks: list[Remark]
    objects: Set[int]
    inked: int


def text_of(page: int, frame: Frame, number: int) -> TextPage:
    """The runs of a loaded page, in displayed coordinates."""
    text_page = pdfium.load_text(page)
    try:
        count = pdfium.count_characters(text_page)
        objects = list(pdfium.values(pdfium.text_object, text_page, range(count)))
        # What pdfium makes up itself, spaces and line ends, belongs to no object.
        drawn = list(compress(range(count), objects))
        text = "".join(compress(pdfium.characters(text_page, count), objects))
        owners = list(compress(objects, objects))
        limits = _limits(owners)
        starts = [drawn[limit] for limit in limits[:-1]]
        spans = _spans(text_page, limits, starts, frame)
        unmapped = _unmapped(text_page, drawn, starts)
        boxes = pdfium.records(pdfium.loose_box, text_page, drawn, 4)
    finally:
        pdfium.close_text(text_page)
    characters, dropped = _cleaned(text, unmapped)
    remarks: list[Remark] = []
    if dropped:
        remarks.append(("control_characters_dropped", number, f"{dropped} characters"))
    runs, turned = _runs(characters, boxes, spans, frame)
    if turned:
        runs += turned_runs(turned)
        remarks.append(("text_rotated", number, f"{len(turned)} characters"))
    return TextPage(runs, remarks, set(owners), len("".join("".join(characters).split())))


def _limits(objects: Sequence[int]) -> list[int]:
    """Where the object changes, with both ends."""
    return [0, *compress(range(1, len(objects)), map(ne, objects[1:], objects)), len(objects)] if objects else [0]


def _unmapped(text_page: int, drawn: Sequence[int], starts: Sequence[int]) -> list[int]:
    """The characters whose font does not say what they are.

    That is a matter of fonts: unless the first character of some text object is one, none is.
    """
    if not any(pdfium.values(pdfium.is_unmapped, text_page, starts)):
        return []
    return list(compress(range(len(drawn)), pdfium.values(pdfium.is_unmapped, text_page, drawn)))


def _cleaned(text: str, unmapped: Iterable[int]) -> tuple[Sequence[str], int]:
    """The characters as a reader sees them, and how many control characters are emptied."""
    seen = {match.start(): substitute(match[0]) if match[0] != "\0" else UNREADABLE for match in _SPECIAL.finditer(text)}
    seen.update(dict.fromkeys(unmapped, UNREADABLE))
    if not seen:
        return text, 0
    characters = list(text)
    for index, character in seen.items():
        characters[index] = character
    return characters, sum(not character for character in seen.values())


def _spans(text_page: int, limits: list[int], starts: Sequence[int], frame: Frame) -> _Spans:
    sizes = pdfium.values(pdfium.font_size, text_page, starts)
    matrices = pdfium.records(pdfium.text_matrix, text_page, starts, 6)
    a, b, c, d, e, f = (matrices[column::6] for column in range(6))
    if not frame.turns and not any(b) and not any(c):
        top = frame.top
        return _Spans(limits, [top - y for y in f], list(map(mul, sizes, map(abs, d))), [x > 0 for x in a])
    p, q, r, s, _, t = frame.matrix
    directions = [(x * p + y * r, x * q + y * s) for x, y in zip(a, b, strict=True)]
    return _Spans(
        limits,
        [x * q + y * s + t for x, y in zip(e, f, strict=True)],
        [size * hypot(x, y) for size, x, y in zip(sizes, c, d, strict=True)],
        [along > 0 and abs(across) < _UPRIGHT * along for along, across in directions],
    )


def _runs(
    characters: Sequence[str], boxes: array[float], spans: _Spans, frame: Frame
) -> tuple[list[Run], list[TurnedGlyph]]:
    """Upright characters as runs, cut where the line, the size or the direction changes or a gap is wide."""
    x0, x1, shapes = _edges(boxes, spans, frame)
    if _has_shared_places(characters, x0, x1):
        kept, limits = _compacted(characters, boxes, spans.limits)
        x0, x1, shapes = list(compress(x0, kept)), list(compress(x1, kept)), list(compress(shapes, kept))
        characters = list(compress(kept, kept))
        spans = spans._replace(limits=limits)
    glyphs: list[Glyph] = list(zip(characters, x0, x1, strict=True))
    limits, baselines, sizes, upright = spans
    runs: list[Run] = []
    turned: list[TurnedGlyph] = []
    for start, end in pairwise(_cuts(x0, x1, spans)):
        span = bisect_right(limits, start) - 1
        if upright[span]:
            runs.append(Run(x0[start], x1[end - 1], baselines[span], sizes[span], glyphs[start:end]))
        else:
            turned += [TurnedGlyph(characters[index], *shapes[index]) for index in range(start, end)]
    return runs, turned


def _edges(boxes: array[float], spans: _Spans, frame: Frame) -> tuple[list[float], list[float], list[Box]]:
    """The left and the right edges of all characters as displayed, and their boxes unless all text is upright."""
    if frame.turns or not all(spans.upright):
        shapes = [moved_box(boxes[index : index + 4], frame.matrix) for index in range(0, len(boxes), 4)]
        return [shape[0] for shape in shapes], [shape[2] for shape in shapes], shapes
    left = frame.left
    if left:
        return [x - left for x in boxes[0::4]], [x - left for x in boxes[2::4]], []
    return boxes[0::4].tolist(), boxes[2::4].tolist(), []


def _has_shared_places(characters: Sequence[str], x0: Sequence[float], x1: Sequence[float]) -> bool:
    """Whether a character is emptied or may stand in the same place as the one before it."""
    if not isinstance(characters, str) and "" in characters:
        return True
    return any(map(eq, x0[1:], x0)) and any(map(and_, map(eq, x0[1:], x0), map(eq, x1[1:], x1)))


def _cuts(x0: Sequence[float], x1: Sequence[float], spans: _Spans) -> list[int]:
    """The indices at which runs begin, and the number of characters.

    The limits are those of the smallest type on the page: larger type is cut too often, which does no harm.
    """
    limits, baselines, sizes, upright = spans
    em = min(sizes, default=0.0)
    narrow, wide = -OVERLAP * em, WORD_GAP * em
    cuts = [index for index, gap in enumerate(map(sub, x0[1:], x1), 1) if not narrow < gap < wide]
    properties = list(zip(baselines, sizes, upright, strict=True))
    return sorted({0, *cuts, *compress(limits[1:], map(ne, properties[1:], properties)), len(x0)})


def _compacted(characters: Sequence[str], boxes: array[float], limits: Sequence[int]) -> tuple[list[str], list[int]]:
    """The characters with one that an object draws in one place, and the limits without emptied ones.

    A ligature or a replacement text has several letters; pdfium gives each the place of the whole. The
    first gets them all, the others are emptied.
    """
    kept = list(characters)
    firsts = set(limits)
    owner = 0
    for index in range(1, len(kept)):
        if index in firsts or boxes[4 * index : 4 * index + 4] != boxes[4 * owner : 4 * owner + 4]:
            owner = index
        else:
            kept[owner] += kept[index]
            kept[index] = ""
    places = [0, *accumulate(map(bool, kept))]
    return kept, [places[limit] for limit in limits]
