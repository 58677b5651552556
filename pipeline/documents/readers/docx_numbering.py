"""The lists that a Word document declares: their levels, and the styles that carry them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from pipeline.documents.readers.package import child
from pipeline.documents.text.counting import BY_NAME, Writing, by_example, digits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL, _LEVEL, _NUMBER, _STYLE = f"{W}val", f"{W}ilvl", f"{W}numId", f"{W}styleId"
_LONGEST_NUMBER = 7
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(|pt|pc|pi|in|cm|mm)")
_UNITS = {"": 1 / 20, "pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_DEEPEST_STYLE = 30


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list, 0-based: how it writes its number, its text such as `%1.` or a bullet, indent in points.

    `writing` is None for a bullet, `unknown` names a writing that nobody knows. The count begins anew behind any
    level up to `restarts_below` (excluded); `legal` shows the numbers of all levels in digits. `style` is the
    paragraph style that takes this level of its list.
    """

    writing: Writing | None
    text: str
    start: int
    indent: float
    restarts_below: int
    legal: bool
    style: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list as paragraphs name it: the list that it counts with, its levels, and at what numbers it begins anew."""

    counter: str
    levels: Mapping[int, Level] = field(default_factory=dict)
    starts: Mapping[int, int] = field(default_factory=dict)


Place = tuple[str | None, int | None]
"""The list and the level that a paragraph or style names; None for what it leaves open."""


Find = Callable[[], etree._Element | None]
"""Gives a part of the document when it is first needed."""


class Numberings:
    """The lists that a part declares, by their `numId`; each is read when the first paragraph or style names it."""

    def __init__(self, root: etree._Element | None, find_styles: Find) -> None:
        abstract, named = (root.findall(f"{W}{tag}") if root is not None else [] for tag in ("abstractNum", "num"))
        self._abstract = {element.get(f"{W}abstractNumId") or "": element for element in abstract}
        self._declared = {element.get(_NUMBER) or "": element for element in named}
        self.are_declared = bool(self._declared)
        self._find_styles = find_styles
        self._known: dict[str, Numbering | None] = {}

    def get(self, number: str) -> Numbering | None:
        """The list with a `numId`, if it is declared."""
        if number not in self._known:
            element = self._declared.get(number)
            self._known[number] = self._read(element) if element is not None else None
        return self._known[number]

    def _read(self, element: etree._Element) -> Numbering:
        counter = self._linked(value(element, "abstractNumId"))
        levels = _levels(self._abstract[counter]) if counter in self._abstract else {}
        starts: dict[int, int] = {}
        for override in element.findall(f"{W}lvlOverride"):
            depth = whole(override.get(_LEVEL), 0)
            own = child(override, f"{W}lvl")
            if own is not None:
                levels[depth] = _level(own)
            if child(override, f"{W}startOverride") is not None:
                starts[depth] = whole(value(override, "startOverride"), 0)
        return Numbering(counter, levels, starts)

    def _linked(self, counter: str) -> str:
        """The list that stands behind one which only names a numbering style."""
        link = value(self._abstract[counter], "numStyleLink") if counter in self._abstract else ""
        if not link:
            return counter
        home = next((key for key, element in self._abstract.items() if value(element, "styleLink") == link), None)
        styles = self._find_styles() if home is None else None
        if styles is not None:
            style = next((style for style in styles.findall(f"{W}style") if style.get(_STYLE) == link), None)
            named = self._declared.get(value(child(style, f"{W}pPr", f"{W}numPr"), "numId"))
            home = value(named, "abstractNumId") if named is not None else None
        return counter if home is None else home


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {whole(level.get(_LEVEL), 0): _level(level) for level in abstract.findall(f"{W}lvl")}


def _level(element: etree._Element) -> Level:
    depth = whole(element.get(_LEVEL), 0)
    name, example = _format(element)
    writing = by_example(example) if name == "custom" else BY_NAME.get(name)
    known = writing is not None or name == "bullet"
    restart = child(element, f"{W}lvlRestart")
    return Level(
        writing if known else digits, value(element, "lvlText"), whole(value(element, "start"), 0),
        indent(child(element, f"{W}pPr", f"{W}ind")) or 0.0,
        depth if restart is None else min(depth, whole(restart.get(_VAL), depth)),
        _is_on(child(element, f"{W}isLgl")), value(element, "pStyle"), "" if known else example or name,
    )


def _format(level: etree._Element) -> tuple[str, str]:
    """Name and example of a level's number format; Word puts an example such as `001, 002, …` beside a plain name."""
    chosen = level.find(f"{_MC}AlternateContent/{_MC}Choice/{W}numFmt")
    element = chosen if chosen is not None else child(level, f"{W}numFmt")
    return ("decimal", "") if element is None else (element.get(_VAL) or "decimal", element.get(f"{W}format") or "")


# styles -----------------------------------------------------------------------------------------


class StyleLists:
    """The list and level that each paragraph style carries, its own or that of a style on which it is based."""

    def __init__(self, root: etree._Element | None, lists: Numberings) -> None:
        self._styles = _paragraph_styles(root) if root is not None else {}
        self._default = next((key for key, style in self._styles.items() if style.get(f"{W}default") in ("1", "true")), "")
        self._lists = lists
        self._known: dict[str, Place] = {}

    def place(self, style: str) -> Place:
        """The list and level of a style, of the default style for an empty name."""
        name = style or self._default
        if name not in self._known:
            self._known[name] = self._inherited(name)
        return self._known[name]

    def _inherited(self, name: str) -> Place:
        number: str | None = None
        depth: int | None = None
        chain = list(self._chain(name))
        for style in chain:
            own_number, own_depth = named_place(child(style, f"{W}pPr", f"{W}numPr"))
            number, depth = own_number if number is None else number, own_depth if depth is None else depth
        if number is not None and depth is None:
            depth = self._linked_level(number, [style.get(_STYLE) or "" for style in chain])
        return number, depth

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """A style and those that it is based on; damaged files may go round in a ring."""
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def _linked_level(self, number: str, names: list[str]) -> int:
        numbering = self._lists.get(number)
        levels = numbering.levels if numbering is not None else {}
        for name in names:
            for depth, level in levels.items():
                if name and level.style == name:
                    return depth
        return 0


@lru_cache(maxsize=2)
def _paragraph_styles(root: etree._Element) -> Mapping[str, etree._Element]:
    """The styles of paragraphs in a style part, which documents of one template share."""
    styles = root.findall(f"{W}style")
    return {style.get(_STYLE) or "": style for style in styles if style.get(f"{W}type", "paragraph") == "paragraph"}


def named_place(numbering: etree._Element | None) -> Place:
    """The list and level that a `numPr` names."""
    if numbering is None:
        return None, None
    depth = child(numbering, f"{W}ilvl")
    return value(numbering, "numId") or None, None if depth is None else whole(depth.get(_VAL), 0)


# values -----------------------------------------------------------------------------------------


def whole(text: str | None, default: int) -> int:
    """A small whole number as Word writes it; a damaged file may hold anything."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else default


def value(parent: etree._Element | None, tag: str) -> str:
    """The value of the first child with a tag, empty where there is none."""
    element = child(parent, f"{W}{tag}")
    return (element.get(_VAL) or "") if element is not None else ""


def indent(element: etree._Element | None) -> float | None:
    """The left edge in points that a `w:ind` gives."""
    if element is None:
        return None
    return points_of(element.get(f"{W}left") or element.get(f"{W}start"))


def points_of(length: str | None) -> float | None:
    """A length in points: twentieths of one, or in Strict Open XML with a unit; None where there is no number."""
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _UNITS[match[2]] if match else None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_VAL, "1") not in ("0", "false", "off")
