"""Lines that the layout broke for want of room: the one before fills the width of the text (field guide I-84, I-116)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import Line
from pipeline.documents.readers.text.widths import columns_of
from pipeline.documents.text.marks import list_mark
from pipeline.standards.codes import Shape, Splitter

_FEWEST_COLUMNS = 60
"""A text whose longest line is shorter is not set to a width."""
_FULL = 0.92
_FEWEST_GOING_ON = 3
"""Full lines without an end that lines without a beginning follow; hardly any author breaks three so."""
_ENDS = ("。", "！", "？")
_SPLITTER = Splitter(Shape())


def rewrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked that go on with the full line before them; what a code or a mark begins does not.

    A single full line that ends a sentence is the longest one, and no sign of a width.
    """
    widths = [columns_of(line.text) + line.indent / 6 for line in lines]
    widest = max(widths, default=0.0)
    if widest < _FEWEST_COLUMNS:
        return list(lines)
    full = [width >= _FULL * widest for width in widths]
    if full.count(True) == 1 and lines[full.index(True)].text.rstrip().endswith(_ENDS):
        return list(lines)
    return [
        line._replace(soft=index > 0 and full[index - 1] and not _begins(line.text)) for index, line in enumerate(lines)
    ]


def is_set_to_width(lines: Sequence[Line]) -> bool:
    """Whether the lines end for want of room, whatever those of the main table do: several full ones go on in the next."""
    widths = [columns_of(line.text) + line.indent / 6 for line in lines]
    widest = max(widths, default=0.0)
    if widest < _FEWEST_COLUMNS:
        return False
    going_on = (
        width >= _FULL * widest and not above.text.rstrip().endswith(_ENDS) and not _begins(below.text)
        for width, (above, below) in zip(widths, pairwise(lines), strict=False)
    )
    return sum(going_on) >= _FEWEST_GOING_ON


def _begins(text: str) -> bool:
    mark = list_mark(text)
    return (mark is not None and mark.sure) or _SPLITTER.leading_code(text) is not None
