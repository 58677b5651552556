"""`dcat.jsonld`: the release for data catalogues (W3C DCAT 3 as JSON-LD)."""

from __future__ import annotations

from typing import Any

from pipeline.releases.exporters import about, addresses, citation, files
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

FILE_NAME = "dcat.jsonld"
_LANGUAGE = "zh-Hant-TW"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _both(text: about.Bilingual) -> list[dict[str, str]]:
    return [{"@value": text.zh, "@language": _LANGUAGE}, {"@value": text.en, "@language": "en"}]


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _rights(settings: Settings) -> dict[str, Any]:
    statement = {"@type": "dcterms:RightsStatement", "dcterms:description": _both(about.licence_sentence(settings))}
    if settings.licence is None:
        return {"dcterms:rights": statement}
    return {"dcterms:rights": statement, "dcterms:license": {"@id": settings.licence.url}}


def _distribution(file: files.File, settings: Settings) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": _both(file.label),
        "dcat:downloadURL": {"@id": files.address(file.path, settings)},
        "dcat:mediaType": {"@id": _MEDIA_TYPES + file.form.media_type},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    } | _rights(settings)


def _dataset(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, Any]:
    day = content.newest_update()
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{addresses.base(settings)}dataset",
        "@type": "dcat:Dataset",
        "dcterms:title": _both(about.TITLE),
        "dcterms:description": _both(about.DESCRIPTION),
        "dcat:keyword": list(about.KEYWORDS),
        "dcterms:language": _LANGUAGE,
        "dcterms:creator": _agent(about.OWNER),
        "dcterms:source": {"@id": about.SOURCE_URL},
        "dcat:version": citation.version(into),
    } | _rights(settings)
    if day is not None:
        described["dcterms:modified"] = {"@value": day.isoformat(), "@type": "xsd:date"}
    if settings.doi:
        described["dcterms:identifier"] = about.doi_address(settings)
    if settings.publisher:
        described["dcterms:publisher"] = _agent(settings.publisher)
    if settings.contact:
        described["dcat:contactPoint"] = {"@type": "vcard:Kind", "vcard:hasEmail": {"@id": f"mailto:{settings.contact}"}}
    return described | {"dcat:distribution": [_distribution(file, settings) for file in files.data_files(into)]}


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Describe the files that the release holds already."""
    write_json(_dataset(content, into, settings), into.path / FILE_NAME)


EXPORTER = Exporter(
    "dcat",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("data catalogues (W3C DCAT 3)", "資料目錄（W3C DCAT 3）"),
)
