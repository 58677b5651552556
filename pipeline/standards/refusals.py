"""Why a document that can be read gives no standard: what it is, what is missing, what to do."""

from __future__ import annotations

import regex

from pipeline.documents.model import Document
from pipeline.documents.text.normalise import fold
from pipeline.standards.sections.headings import key

_HEADS = ("工作任務", "行為指標")
_IDEOGRAPH = regex.compile(r"\p{Han}")
_LABELS = ("職能基準代碼", "工作描述", "基準級別")


def why_no_standard(document: Document) -> str:
    """The end of a sentence that begins with the document's name.

    Where the words of the form are printed it is a standard all the same, whose tables this form of it does not show.
    """
    words = key("".join(fold(line.text) for line in document.lines()))
    heads = [word for word in _HEADS if word in words]
    labels = [word for word in _LABELS if word in words]
    if len(heads) == len(_HEADS) or (heads and labels):
        return (
            f"prints {'、'.join([*labels, *heads])} but no table in which they head columns; "
            "use the PDF, DOCX or ODT of the standard, or save its tables as XLSX or CSV"
        )
    if document.format == "text" and not _IDEOGRAPH.search(words):
        return (
            "holds no Chinese characters; where they were lost when it was saved, save it again as UTF-8 from what still shows "
            "them, or use the PDF, DOCX or ODT"
        )
    if labels:
        return f"prints {'、'.join(labels)} but no main table (主要職責、工作任務、行為指標); get the whole document"
    return "can be read but is not a competency standard (no profile, no main table); check that it is a published 職能基準"
