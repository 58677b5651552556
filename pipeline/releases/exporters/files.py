"""Which files of a release hold data, and what each is, for every description that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.releases.exporters import (
    case,
    class_schemes,
    csv,
    excel_csv,
    nested,
    parquet,
    passages,
    passages_parquet,
    skos,
    sqlite,
    xlsx,
)
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Form
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

LATEST = "latest"
"""Folder of a published place that always holds a copy of the newest release."""

DATA = (
    csv.EXPORTER,
    parquet.EXPORTER,
    sqlite.EXPORTER,
    xlsx.EXPORTER,
    nested.EXPORTER,
    passages.EXPORTER,
    passages_parquet.EXPORTER,
    skos.EXPORTER,
    class_schemes.EXPORTER,
    excel_csv.EXPORTER,
    case.EXPORTER,
)
"""The forms of the data in the order in which descriptions list them, the canonical one first."""


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
    for exporter in DATA:
        for path, form in exporter.files.items():
            if form is not None and "{table}" in path:
                yield from ((path.format(table=table), form, table) for table in TABLES)
            elif form is not None:
                yield path, form, None


def data_files(release: ReleaseFolder) -> list[File]:
    """The files of data that a release holds, the canonical ones first."""
    return [
        File(path, form, release.size(path), release.sha256(path), table)
        for path, form, table in _candidates() if release.holds(path)
    ]


def address(path: str, settings: Settings) -> str:
    """Where a file can be fetched; relative to the release as long as whoever publishes states no address."""
    return f"{settings.address}{LATEST}/{path}" if settings.address else path
