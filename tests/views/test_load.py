"""`load`: typed frames, labels and joins, on an invented release."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

from pipeline import load
from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.sqlite_views import VIEWS
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.schema.derive.arrow import pandas_types
from pipeline.schema.tables import Tables
from pipeline.standards.parse import parse
from pipeline.views.dataset import Dataset
from tests.build import factory
from tests.releases import published


def data_tables() -> Tables:
    return factory.changed(published.tables(), "competencies", 1, name="臺灣５Ｓ概念")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded") / "processed"
    published.publishable(folder, Settings(), data_tables())
    return folder


@pytest.fixture(scope="module")
def data(output: Path) -> Dataset:
    return load(output)


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, pipeline; sys.exit(bool({'pandas', 'pyarrow', 'great_expectations'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_load_stays_a_function_after_its_module_is_imported() -> None:
    script = "import pipeline.views.dataset; from pipeline import load; assert callable(load)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("place", ["", "latest", "2026-01-31"])
def test_a_release_is_found_by_its_folder_and_by_the_folder_of_releases(place: str, output: Path) -> None:
    assert load(output / place).folder == output / "2026-01-31"


def test_no_release_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="holds no release; make one with `run`"):
        load(tmp_path)
    (tmp_path / "all.zip").write_bytes(b"no archive")
    with pytest.raises(PipelineError, match="is no archive of a release"):
        load(tmp_path / "all.zip")
    with ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("name/tasks.csv", "")
    with pytest.raises(PipelineError, match=r"holds no release; take all\.zip of one"):
        load(tmp_path / "all.zip")
    with pytest.raises(PipelineError, match="is an address"):
        load("https://data.example.org/standards/")


@pytest.mark.parametrize("kept", ["*.csv", "*.parquet", "all.zip"])
def test_every_form_of_the_tables_loads_alike(kept: str, data: Dataset, tmp_path: Path) -> None:
    folder = published.build(tmp_path / "whole", Settings(add=("zip",), leave_out=("sqlite", "xlsx")), data_tables())
    (tmp_path / "kept").mkdir()
    for path in folder.glob(kept):
        shutil.copy(path, tmp_path / "kept")
    loaded = load(tmp_path / "kept" / (kept if "*" not in kept else ""))
    for name in TABLES:
        pd.testing.assert_frame_equal(loaded[name], data[name])


def test_a_table_that_is_not_there_is_a_sentence(output: Path, tmp_path: Path) -> None:
    shutil.copy(output / "2026-01-31" / "standards.csv", tmp_path)
    with pytest.raises(PipelineError, match=r"neither tasks\.parquet nor tasks\.csv"):
        load(tmp_path)["tasks"]


def test_the_hint_for_csv_loses_no_text(output: Path, tmp_path: Path) -> None:
    """A document may print `NA`, and codes begin with 0; pandas by itself takes the one for nothing, the other for a number."""
    card = (output / "2026-01-31" / "README.md").read_text(encoding="utf-8")
    (hint,) = set(re.findall(r"pd\.read_csv\(\S+, (.*)\)$", card, re.M))
    folder = factory.staged(
        factory.changed(factory.changed(data_tables(), "competencies", name="NA"), "classifications", 1, code="0601"), tmp_path,
    )
    read = {
        name: eval(f"pd.read_csv(path, {hint})", {"pd": pd, "path": folder / f"{name}.csv"})
        for name in ("competencies", "classifications")
    }
    assert "NA" in set(read["competencies"]["name"]) and "0601" in set(read["classifications"]["code"])
    nulls = read["competencies"]["definition"].isna().sum()
    assert nulls == load(folder)["competencies"]["definition"].isna().sum() > 0


def test_frames_have_the_schema_s_types(data: Dataset) -> None:
    assert list(data) == list(TABLES)
    for name, table in TABLES.items():
        expected = {column.name: pandas_types()[column.field.kind] for column in table.columns}
        assert data[name].dtypes.to_dict() == expected
    with pytest.raises(KeyError, match="no table task; there are documents"):
        data["task"]


def test_labels_in_both_languages(data: Dataset) -> None:
    assert data.labels("tasks")["name"] == "工作任務" and data.labels("tasks", "en")["name"] == "Task name"
    labelled = data.labelled("competencies")
    assert set(labelled["職能類型"]) == {"知識", "技能", "態度"}
    assert set(data["competencies"]["kind"]) == {"K", "S", "A"}


def test_a_standard_by_id_or_by_base_code(data: Dataset) -> None:
    standard = data.standard("IDC5294-001v3")
    assert standard.name == "甲物整理員" and standard.profile["level"] == 3
    assert data.standard("IDC5294-001").standard_id == "IDC5294-001v3"
    with pytest.raises(KeyError, match="no standard IDC5294-001v9; did you mean IDC5294-001v"):
        data.standard("IDC5294-001v9")


def test_a_standard_s_tables_in_reading_order(data: Dataset) -> None:
    standard = data.standard("IDC5294-001v3")
    tasks = standard.tasks[["task_id", "duty_name", "level"]].to_numpy().tolist()
    assert tasks == [[f"T1.{n}", "整理甲物", 3] for n in (1, 2, 3)]
    assert standard.competencies("A")["competency_id"].tolist() == ["A01", "A#1"]
    assert (len(standard.duties), len(standard.indicators), len(standard.outputs)) == (1, 3, 3)
    assert (len(standard.notes), len(standard.versions)) == (2, 2)
    assert standard.nested()["standard_id"] == "IDC5294-001v3"


def test_a_standard_can_be_taken_along(data: Dataset, tmp_path: Path) -> None:
    standard = data.standard("IDC5294-001v3")
    (tmp_path / "form.docx").write_bytes(standard.export())
    read = parse("form.docx", (tmp_path / "form.docx").read_bytes())
    assert [row.task_id for row in read.tables.tasks] == standard.tasks["task_id"].tolist()
    with pytest.raises(PipelineError, match="no form poster"):
        standard.export("poster")


def test_requirements_by_kind_and_standard(data: Dataset) -> None:
    every = data.requirements()
    assert len(every) == len(data["requirements"])
    skills = data.requirements("S", "AVA2651-002")
    assert set(skills["kind"]) == {"S"} and set(skills["standard_id"]) == {"AVA2651-002v1"}
    assert data.standard("AVA2651-002v1").requirements("S").equals(skills)


@pytest.mark.parametrize(("text", "tables"), [
    ("智慧財產權", ["indicators", "competencies"]), ("財", ["indicators", "competencies"]), ("台灣5s", ["competencies"]),
    ("iso９００１", ["indicators"]), ("沒有的字", []), (".*", []),
])
def test_search_finds_texts_however_they_are_spelled(text: str, tables: list[str], data: Dataset) -> None:
    assert data.search(text)["table"].tolist() == tables


def test_search_names_the_place_and_wants_a_text(data: Dataset) -> None:
    hit = data.search("台灣5S").iloc[0]
    assert (hit["item_id"], hit["column"], hit["text"]) == ("K02", "name", "臺灣５Ｓ概念")
    with pytest.raises(ValueError, match="at least one character"):
        data.search(" 　")


def test_compare_matches_texts_and_not_codes(data: Dataset) -> None:
    compared = data.compare("IDC5294-001v3", "AVA2651-002v1")
    found = compared.set_index(["item", "text"])["found"]
    assert found["K", "智慧財產權概論"] == "first" and found["K", "甲物概論"] == "second"
    assert found["S", "挑選能力"] == "both"
    knowledge = compared[compared["item"] == "K"]
    assert knowledge["first_id"].tolist()[:2] == ["K01", "K02"] and pd.isna(knowledge["second_id"].iloc[0])


def test_comparing_a_standard_with_itself_finds_no_difference(data: Dataset) -> None:
    assert set(data.compare("IDC5294-001v3", "IDC5294-001v3")["found"]) == {"both"}


def examples(language: str) -> list[str]:
    """The code blocks of one language on the page about using the data."""
    page = (Path(__file__).parents[2] / "docs" / "using-the-data.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)


def test_the_page_s_python_runs(output: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", examples("python")[0]], cwd=output.parent, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 0, done.stderr


def test_the_page_s_pandas_runs_in_the_folder_of_a_release(output: Path) -> None:
    values: dict[str, Any] = {}
    with chdir(load(output).folder):
        exec(examples("python")[1], values)
    assert len(values["skills"]) and values["notes"]["marker"].isna().any()


def test_the_page_s_searches_run(output: Path) -> None:
    found, none = (line for line in examples("sql")[1].splitlines() if line)
    with closing(sqlite3.connect(load(output).folder / "standards.sqlite")) as connection:
        assert connection.execute(found).fetchall()
        assert connection.execute(none).fetchall() == []


def test_the_page_names_every_view() -> None:
    page = (Path(__file__).parents[2] / "docs" / "using-the-data.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z_]+)` \|", page, re.M) == list(VIEWS)


def test_a_release_and_a_standard_are_cited_and_lead_to_their_files(data: Dataset) -> None:
    told = data.cite()
    assert told.startswith("勞動部勞動力發展署") and f"版本 {data.folder.name}（" in told
    one = data["standards"].iloc[0]
    assert f"{one['name']}（{one['standard_id']}）。載於" in data.cite(one["standard_id"])
    entry = data.cite(one["standard_id"], style="bibtex")
    assert entry.startswith(f"@misc{{icap-{one['standard_id']}-{data.folder.name},\n  author = {{{{勞動部勞動力發展署}}")
    assert entry.endswith("\n}")
    with pytest.raises(ValueError, match="there is no style apa"):
        data.cite(style="apa")
    files = data.sources(one["standard_id"])
    assert set(files["sha256"]) >= {one["sha256"]} and set(files["standard_id"]) == {one["standard_id"]}
    assert len(data.sources()) >= len(files) and "licence" in files
