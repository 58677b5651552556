"""`case/<standard>.json`: the standards as 1EdTech CASE 1.0 packages (CFPackage), for learning platforms.

A document per standard version; an item per duty, task, output, indicator, knowledge, skill and
attitude; associations for hierarchy, requirement, level and succession. Identifiers are derived from
the item's address, so that a package made again updates the same items.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

from pipeline.base.durable import json_bytes
from pipeline.releases.exporters import about, addresses
from pipeline.releases.exporters.exporter import Exporter, Joined, Pieces
from pipeline.releases.exporters.rows import Row
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings

FOLDER = "case"
LANGUAGE = "zh-Hant-TW"
ITEM_TYPES = {
    "duties": "主要職責", "tasks": "工作任務", "outputs": "工作產出", "indicators": "行為指標",
    "K": "知識", "S": "技能", "A": "態度", "level": "職能級別",
}
_TABLES = ("duties", "tasks", "outputs", "indicators", "competencies")
_NO_DATE = dt.date(1970, 1, 1)
"""CASE wants a time of change; where neither the standard nor the release prints a date, this says so."""

Endpoint = tuple[str, str]
"""Address and title."""


class _Package:
    """One standard's package while it is put together."""

    def __init__(self, rows: StandardRows, settings: Settings) -> None:
        self.rows, self.standard, self.settings = rows.rows, rows.standard, settings
        self.address = addresses.standard(settings, rows.standard_id)
        self.changed = f"{(self.standard['updated_on'] or rows.newest or _NO_DATE).isoformat()}T00:00:00+00:00"
        self.title = self.standard["name"] or rows.standard_id
        self.titles: dict[str, str] = {}
        self.items: list[Row] = []
        self.associations: list[Row] = []

    def build(self) -> Row:
        for table in _TABLES:
            for row in self.rows(table):
                self._item(table, row)
        self._requirements()
        self._levels()
        self._predecessor()
        return {"CFDocument": self._document(), "CFItems": self.items, "CFAssociations": self.associations}

    def _entity(self, address: str) -> Row:
        return {"identifier": addresses.identifier(address), "uri": address, "lastChangeDateTime": self.changed}

    def _document(self) -> Row:
        package = f"{self.address}#package"
        described = self._entity(self.address) | {
            "CFPackageURI": {"title": self.title, "identifier": addresses.identifier(package), "uri": package},
            "creator": about.OWNER, "title": self.title, "language": LANGUAGE, "officialSourceURL": about.SOURCE_URL,
            "description": self.standard["description"], "version": _text(self.standard["version"]),
            "publisher": self.settings.publisher,
        }
        return _stated(described)

    def _at(self, column: str, item_id: str) -> Endpoint:
        address = addresses.item(self.settings, self.standard["standard_id"], column, item_id)
        return address, self.titles.get(address, item_id)

    def _level(self, level: int) -> Endpoint:
        return f"{self.address}#level-{level}", f"職能級別 {level}"

    def _item(self, table: str, row: Row) -> None:
        column, item_id = list(row.items())[1]
        code = next(value for name, value in row.items() if name.endswith("_code"))
        statement = row.get("text", row.get("name")) or code or item_id
        address, _ = self._at(column, item_id)
        self.titles[address] = statement
        kind = row["kind"] if table == "competencies" else table
        self.items.append(_stated(self._entity(address) | {
            "CFItemType": ITEM_TYPES[kind], "fullStatement": statement, "humanCodingScheme": code, "language": LANGUAGE,
            "notes": row.get("definition"), "CFDocumentURI": self._document_link(),
        }))
        above = {"tasks": "duty_id", "outputs": "task_id", "indicators": "task_id"}.get(table)
        parent = row[above] if above else None
        holder = (self.address, self.title) if above is None or parent is None else self._at(above, parent)
        self._associate("isChildOf", (address, statement), holder, row.get("position"))

    def _document_link(self) -> Row:
        return {"title": self.title, "identifier": addresses.identifier(self.address), "uri": self.address}

    def _associate(self, kind: str, origin: Endpoint, destination: Endpoint, number: int | None = None) -> None:
        address = f"{self.address}#association/{kind}/{quote(origin[0], safe='')}/{quote(destination[0], safe='')}"
        ends = {name: {"title": end[1], "identifier": addresses.identifier(end[0]), "uri": end[0]}
                for name, end in (("originNodeURI", origin), ("destinationNodeURI", destination))}
        self.associations.append(_stated(self._entity(address) | {
            "associationType": kind, **ends, "sequenceNumber": number, "CFDocumentURI": self._document_link(),
        }))

    def _requirements(self) -> None:
        for row in self.rows("requirements"):
            self._associate("isRelatedTo", self._at("task_id", row["task_id"]), self._at("competency_id", row["competency_id"]))

    def _levels(self) -> None:
        pairs = dict.fromkeys((row["task_id"], row["level"]) for row in self.rows("task_blocks") if row["level"] is not None)
        for level in sorted({level for _, level in pairs}):
            address, title = self._level(level)
            self.items.append(self._entity(address) | {
                "CFItemType": ITEM_TYPES["level"], "fullStatement": title, "humanCodingScheme": str(level),
                "CFDocumentURI": self._document_link(),
            })
        for task_id, level in pairs:
            self._associate("hasSkillLevel", self._at("task_id", task_id), self._level(level))

    def _predecessor(self) -> None:
        """The printed history says which version this one replaced; a history lists newer ones too."""
        version = self.standard["version"] or 0
        older = [row for row in self.rows("standard_versions") if row["version_code"] and (row["version"] or version) < version]
        if older:
            last = max(older, key=lambda row: row["version"])
            origin = addresses.standard(self.settings, last["version_code"]), last["name"] or last["version_code"]
            self._associate("replacedBy", origin, (self.address, self.title))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _stated(described: Row) -> Row:
    """CASE knows no nulls: what is not known is left out."""
    return {name: value for name, value in described.items() if value is not None}


def _of_standard(standard: StandardRows, settings: Settings) -> Pieces:
    """A file of its own below `case/`."""
    path = f"{FOLDER}/{addresses.quoted(standard.standard_id)}.json"
    return {path: json_bytes(_Package(standard, settings).build())}


EXPORTER = Exporter(
    "case",
    files={FOLDER + "/{standard}.json": None},
    purpose=about.Bilingual("learning platforms (1EdTech CASE 1.0)", "學習平臺（1EdTech CASE 1.0）"),
    joined=Joined(of_standard=_of_standard),
    on_request=True,
)
