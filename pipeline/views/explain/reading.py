"""The records of one standard told by duty and task, as a person would check them against the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.schema.records import Task
from pipeline.standards.sections.records import Tables


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline; `kind` as in the palette, `depth` from 0."""

    depth: int
    kind: str
    id: str
    text: str
    remark: str = ""


def by_task(tables: Tables) -> Iterator[Entry]:
    """Duties, their tasks, and what each block of a task holds; then the attitudes and what has no task."""
    if not tables:
        return
    for duty in tables["duties"]:
        yield Entry(0, "duty", duty.duty_id, duty.name or "", _page(duty))
        for task in tables["tasks"]:
            if task.duty_id == duty.duty_id:
                yield from _task(tables, task)
    for table, name in (("outputs", "output"), ("indicators", "indicator")):
        for record in tables[table]:
            if record.task_id is None:
                yield Entry(0, name, getattr(record, f"{name}_id"), _name(record), f"no task, block {record.block}")
    for record in tables["competencies"]:
        if record.kind == "A":
            yield Entry(0, "attitudes", record.competency_id, record.name or "")


def _task(tables: Tables, task: Task) -> Iterator[Entry]:
    yield Entry(1, "task", task.task_id, task.name or "", _page(task))
    for block in tables["task_blocks"]:
        if block.task_id == task.task_id:
            level = "no level" if block.level is None else f"level {block.level}"
            yield Entry(2, "level", f"block {block.block}", level)
            yield from _block(tables, task.task_id, block.block)


def _block(tables: Tables, task_id: str, block: int) -> Iterator[Entry]:
    for table, name in (("outputs", "output"), ("indicators", "indicator")):
        for record in tables[table]:
            if record.task_id == task_id and record.block == block:
                yield Entry(3, name, getattr(record, f"{name}_id"), _name(record), _page(record))
    for record in tables["block_competencies"]:
        if record.block == block:
            kind = "knowledge" if record.kind == "K" else "skill"
            remark = "inherited" if record.inherited else _page(record)
            yield Entry(3, kind, record.competency_id, record.name or "", remark)


def _name(record: Any) -> str:
    return (record.text if hasattr(record, "text") else record.name) or ""


def _page(record: Any) -> str:
    return f"page {record.page}" if record.page else ""
