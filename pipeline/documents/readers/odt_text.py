"""The printed text of an ODT paragraph; frames, shapes and notes that hang on it are put aside (I-90 … I-99)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.odt_appearance import Appearance
from pipeline.documents.readers.odt_paint import Paint
from pipeline.documents.readers.odt_styles import TEXT, points
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"
SKIPPED = frozenset((
    *(f"{TEXT}{tag}" for tag in (
        "tracked-changes", "sequence-decls", "note-citation", "soft-page-break", "ruby-text", "script", "label",
        "variable-decls", "user-field-decls",
    )),
    *(f"{OFFICE}{tag}" for tag in ("annotation", "annotation-end", "forms", "event-listeners")),
    f"{_SVG}title", f"{_SVG}desc",
))
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_FORM_FIELD, _FORM_VALUE = f"{_FIELD}fieldmark", f"{_FIELD}param"
_LAID_OUT = frozenset(f"{_MATH}{tag}" for tag in (
    "mfrac", "msup", "msub", "msubsup", "msqrt", "mroot", "munder", "mover", "munderover", "mtable",
))
_SPACES = re.compile(r"[ \t\r\n]+")
_TO_JOIN = re.compile(r"[\t\r\n]|  ")
_SPAN, _S, _C, _TAB, _LINE_BREAK, _NOTE = (f"{TEXT}{tag}" for tag in ("span", "s", "c", "tab", "line-break", "note"))
_GLYPHS = {_TAB: "\t", _LINE_BREAK: "\n"}
_DEEPEST = 120
_WIDE, _HIGH = 170.0, 56.0
"""Points from which on a picture may show rows (6 × 2 cm); logos, seals and icons are smaller."""
TOO_DEEP = "nests its content too deeply; save it anew with a word processor"

Remarks = list[tuple[str, int | None, str]]
"""Findings of a reader, as `Document` takes them."""


@dataclass(slots=True)
class PrintedText:
    """Reads paragraphs one after the other; `part` gives the tree of an embedded part by its address, None where there is none.

    `notes` are the bodies of the footnotes and endnotes whose marks were printed, in order.
    """

    appearance: Appearance
    paint: Paint
    part: Callable[[str], etree._Element | None]
    remarks: Remarks
    in_tables: bool = False
    notes: list[etree._Element] = field(default_factory=list)
    _out: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _last: str = ""
    _is_plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self._is_plain = self.appearance.is_plain and not self.paint.is_needed

    def of(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text of a paragraph that is not `plain`, and the frames and shapes with text that hang on it."""
        self._out, self._struck, self._unseen, self._boxes = [], [], [], []
        if not self.appearance.hides(paragraph) and not self.appearance.hides_by_field(paragraph):
            self._walk(paragraph, self.appearance.strikes(paragraph), 0, white=self._is_white(paragraph, around=False))
        text, struck = "".join(self._out), "".join(self._struck).strip()
        if struck:
            self.remarks.append(("text_struck", None, f"Left out: {struck}."))
        if unseen := "".join(self._unseen).strip():
            self.remarks.append((NOT_SHOWN, None, told(Unshown.GROUND, f"“{unseen}”")))
        self._last = text.strip() or self._last
        return text, self._boxes

    def plain(self, paragraph: etree._Element) -> str | None:
        """The text of a paragraph of text, blanks and line breaks alone, in spans or not, as most are; None for any other."""
        text = _in_spans(paragraph) if self._is_plain else None
        if text is not None:
            self._last = text.strip() or self._last
        return text

    def _walk(self, parent: etree._Element, struck: bool, depth: int, *, white: bool) -> None:
        if depth > _DEEPEST:
            raise UnreadableDocument(TOO_DEEP)
        unseen = white and self.paint.hides(parent)
        self._print(_joined(parent.text), struck, unseen)
        for element in parent:
            tag = element.tag
            if tag == _S:
                self._print(_spaces(element), struck, unseen)
            elif tag == _TAB:
                self._print("\t", struck, unseen)
            elif tag == _LINE_BREAK:
                self._print("\n", struck, unseen)
            elif tag == _NOTE:
                self.notes += element.iterchildren(f"{TEXT}note-body")
            elif tag != _SPAN and isinstance(tag, str) and tag.startswith(DRAW):
                self.shape(element, struck, depth)
            elif tag == _FORM_FIELD:
                self._print(_form_value(element), struck, unseen)
            elif tag not in SKIPPED and not self.appearance.hides(element):
                self._walk(element, self._is_struck(element, struck), depth + 1, white=self._is_white(element, white))
            if element.tail:
                self._print(_joined(element.tail), struck, unseen)

    def _is_struck(self, element: etree._Element, around: bool) -> bool:
        return self.appearance.strikes(element) or (around and not self.appearance.shows_struck(element))

    def _is_white(self, element: etree._Element, around: bool) -> bool:
        return self.paint.is_needed and self.paint.is_white(element, around)

    def _print(self, text: str, struck: bool, unseen: bool = False) -> None:
        if text:
            (self._unseen if unseen else self._struck if struck else self._out).append(text)

    # frames, shapes, pictures, objects ----------------------------------------------------------------

    def hanging(self, drawing: etree._Element) -> list[etree._Element]:
        """The frames and shapes with text of a drawing that hangs on no paragraph."""
        self._out, self._boxes = [], []
        self.shape(drawing)
        return self._boxes

    def shape(self, element: etree._Element, struck: bool = False, depth: int = 0) -> None:
        """A drawing: of a frame the first form that it offers, the text of a shape, what a control or an object shows."""
        if depth > _DEEPEST:
            raise UnreadableDocument(TOO_DEEP)
        tag = element.tag
        if tag == f"{DRAW}frame":
            shown = next((inner for inner in element if inner.tag not in SKIPPED), None)
            if shown is not None:
                self._framed(element, shown, struck)
        elif tag in (f"{DRAW}g", f"{DRAW}a"):
            for inner in element:
                if inner.tag not in SKIPPED:
                    self.shape(inner, struck, depth + 1)
        elif tag == f"{DRAW}control":
            self._note("markup_not_read", "the field of a form")
        elif next(element.iter(f"{TEXT}p"), None) is not None:
            self._boxes.append(element)

    def _framed(self, frame: etree._Element, shown: etree._Element, struck: bool) -> None:
        if shown.tag == f"{DRAW}text-box":
            self._boxes.append(shown)
        elif shown.tag == f"{DRAW}image":
            sides = [points(frame.get(f"{_SVG}{side}")) for side in ("width", "height")]
            if self.in_tables and sides[0] >= _WIDE and sides[1] >= _HIGH:
                self._note("picture_not_read", f"a picture of {sides[0] / 28.35:.0f} × {sides[1] / 28.35:.0f} cm")
        elif shown.tag == f"{DRAW}object":
            self._object(shown, struck)
        elif shown.tag == f"{DRAW}object-ole":
            self._note("embedded_not_read", "an object")

    def _object(self, shown: etree._Element, struck: bool) -> None:
        """A formula is kept as its signs in their order (I-93); another embedded document cannot be read (I-98)."""
        address = (shown.get(f"{_XLINK}href") or "").removeprefix("./").strip("/")
        root = shown if len(shown) else self.part(f"{address}/content.xml") if address else None
        formula = next(root.iter(f"{_MATH}math"), None) if root is not None else None
        if formula is None:
            self._note("embedded_not_read", "an object")
            return
        text = "".join("".join(_signs(formula)).split())
        self._print(text, struck)
        if next(formula.iter(*_LAID_OUT), None) is not None:
            self.remarks.append(("formula_flattened", None, f"Read as: {text}."))

    def _note(self, code: str, what: str) -> None:
        behind = "".join(self._out).strip() or self._last
        self.remarks.append((code, None, f"Not read: {what}" + (f" behind “{behind[-30:]}”." if behind else ".")))


def _form_value(field: etree._Element) -> str:
    """What a list or a check box of an old form shows, by the settings that LibreOffice keeps of it (I-96)."""
    kind = (field.get(f"{_FIELD}type") or "").rpartition(".")[2]
    settings = [(one.get(f"{_FIELD}name") or "", one.get(f"{_FIELD}value") or "") for one in field.iterchildren(_FORM_VALUE)]
    if kind == "FORMCHECKBOX":
        return "☒" if ("Checkbox_Checked", "true") in settings else "☐"
    entries = [value for name, value in settings if name == "Dropdown_ListEntry"]
    chosen = next((value for name, value in settings if name == "Dropdown_Selected"), "")
    place = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 4 else 0
    return entries[place] if place < len(entries) else ""


def _signs(element: etree._Element) -> list[str]:
    """The text of a formula without the source from which it was made."""
    if element.tag == f"{_MATH}annotation":
        return []
    parts = [element.text or ""]
    for inner in element:
        parts += [*_signs(inner), inner.tail or ""]
    return parts


def _spaces(element: etree._Element) -> str:
    count = element.get(_C) or "1"
    return " " * min(int(count) if count.isdigit() and len(count) < 4 else 1, 100)


def _in_spans(paragraph: etree._Element, *, is_outer: bool = True) -> str | None:
    text = paragraph.text
    parts = [_joined(text)] if text else []
    for element in paragraph:
        tag = element.tag
        if tag in _GLYPHS:
            parts.append(_GLYPHS[tag])
        elif tag == _S:
            parts.append(_spaces(element))
        elif tag == _SPAN and (not len(element) or is_outer):
            inner = _in_spans(element, is_outer=False)
            if inner is None:
                return None
            parts.append(inner)
        else:
            return None
        text = element.tail
        if text:
            parts.append(_joined(text))
    return "".join(parts)


def _joined(text: str | None) -> str:
    """A text with its white space as OpenDocument means it: any run of it is one space."""
    if not text:
        return ""
    return _SPACES.sub(" ", text) if _TO_JOIN.search(text) else text
