"""What a page break cuts: headers, labels, codes, rows and merges (I-25, I-33, I-41 … I-44, I-50, I-74)."""

from __future__ import annotations

import pytest

from tests.build import Made, Outcome, pages_of, parsed, profile, table, tasks
from tests.build.neutral import document_of

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"


def on_pages(front: str) -> Outcome:
    """A standard whose front tables are cut over pages, read to its end."""
    made = Made(versions=None, profile=None)
    pages = [table(rows, page) for page, rows in enumerate(pages_of(front), 1)]
    return parsed(document_of([*pages, *made.blocks()]))


# headers --------------------------------------------------------------------------------------------

NAMES = "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能級別"
KNOWLEDGE, SKILL = "（K=knowledge 知識）", "（S=skills 技能）"
CUT_HEADERS = {
    "every name": f"主要職 | 工作 | 工作 | 行為指標 | 職 | 職能內涵 | <\n===\n責 | 任務 | 產出 | | 能級別 | {KNOWLEDGE} | {SKILL}",
    "between its rows": f"{NAMES} | 職能內涵 | <\n===\n | | | | | {KNOWLEDGE} | {SKILL}",
    "with a blank row": f"{NAMES} | 職能內涵 | <\n===\n | | | | | | <\n^ | ^ | ^ | ^ | ^ | {KNOWLEDGE} | {SKILL}",
    "in its second row": f"{NAMES} | 職能內涵 | <\n^ | ^ | ^ | ^ | ^ | （K=knowle | {SKILL}\n===\n | | | | | dge 知識） | ",
}


@irregularity("I-25")
@pytest.mark.parametrize("header", CUT_HEADERS.values(), ids=CUT_HEADERS.keys())
def test_i25_a_header_that_a_page_break_cuts_in_two(header: str) -> None:
    result = tasks(f"{header}\n{ROW}", header="")
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]
    assert result.rows("outputs", "output_id", "name") == [("O1.1.1", "甲物清單")]
    assert result.reading.coverage == 1.0


@irregularity("I-25")
def test_i25_a_whole_header_at_a_page_end_takes_no_row_of_the_next_page() -> None:
    result = tasks(f"{NAMES} | K=知識 | S=技能\n===\n{ROW}", header="")
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]


@irregularity("I-29", "I-42")
def test_i29_i42_the_word_of_a_header_may_be_how_a_name_ends() -> None:
    rows = ROW.replace("甲物概論", "甲物相關") + "\n===\n | | | P1.1.2回報。 | | 知識 | "
    result = tasks(rows, repeat_header=False)
    assert result.where("competencies", "name", kind="K") == ["甲物相關知識"] and "header_remnant" not in result.issues


@irregularity("I-31", "I-42")
def test_i31_i42_the_rest_of_a_level_header_does_not_part_a_cut_block() -> None:
    result = tasks(ROW + "\n===\n | | | | 別 | K02乙物概論 | 與溝通 S02核對能力", repeat_header=False)
    assert result.levels() == {"T1.1": [3]} and result.finding("level_decorated").raw_value == "別"
    assert result.where("competencies", "name", kind="S") == ["挑選能力與溝通", "核對能力"]
