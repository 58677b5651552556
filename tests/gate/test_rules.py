"""Each rule by a table that was damaged for it: whether it tells, how severely, where, and in which words."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.gate.validate import Violation, check
from pipeline.gate.validate.checks import CHECKS
from pipeline.schema.derive.suites import CHECKS as CHECKS_SUITE
from pipeline.schema.tables import Tables
from tests.build import factory
from tests.gate.conftest import Only

ROOT = Path(__file__).resolve().parents[2]
EXPECTATIONS = ROOT / "expectations"

pytestmark = pytest.mark.usefixtures("remembering_gate")

CODE = "IDC5294-001v3"

Damage = Callable[[Tables], Tables]


def put(table: str, position: int = 0, **values: Any) -> Damage:
    return lambda tables: factory.changed(tables, table, position, **values)


def drop(table: str, **wanted: Any) -> Damage:
    """Without the rows that have these values."""

    def damage(tables: Tables) -> Tables:
        left = tables.copy()
        rows = left.of(table)
        rows[:] = [row for row in rows if not all(getattr(row, name) == value for name, value in wanted.items())]
        assert len(rows) < len(tables.of(table))
        return left

    return damage


def violations(folder: Path, damage: Damage, reference: Path | None = None) -> tuple[Violation, ...]:
    staged = factory.staged(damage(factory.standard_tables(tasks=3)), folder / "staged")
    return check(staged, EXPECTATIONS, reference=reference).violations


# rule, severity, damage, key, message
DAMAGES: list[tuple[str, str, Damage, str, str]] = [
    ("code_prefix", "warning", put("classifications", code="ISD"), CODE, "The code begins with IDC, but its 職類別代碼 is ISD."),
    ("code_digits", "warning", put("classifications", 1, code="2512"), CODE,
     "The code has the digits 5294, but its 職業別代碼 is 2512, 2431."),
    ("cluster_name", "warning", put("classifications", name="製造／數位內容與傳播"), f"{CODE} / job_category / 1",
     "The letter I of IDC does not stand for the cluster 「製造」."),
    ("category_name", "info", put("classifications", name="資訊科技／生產管理"), f"{CODE} / job_category / 1",
     "IDC is known under another name than 「生產管理」."),
    ("category_known", "warning", put("classifications", code="IQQ"), f"{CODE} / job_category / 1",
     "The 職類別代碼 IQQ was never seen; add it to the facts if it is real."),
    ("industry_letter", "warning", put("classifications", 3, code="C7112"), f"{CODE} / industry / 1",
     "C7112 lies outside the range of the letter C."),
    ("names_and_codes", "warning", put("classifications", 2, code=None), f"{CODE} / occupation",
     "2 names stand against 1 codes; the cell was split wrongly or lacks one."),
    ("base_level", "warning", put("standards", level=5), CODE, "The base level is 5, but the tasks have 3."),
    ("has_attitudes", "warning", drop("competencies", kind="A"), CODE, "The standard has no attitude."),
    ("has_indicators", "warning", drop("indicators"), CODE, "The standard has no behaviour indicator."),
    ("output_task", "warning", put("outputs", task_id=None), f"{CODE} / O1.1.1", "O1.1.1 belongs to no task."),
    ("indicator_task", "warning", put("indicators", 2, task_id=None), f"{CODE} / P1.3.1", "P1.3.1 belongs to no task."),
    ("block_task", "warning", drop("task_blocks", block=3), f"{CODE} / 3", "Block 3 belongs to no task."),
    ("code_one_name", "warning", put("competencies", 1, competency_code="K01"), f"{CODE} / K01",
     "K01 is printed for 2 names: 甲物概論 / 5S概念【註1】."),
    ("name_one_code", "info", put("competencies", 1, name="甲物 概論"), f"{CODE} / K01", "The same name stands under K01, K02."),
    ("competency_used", "info", drop("block_competencies", competency_id="K02"), f"{CODE} / K02", "No task requires K02."),
    ("replaced_by", "info", put("standard_versions", 1, note="已被《IDC5294-001v2》取代"), f"{CODE} / 2",
     "The row says that IDC5294-001v2 replaced it, but the next newer row is IDC5294-001v3."),
    ("newest_code", "warning", put("standard_versions", version_code="IDC5294-001v4"), f"{CODE} / 1",
     "The newest row has the code IDC5294-001v4, the profile IDC5294-001v3."),
    ("one_source", "critical", put("documents", status="duplicate"), CODE,
     "It names one source, but 0 documents are its published source."),
    ("issue_source", "critical", put("issues", sha256="0" * 64), factory.standard_tables().issues[0].issue_id,
     "The issue's document is not among the documents."),
    ("copy_agrees", "critical", put("block_competencies", name="乙物概論"), f"{CODE} / K01",
     "K01 differs between the block and the list of competencies."),
    ("requirements_complete", "critical", drop("requirements", competency_id="K02"), CODE,
     "1 requirements are missing and 0 are too many."),
    ("vocabulary_complete", "critical", drop("vocabulary_links", competency_id="A01"), CODE,
     "1 links are missing and 0 are too many."),
    # on one table or on all texts
    ("range", "critical", put("standards", level=7), CODE, f"level of {CODE} is 「7」. expected column values to be between "
     "(min_value 1, max_value 6)"),
    ("no_private_use", "critical", put("notes", text="\U000f0001高中"), f"{CODE} / 1",
     "text of IDC5294-001v3 / 1 is 「\U000f0001高中」. Private-use characters are bullets of a symbol font; they structure the "
     "text and are no part of it."),
    ("no_footer", "critical", put("notes", text="高中，第１頁，總共3頁"), f"{CODE} / 1",
     "text of IDC5294-001v3 / 1 is 「高中，第１頁，總共3頁」. Page numbers are furniture."),
    ("no_footer_rest", "warning", put("notes", text="高中第1頁，總共"), f"{CODE} / 1",
     "text of IDC5294-001v3 / 1 is 「高中第1頁，總共」. Half a page number is furniture that was cut in an unusual place."),
    ("no_header", "warning", put("tasks", name="工作任務"), f"{CODE} / T1.1",
     "name of IDC5294-001v3 / T1.1 is 「工作任務」. A value that is a heading of the form was read as data."),
    ("no_code_inside", "warning", put("indicators", text="挑選甲物。P1.1.2記錄。"), f"{CODE} / P1.1.1",
     "text of IDC5294-001v3 / P1.1.1 is 「挑選甲物。P1.1.2記錄。」. A code in the middle of a value is an item that was not "
     "split off, or a neighbouring column that ran into it."),
    ("no_code_inside", "warning", put("competencies", name="甲物概論 K02乙物概論"), f"{CODE} / K01",
     "name of IDC5294-001v3 / K01 is 「甲物概論 K02乙物概論」. A code in the middle of a value is an item that was not split "
     "off, or a neighbouring column that ran into it."),
    ("text_length", "warning", put("indicators", text="長" * 138 + "。"), f"{CODE} / P1.1.1",
     "text of IDC5294-001v3 / P1.1.1 is 「" + "長" * 138 + "。」. Longer than twice the 99th percentile: neighbouring cells were "
     "read with it."),
    ("full_stop", "info", put("indicators", text="挑選甲物"), f"{CODE} / P1.1.1",
     "text of IDC5294-001v3 / P1.1.1 is 「挑選甲物」. Indicators are sentences; far fewer full stops mean that ends were cut "
     "off."),
    ("full_coverage", "warning", put("documents", coverage=0.5), factory.standard_tables().documents[0].sha256,
     f"coverage of {factory.standard_tables().documents[0].sha256} is 「0.5」. Every character of a source lies in a "
     "published cell or in recognised furniture; less means that something was left out."),
]


TOLERANT = frozenset({"full_stop", "text_length"})
"""Rules that let a few values pass: their damage is seen in a release of its own only."""


def code_of(number: int) -> str:
    return f"IDC5294-{number + 1:03}v3"


def one_standard_each() -> Tables:
    """A release in which each damage has a standard of its own, so that the gate runs once for all."""
    tables = Tables()
    for number, (rule, _, damage, _, _) in enumerate(DAMAGES):
        if rule not in TOLERANT:
            for name, rows in damage(factory.standard_tables(code_of(number), tasks=3)).items():
                tables.of(name).extend(rows)
    return dataclasses.replace(
        tables, vocabulary=list({row.term_id: row for row in tables.vocabulary}.values()),
        classes=list({(row.scheme, row.code): row for row in tables.classes}.values()),
    )


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[Violation, ...]:
    return check(factory.staged(one_standard_each(), tmp_path_factory.mktemp("damaged")), EXPECTATIONS).violations


def meant(text: str, number: int) -> str:
    """What is written for the first standard, for another one."""
    first, other = factory.standard_tables(CODE), factory.standard_tables(code_of(number))
    text = text.replace(first.documents[0].sha256, other.documents[0].sha256)
    return text.replace(first.issues[0].issue_id, other.issues[0].issue_id).replace(CODE, code_of(number))


_NAMES = [f"{number}-{damage[0]}" for number, damage in enumerate(DAMAGES)]


@pytest.mark.parametrize("number", range(len(DAMAGES)), ids=_NAMES)
def test_damage_is_told(number: int, together: tuple[Violation, ...], tmp_path: Path, only: Only) -> None:
    rule, severity, damage, key, message = DAMAGES[number]
    alone = rule in TOLERANT
    if alone:
        only("indicators")
    found = violations(tmp_path, damage) if alone else together
    key, message = (key, message) if alone else (meant(key, number), meant(message, number))
    told = [(one.severity, one.message) for one in found if one.rule == rule and one.key == key]
    assert told == [(severity, message)]


LISTS: dict[str, str] = {
    "occupation.csv": "\ufeffcode,digits,name,path\n5294,4,電話行銷員,5/52\n06,2,軍人,0/06\n",
    "industry.csv": "code,name\nJ,資通訊\n58,出版業\n5811,書籍出版業\n",
    "job_category.csv": "name,code\n軟體開發及程式設計,ISD\n",
}


def test_official_lists_are_checked_where_the_user_has_them(tmp_path: Path, only: Only) -> None:
    only(CHECKS_SUITE)
    reference = tmp_path / "reference"
    reference.mkdir()
    for name, content in LISTS.items():
        (reference / name).write_text(content, encoding="utf-8")
    told = {(one.rule, one.severity): one.message for one in violations(tmp_path, lambda tables: tables, reference)}
    assert told == {
        ("occupation_listed", "warning"): "2431 is not in the official list of occupations.",
        ("occupation_name", "info"): "The official name of 5294 is 「電話行銷員」.",
        ("industry_listed", "warning"): "J5812 is not in the official list of industries.",
        ("category_listed", "warning"): "IDC is not in the official list of job categories.",
    }


@pytest.mark.parametrize("code", ["J", "J58", "J5800", "J5811"])
def test_padded_industry_codes_are_found_in_the_list(code: str, tmp_path: Path, only: Only) -> None:
    only(CHECKS_SUITE)
    (tmp_path / "industry.csv").write_text(LISTS["industry.csv"], encoding="utf-8")
    assert violations(tmp_path, put("classifications", 3, code=code), tmp_path) == ()


def test_historical_standards_may_lack_parts(tmp_path: Path, only: Only) -> None:
    only(CHECKS_SUITE)

    def damage(tables: Tables) -> Tables:
        return put("standards", historical=True)(drop("competencies", kind="A")(drop("vocabulary_links", competency_id="A01")(
            drop("vocabulary_links", competency_id="A#1")(tables))))

    assert "has_attitudes" not in {one.rule for one in violations(tmp_path, damage)}


def test_one_odd_document_among_many_stops_nothing(tmp_path: Path) -> None:
    """Everything that a source can do wrong at once is told, and the gate stays open."""
    codes = [f"IDC5294-{number:03}v1" for number in range(1, 26)]
    tables = factory.many_tables(*codes)
    odd: Mapping[str, Mapping[str, Any]] = {
        "standards": {"name": None, "standard_code": None, "level": None, "description": None},
        "classifications": {"code": "BAS3332-001", "name": None},
        "task_blocks": {"level": None}, "outputs": {"task_id": None, "name": None}, "indicators": {"text": None},
        "documents": {"coverage": 0.1}, "tasks": {"name": "主要職責 T1.2第二項"},
        "standard_versions": {"status": "最近版本。", "note": "已被《XXX》取代"},
    }
    for table, values in odd.items():
        tables = factory.changed(tables, table, **values)
    verdict = check(factory.staged(tables, tmp_path), EXPECTATIONS)
    assert verdict.passed, verdict.message
    told = {one.rule for one in verdict.violations}
    assert {"names_and_codes", "full_coverage", "status_known", "output_task", "no_code_inside"} <= told


def rules_of(name: str) -> list[Mapping[str, Any]]:
    path = EXPECTATIONS / "rules" / f"{name}.json"
    suite: Mapping[str, list[Mapping[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return suite["expectations"]


def test_every_check_has_its_rule_with_reasons_in_both_languages() -> None:
    named = [(rule["kwargs"]["row_condition"]["parameter"], rule["meta"]["rule"]) for rule in rules_of("checks")]
    assert all(condition == rule for condition, rule in named)
    assert {rule["meta"]["rule"] for rule in rules_of("checks")} == set(CHECKS)
    for path in (EXPECTATIONS / "rules").glob("*.json"):
        for rule in rules_of(path.stem):
            assert rule["meta"]["reason"].endswith(".") and rule["meta"]["reason_zh"].endswith("。") and rule["meta"]["guide"]


def test_critical_rules_written_by_hand_are_about_our_own_work() -> None:
    critical = {rule["meta"]["rule"] for path in (EXPECTATIONS / "rules").glob("*.json") for rule in rules_of(path.stem)
                if rule["severity"] == "critical"}
    assert critical == {
        "one_source", "issue_source", "copy_agrees", "requirements_complete", "vocabulary_complete", "definition_of_attitude",
        "no_private_use", "no_footer", "no_compatibility_ideographs",
    }


def test_check_without_a_rule_and_rule_without_a_check_close_the_gate(tmp_path: Path, only: Only) -> None:
    only("tasks")
    shutil.copytree(EXPECTATIONS, tmp_path / "expectations")
    path = tmp_path / "expectations/rules/checks.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"parameter": "base_level"', '"parameter": "bass_level"'), encoding="utf-8")
    staged = factory.staged(factory.standard_tables(), tmp_path / "staged")
    verdict = check(staged, tmp_path / "expectations")
    assert {(one.rule, one.severity, one.message) for one in verdict.violations} == {
        ("base_level", "critical", "rules/checks.json has no rule for the check base_level"),
        ("bass_level", "critical", "rules/checks.json judges bass_level, which is no check"),
    }
