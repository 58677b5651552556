"""Whether tables say what is true of a made-up standard, fact by fact; white space aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.schema.tables import Tables
from pipeline.standards.reading import Reading

Fact = tuple[object, ...]
_SCHEMES = {"categories": "job_category", "occupations": "occupation", "industries": "industry"}


def is_right(tables: Tables, truth: dict[str, Any], *, counted: bool = True) -> bool:
    """Whether the tables hold all that is true and nothing else; unless `counted`, no matter how often each is said.

    How often follows from the rows of the page, which not every text shows.
    """
    ignored = {_plain(text) for text in truth.get("ignore_notes", ())}
    found = Counter(fact for fact in _read(tables) if not (fact[0] == "note" and fact[-1] in ignored))
    true = Counter(_true(truth))
    return found == true if counted else found.keys() == true.keys()


def _plain(value: object) -> object:
    if value is None or value == "":
        return None
    return "".join(value.split()) if isinstance(value, str) else value


def _fact(*values: object) -> Fact:
    return tuple(map(_plain, values))


def _read(tables: Tables) -> Iterator[Fact]:
    for row in tables.standards:
        yield _fact("standard", row.standard_code, row.name, row.description, row.level)
    for version in tables.standard_versions:
        date = version.updated_on.strftime("%Y/%m/%d") if version.updated_on else None
        yield _fact("version", version.version_code, version.name, version.status, version.note, date)
    for one in tables.classifications:
        yield _fact(one.scheme, one.code, one.name)
    yield from (_fact("duty", duty.name) for duty in tables.duties if duty.name)
    for task in tables.tasks:
        yield _fact("task", task.task_code, task.name)
    yield from _read_blocks(tables)
    for attitude in tables.competencies:
        if attitude.kind == "A":
            yield _fact("attitude", attitude.competency_code, attitude.name, attitude.definition)
    for note in tables.notes:
        yield _fact("note", note.section, note.text)


def _read_blocks(tables: Tables) -> Iterator[Fact]:
    """What stands in each block, told by the codes of its tasks."""
    codes = {task.task_id: task.task_code or task.name for task in tables.tasks}
    tasks: dict[int, list[object]] = {}
    for block in tables.task_blocks:
        tasks.setdefault(block.block, []).append(codes[block.task_id])
        yield _fact("level", codes[block.task_id], block.level)
    for output in tables.outputs:
        yield _fact("output", *_owners(tasks, output.block)[:1], output.output_code, output.name)
    for indicator in tables.indicators:
        yield _fact("indicator", *_owners(tasks, indicator.block)[:1], indicator.indicator_code, indicator.text)
    names = {one.competency_id: _plain(one.name) for one in tables.competencies}
    for row in tables.block_competencies:
        if names[row.competency_id] != _plain(row.name):
            yield _fact("listed as", names[row.competency_id])
        for task in _owners(tasks, row.block):
            yield _fact(row.kind, task, row.competency_code, row.name)


def _owners(tasks: dict[int, list[object]], block: int | None) -> list[object]:
    return tasks.get(block or 0, [None])


def _true(truth: dict[str, Any]) -> Iterator[Fact]:
    code = str(truth["code"]).partition("~")[0]
    yield _fact("standard", None if code == "NC" else code, truth["name"], truth["description"], truth["level"])
    for one in truth["versions"]:
        yield _fact("version", one["code"], one["name"], one["status"], one["note"], one["date"])
    for name, scheme in _SCHEMES.items():
        for one in truth[name]:
            yield _fact(scheme, one["code"], one["name"])
    for duty in truth["duties"]:
        # Some layouts print no duties; which codes they have is then nowhere to be seen.
        if duty["name"]:
            yield _fact("duty", duty["name"])
        for task in duty["tasks"]:
            yield from _true_task(task)
    for one in truth["attitudes"]:
        yield _fact("attitude", one["code"], one["name"], one["definition"])
    for name, section in (("prerequisites", "prerequisite"), ("supplements", "supplement")):
        for text in truth[name]:
            yield _fact("note", section, text)


def _true_task(task: dict[str, Any]) -> Iterator[Fact]:
    names = [one["code"] or one["name"] for one in task["codes"]]
    for one in task["codes"]:
        yield _fact("task", one["code"], one["name"])
    for block in task["blocks"]:
        for name in names:
            yield _fact("level", name, block["level"])
            for kind, column in (("K", "knowledge"), ("S", "skills")):
                for item in block[column]:
                    yield _fact(kind, name, item["code"], item["name"])
        for row in block["rows"]:
            for item in row["outputs"]:
                yield _fact("output", names[0], item["code"], item["name"])
            for item in row["indicators"]:
                yield _fact("indicator", names[0], item["code"], item["text"])


def verdict_of(reading: Reading) -> str:
    """What the product itself says of a reading: `refused`, `held`, `doubtful` or `clean`."""
    if reading.rejected:
        return "refused"
    if reading.held:
        return "held"
    return "doubtful" if any(found.is_doubt for found in reading.findings) else "clean"
