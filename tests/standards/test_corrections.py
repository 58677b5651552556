"""Corrections: guarded, traced, and followed by every table that repeats the value."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.schema import frames
from pipeline.schema.tables import Tables
from pipeline.standards.assemble import assemble
from pipeline.standards.corrections import applying
from pipeline.standards.corrections.applying import Effect
from pipeline.standards.corrections.rows import COLUMNS, CorrectionError, load
from pipeline.standards.parse import parse
from pipeline.standards.requirements import requirements_of
from tests.build import factory

CODE, OTHER = "IDC5294-001v3", "AVA2651-002v1"
RAW = Path(__file__).resolve().parents[2] / "raw"
ROW = {
    "standard_id": CODE, "table": "outputs", "key": "O1.1.1", "column": "name", "action": "set", "expect": "甲物清單",
    "value": "甲物總表", "reason": "與內文不符", "status": "active", "since": "2026-01-31",
}


def written(path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    file = path / "corrections.csv"
    with file.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(ROW | row for row in rows)
    return file


def corrected(path: Path, *rows: dict[str, str], tables: Tables | None = None) -> Tables:
    return applying.apply(tables or factory.standard_tables(), load(written(path, *rows)))[0]


def values(rows: Iterable[Any], column: str) -> list[Any]:
    return [getattr(row, column) for row in rows]


def failure(path: Path, *rows: dict[str, str]) -> str:
    with pytest.raises(CorrectionError) as caught:
        corrected(path, *rows)
    return str(caught.value)


def test_the_shipped_file_can_be_read_and_fits_the_shipped_documents() -> None:
    tables = assemble(parse(path.name, path.read_bytes()) for path in sorted(RAW.glob("IDC5294-001v3.*")))
    applying.apply(tables, load())


def test_a_value_is_replaced_and_the_printed_one_kept_as_an_issue(tmp_path: Path) -> None:
    before = factory.standard_tables()
    after = corrected(tmp_path, {}, tables=before)
    assert values(before.outputs, "name") == ["甲物清單", "甲物清單"]
    assert values(after.outputs, "name") == ["甲物總表", "甲物清單"]
    trace = after.issues[-1]
    assert len(after.issues) == len(before.issues) + 1
    assert (trace.code, trace.severity, trace.section, trace.locator) == ("corrected", "info", "tasks", "outputs O1.1.1 name")
    assert (trace.raw_value, trace.page, trace.standard_id) == ("甲物清單", 1, CODE)
    assert trace.sha256 == before.standards[0].sha256
    assert "甲物總表" in trace.message and "與內文不符" in trace.message
    assert corrected(tmp_path, {}).issues[-1].issue_id == trace.issue_id
    frames.build(after)


@pytest.mark.parametrize(
    ("row", "value", "where"),
    [
        ({"table": "tasks", "key": "T1.1", "expect": "第1項整理"}, "甲物總表", {"requirements": "task_name"}),
        ({"table": "duties", "key": "T1", "expect": "整理甲物"}, "甲物總表", {"requirements": "duty_name"}),
        ({"table": "standards", "key": "", "expect": "甲物整理員"}, "甲物總表", {"requirements": "standard_name"}),
        ({"table": "competencies", "key": "K01", "expect": "甲物概論"}, "甲物總表",
         {"requirements": "competency_name", "block_competencies": "name", "vocabulary": "name"}),
        ({"table": "task_blocks", "key": "T1.2/2", "column": "level", "expect": "3", "value": "5"}, 5, {"requirements": "level"}),
    ],
)
def test_the_tables_that_repeat_a_value_follow(row: dict[str, str], value: Any, where: dict[str, str], tmp_path: Path) -> None:
    before, after = factory.standard_tables(), corrected(tmp_path, row)
    for table, column in where.items():
        assert value not in values(before.of(table), column) and value in values(after.of(table), column)
        assert len(before.of(table)) == len(after.of(table))
    frames.build(after)


def test_other_standards_stay_as_they_are(tmp_path: Path) -> None:
    tables = factory.many_tables(CODE, OTHER)
    after = corrected(tmp_path, {"table": "competencies", "key": "K01", "expect": "甲物概論"}, tables=tables)
    for name, rows in tables.items():
        if name == "vocabulary":
            continue  # It counts over all standards.
        own = [row for row in after.of(name) if getattr(row, "standard_id", OTHER) == OTHER]
        assert own == [row for row in rows if getattr(row, "standard_id", OTHER) == OTHER], name


def test_a_blank_value_is_null_and_a_blank_expectation_expects_null(tmp_path: Path) -> None:
    blank = corrected(tmp_path, {"value": ""}).outputs[0]
    assert blank.name is None
    tables = factory.changed(factory.standard_tables(), "outputs", name=None)
    assert corrected(tmp_path, {"expect": ""}, tables=tables).outputs[0].name == "甲物總表"


def test_a_dropped_row_is_gone_from_the_flat_view_too(tmp_path: Path) -> None:
    row = {"table": "block_competencies", "key": "1/K01", "action": "drop", "expect": "甲物概論", "value": ""}
    before, after = factory.standard_tables(), corrected(tmp_path, row)
    assert len(after.block_competencies) == len(before.block_competencies) - 1
    gone = {(row.task_id, row.competency_id) for row in before.requirements}
    assert gone - {(row.task_id, row.competency_id) for row in after.requirements} == {("T1.1", "K01")}
    assert after.issues[-1].raw_value == "甲物概論"


def test_a_row_that_others_name_is_not_dropped(tmp_path: Path) -> None:
    message = failure(tmp_path, {"table": "competencies", "key": "K01", "action": "drop", "expect": "甲物概論", "value": ""})
    assert "block_competencies 1/K01 would name K01" in message and "block_competencies 2/K01" in message
    assert "duties" in failure(tmp_path, {"table": "tasks", "key": "T1.1", "column": "duty_id", "expect": "T1", "value": "T9"})


def test_an_alias_changes_the_code_and_never_the_id(tmp_path: Path) -> None:
    row = {"table": "standards", "key": "", "column": "standard_code", "action": "alias", "expect": CODE}
    row |= {"value": "IDC5295-001v4"}
    standard = corrected(tmp_path, row).standards[0]
    assert (standard.standard_id, standard.standard_code) == (CODE, "IDC5295-001v4")
    assert (standard.base_code, standard.version) == ("IDC5295-001", 4)
    assert "only by action alias" in failure(tmp_path, row | {"action": "set"})
    assert "not a regular code" in failure(tmp_path, row | {"value": "IISD3512"})


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"expect": "乙物清單"}, "shows “甲物清單” where “乙物清單” was expected; look at the source"),
        ({"expect": "乙物清單", "value": "甲物清單"}, "now shows the corrected value itself; set status to retired"),
        ({"key": "O9.9.9"}, "shows no such row; put its key right"),
    ],
)
def test_a_correction_that_no_longer_fits_fails_and_says_what_to_do(row: dict[str, str], sentence: str, tmp_path: Path) -> None:
    message = failure(tmp_path, row)
    assert sentence in message and message.startswith(f"corrections line 2, {CODE} outputs")


def test_all_failures_are_told_at_once(tmp_path: Path) -> None:
    assert len(failure(tmp_path, {"expect": "乙"}, {"key": "O9.9.9"}).splitlines()) == 2


def test_absent_standards_are_skipped_and_retired_rows_rest(tmp_path: Path) -> None:
    path = written(tmp_path, {"standard_id": OTHER}, {"status": "retired", "expect": "乙物"}, {})
    tables, reports = applying.apply(factory.standard_tables(), load(path))
    assert [report.effect for report in reports] == [Effect.SKIPPED, Effect.RETIRED, Effect.APPLIED]
    assert "not in this input" in reports[0].message and OTHER in reports[0].message
    assert applying.counts(reports) == {"applied": 1, "skipped": 1, "retired": 1}
    assert values(tables.issues, "code").count("corrected") == 1


def test_nothing_declared_leaves_the_tables_untouched() -> None:
    tables = factory.standard_tables()
    assert applying.apply(tables, []) == (tables, [])


@pytest.mark.parametrize(
    ("row", "slip"),
    [
        ({"table": "requirements"}, "table “requirements” cannot be corrected"),
        ({"column": "colour"}, "column “colour” is not in table outputs"),
        ({"column": "page", "expect": "1", "value": "2"}, "is an id or a fact of the reading"),
        ({"table": "standards", "key": "", "column": "developing_unit"}, "fact of the reading"),
        ({"column": "output_id"}, "is an id or a fact of the reading"),
        ({"action": "fix"}, "action “fix” is not one of set, drop, alias"),
        ({"reason": " "}, "reason is blank"),
        ({"status": "on"}, "neither active nor retired"),
        ({"since": "last May"}, "is not a date"),
        ({"key": ""}, "key “” must be output_id"),
        ({"value": "甲物清單"}, "value is the same as expect"),
        ({"action": "drop"}, "drop takes no value"),
        ({"table": "standards", "key": "", "action": "drop", "value": ""}, "take its file out"),
        ({"table": "task_blocks", "key": "T1.1/1", "column": "level", "value": "7"}, "out of bounds for Level"),
        ({"table": "task_blocks", "key": "T1.1/1", "column": "level", "value": "four"}, "is no integer"),
        ({"table": "standards", "key": "", "column": "name_kind", "value": "job"}, "none of occupation, job_category"),
        ({"table": "standards", "key": "", "column": "updated_on", "value": "2025/1/1"}, "is no date"),
        ({"column": "output_code", "value": "X1"}, "has not the shape of Output code"),
        ({"table": "notes", "key": "1", "column": "text", "value": ""}, "value is blank, but text is required"),
        ({"table": "block_competencies", "key": "1/K01"}, "follows the table competencies"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(row: dict[str, str], slip: str, tmp_path: Path) -> None:
    message = failure(tmp_path, {"key": "O1.2.1", "reason": "第一行\n第二行"}, row)
    assert slip in message and message.startswith("corrections.csv line 4: ")


def test_two_corrections_of_one_value_are_refused(tmp_path: Path) -> None:
    assert f"lines 2 and 3: both correct {CODE} outputs O1.1.1 name" in failure(tmp_path, {}, {"value": "丙"})
    assert "one drops outputs O1.1.1" in failure(tmp_path, {}, {"action": "drop", "column": "page", "value": ""})
    assert corrected(tmp_path, {}, {"status": "retired"}).outputs[0].name == "甲物總表"


def test_what_a_spreadsheet_program_writes_is_read(tmp_path: Path) -> None:
    assert corrected(tmp_path, {}).outputs == applying.apply(
        factory.standard_tables(), load(written(tmp_path, {}, encoding="utf-8-sig"))
    )[0].outputs
    with pytest.raises(CorrectionError, match="not UTF-8"):
        load(written(tmp_path, {}, encoding="big5"))


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("", "is empty"),
        ("standard_id,table\n", "line 1: the columns must be standard_id, table, key"),
        (",".join(COLUMNS) + "\na,b\n", "line 2: 2 values for 10 columns"),
        (",".join(COLUMNS) + '\n"a\n', "line 2: not a CSV row"),
    ],
)
def test_a_broken_file_is_told(text: str, slip: str, tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        load(tmp_path / "corrections.csv")
    assert slip in str(caught.value)


def test_the_flat_view_made_anew_is_the_one_that_was_read() -> None:
    for path in sorted(RAW.glob("IDC5294-001v3.*")):
        tables = assemble([parse(path.name, path.read_bytes())])
        assert tables.requirements and requirements_of(tables) == tables.requirements, path.name
