"""The bullets and numbers that the lists of an OpenDocument file draw and that are in no text (I-87, I-88)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.readers.odt_styles import FO, STYLE, TEXT, Declared, points
from pipeline.documents.text.counting import Writing, by_example, digits

_XML = "{http://www.w3.org/XML/1998/namespace}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_BULLETS = "•◦▪"
"""What a list draws level by level whose style is not there."""
_COUNT = re.compile("%([1-9]|10)%")
_DEEPEST_LEVEL = 10
_LONGEST_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list style: how it writes its number (None: it draws `text`, a bullet), and its left margin in points.

    `text` holds `%1%` for the number of the first level, and so on; `unknown` is a writing that nobody knows.
    """

    writing: Writing | None
    text: str
    start: int
    indent: float
    unknown: str = ""


Levels = Mapping[int, Level]
"""The levels of a style, 0-based."""


@dataclass(slots=True)
class Item:
    """A list item while it is walked through: its level (0-based), its style, the counts of its list.

    Only its first paragraph draws; `start` is the number that the item itself gives.
    """

    depth: int
    style: str
    counts: dict[int, int]
    override: str = ""
    start: int | None = None
    drawn: bool = False


@dataclass(slots=True)
class Lists:
    """Counts the items of lists in reading order: those that go on with another list, start anew or are part of a heading.

    A level that no item has had, above one that has, shows its first number and has used it up. `unknown` names
    writings in which a list counts and that nobody knows; it is drawn in digits.
    """

    styles: dict[str, etree._Element]
    outline: etree._Element | None
    unknown: set[str] = field(default_factory=set)
    _levels: dict[str, Levels | None] = field(default_factory=dict)
    _by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    _last: tuple[str, dict[int, int]] = ("", {})
    _headings: dict[int, int] = field(default_factory=dict)
    _of_headings: Levels | None = None

    @classmethod
    def of(cls, declared: Declared) -> Lists:
        """The lists of a document."""
        return cls(declared.list_styles, declared.outline)

    def open(self, element: etree._Element, around: Item | None) -> Item:
        """Enter a `text:list`; the item stands for each of its items in turn."""
        style = element.get(f"{TEXT}style-name") or (around.style if around else "")
        if around is not None:
            return Item(min(around.depth + 1, _DEEPEST_LEVEL - 1), style, around.counts)
        counts: dict[int, int] | None = None
        if element.get(f"{TEXT}continue-numbering") == "true" and self._last[0] == style:
            counts = self._last[1]
        counts = self._by_id.get(element.get(f"{TEXT}continue-list") or "", counts)
        counts = {} if counts is None else counts
        self._last = style, counts
        self._by_id |= {name: counts for name in (element.get(f"{_XML}id"), element.get(f"{TEXT}id")) if name}
        return Item(0, style, counts)

    def next_item(self, opened: Item, element: etree._Element) -> Item:
        """The next item of a list; a list header draws nothing."""
        header = element.tag == f"{TEXT}list-header"
        override = element.get(f"{TEXT}style-override") or ""
        return Item(opened.depth, opened.style, opened.counts, override, _start_value(element), drawn=header)

    def numbered_paragraph(self, element: etree._Element) -> Item:
        """The item that a `text:numbered-paragraph` is by itself."""
        counts = self._by_id.setdefault(element.get(f"{TEXT}list-id") or "", {})
        depth = min(max(1, _whole(element.get(f"{TEXT}level"), 1)), _DEEPEST_LEVEL) - 1
        return Item(depth, element.get(f"{TEXT}style-name") or "", counts, start=_start_value(element))

    def draw(self, item: Item) -> tuple[str, float]:
        """What a list draws before the next paragraph of an item (maybe nothing), and its left margin in points."""
        levels = self._levels_of(item.override or item.style)
        level = levels.get(item.depth) if levels is not None else None
        edge = level.indent if level else 0.0
        if item.drawn:
            return "", edge
        item.drawn = True
        _count(item.counts, levels or {}, item.depth, item.start)
        if level is None:
            return _BULLETS[item.depth % len(_BULLETS)] if levels is None else "", edge
        return self._text(levels or {}, level, item.counts), edge

    def _levels_of(self, style: str) -> Levels | None:
        """The levels of a style, read where a list first names it; None where it is not there."""
        if style not in self._levels:
            declared = self.styles.get(style)
            self._levels[style] = _levels(declared) if declared is not None else None
        return self._levels[style]

    def heading(self, element: etree._Element) -> str:
        """What the outline of the document draws before a heading that is in no list."""
        depth = min(max(1, _whole(element.get(f"{TEXT}outline-level"), 1)), _DEEPEST_LEVEL) - 1
        if self._of_headings is None:
            self._of_headings = _levels(self.outline) if self.outline is not None else {}
        level = self._of_headings.get(depth)
        if level is None or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        _count(self._headings, self._of_headings, depth, _start_value(element))
        return self._text(self._of_headings, level, self._headings)

    def _text(self, levels: Levels, level: Level, counts: Mapping[int, int]) -> str:
        if level.writing is None:
            return level.text
        return _COUNT.sub(lambda match: self._number(levels, int(match[1]) - 1, counts), level.text)

    def _number(self, levels: Levels, depth: int, counts: Mapping[int, int]) -> str:
        level = levels.get(depth)
        if level is None or level.writing is None or depth not in counts:
            return ""
        if level.unknown:
            self.unknown.add(level.unknown)
        return level.writing(counts[depth])


def _count(counts: dict[int, int], levels: Levels, depth: int, start: int | None) -> None:
    """Count an item in; what counts below it begins anew."""
    for above in range(depth):
        if above not in counts:
            counts[above] = levels[above].start if above in levels else 1
    if start is not None:
        counts[depth] = start
    else:
        counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start if depth in levels else 1
    for deeper in [other for other in counts if other > depth]:
        del counts[deeper]


def _levels(style: etree._Element) -> dict[int, Level]:
    elements = {_whole(element.get(f"{TEXT}level"), 0) - 1: element for element in style}
    shown = [depth for depth, element in sorted(elements.items()) if element.get(f"{STYLE}num-format")]
    return {depth: _level(element, [other for other in shown if other <= depth]) for depth, element in elements.items()}


def _level(element: etree._Element, shown: list[int]) -> Level:
    start = _whole(element.get(f"{TEXT}start-value"), 1)
    bullet = element.get(f"{TEXT}bullet-char")
    if bullet or element.tag.endswith("image"):
        return Level(None, bullet or "", start, _margin(element))
    example = element.get(f"{STYLE}num-format") or ""
    writing = by_example(example, letters_repeat=element.get(f"{STYLE}num-letter-sync") == "true")
    return Level(
        digits if writing is None else writing, _label(element, shown if example else []), start, _margin(element),
        example if writing is None else "",
    )


def _label(element: etree._Element, shown: list[int]) -> str:
    """The label of a level with `%1%` for each number that it shows; LibreOffice writes it out beside prefix and suffix."""
    written = element.get(f"{_LO}num-list-format")
    if written is not None:
        return written
    most = max(1, _whole(element.get(f"{TEXT}display-levels"), 1))
    numbers = ".".join(f"%{level + 1}%" for level in shown[-most:])
    return f"{element.get(f'{STYLE}num-prefix') or ''}{numbers}{element.get(f'{STYLE}num-suffix') or ''}"


def _margin(level: etree._Element) -> float:
    alignment = level.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    return points(alignment.get(f"{FO}margin-left")) if alignment is not None else 0.0


def _start_value(element: etree._Element) -> int | None:
    value = element.get(f"{TEXT}start-value")
    return _whole(value, 1) if value is not None else None


def _whole(text: str | None, default: int) -> int:
    """A small whole number; a damaged file may hold anything."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else default
