"""What a reader of the page does not see, or sees as a watermark: it is in no cell (I-101)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.spread import Spread
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told

Origins = Mapping[tuple[int, int], Unshown]
"""Where glyphs stand that nobody sees, in tenths of a point of the page's own coordinates, and why."""
NOTHING: Origins = MappingProxyType({})
WATERMARK = "watermark"
Reason = Unshown | None
"""Why text is in no cell; none is given for a watermark."""

PALE = 0.6
"""Lightness, 0 black to 1 white, from which text may be a watermark."""
_WHITE = 0.95
LARGE = 1.8
"""Times the usual size of the page's text from which text may be a watermark."""
_HUGE = 3.0
DIAGONAL = 0.09
"""Slope against both axes from which text stands askew."""
_CAP = 0.8
"""Ems of a letter above the baseline."""
_COVERED = 0.25

Remark = tuple[str, int | None, str]


class Piece(NamedTuple):
    """Text in one colour, size and direction; lengths in points as displayed.

    `box` reaches from the baseline to the top of the capitals, `direction` is the pen's way to the right and down,
    `light` is the lightness of the colour on white paper, `hidden` why it cannot be seen, if so.
    """

    text: str
    box: Box
    size: float
    direction: tuple[float, float]
    light: float
    hidden: Unshown | None

    @property
    def centre(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def is_askew(self) -> bool:
        return is_askew(*self.direction)


def lightness(red: float, green: float, blue: float, opacity: float = 1.0) -> float:
    """How light a colour is on white paper; every part 0 to 1."""
    return 1 - opacity * (1 - (0.299 * red + 0.587 * green + 0.114 * blue))


def is_askew(along: float, across: float) -> bool:
    """Whether a direction is none of the four of the page's sides."""
    along, across = abs(along), abs(across)
    return min(along, across) > DIAGONAL * max(along, across)


def usual_size(sizes: Iterable[float]) -> float:
    """The median of sizes; 0 where there are none."""
    ordered = sorted(sizes)
    return ordered[len(ordered) // 2] if ordered else 0.0


def unseen(pieces: Sequence[Piece], width: float, height: float) -> dict[int, Reason]:
    """The pieces of a page that are in no cell, by index."""
    usual = usual_size(piece.size for piece in pieces)
    found: dict[int, Reason] = {}
    for number, piece in enumerate(pieces):
        x, y = piece.centre
        if piece.hidden is not None:
            found[number] = piece.hidden
        elif not 0 <= x <= width or not 0 <= y <= height:
            found[number] = Unshown.OUTSIDE
        elif piece.is_askew:
            found[number] = None
    for number in _overprinting(pieces, found, usual):
        found[number] = None
    return found


def _overprinting(pieces: Sequence[Piece], found: dict[int, Reason], usual: float) -> Iterator[int]:
    """Pale or large text over other text, and all in the same size and colour or of the same words."""
    left = [(number, piece) for number, piece in enumerate(pieces) if number not in found]
    marks = [(number, piece) for number, piece in left if _may_be_mark(piece, usual)]
    if not marks:
        return
    others = [piece for _, piece in left if not _may_be_mark(piece, usual)]
    spread = Spread([other.box for other in others])
    top, bottom = min((other.box[1] for other in others), default=0.0), max((other.box[3] for other in others), default=0.0)
    kinds: set[tuple[float, float]] = set()
    for _, piece in marks:
        # One that surely is a mark tells of all that look as it does.
        if (piece.size, piece.light) not in kinds and (
            any(_overlap(piece, others[near]) for near in spread.near(piece.box))
            or (top < piece.centre[1] < bottom and piece.light >= PALE and piece.size >= _HUGE * usual)
        ):
            kinds.add((piece.size, piece.light))
    yield from (number for number, piece in marks if (piece.size, piece.light) in kinds)


def _may_be_mark(piece: Piece, usual: float) -> bool:
    return PALE <= piece.light < _WHITE or piece.size >= LARGE * usual


def _overlap(piece: Piece, other: Piece) -> bool:
    """Whether letters of both stand on one another: a quarter of the smaller ones' height and a third of an em of their width."""
    wide = min(piece.box[2], other.box[2]) - max(piece.box[0], other.box[0])
    high = min(piece.box[3], other.box[3]) - max(piece.box[1], other.box[1])
    smaller = min(piece.box[3] - piece.box[1], other.box[3] - other.box[1])
    return wide > 0.3 * min(piece.size, other.size) and high > _COVERED * smaller


def remarks_of(texts: Iterable[tuple[Reason, str]], page: int) -> Iterator[Remark]:
    """One remark for each reason, with everything that is left out for it."""
    by_reason: dict[Reason, list[str]] = {}
    for reason, text in texts:
        by_reason.setdefault(reason, []).append(text.strip())
    for reason in (*Unshown, None):
        counted = Counter(filter(None, by_reason.get(reason, ())))
        words = ", ".join(f"“{word}” ×{count}" if count > 1 else f"“{word}”" for word, count in counted.items())
        if words:
            yield (WATERMARK, page, words) if reason is None else (NOT_SHOWN, page, told(reason, words))


def letter_box(x0: float, x1: float, baseline: float, size: float) -> Box:
    """The box of letters that stand on a baseline."""
    return x0, baseline - _CAP * size, x1, baseline


def tenths(x: float, y: float) -> tuple[int, int]:
    """A point as `Origins` has it."""
    return round(10 * x), round(10 * y)


def why_hidden(origins: Origins, x: float, y: float) -> Unshown | None:
    """Why nobody sees a glyph that stands at a point, if it is one of them."""
    across, down = tenths(x, y)
    near = (origins.get((across + dx, down + dy)) for dx in (0, -1, 1) for dy in (0, -1, 1))
    return next((reason for reason in near if reason is not None), None)
