"""One site: quality, data and what stands around every page."""

from __future__ import annotations

import json
import sqlite3
from html import unescape
from pathlib import Path

import duckdb
import pytest

from pipeline.releases.exporters import citation, datapackage
from pipeline.views.site import Options, build
from pipeline.views.site.shell import NOT_FOUND
from tests.releases import published
from tests.views.site_release import CODES, NEW, three_standards, write_release

ADDRESS = "https://data.example.org/site/"
RULE = {
    "rule": "a", "table": "competencies", "column": "name", "severity": "warning", "status": "failed",
    "reason_zh": "名稱應一致。", "reason": "Names agree.", "prior": "37 of 908 fail", "checked": 9, "failing": 1, "violations": 1,
    "examples": [{"id": "1", "table": "competencies", "key": f"{NEW} / K01", "value": "甲物", "message": "Two names."}],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    release = write_release(three_standards(), folder / "2026-01-02")
    (release / "report.html").write_text("another look", encoding="utf-8")
    report = {"rules": {"all": [RULE, RULE | {"status": "passed"}]}}
    (release / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return build(release, folder / "site", Options(ADDRESS)).folder


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a release with every form, which will be read from a disk."""
    folder = tmp_path_factory.mktemp("full")
    return build(published.build(folder / "2026-01-31"), folder / "site").folder


def content(site: Path, *path: str) -> str:
    return site.joinpath(*path).read_text(encoding="utf-8")


def test_findings_lead_to_their_standards_and_say_nothing_of_our_research(site: Path) -> None:
    page = content(site, "quality.html")
    rules, _, issues = page.partition('id="issues"')
    assert "2 條規則中，1 條全數符合" in rules and "名稱應一致。" in rules and "908" not in page
    assert f'href="id/{NEW}/index.html#quality"' in rules
    assert all(f'href="id/{code}/index.html#quality"' in issues for code in CODES)
    assert 'id="quality"' in content(site, "id", NEW, "index.html")
    assert not (site / "report.html").exists() and "report.html" not in page


def test_the_data_page_begins_with_licence_and_citation_and_ends_with_hashes(full: Path) -> None:
    page = content(full, "data.html")
    order = [page.index(f'id="{name}"') for name in (
        "licence", "citation", "excel", "analysis", "development", "dictionary", "files",
    )]
    assert order == sorted(order) and page.index("SHA-256") > order[0]
    assert published.LICENCE.title in page and "@misc{icap-2026-01-31," in page
    assert 'href="download/standards.xlsx"' in page and page.count("data-copy") == page.count("<pre")


def snippets(site: Path) -> dict[str, str]:
    parts = content(site, "data.html").split('aria-label="')[1:]
    return {part.partition(" ")[0]: unescape(part.partition("<code>")[2].partition("</code>")[0]) for part in parts}


def test_the_lines_to_copy_run_in_the_folder_of_the_site(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(full)
    found = snippets(full)
    assert set(found) >= {"pandas", "DuckDB", "R", "JavaScript", "Datasette", "text", "bibtex"}
    names: dict[str, object] = {}
    exec(found["pandas"], names)
    assert "skills" in names
    rows = duckdb.execute(found["DuckDB"]).fetchall()
    assert rows and {kind for kind, _, _ in rows} == {"K", "S", "A"}
    name = found["Datasette"].splitlines()[-1].split()[1]
    assert sqlite3.connect(full / "download" / name).execute("SELECT count(*) FROM standards").fetchone() == (3,)


def test_a_release_without_licence_and_citation_has_a_data_page(site: Path) -> None:
    assert not (site / "download" / citation.FILE_NAME).exists() and not (site / "download" / datapackage.FILE_NAME).exists()
    assert 'id="excel"' in content(site, "data.html")


def test_a_link_elsewhere_shows_what_it_leads_to(site: Path) -> None:
    page = content(site, "id", NEW, "index.html")
    for name, told in (("title", f"甲物整理員 {NEW}"), ("url", f"{ADDRESS}id/{NEW}/"), ("site_name", "臺灣職能基準")):
        assert f'<meta property="og:{name}" content="{told}">' in page


def test_the_page_for_what_is_not_there_works_from_any_folder(site: Path, full: Path) -> None:
    page = content(site, NOT_FOUND)
    assert f'href="{ADDRESS}assets/site.css"' in page and f'href="{ADDRESS}classes.html"' in page
    assert "canonical" not in page and NOT_FOUND not in content(site, "sitemap.xml")
    assert 'href="assets/site.css"' in content(full, NOT_FOUND), "without an address, at the top only"


def test_the_front_page_says_what_this_is_and_nothing_of_codes(site: Path) -> None:
    assert "開頭的 0" not in content(site, "index.html").partition("<body")[2]
