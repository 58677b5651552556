"""Which files of a release hold data, and what each is, for every description that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.releases.exporters import csv, excel_csv, nested, parquet, skos, sqlite, xlsx
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

LATEST = "latest"
"""Folder of a published place that always holds a copy of the newest release."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the data; `media_type` as registered, `label` for people."""

    name: str
    media_type: str
    label: Bilingual


CSV = Form("CSV", "text/csv", Bilingual("CSV, the canonical form", "CSV，標準格式"))
EXCEL_CSV = Form("CSV", "text/csv", Bilingual("CSV for opening in Excel", "CSV，可直接用 Excel 開啟"))
PARQUET = Form("Parquet", "application/vnd.apache.parquet", Bilingual("Parquet, typed", "Parquet，欄位帶型別"))
WHOLE = {
    sqlite.FILE_NAME: Form(
        "SQLite", "application/vnd.sqlite3", Bilingual("SQLite with views and search", "SQLite，含檢視表與全文檢索"),
    ),
    xlsx.FILE_NAME: Form(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Bilingual("workbook, a sheet per table", "活頁簿，一表一頁"),
    ),
    nested.FILE_NAME: Form(
        "JSON Lines", "application/jsonl", Bilingual("nested, one standard per line", "巢狀 JSON，一行一項職能基準"),
    ),
    skos.TURTLE: Form("Turtle", "text/turtle", Bilingual("SKOS as Turtle", "SKOS（Turtle）")),
    skos.JSON_LD: Form("JSON-LD", "application/ld+json", Bilingual("SKOS as JSON-LD", "SKOS（JSON-LD）")),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of data; `path` is relative to the release, `table` set where the file holds one table."""

    path: str
    form: Form
    bytes: int
    sha256: str
    table: str | None = None

    @property
    def label(self) -> Bilingual:
        """What the file is, with the table's name where it holds one."""
        if self.table is None:
            return self.form.label
        table = TABLES[self.table]
        return Bilingual(f"{table.label}: {self.form.label.en}", f"{table.label_zh}：{self.form.label.zh}")


def _candidates() -> Iterator[tuple[str, Form, str | None]]:
    for table in TABLES:
        yield csv.file_name(table), CSV, table
    for table in TABLES:
        yield parquet.file_name(table), PARQUET, table
    for name, form in WHOLE.items():
        yield name, form, None
    for table in TABLES:
        yield f"{excel_csv.FOLDER}/{csv.file_name(table)}", EXCEL_CSV, table


def data_files(release: ReleaseFolder) -> list[File]:
    """The files of data that a release holds, the canonical ones first."""
    return [
        File(path, form, release.size(path), release.sha256(path), table)
        for path, form, table in _candidates() if release.holds(path)
    ]


def address(path: str, settings: Settings) -> str:
    """Where a file can be fetched; relative to the release as long as whoever publishes states no address."""
    return f"{settings.address}{LATEST}/{path}" if settings.address else path
