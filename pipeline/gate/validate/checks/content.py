"""What a standard should hold, and how its parts belong together (field guide G.2, J)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks.registry import Answers, Broken, answers, check, grouped
from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.numbers import firsts, numbered
from pipeline.gate.validate.tables import Tables


def current(tables: Tables) -> pd.Series:
    """Standards that are not marked as historical: old documents may rightly lack parts."""
    standards = tables.frame("standards", "standard_id", "historical")
    return standards.loc[~standards["historical"].astype("boolean").fillna(False), "standard_id"]


def _has(tables: Tables, having: Column, rows: Mask | None, what: str) -> Answers:
    """Each current standard has one of the rows; `having` are the standards of the rows."""
    wanted = current(tables)
    codes = having.codes if rows is None else having.codes[rows]
    lacking = wanted[~wanted.isin(having.values.array.take(np.unique(codes)).dropna())]
    return Answers(len(wanted), [Broken(standard, "0", f"The standard has no {what}.") for standard in lacking])


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
    levels = grouped(tables.frame("task_blocks", "standard_id", "level").drop_duplicates(), "standard_id", "level")
    standards = tables.frame("standards", "standard_id", "level").dropna()
    return answers(
        (standard, str(level), level in levels[standard],
         f"The base level is {level}, but the tasks have {', '.join(map(str, sorted(levels[standard])))}.")
        for standard, level in zip(standards["standard_id"], standards["level"], strict=True) if standard in levels
    )


def _several(tables: Tables) -> set[tuple[str, int]]:
    """The blocks that have more than one task."""
    rows = tables.frame("task_blocks", "standard_id", "block", "task_id").drop_duplicates().dropna(subset=["block"])
    rows = rows[rows.duplicated(["standard_id", "block"])]
    return set(zip(rows["standard_id"], rows["block"], strict=True))


def _task_of(tables: Tables, table: str, item: str) -> Answers:
    """A null task is right only where the block has several and the item's code names none of them."""
    _, _, task, _ = tables.columns(table, "standard_id", item, "task_id", "block")
    without = np.flatnonzero(task.missing())
    rows, several = tables[table].frame("standard_id", item, "block", rows=without), _several(tables)
    return Answers(len(task), [
        Broken(f"{standard} / {name}", None, f"{name} belongs to no task.")
        for standard, name, block in rows.itertuples(index=False, name=None)
        if pd.isna(block) or (standard, block) not in several
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
    lost = tables["block_competencies"].frame("standard_id", "block", rows=blocks[~np.isin(wanted[blocks], known)])
    return Answers(len(blocks), [
        Broken(f"{standard} / {block}", str(block), f"Block {block} belongs to no task.")
        for standard, block in lost.itertuples(index=False, name=None)
    ])


def _coded(tables: Tables) -> Mask:
    """Knowledge and skills that have a code and a name."""
    kind, code, name = tables.columns("competencies", "kind", "competency_code", "name")
    return kind.among({"K", "S"}) & ~code.missing() & ~name.missing()


def _shared(tables: Tables, rows: Mask, *columns: Column) -> tuple[int, pd.DataFrame]:
    """How many different values some competencies have in `columns`, and those that share theirs, with it as `group`."""
    some = np.flatnonzero(rows)
    [numbers] = numbered([Column(column.values, column.codes[some]) for column in columns])
    _, group, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    several = counts[group] > 1
    shared = tables["competencies"].frame("standard_id", "competency_code", "name", rows=some[several])
    return len(counts), shared.assign(group=group[several])


@check("code_one_name", "competencies", "name")
def code_one_name(tables: Tables, facts: Facts) -> Answers:
    """A code of a standard stands for one name."""
    owner, code = tables.columns("competencies", "standard_id", "competency_code")
    asked, shared = _shared(tables, _coded(tables) & ~owner.missing(), owner, code)
    return Answers(asked, [
        Broken(f"{standard} / {printed}", " / ".join(names), f"{printed} is printed for {len(names)} names: {' / '.join(names)}.")
        for (standard, printed), names in shared.groupby(["standard_id", "competency_code"])["name"]
    ])


@check("name_one_code", "competencies", "competency_code")
def name_one_code(tables: Tables, facts: Facts) -> Answers:
    """A name of a standard stands under one code of its kind."""
    owner, kind, name = tables.columns("competencies", "standard_id", "kind", "name")
    asked, shared = _shared(tables, _coded(tables), owner, kind, name.mapped(match_key))
    found = []
    for _, rows in shared.groupby("group", sort=False):
        standard, first = rows["standard_id"].iloc[0], rows["competency_code"].iloc[0]
        printed = ", ".join(rows["competency_code"])
        found.append(Broken(f"{standard} / {first}", printed, f"The same name stands under {printed}."))
    return Answers(asked, found)


@check("competency_used", "competencies", "competency_id")
def competency_used(tables: Tables, facts: Facts) -> Answers:
    """Knowledge and skills of a standard are required by some block."""
    columns = ("standard_id", "competency_id")
    listed, required = numbered(tables.columns("competencies", *columns), tables.columns("block_competencies", *columns))
    asked = tables.column("competencies", "kind").among({"K", "S"})
    unused = tables["competencies"].frame(*columns, rows=np.flatnonzero(asked & ~np.isin(listed, required)))
    return Answers(int(asked.sum()), [
        Broken(f"{standard} / {name}", name, f"No task requires {name}.")
        for standard, name in unused.itertuples(index=False, name=None)
    ])
