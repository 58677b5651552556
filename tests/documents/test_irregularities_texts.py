"""Texts and sheets as people have them: I-114 … I-118."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from pipeline.standards.compare_forms import differences
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build import Made, as_docx, as_text
from tests.build.texts import FORMS, as_xlsx

irregularity = pytest.mark.irregularity

FIRST_ROW = (
    "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單⏎O1.1.2甲物紀錄 | P1.1.1依規格挑選甲物。⏎P1.1.2記錄甲物之缺失。 | 3 "
    "| K01甲物概論⏎K02乙物概論 | S01挑選能力⏎S02紀錄能力"
)
MADE = Made(tasks=f"""
{FIRST_ROW}
^ | T1.2清點甲物 | O1.2.1清點表 | P1.2.1清點甲物。 | 4 | K01甲物概論 | S03清點能力
T2交付甲物 | T2.1包裝甲物 | O2.1.1包裝單 | P2.1.1依規格包裝甲物。 | 4 | K03包裝概論 | S04包裝能力
""")


def doubts(reading: Reading) -> list[str]:
    return [found.code for found in reading.findings if found.is_doubt]


def edited(form: str, old: str, new: str) -> Reading:
    """The reading of a form with something in it put otherwise."""
    text = FORMS[form](MADE).decode()
    assert old in text
    return parse(form, text.replace(old, new).encode())


@irregularity("I-114", "I-115", "I-116", "I-118")
@pytest.mark.parametrize("name", FORMS)
def test_a_standard_says_the_same_in_every_form_of_text_and_sheet(name: str) -> None:
    reading = parse(name, FORMS[name](MADE))
    assert (reading.rejected, reading.held, reading.coverage) == (None, None, 1.0)
    assert [(found.locator, found.message) for found in differences(parse("made.docx", as_docx(MADE)), reading)] == []
    assert doubts(reading) == []


@irregularity("I-114")
def test_a_heading_behind_the_last_cell_is_none_of_its_lines() -> None:
    reading = edited("broken.txt", "S04包裝能力\n\n職能內涵（A=attitude 態度）", "S04包裝能力\n職能內涵\n（A=attitude 態度）")
    assert list(differences(parse("made.docx", as_docx(MADE)), reading)) == []


@irregularity("I-114")
def test_a_quotation_mark_of_the_author_is_no_mark_of_a_spreadsheet() -> None:
    made = Made(tasks=MADE.tasks.replace("O1.2.1清點表", 'O1.2.1"清點"表').replace("S03清點能力", '"清點"能力'))
    reading = parse("made.txt", as_text(made))
    assert [row.name for row in reading.tables.outputs][2] == '"清點"表'


@irregularity("I-116")
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("P1.2.1清點甲物。\n", "P1.2.1清點甲物。\n清點之後\n", "清點之後"),
        ("T1.2清點甲物\n", "T1.2清點甲物\nT1.3記錄甲物\n", "T1.3記錄甲物"),
        ("P1.2.1清點甲物。\n", "P2.2.1清點甲物。\n", "P2.2.1清點甲物。"),
        ("V1\n", "V1\n甲\n", "The columns of the version table."),
    ],
)
def test_what_the_order_of_running_text_does_not_prove_is_doubtful(old: str, new: str, place: str) -> None:
    reading = edited("running.txt", old, new)
    (found,) = [found for found in reading.findings if found.code == "columns_unknown"]
    assert place in found.message


@irregularity("I-116")
@pytest.mark.parametrize(
    ("form", "old", "new", "reason"),
    [
        ("running.txt", "T1.1挑選甲物\nO1.1.1甲物清單\n", "T1.1挑選 O1.1.1甲物 P1.1.1依\n甲物 清單\n", "words of several cells"),
        ("running.txt", "T", "", "no codes tell"),
        ("running.txt", "P1.1.2記錄甲物之缺失。\n", "記錄甲物。\n" * 7, "in 7 places"),
    ],
)
def test_a_text_that_does_not_tell_what_belongs_together_is_refused(form: str, old: str, new: str, reason: str) -> None:
    reading = edited(form, old, new)
    assert reading.rejected is not None and "not a competency standard" not in reading.rejected
    assert reason in reading.rejected


def test_a_standard_without_its_main_table_is_not_called_none() -> None:
    made = Made(header="", tasks="", attitude_heading="", attitudes=(), notes_heading="", notes=())
    rejected = parse("made.txt", as_text(made)).rejected
    assert rejected is not None and "no main table" in rejected and "not a competency standard" not in rejected


@irregularity("I-115")
def test_a_blank_that_may_part_two_aligned_columns_is_doubtful() -> None:
    reading = edited("aligned.txt", "O1.2.1清點表 ", "O1.2.1清點 ")
    assert doubts(reading) == []
    reading = edited("aligned.txt", "P1.1.2記錄甲物之缺失。", "P1.1.2記錄 物之缺失。")
    assert "columns_unknown" in doubts(reading)


@irregularity("I-115")
@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html>", "MHTML"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML"),
    ],
)
def test_markup_that_is_no_page_is_refused_by_name(data: bytes, word: str) -> None:
    rejected = parse("made.doc", data).rejected
    assert rejected is not None and word in rejected and "save it as" in rejected


@irregularity("I-117")
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp950"])
def test_an_encoding_without_a_mark_is_told_by_the_text(encoding: str) -> None:
    # 峯 stands in the Hong Kong supplement and not in the Big5 of Windows.
    name = "峯物整理員" if encoding == "big5hkscs" else "甲物整理員"
    text = as_text(MADE).decode().replace("甲物整理員", name)
    reading = parse("made.txt", text.encode(encoding))
    assert (reading.rejected, reading.name, doubts(reading)) == (None, name, [])


@irregularity("I-117")
def test_a_broken_byte_is_told_and_many_are_refused() -> None:
    data = as_text(MADE)
    reading = parse("made.txt", data.replace("整理".encode(), b"\xe6", 1))
    assert "bytes_unreadable" in doubts(reading)
    refused = parse("made.txt", bytes(byte if place % 7 else 0xFF for place, byte in enumerate(data)))
    assert refused.rejected is not None and "encoding" in refused.rejected


@irregularity("I-118")
def test_of_a_workbook_only_what_is_shown_is_read() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(MADE)))
    other = book.create_sheet("甲")
    other.append(["主要職責", "工作任務", "行為指標"])
    other.sheet_state = "hidden"
    book.worksheets[0].insert_rows(1)
    book.worksheets[0]["A1"] = "第 1 版草稿"
    book.worksheets[0].row_dimensions[1].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    reading = parse("made.xlsx", stream.getvalue())
    assert (reading.rejected, reading.coverage) == (None, 1.0)


@irregularity("I-118")
def test_a_formula_that_was_never_calculated_is_told() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(MADE)))
    book.worksheets[0]["Z1"] = "=A1"
    stream = io.BytesIO()
    book.save(stream)
    assert "formula_without_value" in doubts(parse("made.xlsx", stream.getvalue()))
