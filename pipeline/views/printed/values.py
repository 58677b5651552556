"""What a template may name: the fields of a standard, or of one of its duties, by their Chinese names.

A plain field is a text (`{{名稱}}`), a list has an entry for each row, whose fields stand behind a dot (`{{任務.名稱}}`).
A list with a single field is also one text, an entry per line (`{{知識清單}}`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.rows import Row
from pipeline.views.printed.back import attitude, note
from pipeline.views.printed.content import Content, item_text

Entry = dict[str, str]
_SCHEMES = (("job_category", "職類別"), ("occupation", "職業別"), ("industry", "行業別"))


@dataclass(frozen=True, slots=True)
class Values:
    """The texts, and the lists with their entries; each list is named with the fields of its entries in `FIELDS`."""

    texts: dict[str, str]
    lists: dict[str, list[Entry]]


FIELDS = {
    "任務": ("職責", "名稱", "級別", "產出"), "指標": ("任務", "內容"), "產出": ("名稱",), "知識": ("名稱",), "技能": ("名稱",),
    "態度": ("名稱",), "條件": ("內容",), "補充": ("內容",),
}
"""The lists and the fields of their entries."""


def values(content: Content, duty_id: str | None = None) -> Values:
    """Everything of a standard, or what belongs to one duty. Raises `PipelineError` for a duty that is not there."""
    duties = content["duties"] if duty_id is None else [duty_of(content, duty_id)]
    ids = {row["duty_id"] for row in duties}
    tasks = [row for row in content["tasks"] if row["duty_id"] in ids]
    lists = _lists(content, duties, tasks)
    single = {name: fields[0] for name, fields in FIELDS.items() if len(fields) == 1}
    listed = {f"{name}清單": "\n".join(entry[field] for entry in lists[name]) for name, field in single.items()}
    return Values(_texts(content, duties, tasks) | listed, lists)


def duty_of(content: Content, duty_id: str) -> Row:
    """A duty by its id. Raises `PipelineError` with the duties that there are."""
    for row in content["duties"]:
        if str(row["duty_id"]).casefold() == duty_id.casefold():
            return row
    known = "; ".join(f"{row['duty_id']} {row['name'] or ''}".strip() for row in content["duties"])
    raise PipelineError(f"{content.profile['standard_id']} has no duty {duty_id}; its duties are {known}.")


def _texts(content: Content, duties: Sequence[Row], tasks: Sequence[Row]) -> dict[str, str]:
    row = content.profile
    classes = {
        word: "、".join(filter(None, (one["name"] for one in content["classifications"] if one["scheme"] == scheme)))
        for scheme, word in _SCHEMES
    }
    level = row["level_printed"] if len(duties) == len(content["duties"]) else _levels(content, tasks)
    return classes | {
        "名稱": row["name"] or "", "代碼": row["standard_code"] or "", "級別": level or "", "工作描述": row["description"] or "",
        "更新日期": f"{row['updated_on']:%Y/%m/%d}" if row["updated_on"] is not None else "",
        "來源": content.source, "職責": "、".join(item_text(duty["duty_code"], duty["name"]) for duty in duties),
    }


def _lists(content: Content, duties: Sequence[Row], tasks: Sequence[Row]) -> dict[str, list[Entry]]:
    ids = frozenset(row["task_id"] for row in tasks)
    required = {
        word: [{"名稱": item_text(row["competency_code"], row["name"])} for row in content.required(ids, kind)]
        for word, kind in (("知識", "K"), ("技能", "S"))
    }
    made = [{"名稱": _output(row)} for row in content["outputs"] if row["task_id"] in ids]
    return required | {
        "任務": list(_tasks(content, duties, tasks)), "指標": list(_indicators(content, tasks)), "產出": made,
        "態度": [{"名稱": attitude(row)} for row in content.competencies("A")],
        "條件": _notes(content, "prerequisite"), "補充": _notes(content, "supplement"),
    }


def _tasks(content: Content, duties: Sequence[Row], tasks: Sequence[Row]) -> Iterable[Entry]:
    """Each task with its level and outputs; the duty stands beside the first of its tasks alone."""
    for duty in duties:
        name = item_text(duty["duty_code"], duty["name"])
        own = [row for row in tasks if row["duty_id"] == duty["duty_id"]]
        for task in own:
            outputs = "\n".join(_output(row) for row in content.of_task("outputs", task["task_id"]))
            yield {"職責": name, "名稱": _task(task), "級別": _levels(content, [task]), "產出": outputs}
            name = ""
        if not own:
            yield {"職責": name, "名稱": "", "級別": "", "產出": ""}


def _indicators(content: Content, tasks: Sequence[Row]) -> Iterable[Entry]:
    """Each indicator; its task stands beside the first one alone."""
    for task in tasks:
        name = _task(task)
        for row in content.of_task("indicators", task["task_id"]):
            yield {"任務": name, "內容": item_text(row["indicator_code"], row["text"])}
            name = ""


def _task(row: Row) -> str:
    return item_text(row["task_code"], row["name"])


def _output(row: Row) -> str:
    return item_text(row["output_code"], row["name"])


def _levels(content: Content, tasks: Sequence[Row]) -> str:
    """The levels of tasks, each once."""
    ids = {row["task_id"] for row in tasks}
    found = {row["level"] for row in content["task_blocks"] if row["task_id"] in ids and row["level"] is not None}
    return "、".join(map(str, sorted(found)))


def _notes(content: Content, section: str) -> list[Entry]:
    return [{"內容": "　" * row["depth"] + note(row)} for row in content["notes"] if row["section"] == section]
