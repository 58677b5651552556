"""A defect of ours in one document is seen, and named by the first record that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.schema.records import Task, TaskBlock
from pipeline.schema.selfcheck import contradiction
from pipeline.schema.tables import Tables

TASK = Task(standard_id="", task_id="T1.1", position=1, task_code="T1.1", duty_id="T1", name="整理甲物", page=3)


def test_records_that_obey_the_schema_contradict_nothing() -> None:
    tasks = [TASK, replace(TASK, task_id="T1.2", position=2, task_code=None, name=None, page=None)]
    blocks = [TaskBlock(standard_id="", task_id="T1.1", block=1, level=None)]
    assert contradiction(Tables(tasks=tasks, task_blocks=blocks)) is None


@pytest.mark.parametrize(("change", "named"), [
    ({"task_id": "X1"}, "tasks.task_id: 'X1'"),
    ({"duty_id": None}, "tasks.duty_id: None"),
    ({"page": 0}, "tasks.page: 0"),
    ({"page": 2**63}, f"tasks.page: {2**63}"),
])
def test_a_value_that_the_schema_excludes_is_named(change: dict[str, Any], named: str) -> None:
    records = [replace(TASK, task_id="T1.2", position=2), replace(TASK, **change)]
    assert contradiction(Tables(tasks=records)) == named


def test_a_key_twice_is_named() -> None:
    assert contradiction(Tables(tasks=[TASK, replace(TASK, position=2)])) == "tasks key ('T1.1',) twice"


def test_of_several_the_first_record_is_named() -> None:
    records = [TASK, replace(TASK, task_id="T1.2", page=-1), replace(TASK, task_id="9")]
    assert contradiction(Tables(tasks=records)) == "tasks.page: -1"
