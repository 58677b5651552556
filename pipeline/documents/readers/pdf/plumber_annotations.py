"""Form fields and remarks on a page, from pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from pipeline.documents.readers.pdf.annotations import Annotation, Remark, remark_of

_NOT_SHOWN = 2 | 32
"""Flags of annotations that no screen shows."""


def remarks_on(page: Page) -> list[Remark]:
    """What is told of the annotations of a page."""
    return [remark for annotation in _annotations(page) if (remark := remark_of(annotation, page.page_number)) is not None]


def _annotations(page: Page) -> Iterator[Annotation]:
    for entry in page.annots:
        data = entry["data"]
        kind = literal_name(data["Subtype"])
        if not int(resolve1(data.get("F", 0))) & _NOT_SHOWN:
            yield Annotation(kind, _value(data) if kind == "Widget" else _decoded(data.get("Contents")))


def _value(data: dict[str, Any]) -> str:
    """The value of a field, which may stand with its parent; what is checked has a name for a value."""
    parent = resolve1(data.get("Parent")) or {}
    value = resolve1(data.get("V", parent.get("V")))
    if isinstance(value, PSLiteral):
        name = literal_name(value)
        return "" if name == "Off" else "☑ " + _decoded(data.get("T", parent.get("T")))
    return _decoded(value)


def _decoded(value: Any) -> str:
    plain = resolve1(value)
    if isinstance(plain, str):
        return plain
    return decode_text(plain) if isinstance(plain, bytes) else ""
