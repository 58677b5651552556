"""Building something of one's own in Chromium: a list from several standards, four standards compared, the gap of a team."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import docx
import openpyxl

from tests.views.browser.chromium import Page
from tests.views.site_release import CODES, NEW, OLD
from tests.views.test_printed import texts_of

OTHER = CODES[0]
SAVED = """self.saved = []; self.icapStandards.save = (bytes, name) =>
  self.saved.push([name, btoa([...bytes].map(one => String.fromCharCode(one)).join(''))]);"""


def pick(page: Page, site: Path, standard_id: str, *anchors: str) -> None:
    """Tick items on the page of a standard; who has picked before goes on picking."""
    page.open((site / "id" / standard_id / "index.html").as_uri())
    page.run("(one => one.getAttribute('aria-pressed') === 'true' || one.click())(document.getElementById('pick'))")
    for anchor in anchors:
        page.run(f"document.querySelector('[id=\"{anchor}\"] > input.picked').click()")


def picked(page: Page) -> list[str]:
    """What the list shows."""
    found: list[str] = page.run("[...document.querySelectorAll('.picks .what a')].map(one => one.textContent)")
    return found


def test_a_list_is_picked_shared_and_taken_along(page: Page, site: Path) -> None:
    pick(page, site, NEW, "t-T1.1", "c-K02")
    assert page.text("#count") == "2"
    pick(page, site, OTHER, "p-P1.2.1")
    page.open((site / "basket.html").as_uri())
    page.until("document.getElementById('status').dataset.ready === 'true'")
    assert page.text("#status") == "2 項基準，3 個項目。"
    assert picked(page) == ["T1.1第1項整理", "K02 5S概念【註1】", "P1.2.1依規格挑選甲物，並記錄結果。"]
    page.type("#title", "新進人員")
    page.run("document.getElementById('share').click()")
    shared = page.run("location.href")
    assert shared.endswith(f"b={NEW},t-T1.1,c-K02!{OTHER},p-P1.2.1")
    page.run(SAVED)
    for form in ("docx", "xlsx", "job", "course"):
        page.run(f"document.querySelector('[data-form={form}]').click()")
        page.until(f"self.saved.some(one => one[0].includes('{form}'))")
    files = {name: base64.b64decode(data) for name, data in page.run("self.saved")}
    assert list(files) == ["新進人員.docx", "新進人員.xlsx", "新進人員-job.docx", "新進人員-course.docx"]
    first, _ = docx.Document(io.BytesIO(files["新進人員.docx"])).tables
    assert first.rows[2].cells[1].text.startswith("T1.1")
    assert any("新進人員" in text for text in texts_of(files["新進人員-job.docx"]))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(files["新進人員.xlsx"])).worksheets
    assert sum(str(cell.value).startswith("P1.2.1") for row in sheet.iter_rows() for cell in row) == 1
    page.run("document.getElementById('empty').click()")
    page.until("document.querySelectorAll('.picks').length === 0")
    page.run("localStorage.clear()")
    page.open(shared)
    page.until("document.querySelectorAll('.picks li').length === 3")
    assert page.text("#status").startswith("這是連結裡的清單。")
    page.run("document.querySelector('.picks button').click()")
    page.until("document.querySelectorAll('.picks li').length === 2")
    page.run("document.getElementById('keep').click()")
    page.until("document.getElementById('keep').hidden")
    assert page.run("self.icapBasket.size()") == 2
    page.run("localStorage.clear()")


def test_two_standards_show_near_names_word_by_word_and_three_a_table(page: Page, site: Path) -> None:
    page.open((site / "compare.html").as_uri() + f"#a={OLD}&b={NEW}")
    page.until("document.querySelector('.near')")
    assert page.text("ul.near") == "S01 → S01 挑選舊物能力"
    assert page.run("[...document.querySelectorAll('.near del')].map(one => one.textContent)") == ["舊物"]
    page.type("#c", OTHER)
    page.press("Enter", 13)
    page.until("document.querySelector('#comparison td.state')")
    assert page.run("location.hash") == f"#a={OLD}&b={NEW}&c={OTHER}"
    tasks = page.run("[...document.querySelectorAll('.group')[1].querySelectorAll('tr')].map(row => row.innerText.split(/\\s+/))")
    assert tasks[1:3] == [["第1項整理", "有", "有", "有"], ["整理舊物", "有", "—", "—"]]
    assert "相近" in tasks[3][1]


def test_the_gap_of_a_team_tells_what_each_and_all_lack(page: Page, site: Path) -> None:
    page.open((site / "team.html").as_uri() + f"#a={NEW}")
    page.type("#people", '姓名,技能\n王小明：挑選、5S概念\n"Lin, A.",=1+1,"甲物概論"')
    page.run("document.getElementById('people').dispatchEvent(new Event('change'))")
    page.until("document.querySelector('#gap tbody')")
    assert page.text("#status") == "2 人，4 項知識與技能：團隊有 2 項，相近 1 項，缺 1 項。"
    cells = page.run("[...document.querySelectorAll('#gap tr')].map(row => [...row.cells].map(one => one.innerText).join('|'))")
    assert cells == [
        "項目|團隊|王小明|Lin, A.", "缺的項目|1|2|3", "K01甲物概論|有|缺|有", "K02 5S概念【註1】|有|有|缺",
        "S01挑選能力|相近|相近\n挑選|缺", "包裝能力|缺|缺|缺",
    ]
    page.run(SAVED)
    page.run("document.getElementById('csv').click()")
    ((name, data),) = page.run("self.saved")
    lines = base64.b64decode(data).decode("utf-8-sig").splitlines()
    assert (name, lines[0]) == (f"gap-{NEW}.csv", '種類,項目,團隊,王小明,"Lin, A."')
    page.type("#people", "=2+2，挑選能力")
    page.run("document.getElementById('people').dispatchEvent(new Event('change'))")
    page.until("document.getElementById('status').textContent.startsWith('1 人')")
    page.run("document.getElementById('csv').click()")
    assert base64.b64decode(page.run("self.saved")[1][1]).decode("utf-8-sig").startswith("種類,項目,團隊,'=2+2")
