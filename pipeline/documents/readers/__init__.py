"""Bytes to `Document`: one reader per format, chosen by content and never by suffix."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document

SUFFIXES = {
    "pdf": (".pdf",), "docx": (".docx",), "odt": (".odt",), "xlsx": (".xlsx", ".xlsm"), "ods": (".ods",),
    "text": (".txt", ".text", ".tsv", ".csv", ".md", ".markdown", ".rst", ".html", ".htm", ".xhtml"),
}
"""The usual suffixes of each format, for telling the user about a wrong one."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEET = b"opendocument.spreadsheet"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def sniff(data: bytes) -> str:
    """The format of a file's bytes: a key of `SUFFIXES`.

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
    from pipeline.documents.readers.text.markup import refuse_markup

    refuse_markup(data)
    return "text"


def _sniff_package(data: bytes) -> str:
    # Imported here and not above: it brings libraries that cost a reader of PDF files 4 MB.
    from pipeline.documents.readers.package import open_package, read_part

    package = open_package(data)
    names = set(package.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods" if _SPREADSHEET in (read_part(package, "mimetype") or b"") else "odt"
    raise UnreadableDocument("is a zip file but none of DOCX, ODT, XLSX and ODS; unpack it and put the documents in")


def read(data: bytes, engine: str = "pdfium") -> Document:
    """Read a file's bytes; `engine` names the PDF engine. Raises `UnreadableDocument`."""
    kind = sniff(data)
    if kind == "pdf":
        from pipeline.documents.readers import pdf

        return pdf.read(data, engine)
    return _reader(kind)(data)


def _reader(kind: str) -> Callable[[bytes], Document]:
    """Import a reader where it is used: each brings its own library."""
    if kind == "docx":
        from pipeline.documents.readers import docx

        return docx.read
    if kind == "odt":
        from pipeline.documents.readers import odt

        return odt.read
    if kind == "xlsx":
        from pipeline.documents.readers import xlsx

        return xlsx.read
    if kind == "ods":
        from pipeline.documents.readers import ods

        return ods.read
    from pipeline.documents.readers import text

    return text.read
