"""The site from a file in Chromium: search, facets, comparison, languages, themes, and no word to anyone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.views.site.serve import server
from pipeline.views.site.standard_table import anchor
from tests.views.browser.chromium import Chromium, Page
from tests.views.site_release import CODES, HOSTILE, NEW, OLD

OTHER = CODES[0]


def ids(page: Page) -> list[str]:
    """The standards that the search shows."""
    found: list[str] = page.run("[...document.querySelectorAll('#results .entry code')].map(one => one.textContent)")
    return found


def search(page: Page, text: str) -> list[str]:
    """Type into the search field and wait for the answer."""
    page.type("#q", text)
    page.until(f"new URLSearchParams(location.hash.slice(1)).get('q') === {json.dumps(text)}")
    return ids(page)


def choose(page: Page, name: str, label: str) -> None:
    """Choose an option of a list by the beginning of its text."""
    page.run(
        f"(select => {{ select.value = [...select.options].find(one => one.text.startsWith({json.dumps(label)})).value;"
        f" select.dispatchEvent(new Event('change')); }})(document.getElementById('{name}'))"
    )


@pytest.fixture
def home(page: Page, site: Path) -> Page:
    page.open((site / "index.html").as_uri())
    page.until("document.getElementById('status').dataset.ready === 'true'")
    return page


FOUND: list[tuple[str, list[str]]] = [
    ("丁", [OTHER]), ("舊物", [OLD]), ("撰寫丁物展覽企劃並與", [OTHER]), ("台灣丁物", [OTHER]), ("ｉｄｃ5294-001V2", [OLD]),
    ("挑選甲物，並記錄結果", list(CODES)), ("P1.2.1", list(CODES)), ("沒有這個", []), ("<b>", []), ("策展業", [OTHER]),
]


def test_search_finds_exactly_what_contains_the_text(home: Page) -> None:
    for text, expected in FOUND:
        assert sorted(search(home, text)) == sorted(expected), text
        assert home.text("#status") == f"{len(expected)} 項職能基準"


def test_a_hit_is_marked_and_leads_to_its_place(home: Page, site: Path) -> None:
    search(home, "台灣丁物")
    assert home.text("#results mark") == "臺灣丁物", "the printed spelling, not the typed one"
    search(home, "舊物")
    assert home.run("[...document.querySelectorAll('.hits a')].map(one => one.getAttribute('href'))") == [
        f"id/{OLD}/index.html#t-T1.2", f"id/{OLD}/index.html#c-S01",
    ]
    home.run("document.querySelector('.hits a').click()")
    home.until("document.querySelector(':target')")
    assert home.text(":target").startswith("T1.2 整理舊物")


def test_the_part_that_is_searched_can_be_chosen(home: Page) -> None:
    assert len(search(home, "甲物")) == 3
    choose(home, "part", "知識")
    assert len(ids(home)) == 3
    choose(home, "part", "名稱")
    assert ids(home) == [OLD, NEW]
    choose(home, "part", "態度")
    assert ids(home) == []


def test_facets_narrow_and_count_what_would_be_left(home: Page) -> None:
    choose(home, "cluster", "I 資訊科技（2）")
    assert ids(home) == [OLD, NEW]
    assert home.run("[...document.getElementById('from').options].map(one => one.text)") == ["全部", "1（2）", "2（2）", "3（1）"]
    choose(home, "to", "2")
    assert ids(home) == [OLD]
    home.run("document.getElementById('clear').click()")
    assert home.run("document.getElementById('newest').hidden") is False
    choose(home, "occupation", "　24 商業及行政專業人員（3）")
    assert len(ids(home)) == 3
    choose(home, "occupation", "　　　3332 ")
    assert ids(home) == [OTHER]


def test_a_search_can_be_kept_as_an_address(page: Page, site: Path) -> None:
    page.open(f"{(site / 'index.html').as_uri()}#q=甲物&cluster=資訊科技&from=3&to=3&part=n")
    page.until("document.getElementById('status').dataset.ready === 'true'")
    assert ids(page) == [NEW]
    assert page.run("document.getElementById('q').value") == "甲物"


def test_comparing_two_versions(page: Page, site: Path) -> None:
    page.open(f"{(site / 'compare.html').as_uri()}#a={OLD}&b={NEW}")
    page.until("document.querySelectorAll('.group').length === 7")
    assert "還需要 0 項知識、1 項技能" in page.text(".gap")
    rows = page.run("[...document.querySelectorAll('#comparison tbody tr')].map(row => row.innerText.split(/\\s+/).join(' '))")
    assert rows[1] == "工作任務 1 1 1"
    assert rows[4:6] == ["知識 0 2 0", "技能 1 1 1"]
    sides = page.run("[...document.querySelectorAll('.group')[1].querySelectorAll('.side')].map(one => one.innerText)")
    assert ["整理舊物" in sides[0], "第1項整理" in sides[1], "第2項整理" in sides[2]] == [True, True, True]
    page.run("document.getElementById('swap').click()")
    page.until(f"location.hash === '#a={NEW}&b={OLD}'")
    page.type("#b", "丁物策展")
    page.press("Enter", 13)
    page.until(f"location.hash === '#a={NEW}&b={OTHER}'")
    page.type("#b", "甲物整理員")
    page.press("Enter", 13)
    page.until("document.getElementById('status').textContent.includes('不只一項')")


def test_the_language_is_switched_and_remembered(home: Page, site: Path) -> None:
    assert "查找臺灣職能基準" in home.text("h1")
    home.run("document.getElementById('language').click()")
    assert home.text("h1") == "Find competency standards of Taiwan"
    assert home.text("#status") == "3 standards"
    assert home.run("document.getElementById('q').placeholder").startswith("e.g.")
    assert home.run("document.querySelector('#from option').text") == "All"
    home.open((site / "id" / NEW / "index.html").as_uri())
    assert "Duties and tasks" in home.text("main")
    assert "職責與任務" not in home.text("main")
    assert "甲物整理員" in home.text("h1"), "data stay as they are printed"
    home.run("document.getElementById('language').click()")
    assert "職責與任務" in home.text("main")


def test_the_theme_follows_the_system_until_it_is_chosen(home: Page, site: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    home.media(prefers_color_scheme="light")
    assert home.run(paper) == "rgb(255, 255, 255)"
    home.media(prefers_color_scheme="dark")
    dark = home.run(paper)
    assert dark != "rgb(255, 255, 255)"
    home.run("document.getElementById('theme').click()")
    assert home.run(paper) == "rgb(255, 255, 255)"
    home.open((site / "charts.html").as_uri())
    assert home.run(paper) == "rgb(255, 255, 255)", "remembered"
    home.run("document.getElementById('theme').click()")
    assert home.run(paper) == dark


def test_the_keyboard_reaches_the_content_and_the_search(home: Page) -> None:
    home.press("Tab", 9)
    assert home.run("document.activeElement.className") == "skip"
    home.press("Enter", 13)
    assert home.run("location.hash") == "#main"
    home.run("document.activeElement.blur()")
    home.press("/", 191)
    assert home.run("document.activeElement.id") == "q"


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window(page: Page, site: Path, width: int) -> None:
    page.resize(width, 800)
    name = next((site / "name").iterdir()).relative_to(site)
    tops = [path.name for path in site.glob("*.html")]
    for path in (*tops, f"id/{NEW}/index.html", str(name)):
        page.open((site / path).as_uri())
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), path


def test_paper_shows_the_table_and_no_controls(page: Page, site: Path) -> None:
    page.open((site / "id" / NEW / "index.html").as_uri())
    page.media("print")
    seen = "getComputedStyle(document.querySelector('{}')).display"
    assert page.run(seen.format("table.main")) == "table"
    assert [page.run(seen.format(part)) for part in (
        ".top", ".actions", ".contents", "#quality", "#source", "#similar", ".machinery",
    )] == ["none"] * 7


def test_nothing_of_a_hostile_release_is_run(page: Page, hostile: Path) -> None:
    page.open((hostile / "index.html").as_uri())
    page.until("document.getElementById('status').dataset.ready === 'true'")
    found = search(page, "<script>alert(1)")
    assert len(found) == 3
    assert HOSTILE.split("\n")[0][:20] in found[0]
    assert page.run("document.querySelectorAll('main script, main img').length") == 0
    address = page.run("document.querySelector('#results a').href")
    page.open(address)
    assert "<script>alert(1)</script>" in page.text("h1")
    assert page.run("document.querySelectorAll('main script, main img, main style').length") == 0
    page.run("[...document.querySelectorAll('.actions a')].find(one => one.href.includes('compare')).click()")
    page.until("document.getElementById('a') && document.getElementById('a').value.includes('script')")


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    with server(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def test_the_same_works_from_a_web_host(page: Page, served: str) -> None:
    page.open(f"{served}index.html")
    page.until("document.getElementById('status').dataset.ready === 'true'")
    assert search(page, "舊物") == [OLD]
    page.open(f"{served}id/{NEW}/index.html")
    assert "整理甲物" in page.text("table.main")


def test_a_page_says_so_where_scripts_are_off(browser: Chromium, site: Path) -> None:
    page = browser.page()
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.send("Page.navigate", url=(site / "index.html").as_uri())
    page.until("document.readyState === 'complete' && document.querySelector('.no-script')")
    assert "需要 JavaScript" in page.text(".no-script")
    assert page.run("getComputedStyle(document.querySelector('#q').parentElement).display") == "none"
    page.close()


def test_ids_of_all_kinds_lead_to_the_same_place_from_the_script(home: Page) -> None:
    made = home.run("['S26#2', 'A/B', 'K～1', 'T1.2', 'A=B'].map(id => self.icapIndex.address(0, {kind: 'K', id}).split('#')[1])")
    assert made == [anchor("competency_id", one) for one in ("S26#2", "A/B", "K～1", "T1.2", "A=B")]
