"""White text of an ODT that nothing is painted behind: nobody sees it (I-101)."""

from __future__ import annotations

from collections.abc import Container

from lxml import etree

from pipeline.documents.readers.colours import is_white, shows_white
from pipeline.documents.readers.odt_styles import STYLE, TABLE, TEXT, Declared

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_NAMES = (f"{TEXT}style-name", f"{TABLE}style-name")
_DEEPEST_STYLE = 20


class Paint:
    """Tells of white text whether anybody sees it; automatic styles win over common ones."""

    def __init__(self, known: Declared, *roots: etree._Element | None) -> None:
        """`roots` are the parts of the file that may lay out pages: its content and its common styles."""
        self._white: dict[str, bool] = {}
        self._painted: set[str] = set()
        self._parents: dict[str, str] = {}
        # Most files have no white text at all, and then nothing else is looked up.
        self.is_needed = any(_is_white(properties) for _, _, properties in known.styles)
        for name, style, properties in known.styles if self.is_needed else ():
            self._read(name, style, _is_white(properties))
        layouts = f"{STYLE}page-layout-properties"
        self._page_is_painted = self.is_needed and any(
            any(map(_paints, root.iter(layouts))) for root in roots if root is not None
        )

    def _read(self, name: str, style: etree._Element, white: bool | None) -> None:
        self._parents[name] = style.get(f"{STYLE}parent-style-name") or ""
        if white is not None:
            self._white[name] = white
        if any(_paints(properties) for properties in style) or style.find(f"{STYLE}map") is not None:
            self._painted.add(name)

    def is_white(self, element: etree._Element, around: bool = False) -> bool:
        """Whether the text of an element is white; `around` says it of what it stands in."""
        name = self._nearest(element, self._white)
        return self._white[name] if name else around

    def hides(self, element: etree._Element) -> bool:
        """Whether nothing is painted behind an element, so that nobody sees white text in it."""
        return not self._page_is_painted and not any(map(self._is_painted, (element, *element.iterancestors())))

    def _is_painted(self, element: etree._Element) -> bool:
        if isinstance(element.tag, str) and element.tag.startswith(_DRAW):
            # The shape around a text box may be of any colour.
            return True
        return bool(self._nearest(element, self._painted))

    def _nearest(self, element: etree._Element, known: Container[str]) -> str:
        """The style of an element, or the next one up that is known; none where there is none."""
        name = next((element.get(one) for one in _NAMES if element.get(one)), "") or ""
        for _ in range(_DEEPEST_STYLE):
            if not name or name in known:
                break
            name = self._parents.get(name, "")
        return name if name in known else ""


def _is_white(properties: etree._Element | None) -> bool | None:
    """Whether text of these properties is white; None where they do not say."""
    if properties is None:
        return None
    if properties.get(f"{STYLE}use-window-font-color") == "true":
        return False
    colour = properties.get(f"{_FO}color")
    return is_white(colour) if colour is not None else None


def _paints(properties: etree._Element) -> bool:
    colour = properties.get(f"{_FO}background-color", "transparent")
    return colour != "transparent" and shows_white(colour)
