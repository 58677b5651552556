"""The flat view for spreadsheets, made from the tables that it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.schema.records import BlockCompetency, Classification, Requirement, Standard, Task, TaskBlock
from pipeline.schema.tables import Tables
from pipeline.standards.vocabulary import term_of


def requirements_of(tables: Tables) -> list[Requirement]:
    """Task × knowledge or skill of every block; of several blocks that require it, the first gives the level.

    Reads `standards`, `classifications`, `duties`, `tasks`, `task_blocks` and `block_competencies`.
    """
    heads = {row.standard_id: row for row in tables.standards}
    classes = first_classes(tables.classifications)
    duties = {(row.standard_id, row.duty_id): row.name for row in tables.duties}
    tasks = {(row.standard_id, row.task_id): row for row in tables.tasks}
    required: dict[tuple[str, int], list[BlockCompetency]] = defaultdict(list)
    for row in sorted(tables.block_competencies, key=lambda row: row.position):
        required[row.standard_id, row.block].append(row)
    found: dict[tuple[str, str, str], Requirement] = {}
    for block in sorted(tables.task_blocks, key=lambda row: row.block):
        task = tasks[block.standard_id, block.task_id]
        head = _Head(heads[block.standard_id], classes[block.standard_id], duties[block.standard_id, task.duty_id])
        for row in required[block.standard_id, block.block]:
            key = block.standard_id, block.task_id, row.competency_id
            if key not in found:
                found[key] = head.row(task, block, row)
    return list(found.values())


def first_classes(classifications: Iterable[Classification]) -> defaultdict[str, dict[str, Classification]]:
    """The first class of each standard in each scheme: by `standard_id`, then by scheme."""
    first: defaultdict[str, dict[str, Classification]] = defaultdict(dict)
    for row in sorted(classifications, key=lambda row: row.position):
        first[row.standard_id].setdefault(row.scheme, row)
    return first


class _Head:
    """What the rows of a duty have in common."""

    def __init__(self, standard: Standard, classes: dict[str, Classification], duty_name: str | None) -> None:
        self.standard, self.duty_name = standard, duty_name
        codes = {scheme: row.code for scheme, row in classes.items()}
        self.job_category_code = codes.get("job_category")
        self.occupation_code, self.industry_code = codes.get("occupation"), codes.get("industry")
        self.job_category_name = classes["job_category"].name if "job_category" in classes else None

    def row(self, task: Task, block: TaskBlock, required: BlockCompetency) -> Requirement:
        standard = self.standard
        return Requirement(
            standard_id=block.standard_id, task_id=block.task_id, competency_id=required.competency_id,
            standard_name=standard.name, base_code=standard.base_code, version=standard.version, is_current=standard.is_current,
            job_category_code=self.job_category_code, job_category_name=self.job_category_name,
            occupation_code=self.occupation_code, industry_code=self.industry_code,
            duty_name=self.duty_name, task_name=task.name, level=block.level, kind=required.kind,
            competency_code=required.competency_code, competency_name=required.name,
            term_id=term_of(required.kind, required.name or ""),
        )
