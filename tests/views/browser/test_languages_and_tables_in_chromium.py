"""The language by address and by browser, lines to copy, and heads of tables that stay in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.views.site import build
from tests.views.browser.chromium import Page
from tests.views.site_release import NEW, three_standards, write_release

SPOKEN = "document.documentElement.dataset.lang"


def prefer(page: Page, languages: str) -> None:
    """Be a browser whose reader prefers these languages, and has chosen none here."""
    agent = page.run("navigator.userAgent")
    page.send("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=languages)


@pytest.mark.parametrize(("languages", "spoken"), [("zh-TW,en", "zh"), ("en-US,zh-TW", "en"), ("ja,en-GB", "en"), ("ja", "en")])
def test_the_first_language_is_that_of_the_browser(page: Page, site: Path, languages: str, spoken: str) -> None:
    page.open((site / "404.html").as_uri())
    page.run("localStorage.clear()")
    prefer(page, languages)
    page.open((site / "standards.html").as_uri())
    assert page.run(SPOKEN) == spoken
    assert ("Information technology" in page.text("main")) == (spoken == "en"), "lists are translated"


def test_english_readers_get_job_categories_in_english(page: Page, site: Path) -> None:
    page.open(f"{site.as_uri()}/index.html?lang=en#q=IDC5294")
    page.until("document.getElementById('status').dataset.ready === 'true'")
    assert page.text("#results .cluster") == "Information technology"
    options = page.run("[...document.getElementById('cluster').options].map(one => one.text)")
    assert options == ["All", "I Information technology (2)", "　IDC Digital content and communication (2)"]
    page.run("document.getElementById('language').click()")
    assert page.text("#results .cluster") == "資訊科技"
    page.run("localStorage.clear()")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_menu_is_one_line_and_shows_where_the_reader_is(page: Page, site: Path, language: str) -> None:
    page.open(f"{site.as_uri()}/data.html?lang={language}")
    assert page.run("document.querySelector('.top').offsetHeight") < 70
    page.resize(390, 844)
    page.open(f"{site.as_uri()}/data.html?lang={language}")
    left, right = page.run("(box => [box.left, box.right])(document.querySelector('[aria-current]').getBoundingClientRect())")
    assert 0 <= left < right <= 390
    page.run("localStorage.clear()")


@pytest.mark.parametrize("address", ["data.html?lang=en", "data.html#lang=en"])
def test_an_address_asks_for_a_language_until_the_reader_chooses(page: Page, site: Path, address: str) -> None:
    page.open(f"{site.as_uri()}/{address}")
    assert page.text("h1") == "Downloads and data dictionary"
    page.open((site / "quality.html").as_uri())
    assert page.text("h1") == "Data quality", "on the next page, too"
    page.open(f"{site.as_uri()}/data.html?lang=en")
    page.run("document.getElementById('language').click()")
    assert page.run("location.search") == "" and page.text("h1") == "資料下載與欄位說明"
    page.run("localStorage.clear()")


def test_lines_are_copied_or_else_selected(page: Page, tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    page.open((build(release, tmp_path / "site").folder / "data.html").as_uri())
    page.run("document.querySelector('[data-copy]').click()")
    page.until("/已複製|已選取/.test(document.querySelector('[data-copy]').textContent)")


@pytest.mark.parametrize(("path", "selector"), [(f"id/{NEW}/index.html", "table.main"), ("data.html", "#table-standards table")])
def test_the_head_of_a_long_table_stays_in_sight(page: Page, site: Path, path: str, selector: str) -> None:
    page.resize(1280, 300)
    page.open((site / path).as_uri())
    row = f"document.querySelector('{selector} tbody tr:last-child')"
    page.run(f"{row}.scrollIntoView({{block: 'end', behavior: 'instant'}})")
    top = page.run(f"document.querySelector('{selector} thead th').getBoundingClientRect().top")
    assert 0 <= top < 300
