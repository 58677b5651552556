"""What a page break pushes on, and tables within cells at a page break and among notes (I-35, I-42, I-63, I-75)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import pytest

from pipeline.documents.model import Cell, Document, Grid, Line, Paragraph
from pipeline.documents.readers.grid_builder import nested_lines
from tests.build import Made, parsed, tasks
from tests.build.neutral import document

irregularity = pytest.mark.irregularity

ROW = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"
BELOW = " | | O1.1.2乙物清單 | P1.1.2挑選乙物。 | | {} | {}\n | | O1.1.3丙物清單 | P1.1.3挑選丙物。 | | ^ | ^"


@irregularity("I-42")
@pytest.mark.parametrize(("above", "below"), [
    (" | ", ("K01甲物概論", "S01挑選能力")),
    ("K01甲物概論 | ", ("", "S01挑選能力")),
    ("K01甲物 | S01挑選", ("概論", "能力")),
], ids=["all of it", "the skills", "the ends of items"])
def test_i42_knowledge_and_skills_that_a_page_break_pushes_on_begin_no_block_and_no_row(
    above: str, below: tuple[str, str]
) -> None:
    result = tasks(f"{ROW.rsplit(' | ', 2)[0]} | {above}\n===\n{BELOW.format(*below)}", repeat_header=False)
    assert result.levels() == {"T1.1": [3]} and result.required("T1.1") == ["K01", "S01"]
    assert result.rows("competencies", "name")[:2] == ["甲物概論", "挑選能力"]
    assert result.rows("outputs", "output_id", "row") == [("O1.1.1", 1), ("O1.1.2", 2), ("O1.1.3", 3)]


@irregularity("I-35", "I-63")
@pytest.mark.parametrize(("rows", "names"), [
    ((), ["甲物清單附表"]), (("附表",), ["甲物清單", "附表"]), (("O1.1.1甲物清單", "附表"), ["甲物清單附表"]),
], ids=["text", "a table", "the rest of a table"])
def test_i35_a_table_that_begins_below_a_seam_completes_no_output(rows: tuple[str, ...], names: list[str]) -> None:
    made = document(Made(f"{ROW}\n===\n | | 附表 | P1.1.2挑選乙物。 | | | ", repeat_header=False))
    assert parsed(with_rows(made, rows)).rows("outputs", "name") == names


def with_rows(made: Document, texts: Container[str]) -> Document:
    """The document with the lines of such texts as rows of tables within their cells."""
    return replace(made, body=tuple(
        replace(block, cells=tuple(
            replace(cell, lines=tuple(line._replace(is_row=line.text in texts) for line in cell.lines)) for cell in block.cells
        )) if isinstance(block, Grid) else block
        for block in made.body
    ))


@irregularity("I-35", "I-75")
def test_i35_i75_rows_of_a_table_among_notes_are_no_list_and_end_none() -> None:
    made = document(Made(notes=["• 甲物指乙物。"]))
    edges = {"級別\t說明": 80.0, "3\t一般": 72.0, "• 丙物另計。": 0.0}
    rows = [Line(text, page=1, box=(x, 700.0, 300.0, 710.0), is_row="\t" in text) for text, x in edges.items()]
    made = replace(made, body=(*made.body, *(Paragraph((row,)) for row in rows)))
    assert parsed(made).rows("notes", "text", "depth") == [("甲物指乙物。", 0), ("級別說明", 0), ("3 一般", 0), ("丙物另計。", 0)]


def table(*rows: tuple[str, ...], marker: str = "") -> Grid:
    """A table without merges; `marker` is drawn before each line of the last column."""
    columns = len(rows[0])
    cells = [
        Cell(row, column, lines=tuple(Line(line, marker=marker * (column == columns - 1)) for line in text.split("⏎")))
        for row, texts in enumerate(rows) for column, text in enumerate(texts)
    ]
    return Grid(tuple(cells), len(rows), tuple(map(float, range(columns + 1))))


@irregularity("I-35", "I-76")
@pytest.mark.parametrize(("rows", "notes"), [
    ([("級別", "說明"), ("3", "一般")], ["級別說明", "3 一般"]),
    ([("其他補充說明：", "甲物指乙物。")], ["甲物指乙物。"]),
    ([("經歷", "三年⏎一年")], ["經歷", "三年", "一年"]),
    ([("甲物指乙物。",), ("丙物另計。",)], ["甲物指乙物。", "丙物另計。"]),
], ids=["a table", "a heading beside its text", "lines beside their label", "a frame"])
def test_i76_a_row_of_a_table_behind_the_notes_is_a_line_of_them(rows: list[tuple[str, ...]], notes: list[str]) -> None:
    made = document(Made(notes=["• 丁物另計。"]))
    result = parsed(replace(made, body=(*made.body, table(*rows))))
    assert result.rows("notes", "text")[1:] == notes and result.reading.coverage == 1.0


@irregularity("I-35", "I-88")
@pytest.mark.parametrize(("rows", "lines"), [
    ([("甲", "乙⏎丙"), ("丁", "")], ["甲\t● 乙 ● 丙", "丁\t● "]), ([("甲⏎乙",), ("丙",)], ["● 甲", "● 乙", "● 丙"]),
], ids=["two columns", "one column"])
def test_i35_a_table_within_a_cell_shows_what_its_lists_draw(rows: list[tuple[str, ...]], lines: list[str]) -> None:
    assert [line.text for line in nested_lines(table(*rows, marker="●"))] == lines


@irregularity("I-35", "I-97")
def test_i35_a_line_that_goes_on_in_a_table_among_notes_ends_none() -> None:
    made = document(Made(notes=["• 丁物另計。"]))
    lines = (Line("甲物指乙物，", is_row=True), Line("並含丙物。", is_row=True, goes_on=True))
    assert parsed(replace(made, body=(*made.body, Paragraph(lines)))).rows("notes", "text")[1:] == ["甲物指乙物，並含丙物。"]


@irregularity("I-45")
def test_i45_all_but_the_name_of_a_task_may_be_pushed_on_with_its_level() -> None:
    below = " | | O1.2.1乙物清單 | P1.2.1核對乙物。 | 4 | K02乙物概論 | S02核對能力"
    result = tasks(f"{ROW}\n^ | T1.2核對乙物 | | | | |\n===\n{below}")
    assert result.levels() == {"T1.1": [3], "T1.2": [4]} and "level_missing" not in result.issues
    assert result.required("T1.2") == ["K02", "S02"]
    assert result.rows("indicators", "indicator_id", "task_id", "row") == [("P1.1.1", "T1.1", 1), ("P1.2.1", "T1.2", 1)]


@irregularity("I-07")
@pytest.mark.parametrize("mark", ["（續）", "表一（續）", "續上頁", "（續）主要職責與工作任務"])
def test_i07_a_first_row_that_says_that_the_table_goes_on_is_none_of_its_rows(mark: str) -> None:
    above = ROW.replace("P1.1.1挑選甲物。", "P1.1.1依規格⏎挑選甲物")
    result = tasks(f"{above}\n===\n{mark} | < | < | < | < | < | <\n | | | 並登錄。 | | | ", repeat_header=False)
    assert result.rows("indicators", "text") == ["依規格挑選甲物並登錄。"] and result.reading.coverage == 1.0
    assert not {"text_unplaced", "text_not_in_one_piece"} & set(result.issues)
