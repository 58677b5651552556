"""docs/policy.md against the versions of the schema."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from pipeline.schema import SCHEMA_VERSION, TABLES
from pipeline.schema.derive import history
from tests.conftest import ROOT


@pytest.fixture
def versions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((ROOT / history.PATH).read_text(encoding="utf-8"))
    return found


def test_every_version_so_far_keeps_the_policy(versions: list[dict[str, Any]]) -> None:
    assert history.faults(versions) == []
    assert versions[0]["version"] == "1.0.0" and versions[-1] == history.present()
    assert set(versions[-1]["tables"]) == set(TABLES) and versions[-1]["version"] == SCHEMA_VERSION


@pytest.mark.parametrize(("version", "change", "told"), [
    ("1.9.0", lambda tables: tables.pop("notes"), "notes went or changed, which takes a new first number"),
    ("1.9.0", lambda tables: tables["tasks"]["columns"].pop("name"), "tasks.name went or changed"),
    ("1.9.0", lambda tables: tables["tasks"]["columns"].update(page="string"), "tasks.page went or changed"),
    ("1.9.0", lambda tables: tables["tasks"].update(key=["task_id"]), "the key of tasks went or changed"),
    ("2.0.0", lambda tables: tables.pop("notes"), None),
    ("1.3.1", lambda tables: tables["tasks"]["columns"].update(more="string"), "tasks.more came, which takes a new second"),
    ("1.4.0", lambda tables: tables["tasks"]["columns"].update(more="string"), None),
    ("1.3.1", lambda tables: None, None),
    ("1.3.0", lambda tables: None, "versions rise"),
])
def test_a_version_that_breaks_the_policy_is_told(
    version: str, change: Any, told: str | None, versions: list[dict[str, Any]],
) -> None:
    before = next(entry for entry in versions if entry["version"] == "1.3.0")
    after = copy.deepcopy(before) | {"version": version}
    change(after["tables"])
    found = history.faults([before, after])
    assert found == [] if told is None else (len(found) == 1 and told in found[0])


def test_the_history_goes_on_from_what_is_there(versions: list[dict[str, Any]]) -> None:
    text = history.history_text(json.dumps(versions[:2]))
    assert [entry["version"] for entry in json.loads(text)] == ["1.0.0", "1.1.0", SCHEMA_VERSION]
    assert history.history_text(text) == text
