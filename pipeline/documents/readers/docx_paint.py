"""What is painted behind the text of a DOCX, so far as white text asks for it (I-101).

Where a shade may come from a theme, from a pattern or from a table's style, the text counts as shown.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.documents.readers.colours import is_white, shows_white
from pipeline.documents.readers.package import child

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLOUR = f"{W}color"
_VAL, _R_PR, _P_PR, _TC_PR, _TBL_PR, _SHD = (f"{W}{tag}" for tag in ("val", "rPr", "pPr", "tcPr", "tblPr", "shd"))
_HOLDERS = {f"{W}p": (_P_PR, f"{W}pStyle"), f"{W}tc": (_TC_PR, ""), f"{W}tbl": (_TBL_PR, f"{W}tblStyle")}
_PLAIN = frozenset((None, "clear", "nil"))
_DEEPEST_STYLE = 20


def is_white_colour(colour: etree._Element) -> bool:
    """Whether a `w:color` says white."""
    return is_white(colour.get(_VAL))


class Paint:
    """Tells of white runs whether anybody sees them; `styles` gives the style part, which is asked for only then."""

    def __init__(self, styles: Callable[[], etree._Element | None]) -> None:
        self._find = styles
        self._styles: dict[str, etree._Element] | None = None

    def hides(self, run: etree._Element) -> bool:
        """Whether a run is white and nothing is painted behind it."""
        colour = child(run, _R_PR, COLOUR)
        return colour is not None and is_white_colour(colour) and not self._is_painted(run)

    def _is_painted(self, run: etree._Element) -> bool:
        highlight = child(run, _R_PR, f"{W}highlight")
        if (highlight is not None and highlight.get(_VAL) != "none") or _is_shade(child(run, _R_PR, _SHD)):
            return True
        for element in run.iterancestors():
            # The shape around a text box and the page itself may be of any colour.
            if element.tag == f"{W}txbxContent" or child(element, f"{W}background") is not None:
                return True
            properties, style = _HOLDERS.get(str(element.tag), ("", ""))
            if properties and _is_shade(child(element, properties, _SHD)):
                return True
            if style and self._style_paints(child(element, properties, style)):
                return True
        return False

    def _style_paints(self, named: etree._Element | None) -> bool:
        """Whether a style, or one that it is based on, has any shade."""
        name = (named.get(_VAL) or "") if named is not None else ""
        for _ in range(_DEEPEST_STYLE):
            style = self._known().get(name)
            if style is None:
                return False
            if any(map(_is_shade, style.iter(_SHD))):
                return True
            base = child(style, f"{W}basedOn")
            name = (base.get(_VAL) or "") if base is not None else ""
        return True

    def _known(self) -> dict[str, etree._Element]:
        if self._styles is None:
            root = self._find()
            found = root.findall(f"{W}style") if root is not None else []
            self._styles = {style.get(f"{W}styleId") or "": style for style in found}
        return self._styles


def _is_shade(shade: etree._Element | None) -> bool:
    if shade is None:
        return False
    if shade.get(_VAL) not in _PLAIN or shade.get(f"{W}themeFill") is not None:
        return True
    fill = shade.get(f"{W}fill", "auto")
    return fill != "auto" and shows_white(fill)
