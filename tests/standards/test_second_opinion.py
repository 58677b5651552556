"""A file that the first PDF engine leaves in doubt gets the second's opinion (I-106)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.documents.model import Block, Cell, Document, Grid, Line
from pipeline.documents.readers import pdf as pdf_reader
from pipeline.standards.issues import finding
from pipeline.standards.reading import Reading
from pipeline.standards.second_opinion import Rank, rank, with_second_opinion
from pipeline.standards.section import Section
from tests.build import VERSIONS, Made, parsed
from tests.build.neutral import document_of

irregularity = pytest.mark.irregularity

WHOLE = "T1 整理甲物 | T1.1 挑選甲物 | O1.1.1 甲物清單 | P1.1.1 依（規格）挑選甲物。 | 3 | K01 甲物概論 | S01 挑選能力"
DOUBT = WHOLE.replace("（規格）", "）規格（")
PRINTED = WHOLE.replace("T1 整理甲物", "整理甲物T1")
"""Doubtful for what is printed, whichever engine reads it."""
HELD = WHOLE.replace("S01 挑選能力", "")


def document(rows: str, engine: str = "pdfium", remarks: tuple[tuple[str, int | None, str], ...] = ()) -> Document:
    return replace(document_of(Made(rows, versions=VERSIONS).blocks()), engine=engine, remarks=remarks)


def understood(seen: Document) -> Reading:
    return parsed(seen).reading


def chosen(monkeypatch: pytest.MonkeyPatch, first: Document, second: Document | None) -> Reading:
    monkeypatch.setattr(pdf_reader, "by_other", lambda data, words, pages, known: second)
    return with_second_opinion(understood(first), first, b"", understood)


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


@irregularity("I-106")
def test_the_second_engine_reads_what_the_first_leaves_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [rank(understood(document(rows))) for rows in (WHOLE, DOUBT, HELD)] == [Rank.CLEAN, Rank.DOUBTFUL, Rank.HELD]
    better = chosen(monkeypatch, document(DOUBT), document(WHOLE, "pdfplumber"))
    assert rank(better) is Rank.CLEAN and "pdf_engine_fallback" in codes(better)
    assert chosen(monkeypatch, document(DOUBT), document(HELD)).tables == understood(document(DOUBT)).tables
    assert chosen(monkeypatch, document(DOUBT), None).tables == understood(document(DOUBT)).tables


@irregularity("I-106")
@pytest.mark.parametrize(
    ("doubtful", "is_better", "expected"),
    [((2,), True, [{2}]), ((2, 3, 2), False, [{2, 3}, set()]), ((2, None), False, [set()]), ((1, 2, 3), False, [set()])],
)
def test_pages_in_doubt_are_read_before_the_whole_file(
    doubtful: tuple[int | None, ...], is_better: bool, expected: list[set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[int]] = []

    def other(data: bytes, words: object, pages: frozenset[int], known: object) -> Document:
        asked.append(pages)
        return document(WHOLE, "pdfium+pdfplumber")

    def doubted(seen: Document) -> Reading:
        found = tuple(finding("row_without_task", Section.TASKS, page=page) for page in doubtful)
        return understood(seen) if is_better else replace(understood(seen), findings=found)

    monkeypatch.setattr(pdf_reader, "by_other", other)
    first = replace(document(DOUBT), pages=3)
    found = tuple(finding("row_without_task", Section.TASKS, page=page) for page in doubtful)
    chosen = with_second_opinion(replace(understood(document(WHOLE)), findings=found), first, b"", doubted)
    assert asked == expected
    told = {one.page for one in chosen.findings if one.code == "pdf_engine_fallback"}
    assert told == ({2} if is_better else set())


@irregularity("I-106")
@pytest.mark.parametrize(("rows", "expected"), [(WHOLE, [{2}]), (HELD, [{2}, set()])], ids=["doubtful", "held"])
def test_what_both_engines_see_alike_is_in_doubt_for_what_is_printed(
    rows: str, expected: list[set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[int]] = []

    def moved(data: bytes, words: object, pages: frozenset[int], known: object) -> Document:
        asked.append(pages)
        return replace(first, engine="pdfium+pdfplumber", body=tuple(map(_moved, first.body)))

    monkeypatch.setattr(pdf_reader, "by_other", moved)
    first = replace(document(rows), pages=3)
    doubt = finding("row_without_task", Section.TASKS, page=2)
    reading = replace(understood(first), findings=(*understood(first).findings, doubt))
    chosen = with_second_opinion(reading, first, b"", understood)
    assert asked == expected and chosen.tables == reading.tables and "pdf_engine_fallback" not in codes(chosen)


def _moved(block: Block) -> Block:
    """The block a tenth of a point further down, as another engine has it."""
    if not isinstance(block, Grid):
        return replace(block, lines=tuple(line._replace(box=(0.0, 0.1, 1.0, 1.1)) for line in block.lines))
    cells = [
        replace(cell, box=(0.0, 0.1, 1.0, 1.1), lines=tuple(line._replace(indent=line.indent + 0.1) for line in cell.lines))
        for cell in block.cells
    ]
    return replace(block, cells=tuple(cells))


def test_other_characters_are_a_doubt_and_remarks_on_the_page_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    more = chosen(monkeypatch, document(HELD), document(WHOLE, "pdfplumber"))
    assert rank(more) is Rank.DOUBTFUL and "pdf_engines_differ" in codes(more)
    picture = ("page_without_text", 2, "")
    kept = chosen(monkeypatch, document(DOUBT, remarks=(picture,)), document(WHOLE, "pdfplumber"))
    assert rank(kept) is Rank.HELD and "pdf_engine_fallback" not in codes(kept)


@pytest.mark.parametrize(("rows", "engine"), [(WHOLE, "pdfium"), (PRINTED, "pdfium"), (DOUBT, "pdfplumber"), (DOUBT, "")])
def test_nobody_is_asked_without_doubt_or_another_engine(rows: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pdf_reader, "by_other", never)
    first = document(rows, engine)
    assert with_second_opinion(understood(first), first, b"", understood).tables == understood(first).tables


def attitudes(*rows: str, page: int) -> Grid:
    """The table of attitudes on a page, a row below the other."""
    cells = [
        Cell(at, 0, lines=(Line(text, page=page),), page=page, box=(30, 20 * at, 500, 20 * at + 20))
        for at, text in enumerate(rows)
    ]
    return Grid(tuple(cells), len(cells), (30, 500), page)


@irregularity("I-42", "I-106")
@pytest.mark.parametrize(("above", "below", "is_asked"), [
    (("態度", "A01主動：能自動自發"), ("態度", "做事。A02謹慎：考量細節。"), False),
    (("態度", "A01主動：能自動自發", "A03負責：承擔責任。"), ("態度", "做事。A02謹慎：考量細節。"), True),
    (("態度", "A01主動：能自動自發"), ("態度", "A02謹慎：考量細節。", "做好。"), True),
], ids=["parted by the page", "within a page", "nowhere"])
def test_nobody_is_asked_for_a_text_that_the_end_of_a_page_parts(
    above: tuple[str, ...], below: tuple[str, ...], is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(pdf_reader, "by_other", lambda data, words, pages, known: asked.append(pages))
    whole = document(WHOLE)
    first = replace(whole, body=(*whole.body, attitudes(*above, page=2), attitudes(*below, page=3)))
    doubt = finding("text_not_in_one_piece", Section.ATTITUDES, locator="A01", raw="能自動自發做事。")
    with_second_opinion(replace(understood(whole), findings=(doubt,)), first, b"", understood)
    assert bool(asked) is is_asked
