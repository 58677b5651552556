"""`passages.jsonl`: texts to retrieve and to quote, one for each standard's overview and one for each of its tasks.

Each is whole by itself, as a person would read it out: under which standard and duty a task stands, what it yields, how
it is judged, its level, and what has to be known. With it go the codes in it, the page, the licence and the hash of the
document, so that whoever answers from it can say where it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.exporters.rows import Row, by
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings

FILE_NAME = "passages.jsonl"
_SCHEMES = {"job_category": "職類別", "occupation": "職業別", "industry": "行業別"}
_KINDS = {"K": "知識", "S": "技能", "A": "態度"}


def _named(row: Row, code: str, name: str = "name") -> str:
    return f"{row[code] or ''} {row[name] or ''}".strip()


def _lines(label: str, some: Iterable[str]) -> Iterator[str]:
    """A label with what belongs to it: one beside it, several below it; nothing where there is none."""
    listed = [one for one in some if one]
    if len(listed) == 1:
        yield f"{label}：{listed[0]}"
    elif listed:
        yield from (f"{label}：", *listed)


def _inline(label: str, some: Iterable[str]) -> Iterator[str]:
    listed = [one for one in some if one]
    if listed:
        yield f"{label}：{'、'.join(listed)}"


def _codes(rows: Iterable[Row], code: str) -> Iterator[str]:
    return (row[code] for row in rows if row[code])


class _Passages:
    """The passages of one standard."""

    def __init__(self, standard: StandardRows, settings: Settings) -> None:
        self.rows, self.own, self.settings = standard.rows, standard.standard, settings
        self.duties = {row["duty_id"]: row for row in self.rows("duties")}
        self.blocks = by(self.rows("task_blocks"), "task_id")
        self.made = {table: by(self.rows(table), "task_id") for table in ("outputs", "indicators")}
        codes = {row["competency_id"]: row["competency_code"] for row in self.rows("competencies")}
        needed = [row | {"competency_code": codes.get(row["competency_id"])} for row in self.rows("requirements")]
        self.required = by(needed, "task_id")

    def all(self) -> Iterator[Row]:
        yield self._overview()
        yield from map(self._task, self.rows("tasks"))

    def _passage(self, text: Iterable[str], levels: Sequence[int], codes: Iterable[str], task: Row | None = None) -> Row:
        own = self.own["standard_id"]
        task_id = None if task is None else task["task_id"]
        duty_id = None if task is None else task["duty_id"]
        duty = self.duties.get(duty_id)
        address = addresses.standard(self.settings, own)
        if task_id is not None:
            address = addresses.item(self.settings, own, "task_id", task_id)
        return {
            "passage_id": own if task_id is None else f"{own}/{task_id}",
            "kind": "standard" if task is None else "task",
            "standard_id": own, "standard_name": self.own["name"], "is_current": self.own["is_current"],
            "duty_id": duty_id, "duty_name": None if duty is None else duty["name"],
            "task_id": task_id, "task_name": None if task is None else task["name"],
            "levels": list(levels), "text": "\n".join(text), "codes": list(dict.fromkeys(codes)),
            "page": None if task is None else task["page"],
            "licence": None if self.settings.licence is None else self.settings.licence.name,
            "source_sha256": self.own["sha256"],
            "address": address if self.settings.address else None,
        }

    def _head(self) -> str:
        return f"職能基準：{self.own['name'] or ''}（{self.own['standard_id']}）"

    def _overview(self) -> Row:
        attitudes = [row for row in self.rows("competencies") if row["kind"] == "A"]
        level = self.own["level"]
        codes = [*_codes(self.rows("duties"), "duty_code"), *_codes(self.rows("tasks"), "task_code"),
                 *_codes(attitudes, "competency_code")]
        return self._passage(self._overview_text(attitudes), [] if level is None else [level], codes)

    def _overview_text(self, attitudes: Sequence[Row]) -> Iterator[str]:
        yield self._head()
        for scheme, rows in by(self.rows("classifications"), "scheme").items():
            yield from _inline(_SCHEMES[scheme], (_named(row, "code") for row in rows))
        yield from _lines("工作描述", [self.own["description"] or ""])
        yield from _lines("基準級別", [str(self.own["level"] or self.own["level_printed"] or "")])
        yield from _lines("主要職責與工作任務", self._outline())
        # What the document does not assign to a task stands here, or it would stand nowhere.
        outputs, indicators = (self.made[table].get(None, []) for table in ("outputs", "indicators"))
        yield from _lines("未標明任務的工作產出", (_named(row, "output_code") for row in outputs))
        yield from _lines("未標明任務的行為指標", (_named(row, "indicator_code", "text") for row in indicators))
        yield from _inline(_KINDS["A"], (_named(row, "competency_code") for row in attitudes))
        yield from _lines("入門條件", (row["text"] for row in self.rows("notes") if row["section"] == "prerequisite"))

    def _outline(self) -> Iterator[str]:
        tasks = by(self.rows("tasks"), "duty_id")
        for duty_id, duty in self.duties.items():
            yield _named(duty, "duty_code")
            yield from (f"　{name}" for task in tasks.get(duty_id, ()) if (name := _named(task, "task_code")))

    def _task(self, task: Row) -> Row:
        made = {table: rows.get(task["task_id"], []) for table, rows in self.made.items()}
        needed = self.required.get(task["task_id"], [])
        levels = [row["level"] for row in self.blocks.get(task["task_id"], ()) if row["level"] is not None]
        codes = [*_codes([task], "task_code"), *_codes(made["outputs"], "output_code"),
                 *_codes(made["indicators"], "indicator_code"), *_codes(needed, "competency_code")]
        levels = list(dict.fromkeys(levels))
        return self._passage(self._task_text(task, made, needed, levels), levels, codes, task)

    def _task_text(self, task: Row, made: dict[str, list[Row]], needed: Sequence[Row], levels: Sequence[int]) -> Iterator[str]:
        yield self._head()
        duty = self.duties.get(task["duty_id"])
        yield from _lines("主要職責", [] if duty is None else [_named(duty, "duty_code")])
        yield from _lines("工作任務", [_named(task, "task_code")])
        yield from _inline("職能級別", map(str, levels))
        yield from _lines("工作產出", (_named(row, "output_code") for row in made["outputs"]))
        yield from _lines("行為指標", (_named(row, "indicator_code", "text") for row in made["indicators"]))
        for kind in ("K", "S"):
            named = (_named(row, "competency_code", "competency_name") for row in needed if row["kind"] == kind)
            yield from _inline(_KINDS[kind], named)


def passages(standard: StandardRows, settings: Settings) -> Iterator[Row]:
    """The overview of a standard, then its tasks in reading order, with the columns of `passages_parquet`."""
    return _Passages(standard, settings).all()


def _of_standard(standard: StandardRows, settings: Settings) -> Pieces:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in passages(standard, settings)]
    return {FILE_NAME: "".join(lines).encode()}


EXPORTER = Exporter(
    "passages",
    files={FILE_NAME: Form(
        "JSON Lines", "application/jsonl", Bilingual("passages to retrieve, one a line", "供檢索的段落，一行一段"),
    )},
    purpose=Bilingual(
        "retrieval and language models: a text for each standard and each task, with codes, page, licence and source",
        "檢索與語言模型：每項職能基準與每項工作任務一段文字，附代碼、頁碼、授權與來源",
    ),
    joined=Joined(lambda _: {FILE_NAME: Ends()}, _of_standard),
)
