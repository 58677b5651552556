"""The cookbook: every recipe runs, and all tools give the same answer. R only where it is installed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.releases.settings import Settings
from tests.build import factory
from tests.releases import published

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cookbook.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^## (.+?)$|^```(python|sql duckdb|sql sqlite|r)\n(.*?)^```$", re.M | re.S)
Answer = list[tuple[str, ...]]


def recipes() -> dict[str, dict[str, str]]:
    """The blocks of each question by tool."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    title = ""
    for match in _BLOCK.finditer(PAGE):
        if match[1]:
            title = match[1]
        else:
            found[title][match[2]] = match[3]
    return dict(found)


RECIPES = recipes()


def told(rows: Iterable[Iterable[Any]]) -> Answer:
    """Rows without their order and types: 2 and 2.0 and '2' are one answer."""
    return sorted(tuple("" if pd.isna(one) else re.sub(r"\.0\Z", "", str(one)) for one in row) for row in rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three standards, one of them superseded, that share some competencies."""
    made = published.tables()
    renamed = {"挑選能力": "問題解決能力", "5S概念【註1】": "品質管理概念"}
    for number, row in enumerate(made.competencies):
        made = factory.changed(made, "competencies", number, name=renamed.get(row.name or "", row.name))
    for number, need in enumerate(made.requirements):
        name = need.competency_name or ""
        made = factory.changed(made, "requirements", number, competency_name=renamed.get(name, name))
    old = next(number for number, row in enumerate(made.standards) if row.standard_id == "IDC5294-001v2")
    made = factory.changed(made, "standards", old, is_current=False, level=None)
    gone = next(number for number, row in enumerate(made.competencies) if row.standard_id == "AVA2651-002v1" and row.kind == "S")
    made = factory.changed(made, "competencies", gone, name="只有這一項")
    return published.build(tmp_path_factory.mktemp("release"), Settings(leave_out=("xlsx", "skos")), made)


@pytest.fixture(scope="module")
def answers(folder: Path) -> dict[str, dict[str, Answer]]:
    """What each tool answers to each question; later recipes in one language go on from the earlier ones."""
    found: dict[str, dict[str, Answer]] = {}
    scope: dict[str, Any] = {}
    lite = sqlite3.connect(folder / "standards.sqlite")
    with pytest.MonkeyPatch.context() as patch, closing(lite), closing(duckdb.connect()) as database:
        patch.chdir(folder)
        for title, blocks in RECIPES.items():
            exec(blocks["python"], scope)
            found[title] = {
                "python": told(scope["answer"].itertuples(index=False)),
                "sql duckdb": told(database.execute(blocks["sql duckdb"]).fetchall()),
                "sql sqlite": told(lite.execute(blocks["sql sqlite"]).fetchall()),
            }
    return found


@pytest.mark.parametrize("title", RECIPES)
def test_pandas_duckdb_and_sqlite_answer_alike(title: str, answers: dict[str, dict[str, Answer]]) -> None:
    assert set(RECIPES[title]) == {"python", "sql duckdb", "sql sqlite", "r"}
    one, *others = answers[title].values()
    assert one and others == [one, one]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_answers_alike(folder: Path, answers: dict[str, dict[str, Answer]], tmp_path: Path) -> None:
    script = "".join(
        f'{blocks["r"]}\nwrite.csv(answer, "{tmp_path}/{number}.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")\n'
        for number, blocks in enumerate(RECIPES.values())
    )
    (tmp_path / "all.R").write_text(script, encoding="utf-8")
    command = ["Rscript", "--vanilla", "--encoding=UTF-8", str(tmp_path / "all.R")]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for number, title in enumerate(RECIPES):
        with (tmp_path / f"{number}.csv").open(encoding="utf-8", newline="") as stream:
            assert told(list(csv.reader(stream))[1:]) == answers[title]["python"], title
