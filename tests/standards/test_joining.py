"""A standard over two files: joined where the second goes on from the first, held where it does not (I-120)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.standards.assemble import assemble
from pipeline.standards.joining import joined
from pipeline.standards.parse import parse_standards
from pipeline.standards.reading import Reading, named
from tests.build import Made, document

pytestmark = pytest.mark.irregularity("I-120")
FIRST = (
    "T1 整理甲物 | T1.1 挑選甲物 | O1.1.1 甲物清單 | P1.1.1 依規格挑選甲物。 | 3 | K01 甲物概論 | S01 挑選能力\n"
    "^ | T1.2 核對甲物 | O1.2.1 核對紀錄 | P1.2.1 核對甲物數量。 | 4 | K02 核對方法 | S02 核對能力"
)
NEXT_TASK = "T1 整理甲物 | T1.3 裝箱 | O1.3.1 箱單 | P1.3.1 裝箱並點交。 | 3 | K01 甲物概論 | S03 裝箱能力"
NEXT_DUTY = "T2 交付甲物 | T2.1 裝箱 | O2.1.1 箱單 | P2.1.1 裝箱並點交。 | 3 | K01 甲物概論 | S03 裝箱能力"
LATER = NEXT_DUTY.replace("2", "4")


def reading(made: Made, path: str) -> Reading:
    return named(parse_standards(path[0] * 64, 1, document(made)), path)


def first(path: str = "a1.pdf") -> Reading:
    return reading(Made(FIRST, attitude_heading="", attitudes=(), notes_heading="", notes=()), path)


def second(rows: str, path: str = "b2.pdf") -> Reading:
    return reading(Made(rows, title="", versions=None, profile=None), path)


@pytest.mark.parametrize("rows", [NEXT_TASK, NEXT_DUTY])
def test_a_second_part_is_joined_and_nothing_differs_from_one_file(rows: str) -> None:
    as_one = Made(f"{FIRST}\n{rows.replace('T1 整理甲物', '^')}")
    whole, rest = joined([first(), second(rows)])
    assert whole.tables == reading(as_one, "a1.pdf").tables
    assert [found.code for found in whole.findings if found.is_doubt] == [] and whole.held is None
    assert rest.goes_on == "a1.pdf"


def test_both_files_are_published_under_the_standard() -> None:
    tables = assemble([first(), second(NEXT_TASK)])
    assert [(row.path, row.status, row.standard_id, row.reason) for row in tables.documents] == [
        ("a1.pdf", "published", "ABC1234-001v2", None),
        ("b2.pdf", "published", "ABC1234-001v2", "Holds the second part of the standard in a1.pdf."),
    ]
    assert [row.reading for row in tables.standards] == ["clean"]


@pytest.mark.parametrize("others", [
    [second(LATER)],
    [first("c1.pdf"), second(NEXT_TASK)],
    [second(NEXT_TASK), second(NEXT_TASK, "d2.pdf")],
    [second(NEXT_TASK.replace("K01 甲物概論", "K01 乙物概論"))],
    [replace(second(NEXT_TASK), format="docx")],
], ids=["codes do not go on", "two firsts", "two seconds", "another K01", "another form"])
def test_where_anything_is_unclear_the_second_part_is_held_and_the_first_doubtful(others: list[Reading]) -> None:
    tables = assemble([first(), *others])
    held = {row.path: row.reason for row in tables.documents if row.status == "held"}
    assert set(held) == {one.path for one in others if one.path != "c1.pdf"}
    assert {row.reading for row in tables.standards} == {"doubtful"}
    assert "end_missing" in {row.code for row in tables.issues}
