"""Ten people with ten tasks, from the front page on, by clicks and typing only; docs/site.md says how many clicks each takes."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pyarrow.parquet as pq
import pytest

from pipeline.base.places import ROOT
from pipeline.schema.tables import Tables
from pipeline.views.site import Options, build
from pipeline.views.site.serve import server
from tests.views.browser.chromium import Page
from tests.views.browser.walking import Walk
from tests.views.site_release import CODES, NEW, OLD, edited, three_standards, write_release
from tests.views.test_printed import texts_of

CURATOR = CODES[0]


def shop() -> Tables:
    """A curator, a shop assistant and a head of customer service, of different levels and with different notes."""
    tables = three_standards()
    for own, name, level, task, indicator, note in (
        (CURATOR, "展覽策展員", 5, "撰寫展覽企劃", "以電子郵件通知訓練人員。", "學歷不拘，具財產保險業務員證照。"),
        (OLD, "門市服務員", 2, "與顧客溝通", "應用資訊工具。", "大專以上畢業，且具2年以上相關工作經驗；持有證照者尤佳。"),
        (NEW, "客服主管", 3, "顧客關係維護", "依規範與同仁溝通協調。", "高中（職）以上畢業，具半年以上工作經驗。"),
    ):
        tables = edited(tables, "standards", {"standard_id": own}, name=name, level=level, is_current=True)
        tables = edited(tables, "tasks", {"standard_id": own, "task_id": "T1.1"}, name=task)
        tables = edited(tables, "indicators", {"standard_id": own, "indicator_id": "P1.1.1"}, text=indicator)
        tables = edited(tables, "notes", {"standard_id": own, "position": 1}, text=note)
    return tables


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walked")
    return build(write_release(shop(), folder / "release"), folder / "site", Options()).folder


@pytest.fixture
def front(walked: Path) -> Iterator[str]:
    """The address of the front page; a port of its own, so that a browser remembers nothing of the walk before."""
    with server(walked, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/index.html"
        running.shutdown()


def search(walk: Walk, text: str) -> None:
    """Write into the search field, and look at what is found."""
    walk.write("搜尋文字", text)
    walk.sees(f"new URLSearchParams(location.hash.slice(1)).get('q') === {json.dumps(text)}")


def at_standard(walk: Walk, standard_id: str) -> None:
    walk.sees(f"location.pathname.includes('/id/{standard_id}/')")


def find_by_two_words(walk: Walk) -> None:
    search(walk, "顧客 溝通")
    walk.says("#status", "2 項職能基準")
    walk.click("門市服務員")
    at_standard(walk, OLD)


def narrow_by_level_and_entry(walk: Walk) -> None:
    walk.unfold("級別從", "條件")
    walk.choose("級別從", "3")
    walk.choose("學歷要求", "高中職以下可")
    walk.choose("證照", "未提及")
    walk.says("#status", "1 項職能基準")
    walk.click("客服主管")
    at_standard(walk, NEW)


def take_a_course_unit(walk: Walk) -> None:
    search(walk, "門市服務員")
    walk.click("門市服務員")
    walk.click("課程單元")
    assert any("整理甲物" in text for text in texts_of(walk.file(f"{OLD}-T1-course.docx")))


def compare_two(walk: Walk) -> None:
    search(walk, "門市服務員")
    walk.click("門市服務員")
    walk.click("與另一項比較")
    walk.write("乙", "客服主管")
    walk.enter()
    walk.says("#comparison", "從甲到乙，還需要 0 項知識、1 項技能。")
    walk.says(".near", "挑選舊物能力")


def build_a_list(walk: Walk) -> None:
    search(walk, "顧客")
    walk.click("門市服務員")
    walk.click("挑選項目")
    walk.tick("T1.1 與顧客溝通")
    walk.tick("K01 甲物概論")
    walk.back()
    walk.click("客服主管")
    walk.tick("T1.1 顧客關係維護")
    walk.click("我的清單")
    walk.says("#status", "2 項基準，3 個項目。")
    walk.click("Word")
    first, second = docx.Document(io.BytesIO(walk.file("我的職能清單.docx"))).tables
    assert any("與顧客溝通" in cell.text for cell in first.rows[2].cells)
    assert any("顧客關係維護" in cell.text for cell in second.rows[2].cells)


def gap_of_a_team(walk: Walk) -> None:
    search(walk, "客服主管")
    walk.click("客服主管")
    walk.click("看團隊缺口")
    walk.write("每行一人", "王小明：挑選能力、5S概念\n林大同：甲物概論")
    walk.says("#status", "2 人，4 項知識與技能：團隊有 3 項，相近 0 項，缺 1 項。")


def find_by_work(walk: Walk) -> None:
    walk.click("用工作描述來找")
    walk.write("貼上職缺", "我們要找人策劃展覽：撰寫展覽企劃，並挑選展品。")
    walk.click("找適合的基準")
    walk.says("#status", "最適合的在前")
    walk.says("#results li .shared-words", "撰寫展覽企劃")
    walk.click("展覽策展員")
    at_standard(walk, CURATOR)


def from_a_skill_to_standards(walk: Walk) -> None:
    walk.click("知識與技能")
    walk.click("包 (1)")
    walk.says("h2", "包裝能力")
    walk.click("客服主管")
    at_standard(walk, NEW)


def fetch_the_data(walk: Walk) -> None:
    walk.click("資料")
    walk.click("standards.parquet")
    assert pq.read_table(io.BytesIO(walk.file("standards.parquet")), columns=["standard_id"]).num_rows == 3


def send_a_link(walk: Walk) -> None:
    search(walk, "溝通 同仁")
    walk.click("客服主管")
    walk.click("P1.1.1")
    shared = str(walk.page.run("location.href"))
    assert shared.endswith(f"/id/{NEW}/index.html#p-P1.1.1")
    walk.page.open(shared)
    walk.click("English")
    walk.says("main h2", "Take along")
    walk.says(":target", "依規範與同仁溝通協調。")


@dataclass(frozen=True)
class Errand:
    """Who wants what; how many clicks that may take at a desk and on a phone, and how many texts to type or paste."""

    who: str
    walk: Callable[[Walk], None]
    desk: int
    phone: int
    typed: int


TASKS = (
    Errand("HR finds a standard by two words", find_by_two_words, 2, 2, 1),
    Errand("an analyst narrows by level, schooling and certificates", narrow_by_level_and_entry, 7, 8, 0),
    Errand("a trainer takes a course unit along", take_a_course_unit, 3, 3, 1),
    Errand("a course designer compares two standards", compare_two, 3, 3, 2),
    Errand("HR builds a list from two standards and takes it along as Word", build_a_list, 10, 10, 1),
    Errand("a team lead finds the gap of a team", gap_of_a_team, 3, 3, 2),
    Errand("a job seeker pastes a description of work", find_by_work, 3, 3, 1),
    Errand("a reader goes from a skill to the standards that need it", from_a_skill_to_standards, 3, 3, 0),
    Errand("an analyst fetches the data", fetch_the_data, 2, 2, 0),
    Errand("a reader sends a link to an item, and it is read in English", send_a_link, 4, 4, 1),
)
WIDTHS = {"desk": 1280, "phone": 390}


def published() -> dict[str, tuple[int, ...]]:
    """The table of docs/site.md: task → clicks at a desk, clicks on a phone, texts typed."""
    text = (ROOT / "docs" / "site.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:an?|HR) [^|]+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    return {who: tuple(map(int, numbers)) for who, *numbers in rows}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.walk.__name__)
def test_a_task_takes_no_more_than_its_clicks(page: Page, front: str, task: Errand, width: str, tmp_path: Path) -> None:
    page.resize(WIDTHS[width], 844)
    walk = Walk(page, tmp_path)
    walk.begin(front)
    task.walk(walk)
    assert walk.clicks <= getattr(task, width)
    assert walk.typed <= task.typed
    desk, phone, typed = published()[task.who]
    assert (walk.clicks, walk.typed) == ({"desk": desk, "phone": phone}[width], typed), "docs/site.md says otherwise"


def test_each_task_is_in_the_table() -> None:
    assert list(published()) == [task.who for task in TASKS]
