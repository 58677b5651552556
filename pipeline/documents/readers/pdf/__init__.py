"""PDF files → neutral documents: ruled tables as grids, everything else line by line.

Two engines read the same things, glyphs and drawn bars, and share all code that makes text and
tables of them. pdfium is fast; pdfplumber is independent of it and takes over where pdfium fails.
"""

from __future__ import annotations

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document
from pipeline.documents.readers.pdf.reading import by_both, by_other, by_pdfium, by_pdfplumber, checked
from pipeline.documents.readers.pdf.refusals import NOT_A_PDF
from pipeline.documents.readers.pdf.unruled.words import TableWords

__all__ = ["ENGINES", "by_other", "read"]

ENGINES = {"pdfium": by_pdfium, "pdfplumber": by_pdfplumber, "both": by_both}
_HEADER = 1024
"""Bytes within which a PDF file must say that it is one."""


def read(data: bytes, engine: str = "pdfium", words: TableWords | None = None) -> Document:
    """Read a PDF file.

    `engine` is one of ENGINES; with `words` tables are found that nothing rules (I-105). Raises UnreadableDocument,
    with a sentence that lacks only the name of the file, when there is no text to be had.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown PDF engine {engine!r}, expected one of {', '.join(ENGINES)}")
    if b"%PDF-" not in data[:_HEADER]:
        raise UnreadableDocument(NOT_A_PDF)
    return checked(ENGINES[engine](data, words))
