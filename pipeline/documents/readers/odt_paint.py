"""White text of an ODT that nothing is painted behind: nobody sees it (I-101)."""

from __future__ import annotations

from lxml import etree

from pipeline.documents.readers.colours import is_white, shows_white
from pipeline.documents.readers.odt_styles import STYLE, TABLE, TEXT, Declared

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SPAN = f"{TEXT}span"
_NAMES = (f"{TEXT}style-name", f"{TABLE}style-name")
_DEEPEST_STYLE = 20


class Paint:
    """Tells of white spans whether anybody sees them; automatic styles win over common ones."""

    def __init__(self, declared: Declared) -> None:
        self._white = {name for name, _, properties in declared.styles if _is_white(properties)}
        self._painted: set[str] = set()
        self._parents: dict[str, str] = {}
        self.is_plain = not self._white
        """Whether there is no white text at all: most files are so, and then nothing else is looked up."""
        for name, style, _ in declared.styles if self._white else ():
            self._parents[name] = style.get(f"{STYLE}parent-style-name") or ""
            if any(_paints(properties) for properties in style):
                self._painted.add(name)

    def hides(self, element: etree._Element) -> bool:
        """Whether an element is a white span and nothing is painted behind it."""
        if not self._white or element.tag != _SPAN or element.get(_NAMES[0]) not in self._white:
            return False
        return not any(map(self._is_painted, (element, *element.iterancestors())))

    def _is_painted(self, element: etree._Element) -> bool:
        if isinstance(element.tag, str) and element.tag.startswith(_DRAW):
            # The shape around a text box may be of any colour.
            return True
        name = next((element.get(one) for one in _NAMES if element.get(one)), "") or ""
        for _ in range(_DEEPEST_STYLE):
            if not name or name in self._painted:
                break
            name = self._parents.get(name, "")
        return bool(name)


def _is_white(properties: etree._Element | None) -> bool:
    return properties is not None and is_white(properties.get(f"{_FO}color"))


def _paints(properties: etree._Element) -> bool:
    colour = properties.get(f"{_FO}background-color", "transparent")
    return colour != "transparent" and shows_white(colour)
