"""What a standard should hold, and how its parts belong together (field guide G.2, J)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks.registry import Answers, Broken, answers, check, grouped, key
from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.numbers import firsts, numbered
from pipeline.gate.validate.tables import Tables


def _has(tables: Tables, having: Column, rows: Mask | None, what: str) -> Answers:
    """Each current standard has one of the rows; `having` are the standards of the rows."""
    standards, wanted = tables.column("standards", "standard_id"), tables.current()
    owners, owning = numbered([standards], [having])
    some = ~having.missing() if rows is None else rows & ~having.missing()
    lacking = wanted[~np.isin(owners[wanted], owning[some])]
    return Answers(len(wanted), [Broken(key(one), "0", f"The standard has no {what}.") for one in standards.listed(lacking)])


@check("has_tasks", "standards", "standard_id")
def has_tasks(tables: Tables, facts: Facts) -> Answers:
    """A current standard has a task."""
    return _has(tables, tables.column("tasks", "standard_id"), None, "task")


@check("has_indicators", "standards", "standard_id")
def has_indicators(tables: Tables, facts: Facts) -> Answers:
    """A current standard has a behaviour indicator."""
    return _has(tables, tables.column("indicators", "standard_id"), None, "behaviour indicator")


def _has_kind(tables: Tables, kind: str, what: str) -> Answers:
    having, kinds = tables.columns("competencies", "standard_id", "kind")
    return _has(tables, having, kinds.among({kind}), what)


@check("has_knowledge", "standards", "standard_id")
def has_knowledge(tables: Tables, facts: Facts) -> Answers:
    """A current standard has knowledge."""
    return _has_kind(tables, "K", "knowledge")


@check("has_skills", "standards", "standard_id")
def has_skills(tables: Tables, facts: Facts) -> Answers:
    """A current standard has a skill."""
    return _has_kind(tables, "S", "skill")


@check("has_attitudes", "standards", "standard_id")
def has_attitudes(tables: Tables, facts: Facts) -> Answers:
    """A current standard has an attitude."""
    return _has_kind(tables, "A", "attitude")


@check("base_level", "standards", "level")
def base_level(tables: Tables, facts: Facts) -> Answers:
    """The base level is the level of one of the tasks at least."""
    levels = grouped(dict.fromkeys(tables.tuples("task_blocks", "standard_id", "level")))
    return answers(
        (standard, str(level), level in levels[standard],
         f"The base level is {level}, but the tasks have {', '.join(map(str, sorted(levels[standard])))}.")
        for standard, level in tables.tuples("standards", "standard_id", "level") if standard in levels and level is not None
    )


def _several(tables: Tables) -> set[tuple[str, int]]:
    """The blocks that have more than one task."""
    rows = set(tables.tuples("task_blocks", "standard_id", "block", "task_id"))
    tasks = Counter((standard, block) for standard, block, _ in rows if block is not None)
    return {place for place, number in tasks.items() if number > 1}


def _task_of(tables: Tables, table: str, item: str) -> Answers:
    """A null task is right only where the block has several and the item's code names none of them."""
    _, _, task, _ = tables.columns(table, "standard_id", item, "task_id", "block")
    rows = tables[table].tuples("standard_id", item, "block", rows=np.flatnonzero(task.missing()))
    several = _several(tables)
    return Answers(len(task), [
        Broken(key(standard, name), None, f"{key(name)} belongs to no task.")
        for standard, name, block in rows if (standard, block) not in several
    ])


@check("output_task", "outputs", "task_id")
def output_task(tables: Tables, facts: Facts) -> Answers:
    """Every output has its task."""
    return _task_of(tables, "outputs", "output_id")


@check("indicator_task", "indicators", "task_id")
def indicator_task(tables: Tables, facts: Facts) -> Answers:
    """Every behaviour indicator has its task."""
    return _task_of(tables, "indicators", "indicator_id")


@check("block_task", "block_competencies", "block")
def block_task(tables: Tables, facts: Facts) -> Answers:
    """Every block that requires competencies is a block of some task."""
    wanted, known = numbered(
        tables.columns("block_competencies", "standard_id", "block"), tables.columns("task_blocks", "standard_id", "block")
    )
    blocks = firsts(wanted)
    lost = tables["block_competencies"].tuples("standard_id", "block", rows=blocks[~np.isin(wanted[blocks], known)])
    return Answers(len(blocks), [
        Broken(key(standard, block), key(block), f"Block {key(block)} belongs to no task.") for standard, block in lost
    ])


def _coded(tables: Tables) -> Mask:
    """Knowledge and skills that have a code and a name."""
    kind, code, name = tables.columns("competencies", "kind", "competency_code", "name")
    return kind.among({"K", "S"}) & ~code.missing() & ~name.missing()


_Group = list[tuple[Any, ...]]


def _shared(tables: Tables, rows: Mask, *columns: Column) -> tuple[int, list[_Group]]:
    """How many different values some competencies have in `columns`, and in groups those that share theirs.

    Of each its standard, code and name.
    """
    some = np.flatnonzero(rows)
    [numbers] = numbered([Column(column.values, column.codes[some]) for column in columns])
    _, group, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    several = counts[group] > 1
    groups: dict[int, _Group] = {}
    shared = tables["competencies"].tuples("standard_id", "competency_code", "name", rows=some[several])
    for number, row in zip(group[several].tolist(), shared, strict=True):
        groups.setdefault(number, []).append(row)
    return len(counts), list(groups.values())


@check("code_one_name", "competencies", "name")
def code_one_name(tables: Tables, facts: Facts) -> Answers:
    """A code of a standard stands for one name."""
    owner, code = tables.columns("competencies", "standard_id", "competency_code")
    asked, groups = _shared(tables, _coded(tables) & ~owner.missing(), owner, code)
    found = []
    for group in sorted(groups, key=lambda rows: rows[0][:2]):
        (standard, printed, _), names = group[0], " / ".join(name for _, _, name in group)
        found.append(Broken(key(standard, printed), names, f"{printed} is printed for {len(group)} names: {names}."))
    return Answers(asked, found)


_ITS_OWN_KEY = re.compile("[0-9a-z、\u4e00-\u53cf\u53f1-\u5dfe\u5e00-\u6c58\u6c5a-\u9fff]*")
"""Names of characters that `match_key` leaves as they are, which are most; not among them are 台, 巿 and 汙."""


def _key(name: str) -> str:
    return name if _ITS_OWN_KEY.fullmatch(name) else match_key(name)


@check("name_one_code", "competencies", "competency_code")
def name_one_code(tables: Tables, facts: Facts) -> Answers:
    """A name of a standard stands under one code of its kind."""
    owner, kind, name = tables.columns("competencies", "standard_id", "kind", "name")
    asked, groups = _shared(tables, _coded(tables), owner, kind, name.mapped(_key))
    found = []
    for group in groups:
        standard, first, _ = group[0]
        printed = ", ".join(code for _, code, _ in group)
        found.append(Broken(key(standard, first), printed, f"The same name stands under {printed}."))
    return Answers(asked, found)


@check("competency_used", "competencies", "competency_id")
def competency_used(tables: Tables, facts: Facts) -> Answers:
    """Knowledge and skills of a standard are required by some block."""
    columns = ("standard_id", "competency_id")
    listed, required = numbered(tables.columns("competencies", *columns), tables.columns("block_competencies", *columns))
    asked = tables.column("competencies", "kind").among({"K", "S"})
    unused = tables["competencies"].tuples(*columns, rows=np.flatnonzero(asked & ~np.isin(listed, required)))
    return Answers(int(asked.sum()), [
        Broken(key(standard, name), name, f"No task requires {key(name)}.") for standard, name in unused
    ])
