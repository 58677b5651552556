"""What is written some rows at a time, to hold little, is what is written at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.releases import joining
from pipeline.releases.exporters import skos, sqlite, sqlite_find, sqlite_search
from tests.releases import published

WHERE = (
    (joining, "AT_A_TIME"), (skos, "_AT_A_TIME"), (sqlite, "BATCH"), (sqlite_find, "BATCH"), (sqlite_find, "PLACES"),
    (sqlite_search, "BATCH"),
)


@pytest.mark.parametrize("few", [1, 3])
def test_a_release_written_a_few_rows_at_a_time_is_the_same(few: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at_once = published.hashes(published.build(tmp_path / "at once"))
    for module, name in WHERE:
        monkeypatch.setattr(module, name, few)
    assert published.hashes(published.build(tmp_path / "a few")) == at_once


def test_a_run_s_process_takes_arrow_s_memory_from_the_c_library() -> None:
    code = (
        "from pipeline.base import memory; memory.keep_little()\n"
        "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "system\n"
