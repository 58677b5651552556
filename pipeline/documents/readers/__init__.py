"""Bytes to `Document`: one reader per format, chosen by content and never by suffix."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document

if TYPE_CHECKING:
    from pipeline.documents.readers.pdf.unruled.words import TableWords

SUFFIXES = {"pdf": (".pdf",), "docx": (".docx",), "odt": (".odt",), "text": (".txt", ".text", ".tsv")}
"""The usual suffixes of each format, for telling the user about a wrong one."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def sniff(data: bytes) -> str:
    """The format of a file's bytes: `pdf`, `docx`, `odt` or `text`.

    Raises `UnreadableDocument` with the remedy for everything else, empty files included.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("is empty; download it again")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _sniff_package(data)
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableDocument("is protected by a password; save a copy without the password")
        raise UnreadableDocument("is an old Word file (.doc); save it as DOCX or ODT")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument("is neither PDF, DOCX, ODT nor text; check that it is a published standard")
    if data.lstrip()[:5].lower() in (b"<!doc", b"<html", b"{\\rtf", b"<?xml"):
        raise UnreadableDocument("is a web page or another markup file, not a published document; download the document itself")
    return "text"


def _sniff_package(data: bytes) -> str:
    # Imported here and not above: it brings libraries that cost a reader of PDF files 4 MB.
    from pipeline.documents.readers.package import open_package

    names = set(open_package(data).namelist())
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    raise UnreadableDocument("is a zip file but neither DOCX nor ODT; unpack it and put the documents in")


def read(data: bytes, engine: str = "pdfium", words: TableWords | None = None) -> Document:
    """Read a file's bytes; `engine` names the PDF engine, `words` tell it of unruled tables. Raises `UnreadableDocument`."""
    kind = sniff(data)
    if kind == "pdf":
        from pipeline.documents.readers import pdf

        return pdf.read(data, engine, words)
    return _reader(kind)(data)


def _reader(kind: str) -> Callable[[bytes], Document]:
    """Import a reader where it is used: each brings its own library."""
    if kind == "docx":
        from pipeline.documents.readers import docx

        return docx.read
    if kind == "odt":
        from pipeline.documents.readers import odt

        return odt.read
    from pipeline.documents.readers import text

    return text.read
