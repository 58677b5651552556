"""A PDF file that the first engine leaves in doubt is read by the second as well, and the better reading counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from pipeline.documents.model import Document
from pipeline.standards.bounds import TOO_LARGE
from pipeline.standards.reading import Reading
from pipeline.standards.table_words import TABLE_WORDS
from pipeline.standards.witness.wholeness import missing_parts, reason

FIRST_ENGINE = "pdfium"
_OF_THE_PAGE = frozenset((
    "code_not_read", "item_elsewhere", "level_differs", "line_not_read", "row_without_task", "rows_uncertain", "text_cut",
    "text_misshapen", "text_not_in_one_piece", "text_unplaced",
))
"""Doubts that an engine may have caused, by where it saw text and rules; others are about what is printed."""
_WHY = "The first engine's reading was {}."


class Rank(IntEnum):
    """How far a reading can be relied on."""

    CLEAN = 0
    DOUBTFUL = 1
    HELD = 2
    REJECTED = 3


def rank(reading: Reading) -> Rank:
    """The rank of a reading, as far as its content tells; of several standards in a file that of the worst."""
    return max(_rank(one) for one in (reading, *reading.others))


def _rank(reading: Reading) -> Rank:
    if reading.rejected is not None:
        return Rank.REJECTED
    if missing_parts(reading.body.outline) or reason(reading.findings):
        return Rank.HELD
    return Rank.DOUBTFUL if any(finding.is_doubt for finding in reading.findings) else Rank.CLEAN


def with_second_opinion(first: Reading, document: Document, data: bytes, understood: Callable[[Document], Reading]) -> Reading:
    """The reading, or the second engine's where that ranks better; `understood` reads the meaning of a document.

    The second keeps the remarks of the first, so that no doubt about the page itself is lost. Where the engines see
    different characters one of them sees what a reader does not: the second's reading is then a doubt at best.
    """
    standing = rank(first)
    if document.engine != FIRST_ENGINE or not _may_be_the_engines(first, standing):
        return first
    # Imported here and not above: whoever reads no PDF, or none with doubts, does without.
    from pipeline.documents.readers.pdf import by_other

    other = by_other(data, TABLE_WORDS)
    if other is None or other.body == document.body:
        return first
    told = {kind for kind, _, _ in document.remarks}
    remarks: list[tuple[str, int | None, str]] = [("pdf_engine_fallback", None, _WHY.format(standing.name.lower()))]
    if _characters(other) != _characters(document):
        remarks.append(("pdf_engines_differ", None, "They see different characters."))
    remarks += [*document.remarks, *(remark for remark in other.remarks if remark[0] not in told)]
    second = understood(replace(other, remarks=tuple(remarks)))
    return second if rank(second) < standing else first


def _may_be_the_engines(reading: Reading, standing: Rank) -> bool:
    """Whether another engine might read better; asking it takes ten times as long as the first reading."""
    doubts = {found.code for one in (reading, *reading.others) for found in one.findings if found.is_doubt}
    # What is too large for one engine takes the other minutes.
    return TOO_LARGE not in doubts and (standing > Rank.DOUBTFUL or not doubts.isdisjoint(_OF_THE_PAGE))


def _characters(document: Document) -> Counter[str]:
    return Counter("".join("".join(line.text for line in document.lines()).split()))
