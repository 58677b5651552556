"""Texts at the edge of what a form shows: tables of one row, boxes out of line, broken bytes, far too many lines."""

from __future__ import annotations

import codecs

import pytest

from pipeline.documents.model import Line
from pipeline.documents.readers.text import read
from pipeline.standards.arrange import arranged
from pipeline.standards.arrange.stretches import Part, stretches
from pipeline.standards.arrange.wraps import is_set_to_width, rewrapped
from pipeline.standards.compare_forms import differences
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build import Made, as_docx, as_text
from tests.build.texts import FORMS
from tests.documents.test_irregularities_texts import MADE, doubts, edited

SKILL = "清點能力".encode("cp950")
LONG = "甲物之整理包含挑選、清點、包裝、搬運、點交、回報，以及其他與甲物有關之一切事項"
irregularity = pytest.mark.irregularity


@irregularity("I-114", "I-115")
@pytest.mark.parametrize(("form", "start"), [
    ("comma.csv", "T2交付甲物,"), ("semicolon.csv", "T2交付甲物;"), ("broken.txt", "T2交付甲物\t"),
    ("strokes.txt", "T2交付甲物 |"),
])
def test_a_table_of_one_row_has_the_columns_of_the_one_above(form: str, start: str) -> None:
    reading = edited(form, start, f"\n{start}")
    assert list(differences(parse("made.docx", as_docx(MADE)), reading)) == []


@irregularity("I-63", "I-114")
@pytest.mark.parametrize("form", ["quoted.txt", "broken.txt", "vertical-tab.txt", "markdown.md", "comma.csv", "page.html"])
def test_items_without_code_are_the_lines_of_a_cell_that_kept_them(form: str) -> None:
    made = Made(tasks=MADE.tasks.replace("O1.2.1清點表", "清點甲式⏎清點乙式"))
    reading = parse(form, FORMS[form](made))
    assert [row.name for row in reading.tables.outputs if row.output_code is None] == ["清點甲式", "清點乙式"]


@irregularity("I-79", "I-116")
def test_the_status_of_a_version_is_told_in_whatever_ideographs() -> None:
    reading = edited("running.txt", "歷史版本", "\uf98c史版本")
    assert [row.status for row in reading.tables.standard_versions] == ["最新版本", "歷史版本"]


@irregularity("I-115")
@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_box_whose_lines_are_out_of_line_is_read_or_held_but_never_a_crash(cut: int) -> None:
    lines = FORMS["boxed.rst"](MADE).decode().split("\n")
    place = next(place for place, line in enumerate(lines) if "T1.2清點甲物" in line)
    lines[place] = lines[place][:-cut]
    reading = parse("made.rst", "\n".join(lines).encode())
    assert reading.rejected or reading.held or doubts(reading) or "T1.2" in [row.task_code for row in reading.tables.tasks]


@irregularity("I-117")
@pytest.mark.parametrize(("data", "told"), [
    (codecs.BOM_UTF32_LE + as_text(MADE).decode().encode("utf-32-le"), []),
    (as_text(MADE).decode().encode("utf-16-le") + b"-", ["bytes_unreadable"]),
    (as_text(MADE).decode().encode("cp950").replace(SKILL, SKILL + b"\xff"), ["bytes_unreadable"]),
])
def test_another_mark_half_a_character_or_a_broken_byte_does_not_hide_the_encoding(data: bytes, told: list[str]) -> None:
    reading = parse("made.txt", data)
    assert (reading.rejected, reading.name, doubts(reading)) == (None, "甲物整理員", told)


@irregularity("I-117")
@pytest.mark.parametrize("data", [
    as_text(MADE).decode().encode("ascii", errors="replace"), as_text(MADE).decode("latin-1").encode(),
])
def test_a_text_whose_characters_were_lost_is_refused_for_that(data: bytes) -> None:
    rejected = parse("made.txt", data).rejected
    assert rejected is not None and "holds no Chinese characters" in rejected


@irregularity("I-116")
@pytest.mark.parametrize(("lines", "told"), [
    (20_001, "is a text of 20,0"), (8_001, "lines, of which at most 8,000 are put in order"),
])
def test_a_text_of_far_too_many_lines_is_refused_for_its_length(lines: int, told: str) -> None:
    rejected = edited("running.txt", "P1.2.1清點甲物。\n", "P1.2.1清點甲物。\n" + "甲\n" * lines).rejected
    assert rejected is not None and told in rejected and "part it into a file for each standard" in rejected


@irregularity("I-84", "I-116")
@pytest.mark.parametrize(("texts", "soft"), [
    ([f"{LONG}。", "乙物依相關規定辦理。"], [False, False]),
    ([f"{LONG}與", "乙物依相關規定辦理。"], [False, True]),
    ([f"{LONG}。", f"{LONG}與", "乙物依相關規定辦理。"], [False, True, True]),
])
def test_one_long_line_that_ends_a_sentence_is_no_sign_of_a_width(texts: list[str], soft: list[bool]) -> None:
    assert [line.soft for line in rewrapped([Line(text) for text in texts])] == soft


@irregularity("I-76", "I-115")
@pytest.mark.parametrize(("form", "mark"), [("comma.csv", ","), ("semicolon.csv", ";")])
def test_a_table_of_two_columns_among_the_notes_keeps_no_mark(form: str, mark: str) -> None:
    rows = [("級別", "說明"), ("3級", "獨立整理甲物。"), ("2級", "按指導整理甲物。"), ("1級", "搬運甲物。")]
    data = FORMS[form](MADE) + b"\n\n" + "\n".join(mark.join(row) for row in rows).encode()
    notes = [row.text for row in parse(form, data).tables.notes]
    assert notes[-4:] == ["".join(row) for row in rows], "row by row, as in a document"


@irregularity("I-116")
def test_an_industry_whose_code_looks_like_an_attitudes_is_part_of_the_profile() -> None:
    profile = "職能基準代碼\n行業別\n農業\n行業別代碼\nA0119；H494\n基準級別\n3\n職能內涵（A=attitude 態度）"
    found = stretches([Line(line) for line in profile.split("\n")])
    assert [part.part for part in found if part.lines] == [Part.PROFILE, Part.REST]


@irregularity("I-31", "I-116")
@pytest.mark.parametrize("level", ["4（初）", "第4級", "4級以上", "四級", "Ⅳ"])
@pytest.mark.parametrize("form", ["collapsed.txt", "running.txt"])
def test_a_level_with_more_than_its_digit_parts_indicators_from_knowledge_too(form: str, level: str) -> None:
    reading = parse(form, FORMS[form](Made(tasks=MADE.tasks.replace("| 4 |", f"| {level} |"))))
    assert [row.level for row in reading.tables.task_blocks][1:] == [4, 4]
    assert doubts(reading) == []


@irregularity("I-84", "I-116")
@pytest.mark.parametrize(("number", "is_set"), [(3, True), (2, False)])
def test_i116_lines_are_set_to_a_width_where_several_full_ones_go_on(number: int, is_set: bool) -> None:
    lines = [Line(text) for place in range(number) for text in (f"A0{place}" + "甲" * 34, "乙物。")]
    assert is_set_to_width(lines) == is_set
    assert not is_set_to_width([Line("甲" * 36 + "。"), Line("乙" * 35 + "。"), Line("丙" * 36 + "。"), Line("丁物")])
    assert not is_set_to_width([Line("• " + "甲" * 34), Line("• " + "乙" * 34), Line("• " + "丙" * 34), Line("• 丁物")])


HEAD = "主要職責      工作任務        工作產出        行為指標              職能級別  知識（K）      技能（S）"
FIRST = "T1整理甲物    T1.1挑選甲物    O1.1.1甲物清單  P1.1.1依規格挑選甲物。  3         K01甲物概論    S01挑選能力"


def aligned(*rows: str) -> Reading:
    """A text whose main table is aligned by blanks."""
    front = "甲物整理員職能基準\n職能基準代碼  ABC1234-001v1\n職業  甲物整理員\n工作描述  整理甲物。\n基準級別  3\n"
    behind = "職能內涵（A=attitude 態度）\nA01主動積極：先做再問。\n說明與補充事項\n● 其他補充說明：\n■ 甲物另行公告。\n"
    return parse("aligned.txt", "\n".join([front, HEAD, FIRST, *rows, "", behind]).encode())


@irregularity("I-46", "I-115")
def test_i115_a_duty_without_tasks_is_a_row_of_its_own() -> None:
    reading = aligned("T2其他甲物")
    assert [(task.task_id, task.duty_id) for task in reading.tables.tasks] == [("T1.1", "T1")]
    assert [duty.duty_id for duty in reading.tables.duties] == ["T1", "T2"]


@irregularity("I-115")
def test_i115_a_code_far_to_the_left_of_its_column_is_doubted() -> None:
    row = f"{' ' * 14}T1.#核對甲物    O1.#.1核對紀錄  P1.#.1依規格核對甲  3         K02乙物概論    S02核對能力"
    usual = [row.replace("#", str(number)) for number in range(2, 9)]
    wrapped = " " * 46 + "物並登錄。"
    below, shifted = (" " * indent + "P1.8.2登錄甲物。" for indent in (46, 16))
    assert "columns_unknown" not in doubts(aligned(*usual, wrapped, below))
    assert "columns_unknown" in doubts(aligned(*usual, wrapped, shifted))


@irregularity("I-116")
def test_i116_two_attitudes_beside_each_other_are_doubted() -> None:
    text = as_text(MADE).decode()
    first, second = (next(line for line in text.split("\n") if line.startswith(code)) for code in ("A01", "A02"))
    assert "text_not_in_one_piece" not in doubts(parse("made.txt", text.encode()))
    beside = text.replace(first, f"{first[:-1]} {second}").replace(f"\n{second}", "", 1)
    assert "text_not_in_one_piece" in doubts(parse("made.txt", beside.encode()))


@irregularity("I-42", "I-116")
@pytest.mark.parametrize("page_end", ["\f", "\n\f", "\f\n"])
def test_i116_a_form_feed_ends_a_page(page_end: str) -> None:
    """What stands on top of a page may go on with any cell of the one before, and not with the last of its lines."""
    lines = as_text(MADE).decode()
    plain = read(lines.encode())
    assert {line.page for line in plain.lines()} == {None}
    paged = read(f"甲物整理員職能基準{page_end}職能基準代碼\n整理甲物".encode())
    assert [(line.text, line.page) for line in paged.lines()] == [("甲物整理員職能基準", 1), ("職能基準代碼", 2), ("整理甲物", 2)]
    assert {line.page for line in arranged(paged).lines()} == {None}
