"""What begins an item of a list: every kind of mark is read, and nothing else is taken for one (I-74, I-126)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.text import counting
from pipeline.documents.text.lists import goes_on, list_items, list_lines, list_marks, without_list_marks
from pipeline.documents.text.marks import ListMark, Weight, is_bullet, list_mark, may_nest, without_marks
from pipeline.documents.text.numerals import RINGED, Script, plain, values
from tests.build.examples import examples

MANY = examples(60)

NUMBERS = [
    "1.", "1、", "1．", "１．", "１、", "1)", "1）", "１）", "(1)", "（1）", "（１）", "﹙1﹚", "( 1 )", "（ 1 ）", "1 .",
    "01.", "1.、", "（1）、", "(1).", "①", "①、", "⑴", "⒈", "❶", "➀", "➊", "⓵", "㈠", "㊀", "一、", "一.", "一．", "（一）",
    "(一)", "（ 一 ）", "一）", "（一）、", "⼀、", "壹、", "（壹）", "Ⅰ、", "Ⅰ.", "(Ⅰ)",
]
RUN_ONLY = ["A.", "A、", "Ａ．", "a)", "(a)", "（A）", "甲、", "（甲）", "i.", "I、", "(i)", "Ⓐ", "⒜", "ⓐ", "0."]
BULLETS = [
    "•", "●", "■", "◆", "⚫", "․", "▪", "►", "◇", "□", "○", "‧", "※", "◎", "·", "*", "・", "➢", "★", "\uf06c", "\uf09f", "．",
    "\ufffd",
]
DASHES = ["-", "－", "–", "—", "−", "- ", "— "]
# Each begins like a mark; a careful reader takes none for one.
TEXTS = [
    "3D甲物", "5S管理", "2D、3D圖檔", "1.5公噸", "1.5倍以上", "0.5公尺", "１．５公噸", "4級以上", "4級", "第一線人員", "第1點",
    "一般行政", "一絲不苟", "二維繪圖", "十年經驗", "三至五年", "3年以上", "3至5年", "1~3年", "1-3年", "1～3級", "50%以上",
    "110年修訂", "110.12.31修訂", "112.1.1", "2023.5.1起", "112/1/1", "12/31前", "1/2以上", "8:30前", "98、99年", "12、13職等",
    "1、2級", "3、4樓", "一、二級技術士", "二、三年經驗", "甲、乙級技術士", "A、B級", "（一）至（三）", "（一）及（二）均可",
    "（一）、（二）", "(1)(2)均可", "①②均可", "①～③", "1.至3.項", "1.1.1", "A01甲物", "K01甲物", "T1.1甲物", "P1.1.1甲物",
    "-20°C以下", "－20℃", "-5%", "——甲物", "○○公司", "※※", "…甲物", "(註1)", "【註1】", "[1]", "（含甲物）", "7-ELEVEN",
    "24小時", "三、五年經驗", "H2O", "IE、QC", "VI、CI設計", "C、C++語言", "e.g.甲物", "o型甲物", "",
]


@pytest.mark.parametrize("mark", NUMBERS)
@pytest.mark.parametrize("gap", ["", " ", "\u3000"])
@pytest.mark.parametrize("text", ["甲物。", "3年以上", "PC Base", ""])
def test_a_number_is_a_mark_wherever_it_stands(mark: str, gap: str, text: str) -> None:
    # Right before a digit the dot of digits is that of a decimal, and their comma counts on.
    gap = gap or " " * (text[:1].isdigit() and mark[0] in "01１" and mark[-1] in ".．、")
    found = list_mark(f" {mark}{gap}{text}")
    assert found is not None and found.sure and found.numbered
    assert (found.printed, found.text, found.value) == (mark, text, 1)


@pytest.mark.parametrize("mark", RUN_ONLY)
def test_letters_stems_and_their_like_need_a_run(mark: str) -> None:
    found = list_mark(f"{mark}甲物")
    assert found is not None and found.weight is Weight.RUN and (found.printed, found.text) == (mark, "甲物")
    assert list_marks([f"{mark}甲物", "丙物"]) == [None, None] and without_marks(f"{mark}甲物") == f"{mark}甲物"


@pytest.mark.parametrize("mark", BULLETS + DASHES)
def test_a_bullet_is_a_mark_without_a_number(mark: str) -> None:
    found = list_mark(f"{mark}甲物")
    assert found is not None and found.sure and not found.numbered
    assert (found.printed, found.text, found.value) == (mark.strip(), "甲物", 0)


@pytest.mark.parametrize("text", TEXTS)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert without_marks(text) == text
    assert list_marks([text, "丙物"]) == [None, None] == list_marks([text, text])
    assert list_items(text) == [text] == list_lines(text)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["1.3D甲物", "2.5S乙物"], ["3D甲物", "5S乙物"]),
        (["1.3年以上甲物", "2.大學畢業"], ["3年以上甲物", "大學畢業"]),
        (["1、3年以上", "2、5年以上"], ["3年以上", "5年以上"]),
        (["一、二維圖", "二、三維圖"], ["二維圖", "三維圖"]),
        (["一、大學畢業", "二、三年經驗"], ["大學畢業", "三年經驗"]),
        (["一、一般行政", "二、第二線支援"], ["一般行政", "第二線支援"]),
        (["一、一年以上", "二、一般行政", "三、五年以上"], ["一年以上", "一般行政", "五年以上"]),
        (["1.甲物", "1.1乙物", "2.丙物"], ["甲物", "1.1乙物", "丙物"]),
        (["－甲物", "－1至3年"], ["甲物", "1至3年"]),
        (["- 甲物", "-20°C以下"], ["甲物", "-20°C以下"]),
        (["h.甲物", "i.乙物", "j.丙物"], ["甲物", "乙物", "丙物"]),
        (["a.甲物", "b.乙物"], ["甲物", "乙物"]),
        (["i.甲物", "ii.乙物", "iii.丙物"], ["甲物", "乙物", "丙物"]),
        (["A.甲物", "（1）乙物", "B.丙物"], ["甲物", "乙物", "丙物"]),
        (["1.5公噸", "2.5公噸"], ["1.5公噸", "2.5公噸"]),
        (["一、二級", "二、三級"], ["一、二級", "二、三級"]),
    ],
)
def test_neighbours_decide_where_a_mark_alone_does_not(lines: list[str], kept: list[str]) -> None:
    assert without_list_marks(lines) == kept


FORMS = [("{}.", "{}、", "{}．"), ("({})", "（{}）", "（{}）、"), ("{})", "{}）")]
COUNTING = [script for script in Script if script is not Script.RINGS]
LAST = dict.fromkeys((Script.UPPER, Script.LOWER), 26) | dict.fromkeys((Script.UPPER_ROMAN, Script.LOWER_ROMAN), 12)


def written(script: Script, value: int) -> str:
    writing = counting.by_example(script.value)
    assert writing is not None
    return writing(value)


@MANY
@given(st.sampled_from(COUNTING), st.sampled_from([form for forms in FORMS for form in forms]), st.integers(2, 10), st.data())
def test_the_numbers_of_a_list_in_any_script_are_its_marks(script: Script, form: str, count: int, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text("整理甲物之紀錄，。 AB", min_size=1).map(str.strip), min_size=count, max_size=count))
    lines = [form.format(written(script, number)) + f"負責{text}" for number, text in enumerate(texts, 1)]
    marks = list_marks(lines)
    assert [mark.text for mark in marks if mark] == [f"負責{text}" for text in texts]
    assert all(before and after and after.follows(before) for before, after in pairwise(marks))


@MANY
@given(st.sampled_from(COUNTING), st.integers(1, 99))
def test_a_numeral_that_is_printed_is_read_again(script: Script, value: int) -> None:
    value = min(value, LAST.get(script, value))
    assert value in [number for _, number in values(plain(written(script, value)))]


def test_a_ring_counts_like_its_numeral() -> None:
    rings = counting.ringed("①")
    assert [RINGED[rings(value)] for value in (1, 20, 21, 50)] == [("①", 1), ("①", 20), ("①", 21), ("①", 50)]
    assert rings(51) == "51"


@MANY
@given(st.text("一二十1２(（)）、.．．•-—①甲A3D°C年 \u3000整理", max_size=16))
def test_a_mark_and_its_text_are_what_is_printed(text: str) -> None:
    mark = list_mark(text)
    if mark is not None:
        assert "".join((mark.printed + mark.text).split()) == "".join(text.split())
        assert without_marks(text) in (text, text.strip()) or text.strip().endswith(without_marks(text))


@MANY
@given(st.lists(st.text("一二1２(（)）、.•-①甲A3整理", max_size=8), max_size=6))
def test_a_list_has_a_mark_or_none_for_each_line(lines: list[str]) -> None:
    marks = list_marks(lines, [False] * len(lines))
    assert [mark and mark.printed for mark in marks] == [mark and mark.printed for mark in list_marks(lines)]
    assert len(marks) == len(lines) and all(mark is None or mark.text in line for mark, line in zip(marks, lines, strict=True))


@MANY
@given(st.text("1２3(（)）、.，。•①②一二 整理", max_size=30))
def test_cutting_a_line_loses_blanks_alone(text: str) -> None:
    for pieces in (list_items(text), list_lines(text)):
        assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("（一）甲物（二）乙物(三)丙物", ["（一）甲物", "（二）乙物", "(三)丙物"]),
        ("①甲物②乙物", ["①甲物", "②乙物"]),
        ("1.甲物2.乙物", ["1.甲物", "2.乙物"]),
        ("1、甲物 2、乙物", ["1、甲物", "2、乙物"]),
        ("一、甲物；二、乙物", ["一、甲物；", "二、乙物"]),
        ("•甲物 •乙物", ["•甲物", "•乙物"]),
        ("1.甲物（1）大（2）小2.乙物", ["1.甲物（1）大（2）小", "2.乙物"]),
        ("1.甲物1.5公噸2.乙物", ["1.甲物1.5公噸", "2.乙物"]),
        ("含(1)甲物、(2)乙物", ["含(1)甲物、(2)乙物"]),
        ("1.甲物3.丙物", ["1.甲物3.丙物"]),
        ("甲物V1.乙物V2.", ["甲物V1.乙物V2."]),
    ],
)
def test_a_line_that_is_a_list_is_cut_at_its_own_marks(line: str, items: list[str]) -> None:
    assert list_items(line) == items


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("負責： 一、甲物 （一）大 （二）小 二、乙物", ["負責：", "一、甲物", "（一）大", "（二）小", "二、乙物"]),
        ("1. 甲物 2. 乙物", ["1. 甲物", "2. 乙物"]),
        ("- 甲物 - 乙物", ["- 甲物", "- 乙物"]),
        ("甲物 - 乙物 - 丙物", ["甲物 - 乙物 - 丙物"]),
        ("含(1)甲物、(2)乙物", ["含(1)甲物、(2)乙物"]),
    ],
)
def test_the_lines_that_a_dump_joined_are_parted_at_white_space(line: str, lines: list[str]) -> None:
    assert list_lines(line) == lines


def marked(*lines: tuple[str, bool]) -> list[bool]:
    return [mark is not None for mark in list_marks([text for text, _ in lines], [soft for _, soft in lines])]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # The author began both, however full the line before.
        ([("1.甲物整理", False), ("2.乙物整理", True)], [True, True]),
        ([("負責下列甲物", False), ("1.甲物", True), ("2.乙物", True)], [False, True, True]),
        ([("3.甲物（承前頁）", False), ("4.乙物", True)], [True, True]),
        # A sentence counts, and the layout broke it before a number.
        ([("甲物，包括(1)大、", False), ("(2)小、(3)中", True)], [False, False]),
        ([("如下：", False), ("(1)甲物、(2)乙物。", True)], [False, False]),
        ([("如下：", False), ("(1)甲物，其", True), ("餘為(2)乙物。", True)], [False, False, False]),
        ([("甲物共計", False), ("2.5公噸", True)], [False, False]),
        ([("A.甲物或", False), ("B.乙物。", True), ("B.丙物。", False)], [True, False, True]),
        ([("銀行", False), ("－甲科技", True)], [False, False]),
        # Behind the end of a sentence a first number begins a list.
        ([("甲物。", False), ("(1)乙物。", True)], [False, True]),
        ([("甲物。", False), ("(2)乙物。", True)], [False, False]),
        ([("甲物", False), ("•乙物", True)], [False, True]),
    ],
)
def test_a_number_at_a_wrap_counts_where_lines_are_numbered(lines: list[tuple[str, bool]], found: list[bool]) -> None:
    assert marked(*lines) == found


def read_mark(text: str) -> ListMark:
    found = list_mark(text)
    assert found is not None
    return found


def test_which_lists_stand_within_others() -> None:
    order = ["壹、", "一、", "（一）", "1.", "(1)", "①", "•", "○", "－"]
    styles = [read_mark(f"{mark}甲").style for mark in order]
    assert all(may_nest(outer, inner) for i, outer in enumerate(styles) for inner in styles[i + 1 :])
    assert not any(may_nest(inner, outer) for i, outer in enumerate(styles) for inner in styles[i:])
    below = [list_mark(text) for text in ("(1)甲", "乙", "2.丙")]
    assert goes_on(read_mark("1.甲"), below) and not goes_on(read_mark("3.甲"), below) and not goes_on(read_mark("•甲"), below)


def test_several_marks_before_a_name_go_and_hostile_ones_end() -> None:
    assert without_marks("• 1.甲物") == "甲物" == without_marks("\uf06c（一）甲物")
    assert len(without_marks("(1)甲" * 5000)) == 4 * 5000 - 3 and list_items("①" * 5000) == ["①" * 5000]
    assert is_bullet("\uf06c") and not is_bullet("甲")
