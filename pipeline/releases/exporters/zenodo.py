"""`zenodo.json`: what Zenodo asks of a deposit, so that whoever archives a release there types nothing anew."""

from __future__ import annotations

from typing import Any

from pipeline.releases.exporters import about, citation
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Creator, Settings

FILE_NAME = "zenodo.json"


def _creator(creator: Creator) -> dict[str, str]:
    told = {"name": creator.name, "orcid": creator.orcid, "affiliation": creator.affiliation}
    return {name: value for name, value in told.items() if value}


def _deposit(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, Any]:
    day = content.newest_update()
    sentences = [
        about.DESCRIPTION.zh, about.DESCRIPTION.en, about.licence_sentence(settings).zh, about.licence_sentence(settings).en,
    ]
    related = [{"identifier": about.SOURCE_URL, "relation": "isDerivedFrom", "resource_type": "dataset"}]
    if settings.address:
        related.append({"identifier": settings.address, "relation": "isIdenticalTo", "resource_type": "dataset"})
    deposit: dict[str, Any] = {
        "upload_type": "dataset",
        "title": f"{about.TITLE.zh} {about.TITLE.en}",
        "description": "".join(f"<p>{sentence}</p>" for sentence in sentences),
        "creators": [{"name": about.OWNER}, *map(_creator, settings.creators)],
        "keywords": list(about.KEYWORDS),
        "version": citation.version(into),
        "language": "zho",
        "publication_date": None if day is None else day.isoformat(),
        "license": settings.licence and settings.licence.name.lower(),
        "access_right": "open" if settings.licence else None,
        "related_identifiers": related,
        "communities": [{"identifier": name} for name in settings.communities] or None,
    }
    return {"metadata": {name: value for name, value in deposit.items() if value is not None}}


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write what the settings and the tables say; without a licence nothing is said of access."""
    write_json(_deposit(content, into, settings), into.path / FILE_NAME)


EXPORTER = Exporter(
    "zenodo",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("archiving at Zenodo", "典藏於 Zenodo"),
)
