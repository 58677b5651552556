"""What of a DOCX is printed: hidden and struck text, rows, cells and paragraph marks that are gone (I-90, I-99)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from pipeline.documents.readers.docx_paint import COLOUR, Paint, is_white_colour
from pipeline.documents.readers.package import child

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _P_PR, _R_PR, _TR_PR, _R_STYLE = (f"{W}{tag}" for tag in ("val", "pPr", "rPr", "trPr", "rStyle"))
_OFF = frozenset(("0", "false", "off"))
_VANISH, _STRIKE = (f"{W}vanish",), (f"{W}strike", f"{W}dstrike")
_GONE = (f"{W}del", f"{W}moveFrom", f"{W}vanish")
_DEEPEST_STYLE = 20


class Look(Enum):
    """How the text of a run stands on the page."""

    PLAIN = auto()
    STRUCK = auto()
    HIDDEN = auto()
    UNSEEN = auto()


class Marks(NamedTuple):
    """Whether any run of a part says something of its look, and whether any paragraph may have lost its mark.

    Most parts have no such element at all, and one look at the whole spares thousands.
    """

    runs: bool = True
    paragraphs: bool = True

    @classmethod
    def of(cls, root: etree._Element, paint: Paint) -> Marks:
        """The marks in a part."""
        runs = next(root.iter(*_VANISH, *_STRIKE, _R_STYLE), None) is not None or any(map(is_white_colour, root.iter(COLOUR)))
        return cls(runs or paint.is_in_styles(), next(root.iter(*_GONE), None) is not None)


class Appearance:
    """Looks up what styles and runs say; `styles` finds the style part, which is asked for where a style is named.

    `marks` are those of the part that is being read, `paint` tells what white text stands on.
    """

    def __init__(self, styles: Callable[[], etree._Element | None], marks: Marks, paint: Paint) -> None:
        self.marks = marks
        self.paint = paint
        self._find = styles
        self._looks: dict[str, Look] = {"": Look.PLAIN}
        self._known: dict[str, etree._Element] | None = None
        self._toggles: dict[tuple[str, tuple[str, ...]], bool] = {}

    def look(self, run: etree._Element, paragraph_style: str) -> Look:
        """How a run of a paragraph with that style is printed."""
        of_all = self.look_of_all(paragraph_style)
        if of_all is not None:
            return of_all
        properties = child(run, _R_PR)
        look = self._look(properties, paragraph_style) if properties is not None or paragraph_style else Look.PLAIN
        return Look.UNSEEN if look is Look.PLAIN and self.paint.hides(run, paragraph_style) else look

    def look_of_all(self, paragraph_style: str) -> Look | None:
        """How every run of a paragraph with that style is printed; None where the runs may differ."""
        if self.marks.runs:
            return None
        look = self._looks.get(paragraph_style)
        if look is None:
            look = self._looks[paragraph_style] = self._look(None, paragraph_style)
        return look

    def _look(self, properties: etree._Element | None, paragraph_style: str) -> Look:
        if self._toggled(properties, paragraph_style, _VANISH):
            return Look.HIDDEN
        return Look.STRUCK if self._toggled(properties, paragraph_style, _STRIKE) else Look.PLAIN

    def _toggled(self, properties: etree._Element | None, paragraph_style: str, tags: tuple[str, ...]) -> bool:
        """What the run says itself, else its two styles: each of them turns over what the other says, as Word does."""
        for tag in tags:
            own = child(properties, tag)
            if own is not None:
                return own.get(_VAL, "1") not in _OFF
        style = child(properties, _R_STYLE)
        of_run = self._of_style(style.get(_VAL) or "", tags) if style is not None else False
        return of_run != self._of_style(paragraph_style, tags)

    def _of_style(self, name: str, tags: tuple[str, ...]) -> bool:
        if not name:
            return False
        if (name, tags) not in self._toggles:
            self._toggles[name, tags] = self._inherited(name, tags)
        return self._toggles[name, tags]

    def _inherited(self, name: str, tags: tuple[str, ...]) -> bool:
        """What the nearest style says, from a style to those that it is based on."""
        for _ in range(_DEEPEST_STYLE):
            style = self._styles().get(name)
            if style is None:
                break
            for tag in tags:
                found = child(style, _R_PR, tag)
                if found is not None:
                    return found.get(_VAL, "1") not in _OFF
            base = child(style, f"{W}basedOn")
            name = (base.get(_VAL) or "") if base is not None else ""
        return False

    def _styles(self) -> dict[str, etree._Element]:
        if self._known is None:
            root = self._find()
            found = root.findall(f"{W}style") if root is not None else []
            self._known = {style.get(f"{W}styleId") or "": style for style in found}
        return self._known


def mark_is_gone(paragraph: etree._Element, marks: Marks) -> bool:
    """Whether the mark at the end of a paragraph is deleted, moved away or hidden, so that the next one goes on in its line."""
    properties = child(paragraph, _P_PR, _R_PR) if marks.paragraphs else None
    return properties is not None and any(_is_on(child(properties, tag)) for tag in _GONE)


def row_is_printed(row: etree._Element) -> bool:
    """Whether a row is neither hidden nor deleted."""
    properties = child(row, _TR_PR)
    return properties is None or not any(_is_on(child(properties, f"{W}{tag}")) for tag in ("del", "hidden"))


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_VAL, "1") not in _OFF
