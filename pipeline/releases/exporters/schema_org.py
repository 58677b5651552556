"""`dataset.jsonld`: the release as a schema.org Dataset, which search engines read."""

from __future__ import annotations

from typing import Any

from pipeline.releases.exporters import about, addresses, citation, files
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

FILE_NAME = "dataset.jsonld"


def _download(file: files.File, settings: Settings) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.label.zh,
        "alternateName": file.label.en,
        "contentUrl": files.address(file.path, settings),
        "encodingFormat": file.form.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _dataset(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, Any]:
    day = content.newest_update()
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{addresses.base(settings)}dataset",
        "name": about.TITLE.zh,
        "alternateName": about.TITLE.en,
        "description": f"{about.DESCRIPTION.zh}\n{about.DESCRIPTION.en}",
        "keywords": list(about.KEYWORDS),
        "inLanguage": "zh-Hant-TW",
        "spatialCoverage": {"@type": "Place", "name": "臺灣"},
        "version": citation.version(into),
        "dateModified": None if day is None else day.isoformat(),
        "url": settings.address,
        "identifier": about.doi_address(settings),
        "isBasedOn": about.SOURCE_URL,
        "creator": {"@type": "GovernmentOrganization", "name": about.OWNER, "alternateName": about.OWNER_EN},
        "publisher": settings.publisher and {"@type": "Organization", "name": settings.publisher, "email": settings.contact},
        "license": settings.licence and settings.licence.url,
        "conditionsOfAccess": about.licence_sentence(settings).zh,
        "usageInfo": [warning.zh for warning in about.WARNINGS] + [warning.en for warning in about.WARNINGS],
        "distribution": [_download(file, settings) for file in files.data_files(into)],
    }
    return {name: value for name, value in described.items() if value is not None}


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Describe the files that the release holds already."""
    write_json(_dataset(content, into, settings), into.path / FILE_NAME)


EXPORTER = Exporter(
    "schema_org",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("search engines (schema.org)", "搜尋引擎（schema.org）"),
)
