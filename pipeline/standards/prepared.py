"""A document as its reader saw it → as every rule and the witness read it: one grammar of codes, one shape of tables."""

from __future__ import annotations

from pipeline.documents.hyphens import with_hyphens_told
from pipeline.documents.model import Document
from pipeline.standards.arrange import arranged
from pipeline.standards.codes.spelling import respelled
from pipeline.standards.drawn_codes import with_drawn_codes


def prepared(document: Document) -> Document:
    """The document with the codes that lists draw as text (I-87), spelt in one way (I-125), its texts in tables (I-116).

    Hyphens at line ends are told apart as well (I-111).
    Raises `UnreadableDocument` for a text in which nothing proves what belongs together.
    """
    return with_hyphens_told(arranged(respelled(with_drawn_codes(document))))
