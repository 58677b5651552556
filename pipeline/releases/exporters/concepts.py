"""A standard as SKOS: a concept scheme for the standard version, a concept per item.

A graph is a sequence of nodes, each a subject with its statements; `skos` writes them as Turtle and
as JSON-LD, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.linked_values import Value, chinese, link, plain, typed
from pipeline.releases.exporters.rows import Row, by
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings

Statement: TypeAlias = tuple[str, Value]
"""Prefixed predicate and object."""
Node: TypeAlias = tuple[str, str, list[Statement]]
"""Address, SKOS class, statements."""

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Table, its id, its printed code, the id of what its items belong to.
_ITEMS = (
    ("duties", "duty_id", "duty_code", None, "duty"),
    ("tasks", "task_id", "task_code", "duty_id", "task"),
    ("outputs", "output_id", "output_code", "task_id", "output"),
    ("indicators", "indicator_id", "indicator_code", "task_id", "indicator"),
    ("competencies", "competency_id", "competency_code", None, None),
)
KINDS = {"K": "knowledge", "S": "skill", "A": "attitude"}


def _chinese(predicate: str, text: str | None) -> list[Statement]:
    return [] if text is None else [(predicate, chinese(text))]


class _Graph:
    """The statements about one standard."""

    def __init__(self, standard: StandardRows, settings: Settings) -> None:
        self.standard, self.settings = standard, settings
        self.address = addresses.standard(settings, standard.standard_id)
        self.own = link(self.address)
        self.links: dict[tuple[str, str], Value] = {}
        self.required = by(standard.rows("requirements"), "task_id")
        self.blocks = by(standard.rows("task_blocks"), "task_id")
        self.terms = {row["competency_id"]: row["term_id"] for row in standard.rows("vocabulary_links")}

    def nodes(self) -> Iterator[Node]:
        yield self._scheme(self.standard.standard)
        for table, own_id, code, parent, word in _ITEMS:
            for item in self.standard.rows(table):
                statements = [
                    ("skos:inScheme", self.own), ("dcterms:type", plain(word or KINDS[item["kind"]])),
                    *([("skos:notation", plain(item[code]))] if item[code] is not None else []),
                    *_chinese("skos:prefLabel", item.get("text", item.get("name"))),
                    *_chinese("skos:definition", item.get("definition")),
                    *self._place(table, item, parent),
                ]
                yield self._item(own_id, item[own_id]), "skos:Concept", statements

    def _item(self, column: str, item_id: str) -> str:
        return f"{self.address}#{addresses.anchor(column, item_id)}"

    def _link(self, column: str, item_id: str) -> Value:
        """A link to an item; most are linked to several times."""
        if (column, item_id) not in self.links:
            self.links[column, item_id] = link(self._item(column, item_id))
        return self.links[column, item_id]

    def _scheme(self, row: Row) -> Node:
        statements: list[Statement] = [("dcterms:identifier", plain(row["standard_id"]))]
        statements += _chinese("dcterms:title", row["name"]) + _chinese("dcterms:description", row["description"])
        if row["updated_on"] is not None:
            statements.append(("dcterms:modified", typed(row["updated_on"].isoformat(), "date")))
        if row["level"] is not None:
            statements.append(("icap:level", typed(str(row["level"]), "integer")))
        if self.standard.replaces is not None:
            statements.append(("dcterms:replaces", link(addresses.standard(self.settings, self.standard.replaces))))
        statements += [
            ("dcterms:subject", link(addresses.class_of(self.settings, row["scheme"], row["class_code"])))
            for row in self.standard.rows("class_links")
        ]
        tops = [(table, own_id) for table, own_id, _, parent, _ in _ITEMS if parent is None]
        statements += [
            ("skos:hasTopConcept", self._link(own_id, item[own_id]))
            for table, own_id in tops for item in self.standard.rows(table)
        ]
        return self.address, "skos:ConceptScheme", statements

    def _place(self, table: str, item: Row, parent: str | None) -> list[Statement]:
        if parent is None:
            return [("skos:topConceptOf", self.own), *self._term(item)]
        placed = [("skos:broader", self._link(parent, item[parent]))] if item[parent] is not None else []
        if table != "tasks":
            return placed
        levels = sorted({row["level"] for row in self.blocks.get(item["task_id"], []) if row["level"] is not None})
        placed += [("icap:level", typed(str(level), "integer")) for level in levels]
        needed = [row["competency_id"] for row in self.required.get(item["task_id"], [])]
        return placed + [("skos:related", self._link("competency_id", one)) for one in needed]


    def _term(self, item: Row) -> list[Statement]:
        """The term of the vocabulary that a named competency is."""
        term = self.terms.get(item.get("competency_id"))
        return [] if term is None else [("skos:exactMatch", link(addresses.term(self.settings, term)))]


def nodes(standard: StandardRows, settings: Settings) -> Iterator[Node]:
    """The concept scheme of a standard followed by its concepts, in the order of the tables."""
    return _Graph(standard, settings).nodes()
