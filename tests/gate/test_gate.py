"""The gate: what it lets through, what it stops, and whether it says where and why."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.gate import validate
from pipeline.gate.as_printed import AS_PRINTED
from pipeline.gate.validate import Verdict, Violation
from pipeline.schema import TABLES
from pipeline.schema.derive.suites import CHECKS, INTEGRITY, LAYOUT, suites
from pipeline.schema.tables import Tables
from tests.build import factory
from tests.gate.conftest import Only

ROOT = Path(__file__).resolve().parents[2]
EXPECTATIONS = ROOT / "expectations"

pytestmark = pytest.mark.usefixtures("remembering_gate")

Change = Callable[[pd.DataFrame], pd.DataFrame]


def sound_release(folder: Path, tasks: int = 3) -> Path:
    return factory.written(factory.standard_tables(tasks=tasks), folder).path


def rewrite(folder: Path, table: str, change: Change) -> None:
    """Change the bytes of a release behind the back of everything that would refuse it earlier."""
    path = folder / f"{table}.parquet"
    schema = pq.read_schema(path).remove_metadata()
    frame = change(pq.read_table(path).to_pandas(types_mapper={pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}.get))
    loose = pa.schema([schema.field(name).with_nullable(True) for name in frame.columns])
    pq.write_table(pa.Table.from_pandas(frame, schema=loose, preserve_index=False), path)


def put(column: str, value: Any, row: int = 0) -> Change:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[row, column] = value
        return frame

    return change


def found(verdict: Verdict, table: str, rule: str) -> list[Violation]:
    return [one for one in verdict.violations if (one.table, one.rule) == (table, rule)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    return validate.check(sound_release(tmp_path_factory.mktemp("sound")), EXPECTATIONS)


CHANGES: list[tuple[str, Change]] = [
    ("tasks", put("task_id", "T1.2\n", row=1)),
    ("tasks", put("duty_id", "T7", row=2)),
    ("duties", put("position", None)),
    ("outputs", lambda frame: pd.concat([frame, frame.iloc[[0]]])),
    ("standards", put("level", 7)),
    ("standards", put("name_kind", "trade")),
    ("notes", put("text", "")),
    ("notes", put("text", "\uf09f高中", row=1)),
    ("indicators", put("text", "依規格第1頁，總共3頁")),
    ("indicators", put("text", "P1.2.1 依規格。", row=1)),
    ("competencies", put("name", "不\uf9b4")),
    ("competencies", put("definition", "此為知識。", row=1)),
    ("classifications", lambda frame: frame.drop(columns="code")),
    ("standard_versions", lambda frame: frame[frame.columns[::-1]]),
    ("documents", put("coverage", 0.5)),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    folder = sound_release(tmp_path_factory.mktemp("broken"))
    for table, change in CHANGES:
        rewrite(folder, table, change)
    return validate.check(folder, EXPECTATIONS)


def test_sound_release_passes_everything(sound: Verdict) -> None:
    assert sound.passed and sound.message == ""
    assert sound.violations == ()
    assert sound.failed == {"critical": 0, "warning": 0, "info": 0}


def test_every_expectation_is_evaluated(sound: Verdict) -> None:
    paths = [*(EXPECTATIONS / "derived").iterdir(), *(EXPECTATIONS / "rules").iterdir()]
    written = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    severities = [one["severity"] for suite in written for one in suite["expectations"]]
    assert sound.evaluated == {severity: severities.count(severity) for severity in ("critical", "warning", "info")}
    assert min(sound.evaluated.values()) > 0


@pytest.mark.parametrize(
    ("table", "rule", "column", "key", "value"),
    [
        ("tasks", "pattern", "task_id", "IDC5294-001v3 / T1.2\n", "T1.2\n"),
        ("tasks", "foreign_key", "standard_id + duty_id", "IDC5294-001v3 / T1.3", "IDC5294-001v3 / T7"),
        ("duties", "not_null", "position", "IDC5294-001v3 / T1", None),
        ("standards", "range", "level", "IDC5294-001v3", "7"),
        ("standards", "allowed", "name_kind", "IDC5294-001v3", "trade"),
        ("notes", "length", "text", "IDC5294-001v3 / 1", ""),
        ("notes", "no_private_use", "text", "IDC5294-001v3 / 2", "\uf09f高中"),
        ("indicators", "no_footer", "text", "IDC5294-001v3 / P1.1.1", "依規格第1頁，總共3頁"),
        ("competencies", "no_compatibility_ideographs", "name", "IDC5294-001v3 / K01", "不\uf9b4"),
        ("competencies", "definition_of_attitude", "definition", "IDC5294-001v3 / K02", "此為知識。"),
    ],
)
def test_critical_violation_names_the_row(
    broken: Verdict, table: str, rule: str, column: str, key: str, value: str | None,
) -> None:
    assert [(one.severity, one.column, one.key, one.value) for one in found(broken, table, rule)] == [
        ("critical", column, key, value)
    ]


def test_changed_key_leaves_its_children_orphaned(broken: Verdict) -> None:
    for child in ("outputs", "indicators", "task_blocks", "requirements"):
        assert {one.value for one in found(broken, child, "foreign_key")} == {"IDC5294-001v3 / T1.2"}


def test_every_row_of_a_duplicate_key_is_named(broken: Verdict) -> None:
    assert [one.key for one in found(broken, "outputs", "key")] == ["IDC5294-001v3 / O1.1.1"] * 2


def test_missing_and_misplaced_columns_are_critical(broken: Verdict) -> None:
    assert found(broken, "classifications", "columns") and found(broken, "standard_versions", "columns")
    [unread] = found(broken, "classifications", "code_shape")
    assert unread.severity == "critical" and "cannot be evaluated" in unread.message


def test_warnings_and_infos_are_told_and_do_not_count_as_critical(broken: Verdict) -> None:
    assert [one.severity for one in found(broken, "documents", "full_coverage")] == ["warning"]
    assert [one.severity for one in found(broken, "indicators", "no_code_at_start")] == ["warning"]
    assert {one.key for one in found(broken, "indicators", "full_stop")} == {"IDC5294-001v3 / P1.1.1"}
    assert broken.failed["info"] == 1


def test_sentences_name_table_column_rule_key_and_reason(broken: Verdict) -> None:
    assert not broken.passed
    [sentence] = [one for one in broken.sentences("critical") if "no_footer" in one]
    assert sentence == (
        "critical: indicators.text breaks rule no_footer in 1 row (first keys: IDC5294-001v3 / P1.1.1, "
        "first value: '依規格第1頁，總共3頁'): Page numbers are furniture."
    )
    assert broken.message.splitlines() == broken.sentences("critical")
    assert any(r"(first keys: IDC5294-001v3 / T1.2\n, first value: 'T1.2\n')" in one for one in broken.sentences())
    assert [one.split(":")[0] for one in broken.sentences()] == sorted(
        (one.split(":")[0] for one in broken.sentences()), key=["critical", "warning", "info"].index
    )


def test_missing_or_damaged_file_closes_the_gate(tmp_path: Path, only: Only) -> None:
    only("tasks", INTEGRITY, LAYOUT)
    folder = sound_release(tmp_path)
    (folder / "notes.parquet").unlink()
    (folder / "duties.parquet").write_bytes(b"PAR1 no more")
    verdict = validate.check(folder, EXPECTATIONS)
    assert [one.table for one in verdict.violations if one.rule == "readable"] == ["duties", "notes"]
    assert found(verdict, "tasks", "foreign_key") == [] and found(verdict, "tasks", "not_null")
    assert found(verdict, "layout", "row_count")


def test_changed_type_names_table_and_column(tmp_path: Path, only: Only) -> None:
    only(LAYOUT)
    folder = sound_release(tmp_path)
    table = pq.read_table(folder / "standards.parquet")
    level = table.schema.get_field_index("level")
    as_text = table.set_column(level, "level", table.column("level").cast(pa.string()))
    pq.write_table(as_text, folder / "standards.parquet")
    verdict = validate.check(folder, EXPECTATIONS)
    assert [(one.column, one.value) for one in found(verdict, "standards", "type")] == [("level", "string")]


def test_row_without_its_key_is_told(tmp_path: Path, only: Only) -> None:
    only(CHECKS)
    folder = sound_release(tmp_path)
    rewrite(folder, "standards", put("standard_id", None))
    verdict = validate.check(folder, EXPECTATIONS)
    assert [one.key for one in found(verdict, "standards", "one_source")] == ["IDC5294-001v3"]
    assert [one.key for one in found(verdict, "standards", "has_tasks")] == ["<NA>"]


def test_release_without_standards_is_none(tmp_path: Path, only: Only) -> None:
    only("documents", "standards")
    verdict = validate.check(factory.written(Tables(), tmp_path).path, EXPECTATIONS)
    assert {one.table for one in verdict.violations if one.rule == "row_count"} == {"documents", "standards"}
    assert not verdict.passed


def test_suites_that_cannot_be_used_close_the_gate(tmp_path: Path) -> None:
    shutil.copytree(EXPECTATIONS, tmp_path / "expectations")
    derived, rules = tmp_path / "expectations/derived", tmp_path / "expectations/rules"
    (derived / "notes.json").unlink()
    rule = {"type": "expect_wonders", "kwargs": {}, "meta": {"rule": "wonder", "reason": "none"}, "severity": "info"}
    (rules / "tasks.json").write_text(json.dumps({"name": "tasks", "expectations": [rule]}))
    refused = rule | {"type": "expect_column_values_to_not_be_null", "kwargs": {"colum": "name"}}
    (rules / "duties.json").write_text(json.dumps({"name": "duties", "expectations": [refused]}))
    (rules / "chores.json").write_text(json.dumps({"name": "chores", "expectations": []}))
    verdict = validate.check(sound_release(tmp_path / "release"), tmp_path / "expectations")
    assert {(one.table, one.rule) for one in verdict.violations} == {
        ("notes", "suite"), ("chores", "suite"), ("duties", "suite"), ("tasks", "wonder"),
    }
    assert {one.severity for one in verdict.violations} == {"critical"}


def test_hand_written_rules_state_reason_and_name() -> None:
    for path in (EXPECTATIONS / "rules").glob("*.json"):
        suite = json.loads(path.read_text(encoding="utf-8"))
        assert suite["name"] == path.stem and path.stem in suites()
        for one in suite["expectations"]:
            assert one["meta"]["reason"].endswith(".") and one["meta"]["rule"], one
            assert one["severity"] in ("critical", "warning", "info")
            assert not str(one["kwargs"].get("regex", "")).endswith("$")


def test_texts_left_as_printed_exist() -> None:
    for place in AS_PRINTED:
        table, _, column = place.partition(".")
        assert not column or TABLES[table][column]


LOADED = 9
"""How the process below ends if importing the gate alone loads the library."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The gate in a process of its own that may not connect to anything."""
    code = (
        "import socket, sys\n"
        "def refuse(*args): raise AssertionError(f'connection to {args}')\n"
        "socket.socket.connect = refuse\n"
        "from pathlib import Path\n"
        "from pipeline.gate import validate\n"
        f"if 'great_expectations' in sys.modules: sys.exit({LOADED})\n"
        "every = validate.load\n"
        "validate.load = lambda folder: ({'tasks': every(folder)[0]['tasks']}, [])\n"
        "sys.exit(not validate.check(Path(sys.argv[1]), Path('expectations')).passed)\n"
    )
    command = [sys.executable, "-c", code, str(sound_release(tmp_path_factory.mktemp("alone")))]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_importing_the_gate_does_not_load_the_library(alone: subprocess.CompletedProcess[str]) -> None:
    assert alone.returncode == 0, alone.stderr


def test_gate_opens_no_connection_and_prints_nothing(alone: subprocess.CompletedProcess[str]) -> None:
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, "", "")
