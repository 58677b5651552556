"""Whether what a server sent is a document, and under which name to keep it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers import SUFFIXES, sniff
from pipeline.documents.readers.text import decode
from pipeline.documents.readers.text.markup import is_page

_SUBJECT = "職能"
_HEADS = ("工作任務", "行為指標")
_PDF_END = b"%%EOF"
_TAIL = 4096


def refusal(data: bytes) -> str | None:
    """None for a document; otherwise the end of a sentence that says what came instead.

    Login pages, surveys and error messages come with status 200 as well, and a server that stops in
    the middle does not always say so.
    """
    try:
        kind = sniff(data)
        if kind == "text" and (reason := _odd_text(decode(data)[0])) is not None:
            return reason
    except UnreadableDocument as error:
        return f"answered with something that {error}"
    if kind == "pdf" and _PDF_END not in data[-_TAIL:]:
        return "answered with a PDF that is cut off; it is fetched again next time"
    return None


def _odd_text(text: str) -> str | None:
    """Why a text is no document; a web page is one only where the heads of the main table stand in it."""
    if is_page(text):
        return None if all(head in text for head in _HEADS) else "answered with a web page; check the address"
    return None if _SUBJECT in text else "answered with a text that does not mention 職能; check the address"


def file_name(address: str, disposition: str, data: bytes) -> str:
    """The name that the server gives, or the last part of the address; with a suffix that fits the content."""
    name = _disposed(disposition) or unquote(PurePosixPath(urlsplit(address).path).name) or "document"
    suffixes = SUFFIXES[sniff(data)]
    return name if PurePosixPath(name).suffix.lower() in suffixes else f"{name}{suffixes[0]}"


def _disposed(disposition: str) -> str:
    """The file name of a Content-Disposition header; the form with an encoding first (RFC 6266)."""
    extended = re.search(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", disposition, re.I)
    if extended:
        try:
            return unquote(extended[2], encoding=extended[1], errors="strict")
        except (LookupError, UnicodeDecodeError):
            pass
    plain = re.search(r'filename\s*=\s*(?:"([^"]*)"|([^;\s]+))', disposition, re.I)
    if plain is None:
        return ""
    # Header bytes arrive as Latin-1; servers put UTF-8 into them all the same.
    text = plain[1] or plain[2] or ""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
