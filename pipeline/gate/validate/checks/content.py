"""What a standard should hold, and how its parts belong together (field guide G.2, J)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks.registry import Answer, Frames, check, grouped
from pipeline.gate.validate.facts import Facts


def _current(frames: Frames) -> list[str]:
    """Standards that are not marked as historical: old documents may rightly lack parts."""
    standards = frames["standards"]
    return list(standards.loc[~standards["historical"].astype("boolean").fillna(False), "standard_id"])


def _has(frames: Frames, ids: pd.Series, what: str) -> Iterator[Answer]:
    counts = ids.value_counts().to_dict()
    for standard in _current(frames):
        yield Answer(standard, str(counts.get(standard, 0)), standard in counts, f"The standard has no {what}.")


@check("has_tasks", "standards", "standard_id")
def has_tasks(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A current standard has a task."""
    return _has(frames, frames["tasks"]["standard_id"], "task")


@check("has_indicators", "standards", "standard_id")
def has_indicators(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A current standard has a behaviour indicator."""
    return _has(frames, frames["indicators"]["standard_id"], "behaviour indicator")


def _of_kind(frames: Frames, kind: str) -> pd.Series:
    competencies = frames["competencies"]
    return competencies.loc[competencies["kind"] == kind, "standard_id"]


@check("has_knowledge", "standards", "standard_id")
def has_knowledge(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A current standard has knowledge."""
    return _has(frames, _of_kind(frames, "K"), "knowledge")


@check("has_skills", "standards", "standard_id")
def has_skills(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A current standard has a skill."""
    return _has(frames, _of_kind(frames, "S"), "skill")


@check("has_attitudes", "standards", "standard_id")
def has_attitudes(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A current standard has an attitude."""
    return _has(frames, _of_kind(frames, "A"), "attitude")


@check("base_level", "standards", "level")
def base_level(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The base level is the level of one of the tasks at least."""
    levels = grouped(frames["task_blocks"], "standard_id", "level")
    standards = frames["standards"][["standard_id", "level"]].dropna()
    for standard, level in zip(standards["standard_id"], standards["level"], strict=True):
        if standard in levels:
            seen = sorted(set(levels[standard]))
            said = f"The base level is {level}, but the tasks have {', '.join(map(str, seen))}."
            yield Answer(standard, str(level), level in seen, said)


def _task_count(frames: Frames) -> dict[tuple[str, int], int]:
    """How many tasks each block has."""
    rows = frames["task_blocks"][["standard_id", "block", "task_id"]].drop_duplicates()
    return Counter(zip(rows["standard_id"], rows["block"].astype(int), strict=True))


def _task_of(frames: Frames, table: str, item: str) -> Iterator[Answer]:
    """A null task is right only where the block has several and the item's code names none of them."""
    rows, tasks = frames[table], _task_count(frames)
    for standard, name, task, block in zip(rows["standard_id"], rows[item], rows["task_id"], rows["block"], strict=True):
        several = not pd.isna(block) and tasks.get((standard, int(block)), 0) > 1
        yield Answer(f"{standard} / {name}", None, several or not pd.isna(task), f"{name} belongs to no task.")


@check("output_task", "outputs", "task_id")
def output_task(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Every output has its task."""
    return _task_of(frames, "outputs", "output_id")


@check("indicator_task", "indicators", "task_id")
def indicator_task(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Every behaviour indicator has its task."""
    return _task_of(frames, "indicators", "indicator_id")


@check("block_task", "block_competencies", "block")
def block_task(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Every block that requires competencies is a block of some task."""
    known, rows = _task_count(frames), frames["block_competencies"][["standard_id", "block"]].drop_duplicates()
    for standard, block in zip(rows["standard_id"], rows["block"], strict=True):
        yield Answer(f"{standard} / {block}", str(block), (standard, int(block)) in known, f"Block {block} belongs to no task.")


def _coded(frames: Frames) -> pd.DataFrame:
    """Knowledge and skills that have a code and a name."""
    competencies = frames["competencies"]
    return competencies[competencies["kind"].isin(["K", "S"])].dropna(subset=["competency_code", "name"])


@check("code_one_name", "competencies", "name")
def code_one_name(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A code of a standard stands for one name."""
    rows = _coded(frames)
    for (standard, code), names in rows.groupby(["standard_id", "competency_code"])["name"]:
        printed = " / ".join(names)
        yield Answer(f"{standard} / {code}", printed, len(names) == 1, f"{code} is printed for {len(names)} names: {printed}.")


@check("name_one_code", "competencies", "competency_code")
def name_one_code(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A name of a standard stands under one code of its kind."""
    codes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    rows = _coded(frames)
    for standard, kind, name, code in zip(rows["standard_id"], rows["kind"], rows["name"], rows["competency_code"], strict=True):
        codes[standard, kind, match_key(name)].append(code)
    for (standard, _, _), several in codes.items():
        printed = ", ".join(several)
        yield Answer(f"{standard} / {several[0]}", printed, len(several) == 1, f"The same name stands under {printed}.")


@check("competency_used", "competencies", "competency_id")
def competency_used(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """Knowledge and skills of a standard are required by some block."""
    required = frames["block_competencies"]
    used = set(zip(required["standard_id"], required["competency_id"], strict=True))
    rows = frames["competencies"][frames["competencies"]["kind"].isin(["K", "S"])]
    for standard, name in zip(rows["standard_id"], rows["competency_id"], strict=True):
        yield Answer(f"{standard} / {name}", name, (standard, name) in used, f"No task requires {name}.")
