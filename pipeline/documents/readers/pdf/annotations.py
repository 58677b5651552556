"""What lies on a page without being its content: filled form fields, typed remarks, comments (I-112)."""

from __future__ import annotations

from typing import NamedTuple

Remark = tuple[str, int | None, str]

FIELD = "form_field"
TYPED = "typed_remark"
COMMENT = "comment_attached"
_SHOWN = frozenset(("FreeText", "Stamp", "StrikeOut", "Redact"))
"""Kinds that change what the page shows; the others are notes about it, of which it shows a mark at most."""
_SILENT = frozenset(("Link", "Popup", "Watermark"))


class Annotation(NamedTuple):
    """Its kind as PDF names it, and its words: the value of a field, the contents of a remark."""

    kind: str
    text: str


def remark_of(annotation: Annotation, page: int) -> Remark | None:
    """What is told of an annotation; None of a blank field or a comment without words."""
    kind, text = annotation.kind, annotation.text.strip()
    if kind in _SILENT or (not text and kind not in _SHOWN):
        return None
    code = FIELD if kind == "Widget" else TYPED if kind in _SHOWN else COMMENT
    return code, page, f"{kind}: “{text}”" if text else kind
