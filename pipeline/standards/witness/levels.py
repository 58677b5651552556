"""Levels and blocks: what is held is what stands beside the task, and blocks are such as documents have (I-31 … I-33, I-43)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.schema.tables import Tables
from pipeline.standards.witness.census import Held
from pipeline.standards.witness.doubt import Doubt, some
from pipeline.standards.witness.printed import Printed


def levels(seen: Printed, tables: Tables, held: Held) -> Iterator[Doubt]:
    """Levels that are not printed beside their task, and printed ones that no block has."""
    printed: dict[str, set[int]] = defaultdict(set)
    digits = 0
    for cell in seen.cells:
        if cell.level is not None:
            digits += 1
            for task in cell.tasks:
                if (name := held.named(task)) is not None:
                    printed[name].add(cell.level)
    names = {row.task_id: row.task_code or row.task_id for row in tables.tasks}
    ours: dict[str, set[int]] = defaultdict(set)
    for row in tables.task_blocks:
        if row.level is not None:
            ours[names.get(row.task_id, row.task_id)].add(row.level)
    for task, found in printed.items():
        if ours[task] != found:
            detail = f"Held: {_told(ours[task])}; printed beside it: {_told(found)}."
            yield Doubt("level_differs", locator=task, detail=detail)
    if digits and tables.task_blocks and all(row.level is None for row in tables.task_blocks):
        yield Doubt("level_differs", detail=f"No block has a level although {digits} cells hold one.")


def _told(found: set[int]) -> str:
    return some([str(level) for level in sorted(found)]) or "none"


def blocks(tables: Tables, spans_known: bool) -> Iterator[Doubt]:
    """Blocks of a make that no document has and faults of reading produce."""
    filled = {row.block for row in tables.outputs} | {row.block for row in tables.indicators}
    required = {row.block for row in tables.block_competencies}
    of_task: dict[str, list[int]] = defaultdict(list)
    tasks_in: Counter[int] = Counter()
    for row in tables.task_blocks:
        of_task[row.task_id].append(row.block)
        tasks_in[row.block] += 1
    for block in sorted(required - filled):
        detail = f"Block {block} requires K or S and has no output or indicator."
        yield Doubt("block_unlikely", locator=_first(of_task, block), detail=detail)
    for task, own in of_task.items():
        if len(own) > 1 and any(tasks_in[block] > 1 for block in own):
            yield Doubt("block_unlikely", locator=task, detail="The task stands in a block of its own and in one that it shares.")
    levels = [row.level for row in tables.task_blocks]
    if not spans_known and None in levels and any(level is not None for level in levels):
        lacking = [row.task_id for row in tables.task_blocks if row.level is None]
        yield Doubt("merge_unknown", locator=lacking[0], detail=f"No level: {some(lacking)}.")
    if not spans_known:
        for kind in "KS":
            having = {row.block for row in tables.block_competencies if row.kind == kind}
            lacking = [row.task_id for row in tables.task_blocks if row.block not in having]
            if lacking and having:
                yield Doubt("merge_unknown", locator=lacking[0], detail=f"No {kind}: {some(lacking)}.")


def _first(of_task: dict[str, list[int]], block: int) -> str | None:
    return next((task for task, own in of_task.items() if block in own), None)
