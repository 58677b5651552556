"""Bounds on the whole release, accepted anomalies, and the file of violations."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.errors import PipelineError
from pipeline.gate.validate import Verdict, check, violations
from pipeline.gate.validate.violations import COLUMNS
from pipeline.releases.staging import Staging
from pipeline.schema.derive.suites import CHECKS, MEASURES
from pipeline.schema.tables import Tables
from tests.build import factory
from tests.gate.conftest import Only

ROOT = Path(__file__).resolve().parents[2]
EXPECTATIONS = ROOT / "expectations"

pytestmark = pytest.mark.usefixtures("remembering_gate")

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def bounds_alone(only: Only) -> None:
    """Of all rules only the bounds are asked: what else a release breaks is not these tests' matter."""
    only(MEASURES)


@pytest.fixture
def some_suites(only: Only) -> None:
    """Of all rules those that the tests break, and a few more."""
    only(CHECKS, MEASURES, "standards")


def staged(folder: Path, tables: Tables) -> Path:
    return factory.staged(tables, folder / "staged")


def many(standards: int) -> Tables:
    return factory.many_tables(*(f"IDC5294-{number:03}v1" for number in range(1, standards + 1)))


def broken_bounds(verdict: Verdict) -> set[tuple[str, str, str, str | None]]:
    return {(one.severity, one.table, one.key, one.value) for one in verdict.violations if one.rule.startswith("bound")}


def expectations(folder: Path, **files: str) -> Path:
    """A copy of the expectations with some files written anew."""
    place = shutil.copytree(EXPECTATIONS, folder / "expectations")
    for name, content in files.items():
        (place / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return place


def rejected(tables: Tables, count: int) -> Tables:
    """With as many files more that could not be read."""
    first = tables.documents[0]
    rows = [dataclasses.replace(first, sha256=f"{n:064x}", path=f"{n}.pdf", standard_id=None, status="rejected", reason="no text",
                                coverage=None) for n in range(count)]
    return dataclasses.replace(tables, documents=[*tables.documents, *rows])


@pytest.mark.usefixtures("bounds_alone")
def test_rejected_files_warn_and_stop_nothing_however_many_they_are(tmp_path: Path) -> None:
    few = check(staged(tmp_path / "few", rejected(many(22), 2)), EXPECTATIONS)
    assert broken_bounds(few) == {("warning", "documents", "share rejected", "0.08333")} and few.passed
    most = check(staged(tmp_path / "most", rejected(many(22), 60)), EXPECTATIONS)
    assert broken_bounds(most) == {("warning", "documents", "share rejected", "0.7317")} and most.passed


@pytest.mark.usefixtures("bounds_alone")
def test_what_is_held_says_nothing_about_how_much_of_the_published_was_read(tmp_path: Path) -> None:
    tables = many(22)
    tables.documents += [dataclasses.replace(row, status="held", coverage=0.1) for row in rejected(tables, 9).documents[22:]]
    assert check(staged(tmp_path / "held", tables), EXPECTATIONS).passed
    tables.documents = [dataclasses.replace(row, coverage=0.5) for row in tables.documents]
    broken = broken_bounds(check(staged(tmp_path / "published", tables), EXPECTATIONS))
    assert ("critical", "documents", "average published", "0.5") in broken


@pytest.mark.usefixtures("bounds_alone")
def test_a_share_of_a_handful_says_nothing(tmp_path: Path) -> None:
    verdict = check(staged(tmp_path, rejected(many(2), 10)), EXPECTATIONS)
    assert verdict.passed and broken_bounds(verdict) == set()


@pytest.mark.usefixtures("bounds_alone")
def test_lost_fields_close_the_gate_of_a_large_release_only(tmp_path: Path) -> None:
    def nameless(standards: int) -> Tables:
        tables = many(standards)
        return dataclasses.replace(tables, indicators=[dataclasses.replace(row, text=None) for row in tables.indicators])

    large = check(staged(tmp_path / "large", nameless(20)), EXPECTATIONS)
    assert ("critical", "indicators", "filled", "0") in broken_bounds(large)
    assert broken_bounds(check(staged(tmp_path / "small", nameless(3)), EXPECTATIONS)) == set()


@pytest.mark.usefixtures("bounds_alone")
def test_fewer_rows_than_last_time_warn_and_are_fatal_where_the_release_was_large(tmp_path: Path) -> None:
    folder = staged(tmp_path, many(21))
    counts = Staging(folder).counts()
    assert broken_bounds(check(folder, EXPECTATIONS, before=counts)) == set()
    last = counts | {"standards": 30, "tasks": 60}
    small = check(folder, EXPECTATIONS, before=last)
    assert broken_bounds(small) == {("warning", "standards", "loss_percent", "30"), ("warning", "tasks", "loss_percent", "30")}
    large = check(folder, EXPECTATIONS, before=last | {"standards": 110})
    assert ("critical", "standards", "change_percent", "-80.91") in broken_bounds(large) and not large.passed
    grown = check(folder, EXPECTATIONS, before=counts | {"standards": 100, "tasks": 10})
    assert ("warning", "tasks", "change_percent", "320") in broken_bounds(grown)


@pytest.mark.usefixtures("some_suites")
@pytest.mark.parametrize("bounds", ["{", '{"bounds": [{"measure": "wonders", "tables": ["tasks"], "reason": "none"}]}',
                                    '{"bounds": [{"measure": "rows", "tables": ["chores"], "reason": "none"}]}', '{"bound": []}'])
def test_bounds_that_cannot_be_used_close_the_gate(bounds: str, tmp_path: Path) -> None:
    verdict = check(staged(tmp_path, many(1)), expectations(tmp_path, bounds__json=bounds))
    assert ("bounds", "critical") in {(one.rule, one.severity) for one in verdict.violations}


def damaged() -> Tables:
    tables = factory.changed(factory.standard_tables(), "standards", level=5)
    return factory.changed(tables, "block_competencies", name="乙物概論")


@pytest.mark.usefixtures("some_suites")
def test_an_accepted_anomaly_counts_no_more_and_keeps_its_reason(tmp_path: Path) -> None:
    folder = staged(tmp_path, damaged())
    first = check(folder, EXPECTATIONS)
    assert (first.failed["critical"], first.failed["warning"]) == (1, 1) and not first.passed
    rows = "".join(f"{one.id},known to the publisher,2027-01-01\n" for one in first.violations)
    verdict = check(folder, expectations(tmp_path, known_issues__csv=f"id,reason,review_by\n{rows}"), today=TODAY)
    assert verdict.passed and set(verdict.failed.values()) == {0} and verdict.sentences() == []
    assert {one.accepted for one in verdict.violations} == {"known to the publisher"} and len(verdict.violations) == 2


@pytest.mark.usefixtures("some_suites")
def test_an_issue_may_be_accepted_by_its_id(tmp_path: Path) -> None:
    tables = factory.standard_tables()
    known = f"id,reason,review_by\n{tables.issues[0].issue_id},printed so,2027-01-01\n"
    verdict = check(staged(tmp_path, tables), expectations(tmp_path, known_issues__csv=known), today=TODAY)
    assert verdict.violations == ()


@pytest.mark.usefixtures("some_suites")
def test_forgotten_acceptances_are_told(tmp_path: Path) -> None:
    folder = staged(tmp_path, damaged())
    [warning] = [one for one in check(folder, EXPECTATIONS).violations if one.severity == "warning"]
    known = f"id,reason,review_by\n{warning.id},seen,2026-11-22\n0123456789abcdef,gone,2027-01-01\nfedcba9876543210,,2027-01-01\n"
    verdict = check(folder, expectations(tmp_path, known_issues__csv=known), today=TODAY)
    told = {one.key: (one.rule, one.severity) for one in verdict.violations if one.table == "known_issues"}
    assert told == {
        warning.id: ("known_issue_overdue", "warning"), "0123456789abcdef": ("known_issue_unmatched", "warning"),
        "fedcba9876543210": ("known_issue_incomplete", "warning"),
    }
    assert verdict.failed["warning"] == 3


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="has no column review_by"):
        check(staged(tmp_path, many(1)), expectations(tmp_path, known_issues__csv="id,reason\n"))


@pytest.mark.usefixtures("some_suites")
def test_violations_are_written_with_stable_ids(tmp_path: Path) -> None:
    verdict = check(staged(tmp_path, damaged()), EXPECTATIONS)
    written = io.StringIO(violations.content(verdict.violations).decode(), newline="")
    rows: list[dict[str, Any]] = list(csv.DictReader(written))
    assert tuple(rows[0]) == COLUMNS
    [level] = [row for row in rows if row["rule"] == "base_level"]
    assert level | {"id": ""} == {
        "id": "", "rule": "base_level", "severity": "warning", "table": "standards", "key": "IDC5294-001v3", "column": "level",
        "value": "5", "message": "The base level is 5, but the tasks have 3.", "accepted": "",
    }
    again = check(staged(tmp_path / "again", damaged()), EXPECTATIONS)
    assert [one.id for one in again.violations] == [row["id"] for row in rows]
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_bound_has_a_reason_and_a_limit() -> None:
    bounds = json.loads((EXPECTATIONS / "bounds.json").read_text(encoding="utf-8"))["bounds"]
    assert all(one["reason"].endswith(".") and ("min" in one or "max" in one) for one in bounds)
    assert all("from" in one for one in bounds if one["measure"] != "rows")
