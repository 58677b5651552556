"""Conservation: whatever stands in a document is published or reported, for documents of any disorder."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.text.normalise import fold
from pipeline.schema import TABLES, frames
from pipeline.standards.assemble import assemble
from tests.build import ATTITUDE_ROW, HEADER, Made, Outcome, parsed, table, tasks
from tests.build.drawn import around, drawn_tables
from tests.build.examples import examples
from tests.build.markup import Block, Table, Text, paragraph
from tests.build.neutral import document_of

FEW = examples(15)

_LEADS = (
    "", "", "T1", "T1.1", "T2.3", "O1.1.1", "O1.", "P1.1.1", "P 2.1.", "K01", "K1", "S02", "SS3", "A01", "04.2.1",
    "\uf09f", "• ", "3D", "4",
)
_MARKS = ("", "", "：", "、", "。", "（", "→", "⏎", "↵", " ")
FIRST_WORD = 0x8000


class Words:
    """Words of one character that no other word has, so that each can be found again."""

    def __init__(self) -> None:
        self.used: list[str] = []

    def next(self) -> str:
        self.used.append(chr(FIRST_WORD + len(self.used)))
        return self.used[-1]


@st.composite
def disorderly_cells(draw: st.DrawFn, words: Words) -> str:
    """A cell of the notation with any leads and marks around its words, or the rest of the cell above."""
    if draw(st.integers(0, 5)) == 0:
        return "^"
    leads, marks = st.sampled_from(_LEADS), st.sampled_from(_MARKS)
    parts = [f"{draw(leads)}{words.next()}{draw(marks)}" for _ in range(draw(st.integers(0, 3)))]
    return "".join(parts).strip("⏎↵ ")


@st.composite
def disorderly_documents(draw: st.DrawFn) -> tuple[list[Block], list[str]]:
    """Tables and lines in any order, with and without headers, on pages that go on."""
    words, blocks = Words(), list[Block]()
    for page in range(1, draw(st.integers(1, 3)) + 1):
        head = [HEADER] if page == 1 or draw(st.booleans()) else []
        rows = [" | ".join(draw(disorderly_cells(words)) for _ in range(7)) for _ in range(draw(st.integers(1, 3)))]
        rows[0] = rows[0].replace("^", "")
        blocks.append(table([*head, *rows, *([ATTITUDE_ROW] if draw(st.integers(0, 5)) == 0 else [])], page))
        if draw(st.booleans()):
            blocks.append(paragraph(words.next() + draw(st.sampled_from(("", "職能基準", "：", "第1頁，總共3頁"))), page))
    return around(blocks), words.used


def said(outcome: Outcome) -> str:
    """Everything that was published or reported, as one folded string."""
    values: list[Any] = [value for _, rows in outcome.reading.tables.items() for row in rows for value in vars_of(row)]
    values += [finding.raw_value for finding in outcome.reading.findings]
    return fold("\x00".join(value for value in values if isinstance(value, str)))


def vars_of(row: Any) -> list[Any]:
    return [getattr(row, name) for name in row.__slots__]


@FEW
@given(disorderly_documents())
def test_every_word_is_published_or_reported(drawn: tuple[list[Block], list[str]]) -> None:
    blocks, words = drawn
    outcome = parsed(document_of(blocks))
    assert outcome.reading.rejected is None
    text = said(outcome)
    assert [word for word in words if word not in text] == []


@FEW
@given(disorderly_documents())
def test_the_coverage_is_one_or_an_issue_tells_what_is_missing(drawn: tuple[list[Block], list[str]]) -> None:
    outcome = parsed(document_of(drawn[0]))
    told = not {"text_unplaced", "text_outside"}.isdisjoint(outcome.issues)
    assert outcome.reading.coverage is not None and 0 <= outcome.reading.coverage <= 1
    assert (outcome.reading.coverage < 1) == told


@FEW
@given(disorderly_documents())
def test_every_value_has_the_shape_that_its_field_promises(drawn: tuple[list[Block], list[str]]) -> None:
    """Else one odd document would close the gate for all the others."""
    tables = assemble([parsed(document_of(drawn[0])).reading])
    frames.build(tables)
    for name, rows in tables.items():
        for column in TABLES[name].columns:
            values = [value for row in rows if (value := getattr(row, column.name)) is not None]
            pattern, allowed = column.field.pattern, [value for value, _ in column.field.allowed]
            assert [value for value in values if pattern and not regex.fullmatch(pattern, value)] == [], column.name
            assert [value for value in values if allowed and value not in allowed] == [], column.name


@pytest.mark.parametrize("code", ["T1", "T1.1", "O1.1.1", "P1.1.1", "K01", "S01", "NS01", "A01", "04.2.1"])
@pytest.mark.parametrize("column", range(7))
def test_an_item_of_any_letter_in_any_column_harms_no_other(column: int, code: str) -> None:
    cells = ["T1整理甲物", "T1.1挑選甲物", "O1.1.1甲物清單", "P1.1.1挑選甲物。", "3", "K01甲物概論", "S01挑選能力"]
    cells[column] += f"⏎{code}異物"
    outcome = tasks(" | ".join(cells))
    text = said(outcome)
    assert "異物" in text and all(fold(cell.partition("⏎")[0][-4:]) in text for cell in cells)
    coded = (("tasks", "task_code", "T"), ("indicators", "indicator_code", "P"), ("outputs", "output_code", "O"))
    for name, column_name, letter in coded:
        assert all(code is None or code.startswith(letter) for code in outcome.rows(name, column_name))


@FEW
@given(drawn_tables())
def test_every_coded_item_on_the_page_is_in_the_tables_once(drawn: Any) -> None:
    outcome = parsed(document_of(around(drawn.uncut())))
    for column, name, code in ((2, "outputs", "output_code"), (3, "indicators", "indicator_code"), (1, "tasks", "task_code")):
        lines = [line for box in drawn.boxes if box.column == column for line in box.lines if not line.soft]
        found = Counter(outcome.rows(name, code))
        assert sum(found.values()) == len(lines)
        assert all(any(line.text.startswith(str(printed)) for line in lines) for printed in found)


def test_a_line_that_nobody_reads_is_told_with_its_page() -> None:
    stray = Text(paragraph("無主之句", 2).lines, page=2)
    blocks = [block for block in Made().blocks() if isinstance(block, Table)]
    outcome = parsed(document_of([*blocks, stray]))
    assert (outcome.finding("text_outside").raw_value, outcome.finding("text_outside").page) == ("無主之句", 2)


def test_blank_lines_and_bullets_alone_are_no_loss() -> None:
    blocks = [block for block in Made().blocks() if isinstance(block, Table)]
    outcome = parsed(document_of([*blocks, paragraph("　", 1), paragraph("\u200b", 1)]))
    assert outcome.reading.coverage == 1.0 and "text_unplaced" not in outcome.issues
