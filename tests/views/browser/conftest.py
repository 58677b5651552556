"""One browser for all tests of this folder; without one they are skipped with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.views.site import Options, build
from tests.views.browser.chromium import Chromium, Page, installed
from tests.views.site_release import poisoned, three_standards, write_release

NONE = "no Chromium is installed (Debian: apt-get install chromium)"


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    program = installed()
    if program is None:
        pytest.skip(NONE)
    running = Chromium(program, tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture
def page(browser: Chromium) -> Iterator[Page]:
    """A tab that must stay without errors and without requests to anywhere."""
    tab = browser.page()
    yield tab
    tab.settle()
    outside = [address for address in tab.requests if not address.startswith(("file:", "about:", "http://127.0.0.1:"))]
    tab.close()
    assert not tab.errors
    assert not outside


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    return build(write_release(three_standards(), folder / "release"), folder / "site", Options(copy=False)).folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    release = write_release(poisoned(three_standards(), True), folder / "release")
    return build(release, folder / "site", Options(copy=False)).folder
