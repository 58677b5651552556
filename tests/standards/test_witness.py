"""The witness: what is planted in a right reading is noticed and named, and a right reading has nothing to fear."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from bench.generate import FORMATS, make
from pipeline.documents.model import Block, Cell, Document, Grid, Line, Paragraph
from pipeline.documents.readers import read
from pipeline.schema.tables import Tables
from pipeline.standards.parse import parse_content
from pipeline.standards.witness import doubts, strays, texts
from tests.build import Made, document, parsed

Plant = Callable[[Tables], None]
ROWS = (
    "T1 整理甲物 | T1.1 挑選甲物 | O1.1.1 甲物清單 | P1.1.1 依規格挑選甲物。⏎P1.1.2 依規定登錄甲物。"
    " | 3 | K01 甲物概論⏎K02 乙物概論 | S01 挑選能力\n"
    "^ | T1.2 核對甲物 | O1.2.1 核對紀錄 | P1.2.1 核對甲物數量。 | 4 | K03 核對方法 | S02 核對能力⏎S03 溝通能力"
)
NOTES = ("其他補充說明：", "  • 甲物另行公告。", "  • 乙物依相關規定辦理。")


def sound() -> tuple[Document, Tables]:
    """A document that is read rightly, and its tables."""
    source = document(Made(ROWS, notes=NOTES))
    return source, parsed(source).reading.tables


def told(plant: Plant) -> set[str]:
    """The codes of the doubts about a right reading in which something was planted."""
    source, tables = sound()
    plant(tables)
    return {doubt.code for doubt in doubts(source, tables)}


def test_a_right_reading_is_beyond_doubt() -> None:
    source, tables = sound()
    assert list(doubts(source, tables)) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_generated_documents_that_are_read_rightly_are_beyond_doubt(kind: str) -> None:
    """Regular ones; what irregularities do to the witness is measured and not tested."""
    for number in range(1, 5):
        made = make(31, number, mixture=0.0)
        reading = parse_content(FORMATS[kind][1](made.body, made.layout))
        assert [found.code for found in reading.findings if found.is_doubt] == [], number


def on_page_seven(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block
    return replace(block, page=7, cells=tuple(replace(cell, page=7) for cell in block.cells))


def test_a_doubt_about_an_item_without_a_page_has_that_of_its_code() -> None:
    source, tables = sound()
    other("competencies", 0, name="甲物槪論")(tables)
    other("competencies", 1, definition="乙物之定義")(tables)
    told = doubts(replace(source, body=tuple(map(on_page_seven, source.body))), tables)
    found = {doubt.locator: doubt.page for doubt in told if doubt.code == "text_not_in_one_piece"}
    assert found == {"K01": 7, "K02": 7}


def lost(table: str, place: int = 0) -> Plant:
    def plant(tables: Tables) -> None:
        del tables.of(table)[place]

    return plant


def other(table: str, place: int = 0, **values: object) -> Plant:
    def plant(tables: Tables) -> None:
        rows = tables.of(table)
        rows[place] = replace(rows[place], **values)

    return plant


def swapped(tables: Tables) -> None:
    one, two = tables.indicators[0], tables.indicators[2]
    tables.indicators[0], tables.indicators[2] = replace(one, text=two.text), replace(two, text=one.text)


def merged(tables: Tables) -> None:
    first, second, *_ = tables.indicators
    tables.indicators[:2] = [replace(first, text=f"{first.text}{second.text}")]


def bare(tables: Tables) -> None:
    tables.indicators[:2] = [replace(one, text=None) for one in tables.indicators[:2]]


def notes_merged(tables: Tables) -> None:
    first, second = tables.notes
    tables.notes[:] = [replace(first, text=f"{first.text}{second.text}")]


PLANTED: dict[str, tuple[Plant, str]] = {
    "an indicator is lost": (lost("indicators"), "code_not_read"),
    "an output is lost": (lost("outputs"), "code_not_read"),
    "a task is lost": (lost("tasks", 1), "code_not_read"),
    "a competency of a block is lost": (lost("block_competencies", 3), "item_elsewhere"),
    "a competency stands in another block": (other("block_competencies", 0, block=2), "item_elsewhere"),
    "an indicator stands at another task": (other("indicators", 0, task_id="T1.2", block=2), "item_elsewhere"),
    "a level is another": (other("task_blocks", 0, level=5), "level_differs"),
    "a level is lost": (other("task_blocks", 0, level=None), "level_differs"),
    "two indicators are one": (merged, "code_not_read"),
    "a note holds a version": (other("notes", 0, text="V1 ABC1234-001v1 甲物整理員 最新版本"), "text_misshapen"),
    "a note is cut": (other("notes", 0, text="甲物另行公告，"), "notes_cut"),
    "two texts are swapped": (swapped, "text_cut"),
    "a character is lost": (other("indicators", 0, text="依規格挑甲物。"), "text_not_in_one_piece"),
    "a character is another": (other("competencies", 0, name="甲物槪論"), "text_not_in_one_piece"),
    "a full stop is lost": (other("indicators", 0, text="依規格挑選甲物"), "text_cut"),
    "a level stands behind a sentence": (other("indicators", 0, text="依規格挑選甲物。3"), "text_misshapen"),
    "a level with a remark stands behind a sentence": (other("indicators", 0, text="依規格挑選甲物。4（初）"), "text_misshapen"),
    "a text is cut short": (other("indicators", 0, text="依規格挑選"), "text_cut"),
    "a name begins with a mark": (other("tasks", 0, name="、挑選甲物"), "text_misshapen"),
    "a bracket is not closed": (other("tasks", 0, name="挑選甲物（大者"), "text_misshapen"),
    "a page number stands in a text": (other("indicators", 0, text="依規格挑選甲物。第2頁"), "text_misshapen"),
    "an attitude has lost its name": (other("competencies", -1, name=None), "line_not_read"),
    "codes stand without their texts": (bare, "rows_uncertain"),
    "a code is lost": (other("competencies", 0, competency_code=None), "codes_lacking"),
    "two notes are one": (notes_merged, "notes_cut"),
    "a note is lost": (lost("notes"), "line_not_read"),
    "an attitude is lost": (lost("competencies", -1), "line_not_read"),
    "a classification is lost": (lost("classifications"), "line_not_read"),
    "a row of the history is lost": (lost("standard_versions"), "line_not_read"),
    "the code has taken a label": (other("standards", 0, standard_code="ABC1234-001v1職能基準"), "profile_mixed"),
    "the name has taken a label": (other("standards", 0, name="甲物人員（擇一填寫）"), "profile_mixed"),
    "the description is cut": (other("standards", 0, description="負責"), "line_not_read"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_noticed(name: str) -> None:
    plant, code = PLANTED[name]
    assert code in told(plant)


@pytest.mark.irregularity("I-02", "I-23")
@pytest.mark.parametrize(("line", "without", "is_odd"), [
    ("職能基準代碼 ABC1234-001v2", {"standard_code": None}, True), ("基準級別　4", {"level_printed": None}, True),
    ("工作描述：依規格挑選甲物並說明結果。", {"description": None}, True),
    ("職能基準代碼 職能基準名稱 狀態", {"standard_code": None}, False), ("基準級別", {"level_printed": None}, False),
    ("職能基準代碼 ABC1234-001v2", {}, False),
])
def test_a_label_with_its_value_beside_the_tables_is_noticed(line: str, without: dict[str, None], is_odd: bool) -> None:
    source = document(Made(ROWS))
    tables = parsed(source).reading.tables
    source = replace(source, body=(Paragraph((Line(line),)), *source.body))
    other("standards", 0, **without)(tables)
    assert (line in {doubt.raw for doubt in doubts(source, tables)}) == is_odd


def test_an_indicator_lost_within_a_line_is_noticed() -> None:
    source = document(Made(ROWS.replace("。⏎P1.1.2", "。P1.1.2")))
    tables = parsed(source).reading.tables
    assert "code_not_read" not in {doubt.code for doubt in doubts(source, tables)}
    del tables.indicators[1]
    assert "code_not_read" in {doubt.code for doubt in doubts(source, tables)}


def test_a_note_whose_mark_a_list_draws_begins_a_note() -> None:
    def drawn(block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        lines = (line._replace(text=line.text.strip(" •"), marker="•") if "•" in line.text else line for line in block.lines)
        return Paragraph(tuple(lines))

    plain = document(Made(ROWS, notes=NOTES))
    source = replace(plain, body=tuple(map(drawn, plain.body)))
    tables = parsed(source).reading.tables
    assert list(doubts(source, tables)) == []
    notes_merged(tables)
    assert "notes_cut" in {doubt.code for doubt in doubts(source, tables)}


def test_a_note_with_the_mark_of_any_list_begins_a_note() -> None:
    source = document(Made(ROWS, notes=("其他補充說明：", "甲、子物另行公告。", "乙、丑物依相關規定辦理。")))
    assert list(doubts(source, parsed(source).reading.tables)) == []


def test_a_level_with_a_remark_in_brackets_is_a_level_too() -> None:
    source = document(Made(ROWS.replace("| 3 |", "| 3（初） |")))
    tables = parsed(source).reading.tables
    assert "level_differs" not in {doubt.code for doubt in doubts(source, tables)}
    tables.task_blocks[0] = replace(tables.task_blocks[0], level=4)
    assert "level_differs" in {doubt.code for doubt in doubts(source, tables)}


def test_one_of_two_levels_of_a_task_that_is_another_is_noticed() -> None:
    source = document(Made(ROWS + "\n^ | ^ | O1.2.2 核對結論 | P1.2.2 說明甲物結論。 | 3 | K01 甲物概論 | S01 挑選能力"))
    tables = parsed(source).reading.tables
    assert "level_differs" not in {doubt.code for doubt in doubts(source, tables)}
    tables.task_blocks[-1] = replace(tables.task_blocks[-1], level=4)
    assert "level_differs" in {doubt.code for doubt in doubts(source, tables)}


def test_notes_without_marks_that_are_one_are_noticed() -> None:
    source = document(Made(ROWS, notes=("其他補充說明：", "甲物另行公告。", "乙物依相關規定辦理。")))
    tables = parsed(source).reading.tables
    assert list(doubts(source, tables)) == []
    notes_merged(tables)
    assert "notes_cut" in {doubt.code for doubt in doubts(source, tables)}


@pytest.mark.irregularity("I-59")
@pytest.mark.parametrize(("lines", "is_odd"), [
    (("甲物追蹤", "報告", "乙物改善", "計畫表"), True), (("生產線組立圖", "生產線配置圖"), True),
    (("自動化生產線效", "益評估報告"), False),
    (("甲物檢核表", "單"), False), (("甲物報告", "及乙物清單"), False),
])
def test_an_output_without_a_code_that_may_be_two_is_doubted(lines: tuple[str, ...], is_odd: bool) -> None:
    source = document(Made(ROWS))
    tables = parsed(source).reading.tables
    tables.outputs[0] = replace(tables.outputs[0], output_code=None, name="".join(lines))
    cell = Cell(0, 0, 1, 1, tuple(Line(text, soft=number > 0) for number, text in enumerate(lines)))
    printed = replace(source, format="pdf", body=(Grid((cell,), 1, (0.0, 9.0), 1),))
    assert bool(list(strays.two_in_one(printed, tables))) == is_odd
    parted = replace(printed, body=tuple(Grid((Cell(0, 0, lines=(Line(text),)),), 1, (0.0, 9.0), 1) for text in lines))
    assert bool(list(strays.two_in_one(parted, tables))) == is_odd


@pytest.mark.parametrize(("cell", "is_odd"), [
    ("P1.1.1 依規格挑選甲物。⏎草案", True), ("P1.1.1 依規格挑選甲物。⏎草案⏎P1.1.3 登錄。", True),
    ("P1.1.1 依規格挑選甲物。", False), ("P1.1.1 依規格挑選甲物。⏎2. 登錄", False),
])
def test_a_line_among_coded_items_that_is_none_is_doubted(cell: str, is_odd: bool) -> None:
    source = document(Made(ROWS.replace("P1.1.1 依規格挑選甲物。", cell)))
    assert any("stands among" in (found.detail or "") for found in doubts(source, parsed(source).reading.tables)) == is_odd


def test_a_document_whose_author_breaks_lines_within_items_has_nothing_to_fear() -> None:
    source = document(Made(re.sub("(甲物|登錄甲物|數量)。", r"\1。⏎視情形辦理", ROWS)))
    assert [found.code for found in doubts(source, parsed(source).reading.tables)] == []


def test_marks_that_print_nothing_within_codes_are_no_doubt() -> None:
    source = document(Made(ROWS.replace("T1.1", "T1\u200b.1").replace("P1.1.2", "P1.\ufeff1.2")))
    assert list(doubts(source, parsed(source).reading.tables)) == []


def test_notes_in_the_cell_of_the_attitudes_are_no_text_of_theirs() -> None:
    plain = document(Made(ROWS, notes=NOTES))
    place = max(index for index, block in enumerate(plain.body) if isinstance(block, Grid)) + 1
    lines = tuple(line for block in plain.body[place:] if isinstance(block, Paragraph) for line in block.lines)
    source = replace(plain, body=(*plain.body[:place], Grid((Cell(0, 0, lines=lines),), 1, (50.0, 545.0), 1)))
    assert list(doubts(source, parsed(source).reading.tables)) == []


def test_every_doubt_says_what_it_is_about() -> None:
    for plant, _ in PLANTED.values():
        source, tables = sound()
        plant(tables)
        assert all(doubt.locator or doubt.raw or doubt.detail for doubt in doubts(source, tables))


def test_the_same_reading_raises_the_same_doubts() -> None:
    made = make(32, 1)
    body = FORMATS["docx"][1](made.body, made.layout)
    tables = parse_content(body).tables
    Random(1).shuffle(tables.indicators)
    first, second = (list(doubts(read(body), tables)) for _ in range(2))
    assert first == second


@pytest.mark.irregularity("I-115")
@pytest.mark.parametrize(("name", "text", "is_odd"), [
    ("甲物清單挑選甲物。", "依規格", True), ("甲物清單", "依規格", False), ("甲物清單挑選甲物。", "依規格。", False),
])
def test_an_output_that_took_the_end_of_an_indicator_of_a_text_is_doubted(name: str, text: str, is_odd: bool) -> None:
    source, tables = sound()
    tables.outputs[0] = replace(tables.outputs[0], name=name)
    tables.indicators[0] = replace(tables.indicators[0], text=text)
    assert bool(list(texts.sentences(replace(source, format="text"), tables))) == is_odd
