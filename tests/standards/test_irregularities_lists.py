"""Lists in descriptions and notes: their lines stay and their marks are told, I-88, I-97 and I-126."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.standards.parse import parse
from tests.build import Made, Outcome, profile, read
from tests.build.listed import FORMS, WORDS, read_as, row_with, styles
from tests.build.numbered import DRAWN, numbered_docx, numbered_odt

irregularity = pytest.mark.irregularity


def notes(result: Outcome) -> list[Any]:
    return result.rows("notes", "depth", "marker", "text")


def description(result: Outcome) -> str:
    return result.standard.description or ""


# descriptions -----------------------------------------------------------------------------------


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@styles
def test_i126_a_description_keeps_the_lines_of_its_list_and_their_marks(marks: tuple[str, ...], kind: str) -> None:
    lines = [f"{mark}{text}" for mark, text in zip(marks, ("負責甲物。", "交付乙物。", "核對丙物。"), strict=True)]
    result = read_as(kind, Made(profile=profile(description="⏎".join(["工作如下：", *lines]))))
    assert description(result).split("\n") == ["工作如下：", *lines] and result.reading.coverage == 1.0


@irregularity("I-126")
def test_i126_a_description_keeps_the_lines_of_lists_within_lists() -> None:
    lines = ["一、整理甲物：", "（一）挑選。", "1.大者。", "2.小者。", "（二）核對。", "二、交付乙物。"]
    for kind in FORMS:
        result = read_as(kind, Made(profile=profile(description="⏎".join(lines))))
        assert description(result).split("\n") == lines, kind


@irregularity("I-126")
@pytest.mark.parametrize("word", WORDS)
def test_i126_a_line_of_a_description_that_begins_with_a_number_word_is_no_item(word: str) -> None:
    result = read_as("docx", Made(profile=profile(description=f"負責甲物，含⏎{word}")))
    assert "\n" not in description(result) and description(result).endswith(word)


@irregularity("I-126")
@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("負責甲物，包括：(1)挑選、↵(2)核對、↵(3)交付。", ["負責甲物，包括：(1)挑選、(2)核對、(3)交付。"]),
        ("1.負責甲物↵之整理。↵2.交付乙物。", ["1.負責甲物之整理。", "2.交付乙物。"]),
        ("一、負責甲物或↵二、三級乙物。⏎二、交付。", ["一、負責甲物或二、三級乙物。", "二、交付。"]),
        ("1.⏎負責甲物。⏎2.⏎交付乙物。", ["1.負責甲物。", "2.交付乙物。"]),
        ("•負責甲物。⏎•交付乙物，⏎並核對。", ["•負責甲物。", "•交付乙物，並核對。"]),
        ("\uf06c負責甲物。⏎\uf06c交付乙物。", ["負責甲物。", "交付乙物。"]),
    ],
)
def test_i126_the_author_begins_the_lines_of_a_list_and_the_layout_those_of_a_sentence(printed: str, lines: list[str]) -> None:
    assert description(read(Made(profile=profile(description=printed)))).split("\n") == lines


WORD_NUMBERS = [
    ("decimal", "%1.", ("1.", "2.")),
    ("taiwaneseCountingThousand", "%1、", ("一、", "二、")),
    ("taiwaneseCounting", "（%1）", ("（一）", "（二）")),
    ("ideographLegalTraditional", "%1、", ("壹、", "貳、")),
    ("ideographTraditional", "%1、", ("甲、", "乙、")),
    ("upperLetter", "%1.", ("A.", "B.")),
    ("lowerRoman", "(%1)", ("(i)", "(ii)")),
    ("decimalEnclosedCircle", "%1", ("①", "②")),
    ("bullet", "●", ("●", "●")),
    ("bullet", "o", ("o ", "o ")),
]
OFFICE_NUMBERS = [
    ("1", ".", ("1.", "2.")),
    ("一, 二, 三, ...", "、", ("一、", "二、")),
    ("①, ②, ③, ...", "", ("①", "②")),
    ("A", ")", ("A)", "B)")),
    ("i", ".", ("i.", "ii.")),
]
DRAWN_LISTS = Made(
    row_with(f"{DRAWN}甲物清單⏎{DRAWN}乙物清單", "output"),
    profile=profile(description=f"工作如下：⏎{DRAWN}負責甲物。⏎{DRAWN}交付乙物。"),
    attitudes=(f"{DRAWN}主動積極", f"{DRAWN}謹慎細心"),
    notes=(f"{DRAWN}甲物另計。", f"{DRAWN}乙物另計。"),
)


def numbers_from_one(result: Outcome, marks: tuple[str, ...]) -> bool:
    """Whether text keeps the marks that are drawn and names have none; all items being of one list, later ones count on."""
    drawn = [note[1] for note in notes(result)]
    return (
        description(result).split("\n") == ["工作如下：", f"{marks[0]}負責甲物。", f"{marks[1]}交付乙物。"]
        and result.rows("outputs", "name") == ["甲物清單", "乙物清單"]
        and result.where("competencies", "name", kind="A") == ["主動積極", "謹慎細心"]
        and [note[2] for note in notes(result)] == ["甲物另計。", "乙物另計。"]
        and all(mark and (len(mark) == 1 or mark[-1] == marks[0][-1]) for mark in drawn)
    )


@irregularity("I-88")
@pytest.mark.parametrize(("format", "text", "marks"), WORD_NUMBERS, ids=[number[0] + number[1] for number in WORD_NUMBERS])
def test_i88_lists_that_word_draws(format: str, text: str, marks: tuple[str, ...]) -> None:
    assert numbers_from_one(Outcome(parse("made.docx", numbered_docx(DRAWN_LISTS, format, text))), marks)


@irregularity("I-88")
@pytest.mark.parametrize(("format", "suffix", "marks"), OFFICE_NUMBERS, ids=[number[0][0] for number in OFFICE_NUMBERS])
def test_i88_lists_that_libreoffice_draws(format: str, suffix: str, marks: tuple[str, ...]) -> None:
    result = Outcome(parse("made.odt", numbered_odt(DRAWN_LISTS, format, suffix)))
    assert numbers_from_one(result, marks) and [note[1] for note in notes(result)] == list(marks)


# notes ------------------------------------------------------------------------------------------


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@styles
def test_i126_the_mark_of_a_note_is_its_marker(marks: tuple[str, ...], kind: str) -> None:
    texts = ("甲物另計。", "3年以上。", "乙物另計。")
    lines = [f"  {mark}{' ' * text[0].isdigit()}{text}" for mark, text in zip(marks, texts, strict=True)]
    result = read_as(kind, Made(notes=("其他補充說明：", *lines)))
    assert notes(result) == [(0, mark.strip(), text) for mark, text in zip(marks, texts, strict=True)]
    assert result.reading.coverage == 1.0


@irregularity("I-126")
@pytest.mark.parametrize("word", WORDS)
def test_i126_what_begins_with_a_number_word_is_a_note_without_marker(word: str) -> None:
    assert notes(read(Made(notes=("其他補充說明：", f"  {word}", f"  {word}")))) == [(0, None, word)] * 2


NESTED = ["一、甲物：", "（一）大者。", "1.紅。", "2.藍。", "（二）小者。", "二、乙物。", "（一）丙物。"]
DEPTHS = [0, 1, 2, 2, 1, 0, 1]


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("step", ["", "  "])
def test_i126_lists_within_lists_show_by_their_marks_or_their_edges(step: str, kind: str) -> None:
    lines = [step * depth + line for depth, line in zip(DEPTHS, NESTED, strict=True)]
    assert [note[0] for note in notes(read_as(kind, Made(notes=lines)))] == DEPTHS


@irregularity("I-126")
@pytest.mark.parametrize(
    ("lines", "depths"),
    [
        (["A.甲物", "1.大者", "2.小者", "B.乙物"], [0, 1, 1, 0]),
        (["•甲物：", "1.大者", "2.小者", "•乙物"], [0, 1, 1, 0]),
        (["1.甲物", "•大者", "•小者", "2.乙物"], [0, 1, 1, 0]),
        (["1.甲物", "2.乙物", "一、丙物", "二、丁物"], [0, 0, 0, 0]),
        (["1.甲物", "（1）大者", "見附表", "（2）小者", "2.乙物"], [0, 1, 0, 1, 0]),
        (["•甲物", "◆乙物"], [0, 0]),
    ],
)
def test_i126_lists_at_one_edge(lines: list[str], depths: list[int]) -> None:
    assert [note[0] for note in notes(read(Made(notes=lines)))] == depths


@irregularity("I-126")
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("heading", ["其他補充說明：", "其他補充說明"])
@pytest.mark.parametrize("marks", [("1.", "2."), ("（一）", "（二）"), ("①", "②")])
def test_i126_a_list_begins_on_the_line_of_its_heading(marks: tuple[str, str], heading: str, kind: str) -> None:
    result = read_as(kind, Made(notes=(f"{heading}{marks[0]}甲物另計。", f"{marks[1]}乙物另計。")))
    assert notes(result) == [(0, marks[0], "甲物另計。"), (0, marks[1], "乙物另計。")] and result.reading.coverage == 1.0


@irregularity("I-126")
def test_i126_headings_may_be_numbered() -> None:
    lines = ("甲、建議擔任此職類／職業之學歷／經歷／或能力條件：", "1.高中畢業。", "乙、其他補充說明：", "1.甲物另計。")
    result = read(Made(attitude_heading="一、職能內涵（A=attitude 態度）", notes_heading="二、說明與補充事項", notes=lines))
    assert result.rows("notes", "section", "text") == [("prerequisite", "高中畢業。"), ("supplement", "甲物另計。")]
    assert len(result.where("competencies", "name", kind="A")) == 2


@irregularity("I-126")
@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("1.", "甲物另計。", "2.", "乙物另計。"), [("1.", "甲物另計。"), ("2.", "乙物另計。")]),
        (("1.甲物，包括(1)大者、↵(2)小者。", "2.乙物。"), [("1.", "甲物，包括(1)大者、(2)小者。"), ("2.", "乙物。")]),
        (("1.甲物另計。↵2.乙物另計。",), [("1.", "甲物另計。"), ("2.", "乙物另計。")]),
        (("○○公會核定。", "○甲物。"), [(None, "○○公會核定。"), ("○", "甲物。")]),
        (("⼀、甲物。", "⼆、乙物。"), [("一、", "甲物。"), ("二、", "乙物。")]),
        (("1.3年以上經驗。", "2.大學畢業。"), [("1.", "3年以上經驗。"), ("2.", "大學畢業。")]),
    ],
)
def test_i126_marks_of_notes_beside_breaks_and_numbers(lines: tuple[str, ...], found: list[Any]) -> None:
    result = read(Made(notes=lines))
    assert result.rows("notes", "marker", "text") == found and result.reading.coverage == 1.0


@irregularity("I-97")
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("line", ["• 甲物另計。 • 乙物另計。", "•甲物另計。•乙物另計。", "\uf06c甲物另計。\uf06c乙物另計。"])
@pytest.mark.parametrize("heading", ["", "其他補充說明："])
def test_i97_several_bullets_in_one_line_are_several_notes(heading: str, line: str, kind: str) -> None:
    result = read_as(kind, Made(notes=(heading + line,)))
    assert notes(result) == [(0, "•", "甲物另計。"), (0, "•", "乙物另計。")] and result.reading.coverage == 1.0


@irregularity("I-97")
@pytest.mark.parametrize("heading", ["說明與補充事項", "說明與補充事項："])
def test_i97_a_bullet_right_behind_the_heading_of_the_notes(heading: str) -> None:
    assert notes(read(Made(notes_heading=f"{heading}•甲物另計。", notes=("•乙物另計。",)))) == [
        (0, "•", "甲物另計。"),
        (0, "•", "乙物另計。"),
    ]
