"""What the home page's search promises: all words, phrases, notes, order, folding, codes, close matches, filters, `find`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.releases.finding import folding, ranking
from pipeline.schema.tables import Tables
from pipeline.views.opened import opened
from pipeline.views.site import Options, build
from tests.views.browser.chromium import Page
from tests.views.browser.test_site_in_chromium import choose, ids, search
from tests.views.site_release import CODES, NEW, OLD, edited, three_standards, write_release

OTHER = CODES[0]
WORK = "我們要找人策劃展覽：撰寫丁物展覽企劃，並挑選展品。"
QUESTIONS = (WORK, "整理 甲物，用AI與5S記錄結果結果", "资讯安全與臺灣Ｃ＋＋", "第1項" * 40, "𠮷野家 30㎡ 平面圖㈱")


def served_customers() -> Tables:
    """Three standards that differ in what is searched for."""
    tables = edited(three_standards(), "standards", {"standard_id": OLD}, is_current=False)
    for own, task, indicator, note in (
        (OTHER, "撰寫丁物展覽企劃", "以 e-mail 通知訓練（train）人員。", "學歷不拘，具財產保險業務員證照。"),
        (OLD, "與顧客溝通", "應用AI及人工智慧工具。", "大專以上畢業，且具2年以上相關工作經驗；持有證照者尤佳。"),
        (NEW, "顧客關係維護", "依資訊安全規範，與同仁溝通協調。", "高中（職）以上畢業，具半年以上工作經驗。"),
    ):
        tables = edited(tables, "tasks", {"standard_id": own, "task_id": "T1.1"}, name=task)
        tables = edited(tables, "indicators", {"standard_id": own, "indicator_id": "P1.1.1"}, text=indicator)
        tables = edited(tables, "notes", {"standard_id": own, "position": 1}, text=note)
    return edited(tables, "outputs", {"standard_id": OTHER, "output_id": "O1.1.1"}, name="𠮷野家展場30㎡ 平面圖，㈱３D")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(served_customers(), tmp_path_factory.mktemp("search") / "release")


@pytest.fixture(scope="module")
def shop(release: Path) -> Path:
    return build(release, release.parent / "site", Options(copy=False)).folder


@pytest.fixture
def home(page: Page, shop: Path) -> Page:
    page.open((shop / "index.html").as_uri())
    page.until("document.getElementById('status').dataset.ready === 'true'")
    return page


def texts(page: Page, selector: str) -> list[str]:
    """The texts of elements."""
    found: list[str] = page.run(f"[...document.querySelectorAll({json.dumps(selector)})].map(one => one.textContent)")
    return found


def helped(page: Page, text: str) -> str:
    """Search, and what is said where little fits."""
    search(page, text)
    page.until("document.getElementById('also').dataset.done === 'true'")
    return page.text("#also")


@pytest.mark.parametrize(("text", "expected"), [
    ("顧客 溝通", [OLD, NEW]), ("顧客、溝通", [OLD, NEW]), ("「顧客溝通」", [OLD]), ('"顧客溝通" 甲物', [OLD]),
    ("顧客溝通", [OLD]),
    ("證照", [OTHER, OLD]), ("证照", [OTHER, OLD]), ("大專 證照", [OLD]),
    ('"AI"', [OLD]), ("ＡＩ", [OLD]), ("mail", [OTHER]), ("trai", [OTHER]), ("rain", []), ("資安", [NEW]), ('"資安"', []),
    ("台灣丁物", [OTHER]), ("idc5294", [OLD, NEW]), ("ava", [OTHER]), ("K1 資訊安全", [NEW]), ("p1.1 溝通", [OLD, NEW]),
])
def test_words_mean_all_and_quotes_a_phrase(home: Page, text: str, expected: list[str]) -> None:
    assert sorted(search(home, text)) == sorted(expected)


def test_what_weighs_more_comes_first(home: Page) -> None:
    assert search(home, "溝通") == [OLD, NEW], "a task goes before an indicator"
    assert search(home, "證照") == [OTHER, OLD]
    assert texts(home, "#results .kind") == ["說明", "說明"]
    assert search(home, "顧客關係維護") == [NEW]
    assert texts(home, "#results mark") == ["顧客關係維護"]
    search(home, "溝通 顧客")
    assert {"顧客", "溝通"} <= set(texts(home, "#results mark"))


def test_words_that_mean_the_same_are_told(home: Page) -> None:
    assert "資安＝資訊安全" in helped(home, "資安")
    assert home.text("#results mark") == "資訊安全"
    assert "同義詞" not in helped(home, '"AI"')


def test_close_matches_and_suggestions_are_called_so(home: Page) -> None:
    assert "字詞相近" in helped(home, "顧客關係維穫")
    assert home.text("#near mark") == "顧客關係維護"
    assert home.text("#status") == "0 項職能基準"
    assert "試試" in helped(home, "顧客維護")
    home.run("document.querySelector('.tries button').click()")
    assert ids(home) == [NEW]
    assert home.run("document.getElementById('q').value") == "顧客 維護"
    assert "沒有找到" in helped(home, "zzz")


def test_notes_on_newcomers_and_levels_narrow(home: Page) -> None:
    choose(home, "schooling", "高中職以下可（2）")
    assert sorted(ids(home)) == sorted([OTHER, NEW])
    choose(home, "years", "1 年以內（1）")
    assert ids(home) == [NEW]
    assert json.loads(home.run("JSON.stringify(Object.fromEntries(new URLSearchParams(location.hash.slice(1))))")) == {
        "schooling": "2", "years": "1",
    }
    home.run("document.getElementById('clear').click()")
    choose(home, "certificates", "有者尤佳（1）")
    assert ids(home) == [OLD]
    choose(home, "from", "2（1）")
    assert ids(home) == [OLD]
    assert "不限條件時有 1 項" in helped(home, "丁物策展")


def test_a_description_of_work_is_ranked_as_the_command_ranks_it(home: Page, release: Path) -> None:
    for text in QUESTIONS:
        with opened(release) as known:
            expected = [[one.standard_id, one.score] for one in ranking.rank(text, known.index)[1]]
        named = "made => made.ranked.map(([at, score]) => [self.icap.standards[at][0], score])"
        found = home.run(f"self.icapRanking.rank({json.dumps(text)}).then({named})")
        assert [one[0] for one in found] == [one[0] for one in expected]
        assert [one[1] for one in found] == pytest.approx([one[1] for one in expected], abs=2e-6)


def test_the_browser_folds_and_divides_as_the_command_does(home: Page) -> None:
    every = "".join(folding.table()) + "ＡｂＣ㈱ﬁ①臺北 𠮷 C++"
    assert home.run(f"self.icapIndex.plain({json.dumps(every)})") == folding.fold(every)
    for text in QUESTIONS:
        assert home.run(f"self.icapRanking.terms(self.icapIndex.plain({json.dumps(text)}))") == ranking.terms(text)


def test_a_description_is_asked_shown_and_kept_in_the_address(home: Page, shop: Path) -> None:
    home.run("document.getElementById('describe').open = true")
    home.type("#work", WORK)
    home.run("document.getElementById('ask').click()")
    home.until("location.hash.includes('work=')")
    assert ids(home)[0] == OTHER
    assert OLD not in ids(home), "only versions in force"
    assert "撰寫丁物展覽企劃" in home.text("#results .shared-words")
    assert home.text("#results .hits .kind") == "任務"
    kept = home.run("location.href")
    home.open(kept)
    home.until("document.querySelector('#results .shared-words')")
    assert home.run("document.getElementById('work').value") == WORK
    home.run("document.getElementById('forget').click()")
    assert "work" not in home.run("location.hash")
    for refused, why in (("", "請貼上"), ("plan exhibitions", "沒有中文"), ("展" * 12_001, "12,001")):
        home.run(f"document.getElementById('work').value = {json.dumps(refused)}; document.getElementById('ask').click()")
        assert why in home.text("#refused")


def test_the_first_hit_is_seen_on_a_phone(home: Page) -> None:
    home.resize(390, 664)
    search(home, "顧客 溝通")
    assert home.run("document.querySelector('#results .entry').getBoundingClientRect().bottom") < 664
    filters = "getComputedStyle(document.getElementById('filters')).display"
    assert home.run(filters) == "none"
    home.run("document.getElementById('more-filters').click()")
    assert home.run(filters) == "grid"
    assert home.run("document.getElementById('more-filters').getAttribute('aria-expanded')") == "true"


def test_fields_have_labels_and_answers_are_announced(home: Page) -> None:
    fields = "[...document.querySelectorAll('main input, main select, main textarea')]"
    assert home.run(f"{fields}.length") > 9
    assert home.run(f"{fields}.filter(one => !one.labels.length).length") == 0
    for name in ("status", "also", "refused"):
        assert home.run(f"document.getElementById('{name}').getAttribute('role')") == "status"
