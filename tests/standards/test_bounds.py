"""What is far beyond any published standard holds its own document, with place, size, bound and remedy, and costs nobody else."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from pipeline.documents.findings import LONGEST
from pipeline.schema import TABLES
from pipeline.schema.bounds import bound_of, excess
from pipeline.schema.fields import TOLD
from pipeline.standards.assemble import assemble
from pipeline.standards.bounds import few
from pipeline.standards.issues import finding
from pipeline.standards.parse import parse
from pipeline.standards.section import Section
from tests.build import Made, as_docx, profile

ROW = "T1 整理甲物 | T1.1 {0} | O1.1.1 甲物清單 | P1.1.1 {1} | 3 | K01 {2} | S01 挑選能力"


@pytest.mark.parametrize(("rows", "place", "said"), [
    (ROW.format("甲" * 1_001, "依規格挑選。", "甲物概論"), "tasks.name", "1,001 characters, 1,000 are allowed"),
    (ROW.format("挑選甲物", "甲" * 10_001, "甲物概論"), "indicators.text", "10,001 characters, 10,000 are allowed"),
])
def test_a_giant_is_held_with_place_size_bound_and_remedy(rows: str, place: str, said: str) -> None:
    giant = parse("giant.docx", as_docx(Made(rows, profile=profile(code="XYZ0002-001v1"))))
    good = parse("good.docx", as_docx(Made()))
    assert giant.held is not None and f"{place} would hold " in giant.held and said in giant.held
    assert "raise the bound in pipeline/schema/" in giant.held
    assert "part_missing" not in {found.code for found in giant.findings}
    tables = assemble([giant, good], {giant.sha256: "somebody let it in"})
    assert {(row.path, row.status) for row in tables.documents} == {("giant.docx", "held"), ("good.docx", "published")}
    assert {row.standard_id for row in tables.tasks} == {good.code}


def test_what_is_just_within_the_bounds_is_published() -> None:
    made = Made(ROW.format("甲" * 1_000, "乙" * 10_000, "丙" * 1_000))
    reading = parse("long.docx", as_docx(made))
    assert reading.held is None and excess(reading.tables) is None


def test_a_giant_name_of_the_standard_stands_in_no_row() -> None:
    reading = parse("giant.docx", as_docx(Made(profile=profile(name="甲" * 1_001))))
    (standard,) = reading.tables.standards
    assert (reading.name, standard.name, reading.tables.tasks) == (None, None, [])
    assert reading.held is not None and "standards.name would hold a value of 1,001 characters" in reading.held


def test_of_too_many_findings_the_first_are_kept_and_it_is_said() -> None:
    numbers = count(1)
    found = [finding("text_unplaced", Section.TASKS, raw=f"甲{next(numbers)}") for _ in range(TABLES["issues"].most + 5)]
    *kept, last = few(found)
    assert kept == found[:-5] and last.code == "too_large" and "issues would hold 2,005 rows" in last.message
    assert few(found[:9]) == tuple(found[:9])


def test_what_a_finding_quotes_is_bounded_and_says_what_is_left_out() -> None:
    found = finding("text_unplaced", Section.TASKS, raw="甲" * (LONGEST + 7))
    assert found.raw_value is not None and found.raw_value.endswith("甲 … (7 more characters)")
    assert len(found.raw_value) < TOLD == bound_of("issues", "raw_value")
    assert finding("text_unplaced", Section.TASKS, raw="甲").raw_value == "甲"


def test_rows_and_each_column_of_text_are_bounded() -> None:
    tables = parse("good.docx", as_docx(Made())).tables
    marked = excess(replace(tables, notes=[replace(row, marker="甲" * 201) for row in tables.notes]))
    many = excess(replace(tables, notes=tables.notes[:1] * 2_001))
    assert marked is not None and marked.place == "notes.marker"
    assert many is not None and many.sentence.startswith("notes would hold 2,001 rows, 2,000 are allowed; ")
