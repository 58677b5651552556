"""A release is loaded at the first try by the tools that people have, with nothing said beside it.

The tools are imported by the tests, as each process that collects these would load them.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.releases.settings import Settings
from pipeline.schema import SCHEMA_VERSION, TABLES
from tests.releases import published


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of which one table has no rows."""
    made = published.tables()
    made.issues.clear()
    return published.build(tmp_path_factory.mktemp("release"), Settings(published.LICENCE), made)


def test_hugging_face_loads_each_table_by_its_name(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    datasets.disable_progress_bars()
    filled = [name for name in TABLES if name != "issues"]
    assert datasets.get_dataset_config_names(str(folder)) == filled
    for name in filled:
        loaded = datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path))
        table = pq.read_table(folder / f"{name}.parquet")
        assert loaded.column_names == table.column_names and loaded.to_list() == table.to_pylist()
    assert datasets.load_dataset(str(folder), cache_dir=str(tmp_path))["train"].info.config_name == "standards"


def test_croissant_is_valid_and_gives_records(folder: Path) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(folder / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors and not dataset.metadata.ctx.issues.warnings
    assert dataset.metadata.version.startswith(f"{SCHEMA_VERSION}+")
    assert [one.uuid for one in dataset.metadata.record_sets] == list(TABLES)
    records = pd.DataFrame(dataset.records("task_blocks"))
    expected = pq.read_table(folder / "task_blocks.parquet").to_pandas()
    assert records["task_blocks/level"].tolist() == expected["level"].tolist()
    assert [one.decode() for one in records["task_blocks/task_id"]] == expected["task_id"].tolist()
