"""What a reading is, apart from how it is made."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = ("lxml", "numpy", "pandas", "pyarrow", "regex")


@pytest.mark.parametrize("module", ["pipeline", "pipeline.standards"])
def test_whoever_asks_for_the_parsers_version_loads_no_library(module: str) -> None:
    script = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
