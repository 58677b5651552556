"""`croissant.json`: the release for programs that train on data (MLCommons Croissant 1.0, JSON-LD).

A record set per table over its Parquet file, with keys and references; the file objects carry their hashes.
"""

from __future__ import annotations

from typing import Any

from pipeline.releases.exporters import about, addresses, citation, files
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.exporters.rows import write_json
from pipeline.releases.exporters.written import Written, file_name
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import SCHEMA_VERSION, TABLES, Column, Kind, Table

FILE_NAME = "croissant.json"
_CONFORMS = "http://mlcommons.org/croissant/1.0"
_PARQUET = "application/x-parquet"
"""What Croissant calls the format; it was registered under another name later."""
_TYPES = {
    Kind.STRING: "sc:Text", Kind.INTEGER: "sc:Integer", Kind.NUMBER: "sc:Float", Kind.BOOLEAN: "sc:Boolean", Kind.DATE: "sc:Date",
}
CONTEXT: dict[str, Any] = {
    "@language": "zh-Hant-TW",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "conformsTo": "dct:conformsTo",
} | {
    name: f"cr:{name}" for name in (
        "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
        "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
        "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
    )
}
"""The context that the format prescribes."""


def _field_id(table: str, column: str) -> str:
    return f"{table}/{column}"


def _references(table: Table) -> dict[str, str]:
    """By column what it names; the format knows single columns only, so the last one of a key of several stands for it."""
    return {
        one.columns[-1]: _field_id(one.parent, one.parent_columns[-1]) for one in table.references
        if len(one.columns) == 1 or one.columns[0] == "standard_id"
    }


def _field(table: Table, column: Column, reference: str | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:Field", "@id": _field_id(table.name, column.name), "name": column.name,
        "description": f"{column.field.label_zh}。{column.field.description}", "dataType": _TYPES[column.field.kind],
        "source": {"fileObject": {"@id": file_name(table.name)}, "extract": {"column": column.name}},
    }
    return described | ({"references": {"field": {"@id": reference}}} if reference else {})


def _record_set(table: Table) -> dict[str, Any]:
    references = _references(table)
    return {
        "@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": f"{table.label_zh}。{table.grain}",
        "key": [{"@id": _field_id(table.name, name)} for name in table.key],
        "field": [_field(table, column, references.get(column.name)) for column in table.columns],
    }


def _distribution(file: files.File, settings: Settings) -> dict[str, Any]:
    is_parquet = file.table is not None and file.path == file_name(file.table)
    return {
        "@type": "cr:FileObject", "@id": file.path, "name": file.path, "description": file.label.zh,
        "contentUrl": files.address(file.path, settings), "contentSize": f"{file.bytes} B",
        "encodingFormat": _PARQUET if is_parquet else file.form.media_type, "sha256": file.sha256,
    }


def _dataset(content: Written, into: ReleaseFolder, settings: Settings) -> dict[str, Any]:
    day, version = content.newest_update(), citation.version(into)
    described: dict[str, Any] = {
        "@context": CONTEXT, "@type": "sc:Dataset", "@id": f"{addresses.base(settings)}dataset", "name": about.NAME,
        "alternateName": [about.TITLE.zh, about.TITLE.en], "conformsTo": _CONFORMS,
        "description": f"{about.DESCRIPTION.zh}\n{about.DESCRIPTION.en}", "keywords": list(about.KEYWORDS),
        "url": settings.address or about.SOURCE_URL, "inLanguage": "zh-Hant-TW",
        # The format wants a version of three numbers: that of the schema, with the data's own name as its build.
        "version": f"{SCHEMA_VERSION}+{version}", "citeAs": f"{about.OWNER}: {about.TITLE.zh}, {version}",
        "datePublished": None if day is None else day.isoformat(),
        "creator": {"@type": "sc:Organization", "name": about.OWNER, "url": about.SOURCE_URL},
        "publisher": settings.publisher and {"@type": "sc:Organization", "name": settings.publisher},
        "license": settings.licence and settings.licence.url, "conditionsOfAccess": about.licence_sentence(settings).zh,
        "distribution": [_distribution(file, settings) for file in files.data_files(into)],
        "recordSet": [_record_set(table) for table in TABLES.values()],
    }
    return {name: value for name, value in described.items() if value is not None}


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Describe the files that the release holds already."""
    write_json(_dataset(content, into, settings), into.path / FILE_NAME)


EXPORTER = Exporter(
    "croissant",
    files={FILE_NAME: None},
    write=write,
    purpose=about.Bilingual("machine learning (MLCommons Croissant)", "機器學習（MLCommons Croissant）"),
)
