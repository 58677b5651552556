"""Building something of one's own in Chromium: a list from several standards, four standards compared, the gap of a team."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import docx
import openpyxl

from tests.views.browser.chromium import Page
from tests.views.site_release import CODES, NEW
from tests.views.test_printed import texts_of

OTHER = CODES[0]
SAVED = """self.saved = []; self.icapStandards.save = (bytes, name) =>
  self.saved.push([name, btoa([...bytes].map(one => String.fromCharCode(one)).join(''))]);"""


def pick(page: Page, site: Path, standard_id: str, *anchors: str) -> None:
    """Tick items on the page of a standard."""
    page.open((site / "id" / standard_id / "index.html").as_uri())
    page.run("document.getElementById('pick').click()")
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
