"""Bytes to `Document`: one reader per format, chosen by content and never by suffix."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document

if TYPE_CHECKING:
    from pipeline.documents.readers.pdf.unruled.words import TableWords
    from pipeline.documents.readers.word_package import WordPackage

SUFFIXES = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx", ".dotm", ".xml"),
    "odt": (".odt", ".ott", ".fodt", ".xml"),
    "doc": (".doc", ".dot", ".wps"),
    "rtf": (".rtf", ".doc"),
    "xlsx": (".xlsx", ".xlsm"),
    "ods": (".ods",),
    "text": (".txt", ".text", ".tsv", ".csv", ".md", ".markdown", ".rst", ".html", ".htm", ".xhtml"),
}
"""The usual suffixes of each format, for telling the user about a wrong one."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 8192
"""Bytes in which an XML file says what it is."""
_FLAT = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "odt",
    "http://schemas.microsoft.com/office/2006/xmlPackage": "docx",
}
"""Format by a namespace of documents that are one XML file."""
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_BLANK = b"\x00 \t\r\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEET = b"opendocument.spreadsheet"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OLD = ("doc", "rtf")
"""Formats that LibreOffice converts first."""
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_OTHERS = {"Workbook": "spreadsheet (.xls)", "PowerPoint Document": "slide show (.ppt)"}


def sniff(data: bytes) -> str:
    """The format of a file's bytes: a key of `SUFFIXES`.

    Raises `UnreadableDocument` with the remedy for everything else, empty files included.
    """
    return _sniffed(data)[0]


def _sniffed(data: bytes) -> tuple[str, WordPackage | None]:
    """The format, and of a Word file the parts, which its reader need not look for again."""
    if not data[:_HEAD].strip(_BLANK) and not data.strip(_BLANK):
        raise UnreadableDocument("is empty; download it again")
    if b"%PDF-" in data[:1024]:
        return "pdf", None
    if data.startswith(b"PK"):
        return _sniff_package(data)
    if data.startswith(_OLE):
        return _sniff_old(data), None
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf", None
    kind = _sniff_xml(data)
    if kind:
        return kind, None
    from pipeline.documents.readers.text.markup import refuse_markup

    refuse_markup(data)
    return "text", None


def _sniff_package(data: bytes) -> tuple[str, WordPackage | None]:
    # Imported here and not above: it brings libraries that cost a reader of PDF files 4 MB.
    from pipeline.documents.readers.odf_package import is_text_package
    from pipeline.documents.readers.package import open_package, read_part
    from pipeline.documents.readers.word_package import WordPackage

    package = open_package(data)
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx", None
    if _SPREADSHEET in (read_part(package, "mimetype") or b""):
        return "ods", None
    if is_text_package(package):
        return "odt", None
    word = WordPackage.within(package)
    if word.is_word:
        return "docx", word
    raise UnreadableDocument("is a zip file but none of DOCX, ODT, XLSX and ODS; unpack it and put the documents in")


def _sniff_old(data: bytes) -> str:
    """What the container of old Office files holds, by the names of the streams in it."""
    if _ENCRYPTED_PACKAGE in data:
        raise UnreadableDocument("is protected by a password; save a copy without the password")
    if _OLD_WORD in data:
        return "doc"
    other = next((said for name, said in _OLD_OTHERS.items() if name.encode("utf-16-le") in data), None)
    if other:
        raise UnreadableDocument(f"is an old {other}, not a text document; save the standard as DOCX, ODT or PDF")
    raise UnreadableDocument("is an old Office file without a Word document in it, or a damaged one; save it as DOCX or ODT")


def _sniff_xml(data: bytes) -> str:
    """The format of a document that is one XML file (flat ODT, Flat OPC), empty for everything else."""
    head = data[:_HEAD].decode("utf-16" if data.startswith(_UTF_16) else "utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if not head.startswith("<"):
        return ""
    if _WORD_2003 in head:
        raise UnreadableDocument("is an XML file of Word 2003; save it as DOCX or ODT")
    return next((kind for namespace, kind in _FLAT.items() if namespace in head), "")


def read(data: bytes, engine: str = "pdfium", words: TableWords | None = None) -> Document:
    """Read a file's bytes; `engine` names the PDF engine, `words` tell it of unruled tables. Raises `UnreadableDocument`."""
    kind, word = _sniffed(data)
    if word is not None:
        from pipeline.documents.readers import docx

        return docx.read_package(word)
    if kind == "pdf":
        from pipeline.documents.readers import pdf

        return pdf.read(data, engine, words)
    if kind in _OLD:
        from pipeline.documents.readers import office

        return office.read(data, kind)
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
