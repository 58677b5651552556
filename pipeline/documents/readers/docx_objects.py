"""What a DOCX prints and keeps in no text of its body: pictures, embedded documents, charts, text drawn as a shape (I-98)."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from lxml import etree

from pipeline.documents.readers.docx_appearance import W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_CM = 360_000
_LENGTH = regex.compile(r"(width|height):\s*([0-9]*\.?[0-9]+)(pt|in|cm|mm|px)?")
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "": 2.54 / 72}
_WIDE, _HIGH = 6.0, 2.0
"""Centimetres from which on a picture may show rows; logos, seals and icons are smaller."""
_EMBEDDED = ("chart", "diagram", "chartex")
_NAMES = {"w": W[1:-1], "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
_KNOWN = (
    "w:t", "w:delText", "w:instrText", "w:delInstrText", "w:fldData",
    "*[local-name()='t' and contains(namespace-uri(), '/math')]",
    *(f"*[local-name()='{name}']" for name in (
        "posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "LinkType", "LockedField", "FieldCodes",
    )),
)
_ANY_UNKNOWN_TEXT = etree.XPath(
    "descendant::text()[not(parent::w:t)]" + "".join(f"[not(parent::{name})]" for name in _KNOWN) + "[normalize-space()]",
    namespaces=_NAMES, smart_strings=False,
)
"""Asked first: hardly any document has such a text, and to look for its element takes four times as long."""
_UNKNOWN_TEXT = etree.XPath(
    # In this order, because nearly every element without text is one of the first sort and with text one of the second.
    ".//*[text()][not(self::w:t)][text()[normalize-space()]]"
    + "".join(f"[not(self::{name})]" for name in _KNOWN) + "[not(ancestor::mc:Fallback)]",
    namespaces=_NAMES,
)


@dataclass(slots=True)
class Objects:
    """Notes what stands in the body and cannot be read; a picture counts where a table has begun before it.

    `here` are the pieces of the paragraph that is being read, by whose text, or else the one before, a finding tells its place.
    """

    remarks: list[tuple[str, int | None, str]]
    in_tables: bool = False
    here: list[str] = field(default_factory=list)
    _last: str = ""

    def begin(self, pieces: list[str]) -> None:
        """A paragraph begins, whose text will be in `pieces`."""
        self._last = "".join(self.here).strip() or self._last
        self.here = pieces

    def passed(self, text: str) -> None:
        """A paragraph of nothing but `text` has been read."""
        if text := text.strip():
            self.here, self._last = [], text

    def see(self, element: etree._Element) -> None:
        """An element of the body that may be, or hold, more than text."""
        tag = element.tag
        if tag == f"{W}altChunk":
            self._note("embedded_not_read", "another document")
        elif tag == f"{_O}OLEObject":
            self._note("embedded_not_read", f"an object ({element.get('ProgID') or 'without a name'})")
        elif tag == f"{_A}graphicData":
            kind = (element.get("uri") or "").rpartition("/")[2]
            if kind in _EMBEDDED:
                self._note("embedded_not_read", f"a {kind}")
        elif tag == f"{_V}textpath" and (element.get("string") or "").strip():
            self._note("markup_not_read", f"text drawn as a shape: {element.get('string')}")
        elif tag in (f"{_WP}inline", f"{_WP}anchor"):
            self._drawing(element)
        elif tag == f"{_V}imagedata":
            self._old_picture(element)

    def _drawing(self, drawing: etree._Element) -> None:
        extent = drawing.find(f"{_WP}extent")
        data = drawing.find(f"{_A}graphic/{_A}graphicData")
        if extent is None or data is None or not (data.get("uri") or "").endswith("/picture"):
            return
        self._picture(*(_whole(extent.get(side)) / _CM for side in ("cx", "cy")))

    def _old_picture(self, image: etree._Element) -> None:
        """A picture in a shape of the older kind; that of an embedded object is told with the object."""
        shape = image.getparent()
        outer = shape.getparent() if shape is not None else None
        if shape is None or (outer is not None and outer.tag == f"{W}object"):
            return
        lengths = _LENGTH.findall(shape.get("style") or "")
        sizes = {name: float(number) * _CENTIMETRES[unit] for name, number, unit in lengths}
        self._picture(sizes.get("width", 0.0), sizes.get("height", 0.0))

    def _picture(self, width: float, height: float) -> None:
        if self.in_tables and width >= _WIDE and height >= _HIGH:
            self._note("picture_not_read", f"a picture of {width:.0f} × {height:.0f} cm")

    def _note(self, code: str, what: str) -> None:
        before = "".join(self.here).strip() or self._last
        behind = f" behind “{before[-30:]}”" if before else ""
        self.remarks.append((code, None, f"Not read: {what}{behind}."))


def unknown_text(body: etree._Element) -> list[tuple[str, int | None, str]]:
    """Findings for elements that hold text and that no rule reads or knows to be unprinted, one for each kind."""
    texts: dict[str, list[str]] = {}
    found = _UNKNOWN_TEXT(body) if _ANY_UNKNOWN_TEXT(body) else ()
    for element in found if isinstance(found, list) else ():
        if isinstance(element, etree._Element):
            text = "".join([element.text or "", *(inner.tail or "" for inner in element)])
            texts.setdefault(etree.QName(element).localname, []).append(" ".join(text.split()))
    return [("markup_not_read", None, f"Not read: <{name}> {'; '.join(parts)[:200]}.") for name, parts in texts.items()]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
