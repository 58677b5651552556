"""The bullets and numbers that Word draws for list paragraphs and that are in no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.documents.readers.package import child
from pipeline.documents.text.numerals import Script, printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_LONGEST_NUMBER = 7
_SCRIPTS = {
    "upperLetter": Script.UPPER, "lowerLetter": Script.LOWER, "upperRoman": Script.UPPER_ROMAN, "lowerRoman": Script.LOWER_ROMAN,
    "taiwaneseCounting": Script.IDEOGRAPHS, "taiwaneseCountingThousand": Script.IDEOGRAPHS,
    "chineseCounting": Script.IDEOGRAPHS, "chineseCountingThousand": Script.IDEOGRAPHS, "japaneseCounting": Script.IDEOGRAPHS,
    "ideographTraditional": Script.STEMS, "ideographLegalTraditional": Script.FORMAL,
    "decimalEnclosedCircle": Script.RINGS, "decimalEnclosedCircleChinese": Script.RINGS,
}
"""The number formats of Word that count in no digits."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: number format, its text such as `%1.` or a bullet, first number, indent in points."""

    format: str
    text: str
    start: int
    indent: float


class Lists:
    """Counts list paragraphs in reading order.

    `numbering` and `styles` find these parts of a document, if it has them; the styles are asked for by the first
    paragraph that has one, because they may be larger than the document.
    """

    def __init__(self, styles: Callable[[], etree._Element | None], numbering: etree._Element | None) -> None:
        self._levels = _numbering(numbering) if numbering is not None else {}
        self._find_styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    @cached_property
    def _styles(self) -> dict[str, tuple[str, int]]:
        styles = self._find_styles() if self._levels else None
        return _style_numbering(styles) if styles is not None else {}

    def marker_and_indent(self, paragraph: etree._Element) -> tuple[str, float]:
        """What the list draws before this paragraph (maybe nothing) and the paragraph's left edge in points."""
        properties = child(paragraph, f"{W}pPr")
        number, depth = self._number_of(properties)
        level = self._levels.get(number, {}).get(depth)
        indent = _indent(child(properties, f"{W}ind"))
        if level is None:
            return "", indent or 0.0
        return self._draw(number, depth, level), level.indent if indent is None else indent

    def _number_of(self, properties: etree._Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        numbering = child(properties, f"{W}numPr")
        if numbering is not None:
            return _value(numbering, "numId"), _whole(_value(numbering, "ilvl"), 0)
        style = _value(properties, "pStyle")
        return self._styles.get(style, ("", 0)) if style else ("", 0)

    def _draw(self, number: str, depth: int, level: _Level) -> str:
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format == "bullet":
            return level.text
        text = level.text
        for other in range(depth + 1):
            format = self._levels[number][other].format if other in self._levels[number] else ""
            count = printed(_SCRIPTS.get(format, Script.DIGITS), counts.get(other, 1))
            text = text.replace(f"%{other + 1}", count)
        return text


def _numbering(root: etree._Element) -> dict[str, dict[int, _Level]]:
    """NumId → level number → level."""
    abstract = {element.get(f"{W}abstractNumId"): _levels(element) for element in root.findall(f"{W}abstractNum")}
    return {
        element.get(f"{W}numId") or "": abstract.get(_value(element, "abstractNumId"), {}) for element in root.findall(f"{W}num")
    }


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl"), 0): _Level(
            _value(level, "numFmt"), _value(level, "lvlText"), _whole(_value(level, "start"), 1),
            _indent(child(level, f"{W}pPr", f"{W}ind")) or 0.0,
        )
        for level in abstract.findall(f"{W}lvl")
    }


def _style_numbering(root: etree._Element) -> dict[str, tuple[str, int]]:
    """Paragraph styles that carry a list."""
    styles: dict[str, tuple[str, int]] = {}
    for style in root.findall(f"{W}style"):
        numbering = child(style, f"{W}pPr", f"{W}numPr")
        if numbering is not None:
            styles[style.get(f"{W}styleId") or ""] = (_value(numbering, "numId"), _whole(_value(numbering, "ilvl"), 0))
    return styles


def _whole(text: str | None, default: int) -> int:
    """A small whole number as Word writes it; a damaged file may hold anything."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else default


def _value(parent: etree._Element, tag: str) -> str:
    element = child(parent, f"{W}{tag}")
    return (element.get(_VAL) or "") if element is not None else ""


def _indent(element: etree._Element | None) -> float | None:
    if element is None:
        return None
    value = element.get(f"{W}left") or element.get(f"{W}start")
    return float(value) / 20 if value and value.lstrip("-").isdigit() else None
