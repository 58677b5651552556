"""What one standard asks for beyond another: by folded names, with what may be the same beside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import load
from pipeline.cli import main
from pipeline.standards.naming.known import Known
from pipeline.views.gap import COLUMNS, Need, needs
from pipeline.views.lookup import Row
from tests.views.site_release import CODES, NEW, three_standards, write_release

NOW, WANTED = "A1v1", "B1v1"


def compared(have: str, want: str, known: Known | None = None) -> list[Need]:
    """The needs of a standard with these names against one with those; a name after its kind, several apart by a space."""
    names = {NOW: have.split(), WANTED: want.split()}

    def rows(table: str, own: str) -> list[Row]:
        if table == "competencies":
            listed = enumerate(names[own])
            return [{"competency_id": f"{name[0]}{n}", "kind": name[0], "name": name[1:] or None} for n, name in listed]
        made: dict[str, list[dict[str, Any]]] = {
            "requirements": [{"competency_id": "S0", "task_id": "T1.1"}, {"competency_id": "S0", "task_id": "T1.2"}],
            "task_blocks": [{"task_id": "T1.1", "level": 3}, {"task_id": "T1.2", "level": 4}, {"task_id": "T1.2", "level": None}],
        }
        return made[table]

    return needs(rows, NOW, WANTED, known or Known())


@pytest.mark.parametrize(("have", "want", "found", "own"), [
    ("S問題解決", "S解決問題的能力", "same", "問題解決"), ("K材料科學概論", "K材料科學", "near", "材料科學概論"),
    ("S商圈調查與評估能力", "S商圈評估能力", "near", "商圈調查與評估能力"), ("S木質材料加工", "S石質材料加工", "missing", None),
    ("S2D繪圖軟體操作", "S3D繪圖軟體操作", "missing", None), ("K溝通", "S溝通", "missing", None), ("S", "S溝通", "missing", None),
])
def test_a_need_is_there_or_near_or_missing(have: str, want: str, found: str, own: str | None) -> None:
    [need] = compared(have, want)
    assert (need.found, need.own_name) == (found, own)
    assert (need.score is None) == (found == "missing")


def test_a_need_says_which_tasks_ask_for_it_and_how_high() -> None:
    first, second = compared("K甲", "S溝通 S談判 S")
    assert (first.tasks, first.level) == ("T1.1 T1.2", 4)
    assert (second.tasks, second.level) == ("", None)


def test_a_decision_of_a_person_counts() -> None:
    assert [one.found for one in compared("S時間管理", "S排程作業", Known(same={("S", "排程作業"): "時間管理"}))] == ["same"]
    apart = Known(apart=frozenset({("S", "溝通能力", "溝通")}))
    assert [one.found for one in compared("S溝通", "S溝通能力", apart)] == ["near"]


@pytest.mark.parametrize("database", [True, False], ids=["SQLite", "tables"])
def test_loader_terminal_and_pipe_say_the_same(tmp_path: Path, database: bool, capsys: pytest.CaptureFixture[str]) -> None:
    place = write_release(three_standards(), tmp_path / "release", database)
    data = load(place)
    frame = data.gap(CODES[0], NEW)
    assert tuple(frame.columns) == COLUMNS and str(frame["level"].dtype) == "Int64"
    assert main(["gap", CODES[0], NEW, "--release", str(place), "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [line["name"] for line in lines] == list(frame["name"])
    assert main(["gap", CODES[0], NEW, "--release", str(place), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["found"] for one in told] == list(frame["found"])
    assert main(["gap", CODES[0], NEW, "--release", str(place)]) == 0
    shown = capsys.readouterr().out
    assert f"{len(told)} 項職能" in shown and f"取用：gap {CODES[0]} {NEW}" in shown
    assert all(one["name"] in shown for one in told if one["found"] == "missing")
    assert list(data.similar(NEW)["other_id"]) == [row["other_id"] for row in data["similar_standards"].to_dict("records")
                                                   if row["standard_id"] == NEW]


def test_an_unknown_standard_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = write_release(three_standards(), tmp_path / "release", True)
    assert main(["gap", "XYZ", NEW, "--release", str(place)]) == 1
    assert "there is no standard XYZ" in capsys.readouterr().err
