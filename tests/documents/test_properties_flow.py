"""Stitching: a table cut over pages at any place says the same as the table in one piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Document
from tests.build import Outcome, parsed
from tests.build.drawn import Drawn, around, cuts, drawn_tables
from tests.build.examples import examples
from tests.build.forms import SOURCE_ONLY, facts_of
from tests.build.markup import Block
from tests.build.neutral import document_of

# The place on the page, and whether a merge was seen or assumed, is what a page break may change.
PLACES = (*SOURCE_ONLY, "row", "inherited")
FEW = examples(15)


def outcome(blocks: list[Block]) -> Outcome:
    found: Document = document_of(around(blocks))
    return parsed(found)


@FEW
@given(st.data())
def test_a_cut_table_gives_the_same_items(data: st.DataObject) -> None:
    drawn: Drawn = data.draw(drawn_tables())
    row, kept = data.draw(cuts(drawn))
    header, footer = data.draw(st.booleans()), data.draw(st.booleans())
    whole = outcome(drawn.uncut())
    cut = outcome(drawn.pages(row, kept, header=header, footer=footer))
    facts = facts_of(cut.reading, PLACES), facts_of(whole.reading, PLACES)
    # Where a page cuts a row between two items, the page does not tell whether it was one row or two.
    assert [one | {"printed_rows": None} for one in facts] == [facts[1] | {"printed_rows": None}] * 2
    assert cut.reading.coverage == whole.reading.coverage == 1.0


@FEW
@given(drawn_tables())
def test_an_uncut_table_has_every_task_and_nothing_unplaced(drawn: Drawn) -> None:
    whole = outcome(drawn.uncut())
    printed = [line.text for box in drawn.boxes if box.column == 1 for line in box.lines if line.text.startswith("T")]
    assert len(whole.rows("tasks", "task_id")) == len(printed)
    assert all(level is not None for levels in whole.levels().values() for level in levels)
    assert "text_unplaced" not in whole.issues


@FEW
@given(drawn_tables())
def test_page_furniture_between_the_blocks_changes_nothing(drawn: Drawn) -> None:
    rows = drawn.row_count - 1
    over = {box.column: len(box.lines) for box in drawn.boxes if box.row <= rows < box.row + box.row_span}
    plain = outcome(drawn.pages(rows, over, header=True, footer=False))
    footed = outcome(drawn.pages(rows, over, header=True, footer=True))
    assert facts_of(plain.reading) == facts_of(footed.reading)
