"""Glyph runs of a page from pdfium's text page.

Everything is fetched in bulk; Python looks at text objects (a font and a matrix each) rather than at
single glyphs wherever it can.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, pairwise
from math import hypot
from operator import gt, itemgetter, mul, ne
from typing import NamedTuple

from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.glyphs import OVERLAP, UNREADABLE, WORD_GAP, Run, substitute
from pipeline.documents.readers.pdf.page import Remark
from pipeline.documents.readers.pdf.page_box import PageBox, moved_box
from pipeline.documents.readers.pdf.pdfium_bulk import (
    Glyphs,
    PageObject,
    edges_of,
    gaps_of,
    glyphs_of,
    objects_of,
    share_places,
    sides_of,
)
from pipeline.documents.readers.pdf.pdfium_ground import Paint
from pipeline.documents.readers.pdf.pdfium_unmeasured import measure
from pipeline.documents.readers.pdf.pdfium_unseen import without_unseen
from pipeline.documents.readers.pdf.turned import TurnedGlyph, turned_runs
from pipeline.documents.readers.pdf.unseen import NOTHING, Origins

_UPRIGHT = 0.05
"""Slope up to which text counts as running from left to right."""
_SIDEWAYS = 0.8
"""Share of a page's characters that lie on their side where the page does."""
_SPECIAL = re.compile(r"[\0-\x1f\x7f-\xa0\xad\u2010\u2011\ud800-\udfff\ufb00-\ufb06\ufeff\ufffe]")
"""What `substitute` replaces: controls, hyphens, blanks, halves of characters and ligatures."""
_HALVES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")


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

    `others` is what stands on the page besides text; `inked` is how many characters are not white space; `visible` is the
    page's box with the turns after which its text is upright; `hidden` is where text stands that the page does not show.
    """

    runs: list[Run]
    remarks: list[Remark]
    others: list[PageObject]
    inked: int
    visible: PageBox
    hidden: Origins


def text_of(document: int, page: int, visible: PageBox, number: int, layered: Origins = NOTHING) -> TextPage:
    """The runs of a loaded page, in displayed coordinates; `layered` is where text stands on layers that are off."""
    measure(page)
    text_page = pdfium.load_text(page)
    try:
        glyphs = glyphs_of(text_page)
    finally:
        pdfium.close_text(text_page)
    visible = visible.turned(_quarter_turns(glyphs, visible))
    others = objects_of(page, glyphs.owners)
    glyphs, remarks, hidden = without_unseen(glyphs, others, lambda: Paint(document, page), visible, number, layered)
    characters, dropped = _cleaned(glyphs.text, glyphs.unmapped)
    if dropped:
        remarks.append(("control_characters_dropped", number, f"{dropped} characters"))
    runs, turned = _runs(characters, glyphs.boxes, _spans(glyphs, visible), visible)
    if turned:
        runs += turned_runs(turned)
        remarks.append(("text_rotated", number, f"{len(turned)} characters"))
    text = characters if isinstance(characters, str) else "".join(characters)
    return TextPage(runs, remarks, others, len("".join(text.split())), visible, hidden)


def _quarter_turns(glyphs: Glyphs, visible: PageBox) -> int:
    """The quarter turns clockwise after which the page is upright: none, unless nearly all text lies on its side."""
    along, across = glyphs.matrices.a, glyphs.matrices.b
    if not visible.turns and not any(across) and min(along, default=1.0) > 0:
        return 0
    p, q, r, s, _, _ = visible.matrix
    counts = Counter[int]()
    for x, y, (start, end) in zip(along, across, pairwise(glyphs.limits), strict=True):
        right, down = x * p + y * r, x * q + y * s
        sideways = abs(down) > abs(right)
        counts[(1 if down < 0 else 3) if sideways else (0 if right > 0 else 2)] += end - start
    turns, most = max(counts.items(), key=itemgetter(1), default=(0, 0))
    return turns if most > _SIDEWAYS * counts.total() else 0


def _cleaned(text: str, unmapped: Iterable[int]) -> tuple[Sequence[str], int]:
    """The characters as a reader sees them, and how many control characters are emptied."""
    seen = {match.start(): substitute(match[0]) if match[0] != "\0" else UNREADABLE for match in _SPECIAL.finditer(text)}
    seen.update(dict.fromkeys(unmapped, UNREADABLE))
    if not seen:
        return text, 0
    controls = sum(not character for character in seen.values())
    for pair in _HALVES.finditer(text):
        # A font that counts in UTF-16 draws such a character (I-82) as two; the first half stands for both.
        seen |= {pair.start(): _whole(pair[0]), pair.start() + 1: ""}
    characters = list(text)
    for index, character in seen.items():
        characters[index] = character
    return characters, controls


def _whole(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _spans(glyphs: Glyphs, visible: PageBox) -> _Spans:
    limits, sizes = glyphs.limits, glyphs.sizes
    a, b, c, d, e, f = glyphs.matrices
    if not visible.turns and not any(b) and not any(c):
        top = visible.top
        return _Spans(limits, [top - y for y in f], list(map(mul, sizes, map(abs, d))), [x > 0 for x in a])
    p, q, r, s, _, t = visible.matrix
    directions = [(x * p + y * r, x * q + y * s) for x, y in zip(a, b, strict=True)]
    return _Spans(
        limits,
        [x * q + y * s + t for x, y in zip(e, f, strict=True)],
        [size * hypot(x, y) for size, x, y in zip(sizes, c, d, strict=True)],
        [along > 0 and abs(across) < _UPRIGHT * along for along, across in directions],
    )


def _runs(
    characters: Sequence[str], boxes: array[float], spans: _Spans, visible: PageBox
) -> tuple[list[Run], list[TurnedGlyph]]:
    """Upright characters as runs, cut where the line, the size or the direction changes or a gap is wide."""
    narrow, wide = _close(spans)
    sides = sides_of(boxes)
    gaps = gaps_of(*sides, narrow, wide)
    if share_places(boxes, gaps) or (not isinstance(characters, str) and "" in characters):
        characters, boxes, limits = _compacted(characters, boxes, spans.limits)
        spans = spans._replace(limits=limits)
        sides = sides_of(boxes)
        gaps = gaps_of(*sides, narrow, wide)
    lefts, rights = _edges(boxes, sides, spans, visible)
    limits, baselines, sizes, upright = spans
    runs: list[Run] = []
    turned: list[TurnedGlyph] = []
    for start, end in pairwise(_cuts(gaps, spans)):
        span = bisect_right(limits, start) - 1
        if upright[span]:
            left, right = lefts[start:end], rights[start:end]
            runs.append(Run(left[0], right[-1], baselines[span], sizes[span], characters[start:end], left, right))
        else:
            shapes = (moved_box(boxes[4 * index : 4 * index + 4], visible.matrix) for index in range(start, end))
            turned += [TurnedGlyph(text, *shape) for text, shape in zip(characters[start:end], shapes, strict=True)]
    return runs, turned


def _close(spans: _Spans) -> tuple[float, float]:
    """Points by which neighbours may overlap (negative) and stand apart, as the smallest type on the page has it.

    Larger type is cut too often, which does no harm.
    """
    em = min(spans.sizes, default=0.0)
    return -OVERLAP * em, WORD_GAP * em


def _edges(
    boxes: array[float], sides: tuple[list[float], list[float]], spans: _Spans, visible: PageBox
) -> tuple[list[float], list[float]]:
    """The left and the right edges of all characters as displayed."""
    if visible.turns or (not all(spans.upright) and any(map(gt, *sides))):
        along, _, across, _, start, _ = visible.matrix
        factor, side = (across, 1) if visible.turns % 2 else (along, 0)
        one, other = ([factor * at + start for at in boxes[place::4]] for place in (side, side + 2))
        return list(map(min, one, other)), list(map(max, one, other))
    return edges_of(sides, visible.left)


def _cuts(gaps: Iterable[int], spans: _Spans) -> list[int]:
    """The indices at which runs begin, and the number of characters."""
    limits, *columns = spans
    properties = list(zip(*columns, strict=True))
    return sorted({0, *gaps, *compress(limits[1:], map(ne, properties[1:], properties)), limits[-1]})


def _compacted(
    characters: Sequence[str], boxes: array[float], limits: Sequence[int]
) -> tuple[list[str], array[float], list[int]]:
    """The characters with one that an object draws in one place, their boxes, and the limits without emptied ones.

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
    filled = [index for index, character in enumerate(kept) if character]
    places = [0, *accumulate(map(bool, kept))]
    left = array("f", [side for index in filled for side in boxes[4 * index : 4 * index + 4]])
    return [kept[index] for index in filled], left, [places[limit] for limit in limits]
