"""Same input and settings, same bytes of every file: another time, place, time zone and hash seed change nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.releases import published

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
[publication]
licence = { name = "OGDL-Taiwan-1.0", title = "政府資料開放授權條款-第1版", url = "https://data.gov.tw/license" }
publisher = "某某學會"
address = "https://data.example.org/standards/"
[release]
add = ["case", "zip"]
"""
TIMES = {
    "first": {"TZ": "Asia/Taipei", "SOURCE_DATE_EPOCH": "1000000000", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    "second": {"TZ": "America/Los_Angeles", "SOURCE_DATE_EPOCH": "1900000000", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
}


def build(place: Path, surroundings: dict[str, str]) -> dict[str, str]:
    """Hashes of what a process in other surroundings makes of the sample."""
    (place / "documents").mkdir(parents=True)
    (place / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("IDC5294-001v3.txt", "IDC5294-001v3.odt"):
        (place / "documents" / name).write_bytes((ROOT / "raw" / name).read_bytes())
    command = [sys.executable, "-m", "pipeline", "parse", "--quiet", "--no-cache", "--forms", "all"]
    command += ["--input", "documents", "--output", "tables"]
    environment = os.environ | surroundings | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return published.hashes(place / "tables")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    return {name: build(tmp_path_factory.mktemp(name) / name, surroundings) for name, surroundings in TIMES.items()}


def test_two_builds_are_the_same_to_the_byte(builds: dict[str, dict[str, str]]) -> None:
    first, second = builds.values()
    assert {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)} == set()


def test_the_builds_hold_every_form(builds: dict[str, dict[str, str]]) -> None:
    for path in ("standards.sqlite", "standards.xlsx", "all.zip", "excel/tasks.csv", "standards.ttl", "standards.jsonld",
                 "case/IDC5294-001v3.json", "CITATION.cff", "dcat.jsonld", "run.json", "SHA256SUMS"):
        assert path in builds["first"]
