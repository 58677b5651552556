"""Releases that several test files read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import factory
from tests.releases import published


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with every form; to be read only."""
    return published.build(tmp_path_factory.mktemp("complete"))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with one small release that may be published."""
    published.publishable(tmp_path / "processed", published.SMALL, factory.standard_tables())
    return tmp_path / "processed"
