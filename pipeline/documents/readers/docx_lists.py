"""The bullets and numbers that Word draws for list paragraphs and that are in no text (I-87, I-88)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from lxml import etree

from pipeline.documents.readers.docx_index import IND, NUM_PR, P_STYLE, Properties
from pipeline.documents.readers.docx_numbering import (
    Find,
    Level,
    Numbering,
    Numberings,
    Place,
    StyleLists,
    W,
    indent,
    named_place,
)
from pipeline.documents.text.counting import digits

_COUNT = re.compile("%([1-9])")
_VAL = f"{W}val"


def style_of(properties: Properties) -> str:
    """The style that a paragraph names, or nothing."""
    style = properties.get(P_STYLE)
    return (style.get(_VAL) or "") if style is not None else ""


class Lists:
    """Counts list paragraphs in reading order (I-87).

    `numbering` and `styles` find these parts of a document, if it has them. All `w:num` of one list count together;
    one with an override begins anew where it is first used. A level that no paragraph has had, above one that has,
    shows its first number and has used it up. `unknown` names writings in which a list counts and that nobody knows;
    it is drawn in digits.
    """

    def __init__(self, styles: Find, numbering: etree._Element | None) -> None:
        # Asked for by the first paragraph of a document with lists, because it may be larger than the document.
        self._find_styles = cache(styles)
        self._lists = Numberings(numbering, self._find_styles)
        self._styles: StyleLists | None = None
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        self.unknown: set[str] = set()

    def marker_and_indent(self, properties: Properties, style: str, *, is_deleted: bool) -> tuple[str, float]:
        """What the list draws before a paragraph (maybe nothing) and its left edge in points; a deleted one has no number."""
        edge = indent(properties.get(IND))
        number, depth = self._place(properties, style) if self._lists.are_declared else (None, None)
        numbering = self._lists.get(number or "")
        level = numbering.levels.get(depth or 0) if numbering else None
        if numbering is None or level is None or is_deleted:
            return "", edge or 0.0
        return self._draw(number or "", numbering, depth or 0, level), level.indent if edge is None else edge

    def _place(self, properties: Properties, style: str) -> Place:
        """The list and level of a paragraph: its own, or what it leaves open by its style."""
        number, depth = named_place(properties.get(NUM_PR))
        if number is not None and depth is not None:
            return number, depth
        if self._styles is None:
            self._styles = StyleLists(self._find_styles(), self._lists)
        of_style, depth_of_style = self._styles.place(style)
        return of_style if number is None else number, depth_of_style if depth is None else depth

    def _draw(self, number: str, numbering: Numbering, depth: int, level: Level) -> str:
        counts = self._counts[numbering.counter]
        self._count(number, numbering, depth, counts)
        if level.writing is None:
            return level.text
        return _COUNT.sub(lambda match: self._number(numbering, level, int(match[1]) - 1, counts), level.text)

    def _count(self, number: str, numbering: Numbering, depth: int, counts: dict[int, int]) -> None:
        anew = number not in self._begun and any(level <= depth for level in numbering.starts)
        self._begun.add(number)
        for above in range(depth):
            if above not in counts or (anew and above in numbering.starts):
                counts[above] = self._start(numbering, above)
        counts[depth] = self._start(numbering, depth) if anew or depth not in counts else counts[depth] + 1
        for deeper in [other for other in counts if other > depth]:
            below = numbering.levels.get(deeper)
            if below is None or depth < below.restarts_below:
                del counts[deeper]

    def _start(self, numbering: Numbering, depth: int) -> int:
        level = numbering.levels.get(depth)
        return numbering.starts.get(depth, level.start if level else 1)

    def _number(self, numbering: Numbering, drawn: Level, depth: int, counts: dict[int, int]) -> str:
        level = numbering.levels.get(depth)
        if level is None or level.writing is None or depth not in counts:
            return ""
        if level.unknown:
            self.unknown.add(level.unknown)
        return (digits if drawn.legal else level.writing)(counts[depth])
