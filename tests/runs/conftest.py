"""What the tests of runs share: a document that has lain in its folder for long."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import RAW

TEXT = next(RAW.glob("*.txt"))
LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An input folder with one document that has lain there for long."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copyfile(TEXT, folder / "standard.txt")
    age(folder)
    return folder


def age(folder: Path) -> None:
    """Let everything in a folder have been written long ago."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
