"""One row per standard: its first and all classes, counts, levels and prerequisites."""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.conclusions import StandardWide
from pipeline.schema.tables import Tables
from pipeline.standards.wide import wide_rows
from tests.build import factory


def row_of(tables: Tables, standard_id: str = "IDC5294-001v3") -> StandardWide:
    (row,) = [row for row in wide_rows(tables) if row.standard_id == standard_id]
    return row


def test_a_standard_s_row_says_what_it_is_and_counts_its_items() -> None:
    row = row_of(factory.many_tables("IDC5294-001v3", "AVA2651-002v1", tasks=3))
    assert (row.name, row.base_code, row.version, row.is_current, row.reading) == ("甲物整理員", "IDC5294-001", 3, True, "clean")
    assert (row.occupation_code, row.occupation_name, row.occupations) == (
        "5294", "電話及網路行銷人員", "5294 電話及網路行銷人員\n2431 廣告及行銷專業人員",
    )
    assert (row.job_category_code, row.industry_code, row.industries) == ("IDC", "J5812", "J5812 甲業／乙業")
    counts = row.duties, row.tasks, row.outputs, row.indicators, row.knowledge, row.skills, row.attitudes
    assert counts == (1, 3, 3, 3, 2, 2, 2)


def test_levels_are_those_of_the_tasks_each_once() -> None:
    tables = factory.standard_tables(tasks=4)
    for place, level in enumerate((5, 3, None, 3)):
        tables = factory.changed(tables, "task_blocks", place, level=level)
    row = row_of(tables)
    assert (row.task_level_min, row.task_level_max, row.task_levels) == (3, 5, "3, 5")


def test_prerequisites_are_lines_nested_as_printed() -> None:
    tables = factory.standard_tables()
    first, second = tables.notes
    tables.notes = [replace(second, section="prerequisite", marker=None), first]
    assert row_of(tables).prerequisites == "• 高中職以上畢業。\n  【註1】整理、整頓、清掃、清潔、素養。"


def test_what_is_not_there_is_null_and_counted_as_none() -> None:
    row = row_of(Tables(standards=factory.standard_tables().standards))
    assert (row.occupation_code, row.occupations, row.task_levels, row.task_level_min, row.prerequisites) == (None,) * 5
    assert (row.tasks, row.skills) == (0, 0)
