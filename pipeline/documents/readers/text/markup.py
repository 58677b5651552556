"""What a file of text is by its first signs: a text, a web page, or markup that is refused by name (I-115)."""

from __future__ import annotations

import regex

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.text.encoding import decode

_FRONT = 4096
_MHTML = regex.compile(r"(?im)^content-type:\s*multipart/related")
_PAGE = regex.compile(
    r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b|<table\b|<meta\b|<div\b)"
)
_MARKUP = regex.compile(r"(?i)\s*(?:<\?xml\b|<!doctype\b|<[a-z][\w.-]*:[a-z])")
_MAIL = regex.compile(r"(?i)(?:from|return-path|received|subject|mime-version):\s")


def refuse_markup(data: bytes) -> None:
    """Raises `UnreadableDocument` with the remedy for bytes that are neither a text nor a web page."""
    front = decode(data)[0][:_FRONT]
    if _MHTML.search(front) or (_MAIL.match(front) and "mime-version" in front.lower()):
        raise UnreadableDocument(
            "is a web page saved as MHTML; open it in a browser and save it as HTML, or download the document itself"
        )
    if not is_page(front) and _MARKUP.match(front):
        raise UnreadableDocument(
            "is an XML file, not a published document; open it in the program that made it and save it as DOCX, ODT or XLSX"
        )


def is_page(text: str) -> bool:
    """Whether a text is a web page, under whatever name it was saved."""
    return _PAGE.match(text[:_FRONT]) is not None
