"""The standards as SKOS: a concept scheme per standard version, a concept per item.

A graph is a sequence of nodes, each a subject with its statements; `skos` writes them as Turtle and
as JSON-LD, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.rows import Row, grouped, rows
from pipeline.releases.settings import Settings


@dataclass(frozen=True, slots=True)
class Link:
    """A statement's object that is a resource."""

    address: str


@dataclass(frozen=True, slots=True)
class Text:
    """A statement's object that is a text, in Traditional Chinese where `chinese`."""

    value: str
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A statement's object that is a number or a date; `kind` is its XML Schema type."""

    value: str
    kind: str


Value: TypeAlias = Link | Text | Typed
Node: TypeAlias = tuple[str, str, list[tuple[str, Value]]]
"""Address, SKOS class, statements with prefixed predicates."""

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ITEMS = ("duties", "tasks", "outputs", "indicators", "competencies")
KINDS = {"K": "knowledge", "S": "skill", "A": "attitude"}


def _chinese(predicate: str, value: str | None) -> list[tuple[str, Value]]:
    return [] if value is None else [(predicate, Text(value, chinese=True))]


class _Graph:
    def __init__(self, frames: Mapping[str, pd.DataFrame], settings: Settings) -> None:
        self.settings = settings
        self.standards = rows(frames["standards"])
        self.items = {name: grouped(frames[name], "standard_id") for name in ITEMS}
        self.required = grouped(frames["requirements"], "standard_id", "task_id")
        self.levels = grouped(frames["task_blocks"], "standard_id", "task_id")
        self.versions = self._newest_first()

    def _newest_first(self) -> dict[str, list[Row]]:
        versions: dict[str, list[Row]] = {}
        for row in sorted(self.standards, key=lambda row: -(row["version"] or 0)):
            if row["base_code"] and row["version"]:
                versions.setdefault(row["base_code"], []).append(row)
        return versions

    def nodes(self) -> Iterator[Node]:
        for row in self.standards:
            yield self._scheme(row)
            for table in self.items:
                for item in self.items[table].get(row["standard_id"], []):
                    yield self._concept(table, item)

    def _scheme(self, row: Row) -> Node:
        statements: list[tuple[str, Value]] = [("dcterms:identifier", Text(row["standard_id"]))]
        statements += _chinese("dcterms:title", row["name"]) + _chinese("dcterms:description", row["description"])
        if row["updated_on"] is not None:
            statements.append(("dcterms:modified", Typed(row["updated_on"].isoformat(), "date")))
        if row["level"] is not None:
            statements.append(("icap:level", Typed(str(row["level"]), "integer")))
        older = [one for one in self.versions.get(row["base_code"], []) if one["version"] < (row["version"] or 0)]
        if older:
            statements.append(("dcterms:replaces", Link(addresses.standard(self.settings, older[0]["standard_id"]))))
        tops = [item for table in ("duties", "competencies") for item in self.items[table].get(row["standard_id"], [])]
        statements += [("skos:hasTopConcept", Link(self._address(item))) for item in tops]
        return addresses.standard(self.settings, row["standard_id"]), "skos:ConceptScheme", statements

    def _address(self, item: Row) -> str:
        """The second column of each of these tables is the item's id."""
        return addresses.item(self.settings, item["standard_id"], list(item.values())[1])

    def _concept(self, table: str, item: Row) -> Node:
        own = item["standard_id"]
        word = KINDS[item["kind"]] if table == "competencies" else {"duties": "duty"}.get(table, table.removesuffix("s"))
        statements: list[tuple[str, Value]] = [
            ("skos:inScheme", Link(addresses.standard(self.settings, own))), ("dcterms:type", Text(word)),
        ]
        code = next(value for name, value in item.items() if name.endswith("_code"))
        statements += [("skos:notation", Text(code))] if code is not None else []
        statements += _chinese("skos:prefLabel", item.get("text", item.get("name")))
        statements += _chinese("skos:definition", item.get("definition"))
        return self._address(item), "skos:Concept", statements + self._place(table, item)

    def _place(self, table: str, item: Row) -> list[tuple[str, Value]]:
        own = item["standard_id"]
        if table in ("duties", "competencies"):
            return [("skos:topConceptOf", Link(addresses.standard(self.settings, own)))]
        parent = item["duty_id"] if table == "tasks" else item["task_id"]
        placed: list[tuple[str, Value]] = []
        if parent is not None:
            placed.append(("skos:broader", Link(addresses.item(self.settings, own, parent))))
        if table != "tasks":
            return placed
        levels = sorted({row["level"] for row in self.levels.get((own, item["task_id"]), []) if row["level"] is not None})
        placed += [("icap:level", Typed(str(level), "integer")) for level in levels]
        needed = [row["competency_id"] for row in self.required.get((own, item["task_id"]), [])]
        return placed + [("skos:related", Link(addresses.item(self.settings, own, one))) for one in needed]


def nodes(frames: Mapping[str, pd.DataFrame], settings: Settings) -> Iterator[Node]:
    """Every concept scheme followed by its concepts, in the order of the tables."""
    return _Graph(frames, settings).nodes()
