"""The items of one standard as lines of a table, for a pipe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.views.lookup import Row

Rows = Callable[[str, str], list[Row]]
"""The rows of a table that belong to a standard."""
COLUMNS = ("standard_id", "part", "item_id", "code", "text", "definition", "duty_id", "task_id", "block", "row", "level", "page")
_PARTS = {"duties": "duty", "tasks": "task", "outputs": "output", "indicators": "indicator", "competencies": ""}


def lines(rows: Rows, standard_id: str) -> Iterator[tuple[Any, ...]]:
    """Every item in reading order under `COLUMNS`; a knowledge or skill is repeated for each task that needs it."""
    levels: dict[str, list[int]] = defaultdict(list)
    for row in rows("task_blocks", standard_id):
        if row["level"] is not None:
            levels[row["task_id"]].append(row["level"])
    needs: dict[str, list[str]] = defaultdict(list)
    for row in rows("requirements", standard_id):
        needs[row["competency_id"]].append(row["task_id"])
    for table, part in _PARTS.items():
        for row in rows(table, standard_id):
            item = list(row.values())[1]
            level = " ".join(map(str, dict.fromkeys(levels[item]))) if part == "task" else ""
            tasks = needs[item] if row.get("kind") in ("K", "S") else []
            yield from _lines(row, part or row["kind"], level or None, tasks)


def _lines(row: Row, part: str, level: str | None, tasks: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    own, item = row["standard_id"], list(row.values())[1]
    code = next(value for name, value in row.items() if name.endswith("_code"))
    text, definition = row.get("text", row.get("name")), row.get("definition")
    tail = (row.get("block"), row.get("row"), level, row.get("page"))
    duty = item if part == "duty" else row.get("duty_id")
    named: Sequence[str | None] = tasks or [item if part == "task" else row.get("task_id")]
    for task in named:
        yield (own, part, item, code, text, definition, duty, task, *tail)
