"""A release without an SQLite file as one that can be asked."""

from __future__ import annotations

from pathlib import Path

from pipeline.releases.exporters import csv, parquet
from pipeline.views.dataset import Dataset
from pipeline.views.framed import Framed
from pipeline.views.lookup import Row


class Plain(Framed):
    """A release by the tables in its folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Dataset(folder))
        self._folder = folder

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard; none of a table that a release of long ago does not have."""
        names = parquet.file_name(table), csv.file_name(table)
        return super().rows(table, standard_id) if any((self._folder / name).is_file() for name in names) else []
