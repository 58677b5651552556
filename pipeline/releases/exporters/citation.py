"""`CITATION.cff`: how to cite the release (Citation File Format 1.2.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.releases.exporters import about, csv
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_text
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Creator, Settings

FILE_NAME = "CITATION.cff"
VERSION_LENGTH = 12
# The format knows the SPDX identifiers of its day only; any other licence is given by its address.
_KNOWN_LICENCES = frozenset({
    "OGDL-Taiwan-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0",
})


def version(release: ReleaseFolder) -> str:
    """A short name of the data: the beginning of the release's identity."""
    return csv.identity(release)[:VERSION_LENGTH]


def _licence(settings: Settings) -> dict[str, str]:
    if settings.licence is None:
        return {}
    known = settings.licence.name in _KNOWN_LICENCES
    return {"license": settings.licence.name} if known else {"license-url": settings.licence.url}


def _author(creator: Creator) -> dict[str, str]:
    """An entity of the format, which knows no affiliation of those who have one name only."""
    return {"name": creator.name} | ({"orcid": f"https://orcid.org/{creator.orcid}"} if creator.orcid else {})


def _citation(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, Any]:
    publishers = [settings.publisher] if settings.publisher and settings.publisher != about.OWNER else []
    cited: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "引用本資料集時，請使用以下資訊。If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": f"{about.TITLE.zh} {about.TITLE.en}",
        "abstract": f"{about.DESCRIPTION.zh} {about.DESCRIPTION.en} {about.licence_sentence(settings).zh}",
        "authors": [{"name": about.OWNER}, *map(_author, settings.creators), *({"name": name} for name in publishers)],
        "keywords": list(about.KEYWORDS),
        "version": version(into),
    } | _licence(settings) | ({"doi": settings.doi} if settings.doi else {})
    day = content.newest_update()
    if day is not None:
        cited["date-released"] = day.isoformat()
    return cited | {"url": settings.address or about.SOURCE_URL}


def _lines(cited: Mapping[str, Any]) -> Iterator[str]:
    """YAML reads JSON's strings, lists and objects as they are."""
    for name, value in cited.items():
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}\n"


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write `CITATION.cff`; the date is the newest printed date of update."""
    write_text(_lines(_citation(content, into, settings)), into.path / FILE_NAME)


EXPORTER = Exporter(
    "citation",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("citing (Citation File Format)", "引用（Citation File Format）"),
)
