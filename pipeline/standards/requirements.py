"""The flat view for spreadsheets, made from the tables that it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.schema.records import BlockCompetency, Requirement
from pipeline.schema.tables import Tables


def requirements_of(tables: Tables, standard_names: Mapping[str, str | None]) -> list[Requirement]:
    """Task × knowledge or skill of every block; of several blocks that require it, the first gives the level.

    Reads `duties`, `tasks`, `task_blocks` and `block_competencies`. `standard_names` are the names by
    `standard_id`; a standard that is not among them, because it has no id yet, stays without its name.
    """
    duties = {(row.standard_id, row.duty_id): row.name for row in tables.duties}
    tasks = {(row.standard_id, row.task_id): row for row in tables.tasks}
    required: dict[tuple[str, int], list[BlockCompetency]] = defaultdict(list)
    for row in sorted(tables.block_competencies, key=lambda row: row.position):
        required[row.standard_id, row.block].append(row)
    found: dict[tuple[str, str, str], Requirement] = {}
    for block in sorted(tables.task_blocks, key=lambda row: row.block):
        task = tasks[block.standard_id, block.task_id]
        for row in required[block.standard_id, block.block]:
            found.setdefault(
                (block.standard_id, block.task_id, row.competency_id),
                Requirement(
                    standard_id=block.standard_id, task_id=block.task_id, competency_id=row.competency_id,
                    standard_name=standard_names.get(block.standard_id), duty_name=duties[block.standard_id, task.duty_id],
                    task_name=task.name, level=block.level, kind=row.kind, competency_name=row.name,
                ),
            )
    return list(found.values())
