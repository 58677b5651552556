"""What the first engine leaves in doubt of a PDF file is read by the second as well, and the best reading counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import IntEnum
from functools import partial

from pipeline.documents.findings import Finding
from pipeline.documents.model import Block, Cell, Document, Grid, Lines, Paragraph
from pipeline.standards.bounds import TOO_LARGE
from pipeline.standards.page_seams import is_parted
from pipeline.standards.reading import Reading
from pipeline.standards.table_words import TABLE_WORDS
from pipeline.standards.witness.wholeness import missing_parts, reason

FIRST_ENGINE = "pdfium"
_OF_THE_PAGE = frozenset((
    "code_not_read", "item_elsewhere", "level_differs", "line_not_read", "row_without_task", "rows_uncertain", "text_cut",
    "text_misshapen", "text_not_in_one_piece", "text_unplaced",
))
"""Doubts that an engine may have caused, by where it saw text and rules; others are about what is printed."""
_Read = Callable[[frozenset[int]], Document | None]
"""The second engine's reading of some pages of a file, or with none of all of them."""
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
    """The reading, or one with the second engine's where that ranks better; `understood` reads the meaning of a document.

    Where all doubts stand on some of the pages the second engine reads these alone, and the whole file only if that
    leaves a doubt. What both see alike is in doubt for what is printed: then nobody is asked about the pages that are in
    none. The other reading keeps the remarks of the first, so that no doubt about the page itself is lost. Where
    the engines see different characters one of them sees what a reader does not: the reading is then a doubt at best.
    """
    if document.engine != FIRST_ENGINE or not _may_be_the_engines(first, document):
        return first
    best = first
    read = _other_engine(data)
    for pages in _asked(first, document):
        other = read(pages)
        if other is None:
            continue
        if _is_alike(other, document):
            if rank(first) is Rank.DOUBTFUL:
                break
            continue
        second = understood(_told(rank(first), document, other, pages))
        if rank(second) < rank(best):
            best = second
        if rank(best) is Rank.CLEAN:
            break
    return best


def _asked(reading: Reading, document: Document) -> Iterator[frozenset[int]]:
    """The pages that the second engine is asked to read, best first; none stands for all of them."""
    pages = {found.page for one in (reading, *reading.others) for found in one.findings if _is_of_the_page(found)}
    told = frozenset(page for page in pages if page is not None)
    if told and len(told) == len(pages) < (document.pages or 0):
        yield told
    yield frozenset()


def _other_engine(data: bytes) -> _Read:
    """The second engine at one file, of which it sees no page twice."""
    # Imported here and not above: whoever reads no PDF, or none with doubts, does without.
    from pipeline.documents.readers.pdf import by_other

    return partial(by_other, data, TABLE_WORDS, known={})


def _is_alike(one: Document, other: Document) -> bool:
    """Whether two engines see the same tables, cells and lines, wherever exactly they stand."""
    return len(one.body) == len(other.body) and all(map(_is_block_alike, one.body, other.body))


def _is_block_alike(one: Block, other: Block) -> bool:
    if isinstance(one, Grid) and isinstance(other, Grid):
        return list(map(_in_cell, one.cells)) == list(map(_in_cell, other.cells))
    if isinstance(one, Paragraph) and isinstance(other, Paragraph):
        return _lines(one.lines) == _lines(other.lines)
    return False


def _in_cell(cell: Cell) -> Cell:
    return replace(cell, lines=_lines(cell.lines), box=None)


def _lines(lines: Lines) -> Lines:
    """Lines with their indent in whole points and without their boxes."""
    return tuple([line._replace(indent=float(round(line.indent)), box=None) for line in lines])


def _told(standing: Rank, document: Document, other: Document, pages: frozenset[int]) -> Document:
    """What the second engine sees of a file, or of some pages of it, with what both have to say."""
    told = {kind for kind, _, _ in document.remarks}
    places: list[int | None] = [*sorted(pages)] or [None]
    why = _WHY.format(standing.name.lower())
    remarks: list[tuple[str, int | None, str]] = [("pdf_engine_fallback", page, why) for page in places]
    if _characters(other) != _characters(document):
        remarks.append(("pdf_engines_differ", None, "They see different characters."))
    remarks += [*document.remarks, *(remark for remark in other.remarks if remark[0] not in told)]
    return replace(other, remarks=tuple(remarks))


def _is_of_the_page(found: Finding) -> bool:
    return found.is_doubt and found.code in _OF_THE_PAGE


def _may_be_the_engines(reading: Reading, document: Document) -> bool:
    """Whether another engine might read better; asking it takes ten times as long as the first reading.

    A text that the end of a page parts stays in doubt whoever reads it.
    """
    doubts = [found for one in (reading, *reading.others) for found in one.findings if found.is_doubt]
    if any(found.code == TOO_LARGE for found in doubts):
        # What is too large for one engine takes the other minutes.
        return False
    return rank(reading) > Rank.DOUBTFUL or any(
        _is_of_the_page(found) and not _is_parted(found, document) for found in doubts
    )


def _is_parted(found: Finding, document: Document) -> bool:
    return found.code == "text_not_in_one_piece" and found.raw_value is not None and is_parted(found.raw_value, document)


def _characters(document: Document) -> Counter[str]:
    return Counter("".join("".join(line.text for line in document.lines()).split()))
