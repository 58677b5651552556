"""`datapackage.json`: the release described for machines (Frictionless Data Package 2.0)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.releases.exporters import about, citation
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import DESCRIPTION, ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import SCHEMA_VERSION, TABLES
from pipeline.schema.derive.resources import resource

FILE_NAME = DESCRIPTION

PACKAGE: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": about.NAME,
    "title": about.TITLE.en,
    "title_zh": about.TITLE.zh,
    "description": about.DESCRIPTION.en,
    "description_zh": about.DESCRIPTION.zh,
    "schema_version": SCHEMA_VERSION,
    "keywords": list(about.KEYWORDS),
    "sources": [{"title": f"{about.OWNER} {about.SOURCE_TITLE}", "path": about.SOURCE_URL}],
    "usage_warnings": [asdict(warning) for warning in about.WARNINGS],
}
"""What holds for every release. No licence: only whoever publishes can state one."""


def _publication(settings: Settings) -> dict[str, Any]:
    """What the settings say; `rights` speaks up where they say nothing about the licence."""
    stated: dict[str, Any] = {"rights": asdict(about.licence_sentence(settings))}
    if settings.licence:
        stated["licenses"] = [{"name": settings.licence.name, "title": settings.licence.title, "path": settings.licence.url}]
    if settings.publisher:
        contributor = {"title": settings.publisher, "email": settings.contact, "roles": ["publisher"]}
        stated["contributors"] = [{name: value for name, value in contributor.items() if value}]
    if settings.doi:
        stated["id"] = about.doi_address(settings)
    return stated | ({"homepage": settings.address} if settings.address else {})


def _with_bytes(described: dict[str, Any], into: ReleaseFolder) -> dict[str, Any]:
    path = described["path"]
    return described | {"bytes": into.size(path), "hash": f"sha256:{into.sha256(path)}"}


def _others(folder: Path) -> list[str]:
    """What else is in the release, so that a change of the chosen forms shows here."""
    tables = {f"{name}.csv" for name in TABLES}
    others = (entry for entry in folder.iterdir() if entry.name not in (*tables, FILE_NAME) and not entry.name.startswith("."))
    return sorted(entry.name + "/" * entry.is_dir() for entry in others)


def write(_content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Describe the CSV files of the release, which must be written already, and name the other forms."""
    package = PACKAGE | {"version": citation.version(into)} | _publication(settings)
    package |= {"other_forms": _others(into.path), "resources": [_with_bytes(resource(TABLES[name]), into) for name in TABLES]}
    write_json(package, into.path / FILE_NAME)


def licence_name(folder: Path) -> str | None:
    """The licence that a release states; None where it says that there is none."""
    return stated_licence((folder / FILE_NAME).read_bytes())


def stated_licence(description: bytes) -> str | None:
    """The same from the content of the description."""
    package = json.loads(description)
    return next((str(one["name"]) for one in package.get("licenses", [])), None)


EXPORTER = Exporter(
    "datapackage",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual(
        "programs: columns, keys, sizes and hashes (Frictionless)",
        "程式：欄位、鍵、大小與雜湊值（Frictionless）",
    ),
    always=True,
)
