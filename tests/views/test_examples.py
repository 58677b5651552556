"""The examples run, on an invented release and on the sample, and answer rightly where the answer is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples import common, levels_by_cluster, shared_knowledge, skills_gap, version_changes
from pipeline import load
from pipeline.cli import main
from pipeline.releases.settings import Settings
from tests.build import factory
from tests.releases import published

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = factory.many_tables("IDC5294-001v3", "IDC5294-001v2", "IDC5294-002v1", "AVA2651-002v1")
    made = factory.changed(made, "competencies", name="乙物概論")
    return published.build(tmp_path_factory.mktemp("invented"), Settings(), made)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the real document, read; a release in all but its name."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "raw").mkdir()
    (folder / "raw" / "IDC5294-001v3.txt").write_bytes((ROOT / "raw" / "IDC5294-001v3.txt").read_bytes())
    places = ["--input", str(folder / "raw"), "--output", str(folder / "tables")]
    assert main(["parse", "--quiet", "--no-cache", "--workers", "0", *places]) == 0
    return folder / "tables"


def test_shared_knowledge_is_counted_by_name_within_the_category(invented: Path) -> None:
    shared = shared_knowledge.shared_knowledge(load(invented), "資訊科技")
    assert shared.to_numpy().tolist() == [["5S概念【註1】", 3], ["甲物概論", 2]]


def test_version_changes_compare_neighbouring_versions(invented: Path) -> None:
    changes = version_changes.version_changes(load(invented))
    assert set(zip(changes["older"], changes["newer"], strict=True)) == {("IDC5294-001v2", "IDC5294-001v3")}
    counted = {item: counts for _, _, item, *counts in changes.itertuples(index=False)}
    assert counted["K"] == [1, 1, 1] and counted["task"] == [2, 0, 0]


def test_the_skills_gap_is_what_only_the_wanted_occupation_asks_for(invented: Path) -> None:
    data = load(invented)
    assert skills_gap.skills_gap(data, "IDC5294-001", "AVA2651-002").to_numpy().tolist() == [["K", "K01", "甲物概論"]]
    assert skills_gap.overlap(data, "IDC5294-001", "AVA2651-002").to_dict() == {"知識": 0.5, "技能": 1.0, "態度": 1.0}


def test_levels_by_cluster_counts_tasks(invented: Path) -> None:
    levels = levels_by_cluster.levels_by_cluster(invented).set_index("category")
    assert levels["tasks"].sum() == 8 and set(levels["mean_level"]) == {3.0}


RUNS = {
    "shared_knowledge": (shared_knowledge.main, ["資訊"]),
    "version_changes": (version_changes.main, []),
    "skills_gap": (skills_gap.main, ["IDC5294-001", "IDC5294-001"]),
    "levels_by_cluster": (levels_by_cluster.main, []),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_example_runs_on_the_sample(name: str, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, words = RUNS[name]
    run([str(sample), *words])
    assert len(capsys.readouterr().out.splitlines()) >= 3


@pytest.mark.parametrize("name", RUNS)
def test_every_example_draws(name: str, invented: Path, tmp_path: Path) -> None:
    if common.chinese_font() is None:
        pytest.skip("no font with Chinese characters is installed (fonts-noto-cjk)")
    run, words = RUNS[name]
    run([str(invented), *words, "--plot", str(tmp_path / "plot.png")])
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_font_nothing_is_drawn_and_it_is_said(
    invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(common, "FONTS", ("A Font That Nobody Has",))
    levels_by_cluster.main([str(invented), "--plot", str(tmp_path / "plot.png")])
    assert not (tmp_path / "plot.png").exists() and "No plot" in capsys.readouterr().out


def test_every_example_is_tested_and_named_on_the_page() -> None:
    own = {path.stem for path in (ROOT / "examples").glob("*.py")} - {"__init__", "common"}
    page = (ROOT / "docs" / "using-the-data.md").read_text(encoding="utf-8")
    assert own == set(RUNS)
    assert all(f"python -m examples.{name} " in page for name in own)
