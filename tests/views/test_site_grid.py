"""The printed table: which cell begins on which line, and how many lines it spans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.schema import records as r
from pipeline.schema.tables import Tables
from pipeline.views.site.grid import Cell, grid
from pipeline.views.site.shelf import Row
from tests.build.factory import standard_tables
from tests.views.site_release import catalogue, edited

CODE = "IDC5294-001v3"


def lines(tables: Tables) -> list[dict[str, Cell]]:
    return [line.cells for line in grid(catalogue(tables), CODE).lines]


def own(column: str, row: Row) -> str:
    """The id of a row in a cell."""
    return str(row["competency_id"] if column in ("K", "S") else list(row.values())[1])


def told(tables: Tables) -> Iterator[dict[str, tuple[tuple[str, ...], int]]]:
    """The ids and span of each cell."""
    for cells in lines(tables):
        yield {
            column: (tuple(own(column, row) for row in cell.rows), cell.span)
            for column, cell in cells.items() if column != "level"
        }


def test_a_duty_spans_its_tasks() -> None:
    first, second = told(standard_tables(CODE))
    assert first["duty"] == (("T1",), 2)
    assert "duty" not in second
    assert (first["task"], second["task"]) == ((("T1.1",), 1), (("T1.2",), 1))
    assert first["output"] == (("O1.1.1",), 1)
    assert second["indicator"] == (("P1.2.1",), 1)


def test_cells_that_the_document_merges_span_both_tasks() -> None:
    first, second = told(standard_tables(CODE))
    assert first["K"] == (("K01", "K02"), 2)
    assert first["S"] == (("S01", "S#1"), 2)
    assert not {"K", "S"} & set(second)


def test_cells_with_another_level_are_not_merged() -> None:
    tables = edited(standard_tables(CODE), "task_blocks", {"task_id": "T1.2"}, level=4)
    first, second = lines(tables)
    assert (first["level"].level, first["level"].span) == (3, 1)
    assert (second["level"].level, second["level"].span) == (4, 1)


def test_a_task_spans_its_blocks_and_each_block_its_rows() -> None:
    tables = standard_tables(CODE, tasks=1)
    tables.task_blocks.append(r.TaskBlock(standard_id=CODE, task_id="T1.1", block=2, level=5))
    tables.indicators += [
        r.Indicator(
            standard_id=CODE, indicator_id="P1.1.2", position=2, indicator_code="P1.1.2", text="第二列。", task_id="T1.1",
            block=1, row=2, page=1,
        ),
        r.Indicator(
            standard_id=CODE, indicator_id="P1.1.3", position=3, indicator_code="P1.1.3", text="第二區塊。", task_id="T1.1",
            block=2, row=1, page=2,
        ),
    ]
    first, second, third = told(tables)
    assert first["duty"] == (("T1",), 3)
    assert first["task"] == (("T1.1",), 3)
    assert first["K"] == (("K01", "K02"), 2)
    assert second == {"output": ((), 1), "indicator": (("P1.1.2",), 1)}
    assert third == {"output": ((), 1), "indicator": (("P1.1.3",), 1), "K": ((), 1), "S": ((), 1)}
    assert [cells["level"].level for cells in lines(tables) if "level" in cells] == [3, 5]


def test_several_tasks_share_one_block() -> None:
    tables = standard_tables(CODE, tasks=1)
    tables.tasks.append(r.Task(standard_id=CODE, task_id="T1.2", position=2, task_code="T1.2", duty_id="T1", name=None, page=1))
    tables.task_blocks.append(r.TaskBlock(standard_id=CODE, task_id="T1.2", block=1, level=3))
    (only,) = told(tables)
    assert only["task"] == (("T1.1", "T1.2"), 1)


def test_what_has_no_block_is_shown_too() -> None:
    tables = standard_tables(CODE, tasks=1)
    tables.tasks.append(r.Task(
        standard_id=CODE, task_id="T1.2", position=2, task_code="T1.2", duty_id="T1", name="沒有區塊", page=1,
    ))
    tables.duties.append(r.Duty(standard_id=CODE, duty_id="T2", position=2, duty_code="T2", name="沒有任務", page=1))
    tables.outputs.append(r.Output(
        standard_id=CODE, output_id="O#1", position=9, output_code=None, name="無主產出", task_id=None, block=None, row=None,
        page=1,
    ))
    found = grid(catalogue(tables), CODE)
    assert [row["output_id"] for row in found.loose] == ["O#1"]
    _, second, third = told(tables)
    assert second["task"] == (("T1.2",), 1)
    assert third["duty"] == (("T2",), 1)
    assert third["task"] == ((), 1)


@pytest.mark.parametrize("name", [
    "site.css", "site.js", "search.js", "search-index.js", "fold.js", "counting.js", "query.js", "near.js", "filters.js",
    "results.js", "ranking.js", "compare.js", "icon.svg",
])
def test_assets_fetch_nothing_from_anywhere(name: str) -> None:
    text = (Path(__file__).parents[2] / "pipeline" / "views" / "site" / "assets" / name).read_text(encoding="utf-8")
    rest = text.replace("http://www.w3.org/2000/svg", "")
    for word in ("http:", "https:", "//cdn", "@import", "url(", "fetch(", "XMLHttpRequest"):
        assert word not in rest, word
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert word not in rest, f"{word}: texts become elements by textContent only"
