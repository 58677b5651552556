"""Small releases for the tests of the site: made-up standards as Parquet tables, nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.releases.content import Content
from pipeline.releases.exporters import csv, nested
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.fragment import Forms
from pipeline.releases.joining import join
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Kind, frames
from pipeline.schema.declaration import Record
from pipeline.schema.derive.arrow import arrow_schema
from pipeline.schema.tables import Tables
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.shelf import Shelf
from tests.build.factory import changed, many_tables, staged

CODES = ("AVA3332-001v4", "IDC5294-001v2", "IDC5294-001v3")
OLD, NEW = "IDC5294-001v2", "IDC5294-001v3"
HOSTILE = "<script>alert(1)</script>\"'&amp;</style>--><img src=x onerror=alert(2)>`${1}`\\\n]]>\u2028{{7}}"


def write_release(tables: Tables, folder: Path, database: bool = False) -> Path:
    """The tables of a release, as the gate would have let them pass, and its SQLite file if wanted."""
    return staged(tables, folder, database)


def write_lines(tables: Tables, folder: Path) -> None:
    """Write the release's JSON lines too."""
    join(Content.of(tables), Forms([csv.EXPORTER, nested.EXPORTER], Settings()), ReleaseFolder(folder))


def catalogue(tables: Tables) -> Catalogue:
    """What the pages of a release ask."""
    built = {
        name: pa.Table.from_pandas(frame, schema=arrow_schema(TABLES[name]), preserve_index=False)
        for name, frame in frames.build(tables).items()
    }
    return Catalogue(Shelf(built), "release")


def place(tables: Tables, table: str, **wanted: Any) -> int:
    """Where the first record stands that has these values."""
    return next(
        number for number, record in enumerate(tables.of(table))
        if all(getattr(record, name) == value for name, value in wanted.items())
    )


def edited(tables: Tables, table: str, which: dict[str, Any], **values: Any) -> Tables:
    """The same tables with other values in the record that `which` describes."""
    return changed(tables, table, place(tables, table, **which), **values)


def three_standards() -> Tables:
    """Two versions of one standard that differ, and another one."""
    tables = many_tables(*CODES)
    other = {"standard_id": CODES[0]}
    tables = edited(tables, "standards", other, name="臺灣丁物策展員", level=5, description="策劃丁物展覽。")
    tables = edited(tables, "tasks", other | {"task_id": "T1.2"}, name="撰寫丁物展覽企劃並與甲乙丙單位協調")
    tables = edited(tables, "classifications", other | {"scheme": "industry"}, name="丁業／策展業")
    tables = edited(tables, "standards", {"standard_id": OLD}, level=2, status="歷史版本")
    tables = edited(tables, "tasks", {"standard_id": OLD, "task_id": "T1.2"}, name="整理舊物")
    return edited(tables, "competencies", {"standard_id": OLD, "competency_id": "S01"}, name="挑選舊物能力")


def hollow(tables: Tables, standard_id: str) -> Tables:
    """The same tables with null in every column of a standard's rows that may be null."""
    made = Tables()
    for name, records in tables.items():
        empty = {column.name: None for column in TABLES[name].columns if column.nullable and column.name != "standard_id"}
        made.of(name).extend(
            dataclasses.replace(record, **empty) if getattr(record, "standard_id", None) == standard_id else record
            for record in records
        )
    return made


def poisoned(tables: Tables, everything: bool) -> Tables:
    """Every text of every record with markup in it; `everything` spares not even fields that have a list of allowed values."""
    made = Tables()
    for name, records in tables.items():
        made.of(name).extend(_poisoned(name, record, everything) for record in records)
    return made


def _poisoned(table: str, record: Record, everything: bool) -> Record:
    columns = {column.name: column.field for column in TABLES[table].columns}
    texts = {
        name: getattr(record, name) for name, field in columns.items()
        if field.kind is Kind.STRING and (everything or not field.allowed)
    }
    return dataclasses.replace(record, **{name: text + HOSTILE for name, text in texts.items() if text is not None})
