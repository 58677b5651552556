"""Form fields and remarks on a page, from pdfium."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.annotations import Annotation, Remark, remark_of

_KINDS = {
    1: "Text", 2: "Link", 3: "FreeText", 4: "Line", 5: "Square", 6: "Circle", 9: "Highlight", 10: "Underline", 11: "Squiggly",
    12: "StrikeOut", 13: "Stamp", 14: "Caret", 15: "Ink", 16: "Popup", 20: "Widget", 23: "Watermark", 28: "Redact",
}
"""pdfium's numbers of the kinds that carry words or change what is shown."""
_NOT_SHOWN = 2 | 32
"""Flags of annotations that no screen shows."""
_CHECKED = (2, 3)
"""pdfium's numbers of boxes that are checked or not."""
_UNCHECKED = ("", "Off")
_WRITTEN = (4, 5, 6)
"""Its numbers of fields that hold a text."""


def remarks_on(document: int, page: int, number: int) -> list[Remark]:
    """What is told of the annotations of a loaded page."""
    count = pdfium.count_annotations(page)
    if count <= 0:
        return []
    with pdfium.form_of(document) as form:
        found = [remark_of(annotation, number) for annotation in _annotations(page, form, count)]
    return [remark for remark in found if remark is not None]


def _annotations(page: int, form: int, count: int) -> Iterator[Annotation]:
    for index in range(count):
        handle = pdfium.load_annotation(page, index)
        if not handle:
            continue
        kind = _KINDS.get(pdfium.annotation_kind(handle), "")
        if kind and not pdfium.annotation_flags(handle) & _NOT_SHOWN:
            yield Annotation(kind, _value(form, handle) if kind == "Widget" else _string(handle, b"Contents"))
        pdfium.close_annotation(handle)


def _value(form: int, handle: int) -> str:
    kind = pdfium.field_type(form, handle)
    if kind in _WRITTEN:
        return _text(lambda address, size: pdfium.field_value(form, handle, address, size))
    if kind in _CHECKED and _string(handle, b"AS") not in _UNCHECKED:
        return "☑ " + _text(lambda address, size: pdfium.field_name(form, handle, address, size))
    return ""


def _string(handle: int, key: bytes) -> str:
    return _text(lambda address, size: pdfium.annotation_string(handle, key, address, size))


def _text(fetch: Callable[[int | None, int], int]) -> str:
    """What pdfium writes as UTF-16, ended by a NUL, into a buffer of the size that it asks for."""
    size = fetch(None, 0)
    if size <= 2:
        return ""
    buffer = array("H", bytes(size + size % 2))
    fetch(buffer.buffer_info()[0], size)
    return buffer.tobytes()[: size - 2].decode("utf-16-le", "replace")
