"""`standards.jsonl`: one standard per line, nested as it is printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.rows import Row, grouped, rows, write_text
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

FILE_NAME = "standards.jsonl"
_KINDS = {"K": "knowledge", "S": "skills", "A": "attitudes"}


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


class _Nesting:
    """The frames by what their rows belong to."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self.standards = rows(frames["standards"])
        self.lists = {name: grouped(frames[name], "standard_id") for name in ("standard_versions", "classifications", "notes")}
        self.duties = grouped(frames["duties"], "standard_id")
        self.tasks = grouped(frames["tasks"], "standard_id", "duty_id")
        self.blocks = grouped(frames["task_blocks"], "standard_id", "task_id")
        self.required = grouped(frames["block_competencies"], "standard_id", "block")
        self.made = {name: grouped(frames[name], "standard_id", "task_id") for name in ("outputs", "indicators")}
        self.competencies = grouped(frames["competencies"], "standard_id", "kind")

    def standard(self, row: Row) -> Row:
        """A standard with everything that belongs to it; lists are in reading order."""
        own = row["standard_id"]
        nested = dict(row)
        for name, by_standard in self.lists.items():
            nested[name] = [_without(one, "standard_id") for one in by_standard.get(own, [])]
        nested["duties"] = [self._duty(duty) for duty in self.duties.get(own, [])]
        # Outputs and indicators whose task the document does not tell belong to the standard alone.
        nested["without_task"] = {name: self._made(name, own, None) for name in self.made}
        nested |= {word: self._competencies(own, kind) for kind, word in _KINDS.items()}
        return nested

    def _duty(self, duty: Row) -> Row:
        tasks = self.tasks.get((duty["standard_id"], duty["duty_id"]), [])
        return _without(duty, "standard_id") | {"tasks": [self._task(task) for task in tasks]}

    def _task(self, task: Row) -> Row:
        own, task_id = task["standard_id"], task["task_id"]
        blocks = [self._block(block) for block in self.blocks.get((own, task_id), [])]
        made = {name: self._made(name, own, task_id) for name in self.made}
        return _without(task, "standard_id", "duty_id") | {"blocks": blocks} | made

    def _block(self, block: Row) -> Row:
        required = self.required.get((block["standard_id"], block["block"]), [])
        lists = {
            word: [_without(one, "standard_id", "block", "position", "kind") for one in required if one["kind"] == kind]
            for kind, word in _KINDS.items() if kind != "A"
        }
        return {"block": block["block"], "level": block["level"]} | lists

    def _made(self, name: str, standard_id: str, task_id: str | None) -> list[Row]:
        return [_without(one, "standard_id", "task_id") for one in self.made[name].get((standard_id, task_id), [])]

    def _competencies(self, standard_id: str, kind: str) -> list[Row]:
        return [_without(one, "standard_id", "kind") for one in self.competencies.get((standard_id, kind), [])]


def standards(frames: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """Every standard as one nested object, in the order of the table `standards`."""
    nesting = _Nesting(frames)
    return map(nesting.standard, nesting.standards)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, _: Settings) -> None:
    """Write `standards.jsonl`."""
    lines = (json.dumps(standard, ensure_ascii=False, default=_plain) + "\n" for standard in standards(frames))
    write_text(lines, into.path / FILE_NAME)


EXPORTER = Exporter(
    "jsonl", write,
    files={FILE_NAME: Form(
        "JSON Lines", "application/jsonl", Bilingual("nested, one standard per line", "巢狀 JSON，一行一項職能基準"),
    )},
    purpose=Bilingual("programs that want one nested object per standard", "需要一項職能基準一個巢狀物件的程式"),
)
