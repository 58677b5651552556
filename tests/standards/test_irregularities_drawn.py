"""Codes that automatic numbering draws are read as if typed, other numbers are no part of a name: I-87, I-88."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents.model import Cell, Document, Grid, Line, Paragraph
from pipeline.standards.drawn_codes import is_code, with_drawn_codes
from pipeline.standards.parse import parse
from tests.build import Made, Outcome
from tests.build.numbered import DRAWN, numbered_docx, numbered_odt

irregularity = pytest.mark.irregularity

HEAD = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單"
KINDS = {
    "docx": {"codes": ("decimalZero", "{}%1"), "numbers": ("decimal", "%1.")},
    "odt": {"codes": ("01, 02, 03, ...", ""), "numbers": ("1", ".")},
}


def drawn(kind: str, how: str, made: Made, letter: str = "") -> Outcome:
    format, text = KINDS[kind][how]
    if kind == "docx":
        return Outcome(parse("made.docx", numbered_docx(made, format, text.format(letter))))
    return Outcome(parse("made.odt", numbered_odt(made, format, text, letter)))


def row(indicators: str, knowledge: str, output: str = "O1.1.1甲物清單") -> str:
    return f"T1整理甲物 | T1.1挑選甲物 | {output} | {indicators} | 3 | {knowledge} | S01挑選能力"


PLACES: dict[str, tuple[str, Callable[[str, str], Made]]] = {
    "knowledge": ("K", lambda one, two: Made(row("P1.1.1挑選。", f"{one}甲物概論⏎{two}3D繪圖"))),
    "attitudes": ("A", lambda one, two: Made(attitudes=(f"{one}主動積極：先做再問。", f"{two}謹慎細心：先看再做。"))),
    "indicators": ("P1.1.", lambda one, two: Made(row(f"{one}依規格挑選。⏎{two}依數量清點。", "K01甲物概論"))),
}


@irregularity("I-87")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_i87_a_code_that_a_list_draws_is_read_as_if_typed(kind: str, place: str) -> None:
    letter, made = PLACES[place]
    found = drawn(kind, "codes", made(DRAWN, DRAWN), letter).reading
    typed = drawn(kind, "codes", made(f"{letter}01 ", f"{letter}02 ")).reading
    assert found.tables.competencies == typed.tables.competencies and found.tables.indicators == typed.tables.indicators
    assert found.coverage == 1.0 and not [issue for issue in found.findings if issue.is_doubt]


@irregularity("I-88")
@pytest.mark.parametrize("kind", KINDS)
def test_i88_a_number_that_a_list_draws_is_no_part_of_a_name(kind: str) -> None:
    result = drawn(kind, "numbers", Made(row("P1.1.1挑選。", f"{DRAWN}甲物概論⏎{DRAWN}3D繪圖", f"{DRAWN}甲單⏎{DRAWN}乙單")))
    assert result.rows("outputs", "output_code", "name") == [(None, "甲單"), (None, "乙單")]
    assert result.where("competencies", "name", kind="K") == ["甲物概論", "3D繪圖"]


@irregularity("I-87")
@pytest.mark.parametrize(
    ("label", "told"),
    [("K01", True), ("T1", True), ("T1.2.", True), ("Ｐ１．１．１", True), ("（K01）", True), ("NK03、", True), ("T1-1", True),
     ("1.", False), ("（一）", False), ("A.", False), ("•", False), ("1.1", False), ("步驟1", False), ("註1", False)],
)
def test_i87_which_drawn_labels_are_codes(label: str, told: bool) -> None:
    assert is_code(label) is told


@irregularity("I-87")
def test_i87_in_the_notes_a_drawn_code_stays_the_marker() -> None:
    lines = [Line("說明與補充事項"), Line("甲物指乙物。", marker="A1")]
    document = Document("docx", tuple(Paragraph((line,)) for line in lines))
    assert list(with_drawn_codes(document).lines()) == lines


@irregularity("I-87")
def test_i87_a_cell_that_prints_a_drawn_value_alone_has_it_for_its_text() -> None:
    printed = [("", "4"), ("", "1."), ("甲", "4")]
    cells = [Cell(0, column, lines=(Line(text, marker=marker),)) for column, (text, marker) in enumerate(printed)]
    grid = Grid(tuple(cells), 1, (0.0, 1.0, 2.0, 3.0))
    assert [line.text for line in with_drawn_codes(Document("docx", (grid,))).lines()] == ["4", "", "甲"]
