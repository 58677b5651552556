"""Column widths and indents from the styles of an OpenDocument file."""

from __future__ import annotations

from typing import NamedTuple

import regex
from lxml import etree

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE, _NAME, _TEXT_PROPERTIES = (f"{STYLE}{name}" for name in ("style", "name", "text-properties"))
_LIST_STYLE, _OUTLINE_STYLE, HIDING_FIELD = (f"{TEXT}{name}" for name in ("list-style", "outline-style", "hidden-paragraph"))

_LENGTH = regex.compile(r"(-?[0-9]*\.?[0-9]+)(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}


def points(length: str | None) -> float:
    """An ODF length in points; 0 for none or a percentage."""
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


class Declared(NamedTuple):
    """What a file declares, the common styles first, found in one look at each part: a look goes over every element.

    `styles` are named styles with their text properties, None where they have none; `outline` is what headings draw, if
    anything; `has_hiding_fields` says that a field may hide its paragraph.
    """

    styles: list[tuple[str, etree._Element, etree._Element | None]]
    list_styles: dict[str, etree._Element]
    outline: etree._Element | None
    has_hiding_fields: bool


def declared(content: etree._Element, common: etree._Element | None) -> Declared:
    """What the content of a file and the styles beside it declare; later ones of a name win over earlier ones."""
    styles: list[etree._Element] = []
    properties: dict[etree._Element | None, etree._Element] = {}
    list_styles: dict[str, etree._Element] = {}
    outline: etree._Element | None = None
    for root in (common, content):
        has_outline = False
        for element in root.iter(_STYLE, _TEXT_PROPERTIES, _LIST_STYLE, _OUTLINE_STYLE) if root is not None else ():
            tag = element.tag
            if tag == _STYLE:
                styles.append(element)
            elif tag == _TEXT_PROPERTIES:
                properties.setdefault(element.getparent(), element)
            elif tag == _LIST_STYLE:
                list_styles[element.get(_NAME) or ""] = element
            elif not has_outline:
                outline, has_outline = element, True
    named = [(style.get(_NAME) or "", style, properties.get(style)) for style in styles]
    return Declared(named, list_styles, outline, next(content.iter(HIDING_FIELD), None) is not None)


class Styles:
    """Looks up what the walk needs; automatic styles win over common ones."""

    def __init__(self, known: Declared) -> None:
        self._styles: dict[str, etree._Element] = {name: style for name, style, _ in known.styles}
        self._indents: dict[str, float] = {}
        self._widths: dict[str, float] = {}

    def column_width(self, name: str) -> float:
        """Width in points; 0 where none is given."""
        if name not in self._widths:
            properties = self._find(name, f"{STYLE}table-column-properties")
            self._widths[name] = points(properties.get(f"{STYLE}column-width")) if properties is not None else 0.0
        return self._widths[name]

    def paragraph_indent(self, name: str) -> float:
        """Left margin in points, through the parent styles."""
        if name not in self._indents:
            self._indents[name] = self._inherited_indent(name)
        return self._indents[name]

    def _inherited_indent(self, name: str) -> float:
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            properties = self._find(name, f"{STYLE}paragraph-properties")
            margin = properties.get(f"{FO}margin-left") if properties is not None else None
            if margin is not None:
                return points(margin)
            style = self._styles.get(name)
            name = (style.get(f"{STYLE}parent-style-name") or "") if style is not None else ""
        return 0.0

    def _find(self, name: str, tag: str) -> etree._Element | None:
        style = self._styles.get(name)
        return next(style.iterchildren(tag), None) if style is not None else None
