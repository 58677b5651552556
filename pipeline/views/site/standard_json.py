"""`standard.json` beside the page of a standard: one nested object for programs, which is JSON-LD (SKOS) as it stands.

Items carry their identifiers, relative to that of the standard, and name each other by them; texts stand once. Keys
without a meaning in SKOS are ignored by whoever reads it as JSON-LD. What is not printed is left out, and so is the class
of each item, which follows from how it is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.concepts import PREFIXES
from pipeline.releases.exporters.linked_values import LANGUAGE
from pipeline.releases.exporters.rows import by
from pipeline.releases.settings import Settings
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.shelf import Row

FILE_NAME = "standard.json"
MEDIA_TYPE = "application/ld+json"
LISTS = ("standard_versions", "classifications", "notes")
_KINDS = (("K", "knowledge"), ("S", "skills"), ("A", "attitudes"))


def _context(settings: Settings, own: str) -> dict[str, Any]:
    below, top = {"@reverse": "skos:broader"}, {"@id": "skos:hasTopConcept"}
    inside = {"@reverse": "skos:inScheme"}
    label = {"@id": "skos:prefLabel", "@language": LANGUAGE}
    return PREFIXES | {
        "icap": addresses.vocabulary(settings), "@base": own, "id": "@id", "type": "@type",
        "standard_id": "dcterms:identifier", "title": {"@id": "dcterms:title", "@language": LANGUAGE},
        "description": {"@id": "dcterms:description", "@language": LANGUAGE},
        "updated_on": {"@id": "dcterms:modified", "@type": "xsd:date"},
        "replaces": {"@id": "dcterms:replaces", "@type": "@id"}, "level": "icap:level",
        "duties": top, "knowledge": top, "skills": top, "attitudes": top,
        "outputs_without_task": inside, "indicators_without_task": inside,
        "tasks": below, "outputs": below, "indicators": below, "blocks": "@nest",
        "requires": {"@id": "skos:related", "@type": "@id"},
        "code": "skos:notation", "name": label, "text": label, "definition": {"@id": "skos:definition", "@language": LANGUAGE},
    }


def content(catalogue: Catalogue, standard_id: str, address: str | None) -> bytes:
    """The file; `address` is where the site will be read, None as long as nobody knows."""
    settings = Settings(address=address)
    own = addresses.standard(settings, standard_id)
    previous = catalogue.previous(standard_id)
    row = dict(catalogue.by_id[standard_id])
    described: dict[str, Any] = {
        "@context": _context(settings, own), "id": own, "type": "skos:ConceptScheme", "standard_id": row.pop("standard_id"),
        "title": row.pop("name"), **row, "updated_on": _day(row["updated_on"]), "valid_until": _day(row["valid_until"]),
        "replaces": addresses.standard(settings, previous["standard_id"]) if previous else None,
    }
    for table in LISTS:
        described[table] = [_stated(_plain(one)) for one in catalogue.rows(table, standard_id)]
    # A reference relative to a name without slashes is understood by few.
    described |= _Items(catalogue, standard_id, "" if address else own).lists()
    return (json.dumps(_stated(described), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class _Items:
    """The items of a standard by what they belong to."""

    def __init__(self, catalogue: Catalogue, own: str, prefix: str) -> None:
        self.prefix = prefix
        self.rows = {
            table: catalogue.rows(table, own)
            for table in ("duties", "tasks", "task_blocks", "outputs", "indicators", "competencies", "block_competencies")
        }
        self.tasks = by(self.rows["tasks"], "duty_id")
        self.blocks = by(self.rows["task_blocks"], "task_id")
        self.required = by(self.rows["block_competencies"], "block")
        self.made = {table: by(self.rows[table], "task_id") for table in ("outputs", "indicators")}

    def lists(self) -> dict[str, Any]:
        kinds = by(self.rows["competencies"], "kind")
        found: dict[str, Any] = {"duties": [self._duty(row) for row in self.rows["duties"]]}
        found |= {word: [self._item("competency", row) for row in kinds.get(kind, [])] for kind, word in _KINDS}
        # What belongs to no task has no place in the hierarchy.
        loose = {f"{table}_without_task": list(self._of_task(table, None)) for table in self.made}
        return found | {name: items for name, items in loose.items() if items}

    def _duty(self, row: Row) -> Row:
        return self._item("duty", row) | {"tasks": [self._task(task) for task in self.tasks.get(row["duty_id"], [])]}

    def _task(self, row: Row) -> Row:
        blocks = [
            _stated({
                "block": block["block"], "level": block["level"],
                "requires": [self._at("competency_id", one) for one in self.required.get(block["block"], [])],
            })
            for block in self.blocks.get(row["task_id"], [])
        ]
        made = {table: list(self._of_task(table, row["task_id"])) for table in self.made}
        return self._item("task", row) | {"blocks": blocks} | made

    def _of_task(self, table: str, task_id: str | None) -> Iterator[Row]:
        for row in self.made[table].get(task_id, []):
            yield self._item(table[:-1], row)

    def _item(self, word: str, row: Row) -> Row:
        """An item with its identifier; the list that it stands in says what it is."""
        text = "text" if word == "indicator" else "name"
        return _stated({
            "id": self._at(f"{word}_id", row), "code": row[f"{word}_code"], text: row[text],
            "definition": row.get("definition"), "page": row.get("page"),
        })

    def _at(self, column: str, row: Row) -> str:
        return f"{self.prefix}#{addresses.anchor(column, row[column])}"


def _plain(row: Row) -> Row:
    return {name: value if isinstance(value, str | int | float | None) else value.isoformat()
            for name, value in row.items() if name not in ("standard_id", "position")}


def _day(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
