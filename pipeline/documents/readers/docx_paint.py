"""White text of a DOCX that nothing is painted behind: nobody sees it (I-101).

A run says its colour itself, or its style does, its paragraph's, or what holds for all of them. Where a shade may come
from a theme, from a pattern or from bands of a table's style, the text counts as shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from lxml import etree

from pipeline.documents.readers.colours import is_white, shows_white
from pipeline.documents.readers.package import child

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLOUR = f"{W}color"
_VAL, _R_PR, _P_PR, _TC_PR, _TBL_PR, _SHD = (f"{W}{tag}" for tag in ("val", "rPr", "pPr", "tcPr", "tblPr", "shd"))
_HOLDERS = {f"{W}p": (_P_PR, f"{W}pStyle"), f"{W}tc": (_TC_PR, ""), f"{W}tbl": (_TBL_PR, f"{W}tblStyle")}
_STYLE, _R_STYLE, _DEFAULTS, _TR, _TC = (f"{W}{tag}" for tag in ("style", "rStyle", "docDefaults", "tr", "tc"))
_TYPE, _PART, _THEME_COLOUR, _THEME_FILL = f"{W}type", f"{W}tblStylePr", f"{W}themeColor", f"{W}themeFill"
_PAPER = frozenset(("background1", "light1"))
"""The colours of a theme that are white."""
_WHITE = ("FFFFFF", "ffffff", *sorted(_PAPER))
_PLAIN = frozenset((None, "clear", "nil"))
_DEEPEST_STYLE = 20


def is_white_colour(colour: etree._Element) -> bool:
    """Whether a `w:color` says white; a theme's colour counts before the value that it had when the file was saved."""
    theme = colour.get(_THEME_COLOUR)
    if theme is not None and theme != "none":
        return theme in _PAPER and colour.get(f"{W}themeShade") is None
    return is_white(colour.get(_VAL))


class Paint:
    """Tells of white runs whether anybody sees them.

    `styles` gives the style part, of which it is told words that it must hold, or none.
    """

    def __init__(self, styles: Callable[[tuple[str, ...]], etree._Element | None]) -> None:
        self._find = styles
        self._styles: dict[str, etree._Element] | None = None
        self._common: etree._Element | None = None
        self._said: dict[str, etree._Element | None] = {}

    def is_in_styles(self) -> bool:
        """Whether any style of text says white; of a table's style it counts as shown."""
        root = self._find(_WHITE)
        return root is not None and _is_white_in(root)

    def hides(self, run: etree._Element, paragraph_style: str) -> bool:
        """Whether a run of a paragraph with that style is white and nothing is painted behind it."""
        colour = self._colour(run, paragraph_style)
        return colour is not None and is_white_colour(colour) and not self._is_painted(run)

    def _colour(self, run: etree._Element, paragraph_style: str) -> etree._Element | None:
        """What says the colour of a run."""
        own = child(run, _R_PR, COLOUR)
        if own is not None:
            return own
        named = child(run, _R_PR, _R_STYLE)
        for name in ((named.get(_VAL) or "") if named is not None else "", paragraph_style or self._default()):
            if name not in self._said:
                self._said[name] = self._inherited(name)
            if self._said[name] is not None:
                return self._said[name]
        return self._common

    def _inherited(self, name: str) -> etree._Element | None:
        """What the nearest style says, from a style to those that it is based on."""
        for _ in range(_DEEPEST_STYLE):
            style = self._known().get(name)
            if style is None:
                break
            colour = child(style, _R_PR, COLOUR)
            if colour is not None:
                return colour
            base = child(style, f"{W}basedOn")
            name = (base.get(_VAL) or "") if base is not None else ""
        return None

    def _default(self) -> str:
        """The style of paragraphs that name none."""
        return next((name for name, style in self._known().items() if _is_default(style)), "")

    def _is_painted(self, run: etree._Element) -> bool:
        highlight = child(run, _R_PR, f"{W}highlight")
        if (highlight is not None and highlight.get(_VAL) != "none") or _is_shade(child(run, _R_PR, _SHD)):
            return True
        inside: list[etree._Element] = []
        for element in run.iterancestors():
            # The shape around a text box and the page itself may be of any colour.
            if element.tag == f"{W}txbxContent" or child(element, f"{W}background") is not None:
                return True
            properties, style = _HOLDERS.get(str(element.tag), ("", ""))
            if properties and _is_shade(child(element, properties, _SHD)):
                return True
            if style and self._style_paints(child(element, properties, style), inside):
                return True
            inside.append(element)
        return False

    def _style_paints(self, named: etree._Element | None, inside: Sequence[etree._Element]) -> bool:
        """Whether a style, or one that it is based on, has a shade for what stands inside; the outermost comes last."""
        name = (named.get(_VAL) or "") if named is not None else ""
        for _ in range(_DEEPEST_STYLE):
            style = self._known().get(name)
            if style is None:
                return False
            if any(_is_shade(shade) and _is_meant(shade, inside) for shade in style.iter(_SHD)):
                return True
            base = child(style, f"{W}basedOn")
            name = (base.get(_VAL) or "") if base is not None else ""
        return True

    def _known(self) -> dict[str, etree._Element]:
        if self._styles is None:
            root = self._find(())
            found = root.findall(_STYLE) if root is not None else []
            self._styles = {style.get(f"{W}styleId") or "": style for style in found}
            self._common = child(root, _DEFAULTS, f"{W}rPrDefault", _R_PR, COLOUR) if root is not None else None
        return self._styles


@lru_cache(maxsize=2)
def _is_white_in(styles: etree._Element) -> bool:
    """Whether any style of text in a style part says white; documents of one template share that part."""
    return any(
        is_white_colour(colour) for part in styles.iterchildren(_STYLE, _DEFAULTS) if part.get(_TYPE) != "table"
        for colour in part.iter(COLOUR)
    )


def _is_shade(shade: etree._Element | None) -> bool:
    if shade is None:
        return False
    theme = shade.get(_THEME_FILL)
    if shade.get(_VAL) not in _PLAIN or (theme is not None and (theme not in _PAPER or shade.get(f"{W}themeFillShade"))):
        return True
    if theme is not None:
        return False
    fill = shade.get(f"{W}fill", "auto")
    return fill != "auto" and shows_white(fill)


def _is_meant(shade: etree._Element, inside: Sequence[etree._Element]) -> bool:
    """Whether a table's style has a shade for the cell; of a first or last row or column only cells in it are meant."""
    part = next(shade.iterancestors(_PART), None)
    kind = part.get(_TYPE) if part is not None else None
    tag = {"firstRow": _TR, "lastRow": _TR, "firstCol": _TC, "lastCol": _TC}.get(kind or "")
    cell = next((element for element in reversed(inside) if element.tag == tag), None)
    if tag is None or cell is None:
        return True
    if kind == "firstRow" and child(cell, f"{W}trPr", f"{W}tblHeader") is not None:
        return True
    return next(cell.itersiblings(tag, preceding=kind in ("firstRow", "firstCol")), None) is None


def _is_default(style: etree._Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(f"{W}default") in ("1", "true")
