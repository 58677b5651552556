"""Findings of our own catalogue, and the rows that they become."""

from __future__ import annotations

import pytest

from pipeline.schema import TABLES
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.standards.issues import finding, issue_log, issue_row
from pipeline.standards.section import Section, section_of


def test_an_unknown_code_is_no_finding() -> None:
    with pytest.raises(KeyError):
        finding("level_mising", Section.TASKS)
    with pytest.raises(KeyError):
        issue_log().add("level_mising", Section.TASKS)


def test_a_finding_becomes_a_row_of_the_issues() -> None:
    seen = finding("level_missing", Section.TASKS, locator="T1.1", raw="", page=4)
    row = issue_row(seen, "0" * 64, "ABC1234-001v1", 2)
    assert (row.issue_id, row.severity, row.section) == (seen.issue_id("0" * 64, 2), CATALOGUE["level_missing"].severity, "tasks")
    assert (row.page, row.locator, row.raw_value, row.message) == (4, "T1.1", None, CATALOGUE["level_missing"].meaning)


def test_every_section_is_one_that_the_schema_allows() -> None:
    assert [section.value for section in Section] == [value for value, _ in TABLES["issues"]["section"].field.allowed]


def test_tables_of_the_main_table_need_no_section_of_their_own() -> None:
    sections = [section_of(table) for table in ("standards", "standard_versions", "outputs", "notes")]
    assert sections == [Section.PROFILE, Section.VERSIONS, Section.TASKS, Section.NOTES]
