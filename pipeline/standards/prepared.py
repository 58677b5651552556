"""A document as its reader saw it → as every rule and the witness read it: one grammar of codes, one shape of tables."""

from __future__ import annotations

from pipeline.documents.cut_words import with_words_whole
from pipeline.documents.model import Document
from pipeline.standards.codes.spelling import respelled
from pipeline.standards.drawn_codes import with_drawn_codes


def prepared(document: Document) -> Document:
    """The document with the codes that lists draw as text (I-87), spelt in one way (I-125), its texts in tables (I-116).

    Words that line ends cut are whole again (I-111, I-131).
    Raises `UnreadableDocument` for a text in which nothing proves what belongs together.
    """
    return with_words_whole(_in_tables(respelled(with_drawn_codes(document))))


def _in_tables(document: Document) -> Document:
    """The texts of a document in tables; what puts them there is loaded for texts alone, because others have tables."""
    if document.format != "text":
        return document
    from pipeline.standards.arrange import arranged

    return arranged(document)
