"""The printed form: what is read from our own Word and workbook is what they were made from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from pipeline.base.errors import PipelineError
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from pipeline.views.printed import word, workbook
from pipeline.views.printed.content import Content
from pipeline.views.printed.export import FORMS, export, form_of
from pipeline.views.printed.form import Form
from pipeline.views.printed.main_table import HEADS
from tests.build import Made, read
from tests.build.forms import SOURCE_ONLY, Rows, rows_of
from tests.conftest import RAW

irregularity = pytest.mark.irregularity
DAY = dt.date(2026, 1, 31)
WRITERS: dict[str, Callable[[Form, dt.date, str], bytes]] = {"docx": word.write, "xlsx": workbook.write}

MADE = {
    "merges over tasks": Made("""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單⏎O1.1.2 3D草圖 | P1.1.1挑選，並記。⏎P1.1.2回報缺料。 | 3 | K01甲物⏎K02 5S概念 | S01挑選
^ | ^ | O1.1.3甲物清冊 | P1.1.3造冊。 | ^ | ^ | ^
^ | T1.2⏎T1.3清潔、保養甲物 | | P1.2.1完成清潔。 | 4 | K03清潔方法【註1】 | S02清潔 SS01耐心
^ | T1.4核對甲物 | 甲物紀錄 | P1.4.1核對數量。 | ^ | ^ | ^
T2a交付乙物 | T2a.1裝箱 | O2a.1.1箱單 | P2a.1.1裝箱（含SOP）。⏎P2a.1.2點交。 | 3 | K01甲物 | S01挑選
"""),
    "no merges and blanks": Made("""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選。 | 3 | K01甲物 | S01挑選
T2交付乙物 | T2.1裝箱 | | P2.1.1裝箱。 | | | S02裝箱
T3結案 | T3.1歸檔 | | P3.1.1歸檔。 | | |
"""),
    "blocks within a task": Made("""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選。 | 3 | K01甲物 | S01挑選
^ | ^ | O1.1.2乙物清單 | P1.1.2重挑。 | 4 | K02乙物 | S02重挑
^ | T1.2清潔甲物 | | P1.2.1清潔。 | 3 | ^ | S03清潔
"""),
    "no codes": Made("""
整理甲物 | 挑選甲物 | 甲物清單⏎乙物清單 | 挑選並回報。 | 3 | 甲物概論⏎乙物概論 | 挑選能力
^ | 清潔甲物 | | 完成清潔。 | 4 | 清潔方法 | 清潔能力
"""),
    "a code in the other column": Made("""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選。 | 3 | K01甲物⏎S02重挑⏎K02乙物 | S01挑選
^ | T1.2清潔甲物 | | P1.2.1清潔。 | 4 | K01甲物 | S01挑選⏎K03清潔
"""),
    "nested notes": Made("T1整理甲物 | T1.1挑選甲物 | | P1.1.1挑選。 | 3 | K01甲物 | S01挑選", notes=[
        "建議擔任此職類/職業之學歷/經歷/或能力條件：",
        "• 高中職以上畢業，下列條件擇一：", "    • 甲物經驗一年。", "    • 乙物經驗二年。",
        "其他補充說明：", "1. 甲物另行公告。", "2. 乙物依相關規定辦理。", "【註1】甲物如附件。",
    ]),
}


def content(reading: Reading) -> Content:
    """What a reading holds."""
    return Content({name: [dataclasses.asdict(row) for row in reading.tables.of(name)] for name in TABLES_OF_A_STANDARD})


def check(reading: Reading, kind: str) -> None:
    """Read what is made from a reading again."""
    assert reading.rejected is None
    again = parse(f"printed.{kind}", WRITERS[kind](form_of(content(reading)), DAY, "甲"))
    assert (again.rejected, again.held) == (None, None)
    for table in TABLES_OF_A_STANDARD:
        assert told(again, table) == told(reading, table), table


def told(reading: Reading, table: str) -> Rows:
    """The rows of a table; the blocks do not tell in which of the two cells an item of knowledge or a skill was printed."""
    rows = rows_of(reading, table, SOURCE_ONLY)
    if table == "printed_rows":
        for row in rows:
            row["required"] = sorted(f"{row.pop('knowledge')}\n{row.pop('skills')}".split("\n"))
    return rows


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_the_sample_is_read_back(kind: str, suffix: str) -> None:
    check(parse(f"sample.{suffix}", (RAW / f"IDC5294-001v3.{suffix}").read_bytes()), kind)


@irregularity("I-118")
@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", MADE)
def test_what_a_form_merges_leaves_blank_or_nests_is_read_back(kind: str, name: str) -> None:
    check(read(MADE[name]).reading, kind)


@pytest.fixture(scope="module")
def sample() -> Content:
    read = content(parse("sample.docx", (RAW / "IDC5294-001v3.docx").read_bytes()))
    return Content({table: [row | {"standard_id": "IDC5294-001v3"} for row in rows] for table, rows in read.tables.items()})


def test_the_form_is_a4_across_with_heads_on_every_page(sample: Content) -> None:
    made = docx.Document(io.BytesIO(export(sample, "docx")))
    section = made.sections[0]
    assert [side and round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    main = made.tables[2]
    assert [cell.text for cell in main.rows[0].cells] == list(HEADS)
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in main.rows[:2]] == [True, False]
    sheet = openpyxl.load_workbook(io.BytesIO(export(sample, "xlsx"))).active
    assert sheet is not None and sheet.title == "數位平臺營運企劃人員職能基準"
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "主要職責")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape", 9, f"${head}:${head}",
    )


def test_a_text_that_a_spreadsheet_would_run_is_a_text(sample: Content) -> None:
    tables = dict(sample.tables)
    tables["notes"] = [tables["notes"][0] | {"text": "=1+1", "marker": None}]
    sheet = openpyxl.load_workbook(io.BytesIO(export(Content(tables), "xlsx"))).active
    assert sheet is not None
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_content_gives_the_same_bytes(form: str, sample: Content) -> None:
    duty = "T1" if form == "course" else None
    made = export(sample, form, duty)
    assert made == export(sample, form, duty)
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def texts_of(data: bytes) -> list[str]:
    """Every filled paragraph of a Word document, the cells of its tables included."""
    made = docx.Document(io.BytesIO(data))
    return [text for node in made.element.body.iter(qn("w:p")) if (text := "".join(t.text or "" for t in node.iter(qn("w:t"))))]


@pytest.mark.parametrize(("form", "duty", "there", "not_there"), [
    ("job", None, ["數位平臺營運企劃人員", "T1.1分析市場資訊", "T2經營數位影音平臺"], "P1.1.1"),
    ("job", "T1", ["T1.1分析市場資訊"], "T2"),
    ("interview", None, ["P2.3.3查詢與分析數位平臺指標，確認行銷方案成效。", "T2.3協助直播"], "K01"),
    ("course", "t2", ["T2經營數位影音平臺", "3、4", "O2.3.1直播內容"], "T1"),
])
def test_a_sheet_holds_what_it_is_about(form: str, duty: str | None, there: list[str], not_there: str, sample: Content) -> None:
    texts = texts_of(export(sample, form, duty))
    assert [text for text in there if text not in texts] == []
    assert not any(not_there in text or "{{" in text for text in texts)


def template(folder: Path, *paragraphs: list[str]) -> Path:
    """A Word document with the runs of each paragraph."""
    made = docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    made.save(str(folder / "own.docx"))
    return folder / "own.docx"


def test_a_template_of_ones_own_is_filled_even_where_a_field_is_parted(tmp_path: Path, sample: Content) -> None:
    own = template(
        tmp_path, ["應徵：{{名", "稱}}"], ["級別{{ 級別 }}級"], ["- {{任務", ".名稱}}（{{任務.級別}}）"], ["{{補充.內容}}"]
    )
    notes = [row for row in sample["notes"] if row["section"] == "prerequisite"]
    texts = texts_of(export(Content({**sample.tables, "notes": notes}), "job", "T1", own))
    assert texts == ["應徵：數位平臺營運企劃人員", "級別4級", "- T1.1分析市場資訊（4）", "- T1.2承接專案（4）"]


@pytest.mark.parametrize(("form", "duty", "fields", "told"), [
    ("poster", None, None, "no form poster; there are docx, xlsx"),
    ("docx", "T1", None, "neither a duty nor a template"),
    ("course", None, None, "IDC5294-001v3 has T1, T2. Name the duty"),
    ("job", "T9", None, "has no duty T9; its duties are T1 市場分析與專案承接; T2"),
    ("job", None, ["{{薪資}}"], "own.docx names {{薪資}}, which there is not"),
    ("job", None, ["{{任務.薪資}}"], "own.docx names {{任務.薪資}}, which there is not"),
    ("job", None, ["{{任務.名稱}}{{知識.名稱}}"], "several lists in one row: 任務, 知識"),
])
def test_what_cannot_be_made_is_a_sentence(
    form: str, duty: str | None, fields: list[str] | None, told: str, tmp_path: Path, sample: Content
) -> None:
    with pytest.raises(PipelineError, match=re.escape(told)):
        export(sample, form, duty, template(tmp_path, fields) if fields else None)


def test_a_template_that_is_no_word_document_is_a_sentence(tmp_path: Path, sample: Content) -> None:
    (tmp_path / "own.docx").write_text("no package", encoding="utf-8")
    with pytest.raises(PipelineError, match="no Word document"):
        export(sample, "job", None, tmp_path / "own.docx")
