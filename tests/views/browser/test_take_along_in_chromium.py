"""Files that the site's pages make in Chromium, from a file: what is read from them is what the release holds."""

from __future__ import annotations

import base64
import dataclasses
import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from pipeline.views.printed.content import Content
from pipeline.views.printed.export import export
from pipeline.views.site import Options, build
from tests.build.forms import SOURCE_ONLY, rows_of
from tests.conftest import RAW
from tests.views.browser.chromium import Page
from tests.views.site_release import HOSTILE, NEW, write_release
from tests.views.test_printed import texts_of

SAMPLE = "IDC5294-001v3"
MADE = """(async () => {{
  await self.icapMaking();
  const standard = await self.icapStandards.of(document.getElementById('take').dataset.standard);
  const bytes = await self.icapSheets.made({form!r}, standard, {duty});
  return btoa([...bytes].map(one => String.fromCharCode(one)).join(''));
}})()"""


def made(page: Page, form: str, duty: str = "null") -> bytes:
    """The bytes that the page makes in a form."""
    return base64.b64decode(page.run(MADE.format(form=form, duty=duty)))


@pytest.fixture(scope="module")
def sample() -> Reading:
    return parse(f"{SAMPLE}.docx", (RAW / f"{SAMPLE}.docx").read_bytes())


@pytest.fixture(scope="module")
def released(sample: Reading) -> Tables:
    """The sample under its id."""
    made = Tables()
    for name in TABLES_OF_A_STANDARD:
        made.of(name).extend(dataclasses.replace(row, standard_id=SAMPLE) for row in sample.tables.of(name))
    return made


@pytest.fixture(scope="module")
def printed(released: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a release that holds a real document."""
    folder = tmp_path_factory.mktemp("printed")
    return build(write_release(released, folder / "release"), folder / "site", Options(copy=False)).folder


@pytest.fixture
def standard(page: Page, printed: Path) -> Page:
    page.open((printed / "id" / SAMPLE / "index.html").as_uri())
    return page


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_printed_form_is_read_back(standard: Page, sample: Reading, form: str) -> None:
    again = parse(f"again.{form}", made(standard, form))
    assert (again.rejected, again.held) == (None, None)
    for table in TABLES_OF_A_STANDARD:
        assert rows_of(again, table, SOURCE_ONLY) == rows_of(sample, table, SOURCE_ONLY), table


@pytest.mark.parametrize(("form", "duty"), [("job", None), ("interview", None), ("course", "T2")])
def test_a_sheet_says_what_the_command_writes(standard: Page, released: Tables, form: str, duty: str | None) -> None:
    content = Content({name: [dataclasses.asdict(row) for row in released.of(name)] for name in TABLES_OF_A_STANDARD})
    found = texts_of(made(standard, form, f"'{duty}'" if duty else "null"))
    assert found == texts_of(export(content, form, duty))


def test_the_list_has_a_line_per_item_and_per_task_that_needs_it(page: Page, site: Path) -> None:
    page.open((site / "id" / NEW / "index.html").as_uri())
    sheet = openpyxl.load_workbook(io.BytesIO(made(page, "list"))).active
    assert (sheet.auto_filter.ref, sheet.print_title_rows) == (f"A3:E{sheet.max_row}", "$3:$3")
    head, *lines = list(sheet.values)[2:]
    assert head == ("類別", "內容", "主要職責", "工作任務", "級別")
    assert lines[:2] == [("主要職責", "T1整理甲物", None, None, None), ("工作任務", "T1.1第1項整理", "T1整理甲物", None, "3")]
    assert [line[3] for line in lines if line[1] == "K01甲物概論"] == ["T1.1第1項整理", "T1.2第2項整理"]
    assert next(line for line in lines if line[0] == "態度") == ("態度", "A01主動積極：先做再問。", None, None, None)
    assert len(lines) == 1 + 2 + 2 + 2 + 6 + 2


def test_a_hostile_text_stays_a_text_in_each_form(page: Page, hostile: Path) -> None:
    page.open((hostile / "index.html").as_uri())
    page.until("document.getElementById('status').dataset.ready === 'true'")
    page.open(page.run(f"self.icapIndex.address(self.icapIndex.data.standards.findIndex(one => one[0].startsWith('{NEW}')))"
                       ".replace(/^/, location.href.replace(/index.html.*/, ''))"))
    for form in ("xlsx", "list"):
        (sheet,) = openpyxl.load_workbook(io.BytesIO(made(page, form))).worksheets
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}, "and no formula"
    for form in ("docx", "job", "interview"):
        assert any(HOSTILE.split("\n")[0] in text for text in texts_of(made(page, form))), form


def test_a_button_hands_over_a_file_and_says_so(standard: Page) -> None:
    standard.run("self.names = []; HTMLAnchorElement.prototype.click = function () { self.names.push(this.download); }")
    for button in standard.run("[...document.querySelectorAll('#take [data-form]')].map(one => one.dataset.form)"):
        standard.run(f"document.querySelector('#take [data-form={button}]').click()")
        standard.until("document.getElementById('made').textContent.startsWith('已製作')")
        standard.run("document.getElementById('made').textContent = ''")
    assert standard.run("self.names") == [
        f"{SAMPLE}.docx", f"{SAMPLE}.xlsx", f"{SAMPLE}-list.xlsx", f"{SAMPLE}-job.docx",
        f"{SAMPLE}-interview.docx", f"{SAMPLE}-T1-course.docx",
    ]
