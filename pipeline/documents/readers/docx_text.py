"""The printed text of a DOCX paragraph: fields by their result, forms by their value, ruby by its base, formulas as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.docx_appearance import Appearance, Look, W
from pipeline.documents.readers.docx_objects import Objects
from pipeline.documents.readers.package import child
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL = f"{W}val"
_R, _T, _SDT = f"{W}r", f"{W}t", f"{W}sdt"
_SKIPPED = frozenset(
    f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "fldData")
)
_SILENT = frozenset(f"{W}{tag}" for tag in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak"))
_GLYPHS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_FORMULAS = frozenset((f"{_M}oMath", f"{_M}oMathPara"))
_IN_LINE = frozenset(f"{_M}{tag}" for tag in ("oMathPara", "oMath", "r", "t", "rPr", "ctrlPr", "oMathParaPr", "sty", "jc", "nor"))
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
DEEPEST_XML = 120
TOO_DEEP = "nests its content too deeply; save it anew with a word processor"

Remarks = list[tuple[str, int | None, str]]
"""Findings of a reader, as `Document` takes them."""


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction is not printed, and of a form field not the result either."""

    prints: bool = False
    is_form: bool = False


@dataclass(slots=True)
class PrintedText:
    """Reads paragraphs one after the other; `notes` are the ids of the notes whose marks were printed, in order."""

    appearance: Appearance
    objects: Objects
    remarks: Remarks
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnotes": [], "endnotes": []})
    _fields: list[_Field] = field(default_factory=list)
    _out: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _style: str = ""

    def of(self, paragraphs: Sequence[etree._Element], styles: Sequence[str]) -> tuple[str, list[etree._Element]]:
        """The text of paragraphs that are one on the page, with their styles, and the text boxes that hang on it."""
        self._out, self._struck, self._unseen, self._boxes = [], [], [], []
        self.objects.begin(self._out)
        for paragraph, self._style in zip(paragraphs, styles, strict=True):
            self._walk(paragraph, Look.PLAIN, 0)
        if self._fields:
            # A damaged field must not swallow what comes after its paragraph.
            self._fields = [open_field for open_field in self._fields if open_field.prints]
        text, struck = "".join(self._out), "".join(self._struck).strip()
        if struck:
            self.remarks.append(("text_struck", None, f"Left out: {struck}."))
        if unseen := "".join(self._unseen).strip():
            self.remarks.append((NOT_SHOWN, None, told(Unshown.GROUND, f"“{unseen}”")))
        return text, self._boxes

    def plain(self, elements: Sequence[etree._Element], style: str) -> str | None:
        """The text of a paragraph that holds these elements, plain runs of nothing but text, as most do; None for any other."""
        if self._fields or self.appearance.look_of_all(style) is not Look.PLAIN:
            return None
        parts: list[str] = []
        for run in elements:
            tag = run.tag
            if tag == _R:
                for element in run:
                    tag = element.tag
                    if tag == _T:
                        parts.append(element.text or "")
                    elif tag in _GLYPHS:
                        parts.append(_GLYPHS[tag])
                    elif tag not in _SKIPPED and not _is_silent(element):
                        return None
            elif tag not in _SKIPPED and not _is_silent(run):
                return None
        text = "".join(parts)
        self.objects.passed(text)
        return text

    def _walk(self, parent: etree._Element, look: Look, depth: int) -> None:
        if depth > DEEPEST_XML:
            raise UnreadableDocument(TOO_DEEP)
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._walk(element, self.appearance.look(element, self._style), depth + 1)
            elif tag == _T:
                self._print(element.text or "", look)
            elif tag in _GLYPHS:
                self._print(_GLYPHS[tag], look)
            elif tag not in _SKIPPED:
                self._special(element, look, depth)

    def _special(self, element: etree._Element, look: Look, depth: int) -> None:
        tag = element.tag
        if tag == f"{W}fldChar":
            self._field(element, look)
        elif tag == f"{W}sym":
            self._print(_symbol(element), look)
        elif tag in _NOTES and look is not Look.HIDDEN:
            self.notes[_NOTES[tag]].append(element.get(f"{W}id") or "")
        elif tag == f"{W}txbxContent":
            self._boxes += [element] if look is not Look.HIDDEN else []
        elif tag == f"{W}ruby":
            self._walk_children(element, f"{W}rubyBase", look, depth)
        elif tag == f"{_MC}AlternateContent":
            chosen = element.find(f"{_MC}Choice")
            self._walk(chosen if chosen is not None else element, look, depth + 1)
        elif tag in _FORMULAS:
            self._formula(element, look)
        elif tag == _SDT and is_prompt(element):
            self.prompt(element)
        else:
            if look is not Look.HIDDEN:
                self.objects.see(element)
            self._walk(element, look, depth + 1)

    def _walk_children(self, element: etree._Element, tag: str, look: Look, depth: int) -> None:
        for inner in element.iterchildren(tag):
            self._walk(inner, look, depth + 1)

    def _print(self, text: str, look: Look) -> None:
        if look is Look.HIDDEN or (self._fields and not all(open_field.prints for open_field in self._fields)):
            return
        (self._out if look is Look.PLAIN else self._struck if look is Look.STRUCK else self._unseen).append(text)

    # fields and forms -----------------------------------------------------------------------------

    def _field(self, element: etree._Element, look: Look) -> None:
        """Begin, go on to the result of, or end a field; a list or check box of a form prints its value (I-96)."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            value = _form_value(child(element, f"{W}ffData"))
            self._print(value or "", look)
            self._fields.append(_Field(is_form=value is not None))
        elif self._fields and kind == "separate":
            self._fields[-1].prints = not self._fields[-1].is_form
        elif self._fields and kind == "end":
            self._fields.pop()

    def prompt(self, control: etree._Element) -> None:
        """A content control that shows the words which ask for its value holds none (I-128)."""
        text = "".join(element.text or "" for element in control.iter(_T)).strip()
        if text:
            self.remarks.append(("form_prompt", None, f"Left out: {text}."))

    # formulas -------------------------------------------------------------------------------------

    def _formula(self, formula: etree._Element, look: Look) -> None:
        """The signs of a formula in their order; fractions, roots and raised signs lose their place, which is told (I-93)."""
        text = "".join(element.text or "" for element in formula.iter(f"{_M}t", _T))
        self._print(text, look)
        if look is not Look.HIDDEN and any(_is_layout(element) for element in formula.iter()):
            self.remarks.append(("formula_flattened", None, f"Read as: {text}."))


def _is_silent(element: etree._Element) -> bool:
    return element.tag in _SILENT and len(element) == 0


def is_prompt(control: etree._Element) -> bool:
    """Whether a content control shows its placeholder and no value."""
    shown = child(control, f"{W}sdtPr", f"{W}showingPlcHdr")
    return shown is not None and shown.get(_VAL, "1") not in ("0", "false", "off")


def _is_layout(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_M) and element.tag not in _IN_LINE


def _form_value(data: etree._Element | None) -> str | None:
    """What a list or a check box of an old form shows; None for a text field, whose result stands in the text."""
    box, choices = child(data, f"{W}checkBox"), child(data, f"{W}ddList")
    if box is not None:
        state = next((found for tag in ("checked", "default") if (found := child(box, f"{W}{tag}")) is not None), None)
        return "☒" if state is not None and state.get(_VAL, "1") not in ("0", "false", "off") else "☐"
    if choices is None:
        return None
    entries = [entry.get(_VAL) or "" for entry in choices.iterchildren(f"{W}listEntry")]
    chosen = next((found for tag in ("result", "default") if (found := child(choices, f"{W}{tag}")) is not None), None)
    number = (chosen.get(_VAL) or "0") if chosen is not None else "0"
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return entries[place] if place < len(entries) else ""


def _symbol(element: etree._Element) -> str:
    """A glyph of a symbol font, as the private-use character that Word gives it."""
    code = element.get(f"{W}char") or ""
    return chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""
