"""Knowledge and skills listed once, by code and name, where the rows of the main table hold their codes alone (I-59)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import clean
from pipeline.standards.codes import COMPETENCIES, Code, Shape, Splitter
from pipeline.standards.section import Section
from pipeline.standards.sections.rows import text_of


def read_legend(lines: Sequence[Line], ledger: Ledger) -> list[tuple[Code, str]]:
    """The code and name of each item of the list, as printed."""
    if not lines:
        return []
    text = text_of(lines)
    pieces = Splitter(Shape.learn([text])).split(text, COMPETENCIES)
    found = [(piece.code, clean(piece.text)) for piece in pieces if piece.code is not None]
    texts = [part for piece in pieces if piece.code for part in (piece.printed, piece.text)]
    ledger.published(lines, texts, Section.TASKS, "legend")
    return [(code, name) for code, name in found if name]
