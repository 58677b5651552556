"""The records of one standard listed by duty and task, as a person would check them against the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.schema.records import Indicator, Output, Task
from pipeline.schema.tables import Tables


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A line of the listing; `kind` as in the palette, `depth` from 0."""

    depth: int
    kind: str
    id: str
    text: str
    remark: str = ""


def by_task(tables: Tables) -> Iterator[ListedItem]:
    """Duties, their tasks, and what each block of a task holds; then the attitudes and what has no task."""
    for duty in tables.duties:
        yield ListedItem(0, "duty", duty.duty_id, duty.name or "", _page(duty.page))
        for task in tables.tasks:
            if task.duty_id == duty.duty_id:
                yield from _task(tables, task)
    for item in _items(tables):
        if item.task_id is None:
            yield _item(0, item, f"no task, block {item.block}")
    for record in tables.competencies:
        if record.kind == "A":
            yield ListedItem(0, "attitudes", record.competency_id, record.name or "")


def _task(tables: Tables, task: Task) -> Iterator[ListedItem]:
    yield ListedItem(1, "task", task.task_id, task.name or "", _page(task.page))
    for block in tables.task_blocks:
        if block.task_id == task.task_id:
            level = "no level" if block.level is None else f"level {block.level}"
            yield ListedItem(2, "level", f"block {block.block}", level)
            yield from _block(tables, task.task_id, block.block)


def _block(tables: Tables, task_id: str, block: int) -> Iterator[ListedItem]:
    for item in _items(tables):
        if item.task_id == task_id and item.block == block:
            yield _item(3, item, _page(item.page))
    for record in tables.block_competencies:
        if record.block == block:
            kind = "knowledge" if record.kind == "K" else "skill"
            remark = "inherited" if record.inherited else _page(record.page)
            yield ListedItem(3, kind, record.competency_id, record.name or "", remark)


def _items(tables: Tables) -> list[Output | Indicator]:
    return [*tables.outputs, *tables.indicators]


def _item(depth: int, item: Output | Indicator, remark: str) -> ListedItem:
    if isinstance(item, Output):
        return ListedItem(depth, "output", item.output_id, item.name or "", remark)
    return ListedItem(depth, "indicator", item.indicator_id, item.text or "", remark)


def _page(page: int | None) -> str:
    return f"page {page}" if page else ""
