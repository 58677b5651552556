"""`standards.jsonl`: one standard per line, nested as it is printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.exporters.rows import Row, by, grouped, rows
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings
from pipeline.schema.tables import TABLES_OF_A_STANDARD

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "standards.jsonl"
_KINDS = {"K": "knowledge", "S": "skills", "A": "attitudes"}


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


class _Nesting:
    """The rows of one standard by what they belong to."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = tables
        self.tasks = by(tables["tasks"], "duty_id")
        self.blocks = by(tables["task_blocks"], "task_id")
        self.required = by(tables["block_competencies"], "block")
        self.made = {name: by(tables[name], "task_id") for name in ("outputs", "indicators")}
        self.competencies = by(tables["competencies"], "kind")

    def standard(self) -> Row:
        """The standard with everything that belongs to it; lists are in reading order."""
        (row,) = self.tables["standards"]
        nested = dict(row)
        for name in ("standard_versions", "classifications", "notes"):
            nested[name] = [_without(one, "standard_id") for one in self.tables[name]]
        nested["duties"] = [self._duty(duty) for duty in self.tables["duties"]]
        # Outputs and indicators whose task the document does not tell belong to the standard alone.
        nested["without_task"] = {name: self._made(name, None) for name in self.made}
        for kind, word in _KINDS.items():
            nested[word] = [_without(one, "standard_id", "kind") for one in self.competencies.get(kind, [])]
        return nested

    def _duty(self, duty: Row) -> Row:
        return _without(duty, "standard_id") | {"tasks": [self._task(task) for task in self.tasks.get(duty["duty_id"], [])]}

    def _task(self, task: Row) -> Row:
        blocks = [self._block(block) for block in self.blocks.get(task["task_id"], [])]
        made = {name: self._made(name, task["task_id"]) for name in self.made}
        return _without(task, "standard_id", "duty_id") | {"blocks": blocks} | made

    def _block(self, block: Row) -> Row:
        required = self.required.get(block["block"], [])
        lists = {
            word: [_without(one, "standard_id", "block", "position", "kind") for one in required if one["kind"] == kind]
            for kind, word in _KINDS.items() if kind != "A"
        }
        return {"block": block["block"], "level": block["level"]} | lists

    def _made(self, name: str, task_id: str | None) -> list[Row]:
        return [_without(one, "standard_id", "task_id") for one in self.made[name].get(task_id, [])]


def nested(tables: Mapping[str, Sequence[Row]]) -> Row:
    """One standard as a nested object; `tables` are its rows in the order of publication."""
    return _Nesting(tables).standard()


def standards(frames: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """Every standard of some frames as one nested object, in the order of the table `standards`."""
    groups = {name: grouped(frames[name], "standard_id") for name in TABLES_OF_A_STANDARD if name in frames}
    for row in rows(frames["standards"]):
        yield nested({name: by_standard.get(row["standard_id"], []) for name, by_standard in groups.items()})


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def _of_standard(standard: StandardRows, _: Settings) -> Pieces:
    tables = {name: standard.rows(name) for name in TABLES_OF_A_STANDARD}
    return {FILE_NAME: (json.dumps(nested(tables), ensure_ascii=False, default=_plain) + "\n").encode()}


EXPORTER = Exporter(
    "jsonl",
    files={FILE_NAME: Form(
        "JSON Lines", "application/jsonl", Bilingual("nested, one standard per line", "巢狀 JSON，一行一項職能基準"),
    )},
    purpose=Bilingual("programs that want one nested object per standard", "需要一項職能基準一個巢狀物件的程式"),
    joined=Joined(lambda _: {FILE_NAME: Ends()}, _of_standard),
)
