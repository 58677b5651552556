"""What an answer says of a standard and of a task, with the pages that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from pipeline.documents.text.normalise import match_key
from pipeline.views.lookup import KnownAs, Release, Row

Answer = dict[str, Any]
KINDS = {"K": "knowledge", "S": "skills", "A": "attitudes"}


class Told(NamedTuple):
    """A part of an answer, and the pages that it is from."""

    answer: Answer
    pages: list[int | None]


def columns(rows: Iterable[Row], *names: str) -> list[Answer]:
    """The rows with these columns alone."""
    return [{name: row[name] for name in names} for row in rows]


def standard(release: Release, own: str) -> Told:
    """Profile, classes, outline of duties and tasks, knowledge, skills, attitudes and prerequisites."""
    (profile,) = release.rows("standards", own)
    duties, tasks, competencies = (release.rows(table, own) for table in ("duties", "tasks", "competencies"))
    answer: Answer = {
        "profile": profile,
        "classifications": columns(release.rows("classifications", own), "scheme", "code", "name"),
        "duties": [_duty(release, duty, tasks) for duty in duties],
    }
    for kind, name in KINDS.items():
        more = ("definition",) if kind == "A" else ()
        answer[name] = columns((row for row in competencies if row["kind"] == kind), "competency_code", "name", *more)
    answer["prerequisites"] = [row["text"] for row in release.rows("notes", own) if row["section"] == "prerequisite"]
    return Told(answer, [row["page"] for row in (*duties, *tasks)])


def _duty(release: Release, duty: Row, tasks: Iterable[Row]) -> Answer:
    own = [task for task in tasks if task["duty_id"] == duty["duty_id"]]
    levels = [_levels(release, task) for task in own]
    listed = [one | {"levels": some} for one, some in zip(columns(own, "task_id", "name", "page"), levels, strict=True)]
    return {"duty_id": duty["duty_id"], "name": duty["name"], "tasks": listed}


def _levels(release: Release, task: Row) -> list[int]:
    blocks = release.rows("task_blocks", task["standard_id"])
    found = (row["level"] for row in blocks if row["task_id"] == task["task_id"])
    return list(dict.fromkeys(level for level in found if level is not None))


def task(release: Release, known: KnownAs, code: str) -> Told:
    """Duty, levels, outputs, behaviour indicators, knowledge and skills of a task; raises KeyError where there is none."""
    own, row = known.standard_id, _task(release, known, code)
    duties = [duty for duty in release.rows("duties", own) if duty["duty_id"] == row["duty_id"]]
    outputs, indicators, needed = (
        [one for one in release.rows(table, own) if one["task_id"] == row["task_id"]]
        for table in ("outputs", "indicators", "requirements")
    )
    answer: Answer = {
        "standard": asdict(known), "duty": next(iter(columns(duties, "duty_id", "name")), None),
        "task": columns([row], "task_id", "task_code", "name", "page")[0], "levels": _levels(release, row),
        "outputs": columns(outputs, "output_code", "name", "page"),
        "indicators": columns(indicators, "indicator_code", "text", "page"),
    }
    codes = {one["competency_id"]: one["competency_code"] for one in release.rows("competencies", own)}
    for kind in ("K", "S"):
        some = (one for one in needed if one["kind"] == kind)
        answer[KINDS[kind]] = [{"code": codes.get(one["competency_id"]), "name": one["competency_name"]} for one in some]
    return Told(answer, [one["page"] for one in (row, *outputs, *indicators)])


def _task(release: Release, known: KnownAs, code: str) -> Row:
    """A task by its id or printed code."""
    rows, wanted = release.rows("tasks", known.standard_id), match_key(code)
    for row in rows:
        if wanted in (match_key(row["task_id"]), match_key(row["task_code"] or "")):
            return row
    raise KeyError(f"{known.standard_id} has no task {code}; there are {', '.join(row['task_id'] for row in rows)}")
