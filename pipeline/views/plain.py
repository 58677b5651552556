"""A release without an SQLite file as one that can be asked: the same answers from its tables, slower."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pipeline.releases.exporters.parquet import file_name
from pipeline.releases.exporters.rows import rows
from pipeline.views import joins
from pipeline.views.dataset import Dataset
from pipeline.views.lookup import Hit, KnownAs, Row


class Plain:
    """A release by its tables."""

    def __init__(self, folder: Path) -> None:
        self._data = Dataset(folder)

    @cached_property
    def standards(self) -> Sequence[KnownAs]:
        """Every standard in the order of publication."""
        return joins.listed(self._data["standards"])

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard; none of a table that a release of long ago does not have."""
        if not (self._data.folder / file_name(table)).is_file():
            return []
        frame = self._data[table]
        return rows(frame[frame["standard_id"] == standard_id])

    def search(self, wanted: str) -> list[Hit]:
        """Every text whose match key contains `wanted`."""
        found = joins.search(self._data, wanted)
        return [Hit(row["standard_id"], row["table"], row["item_id"], row["text"]) for row in rows(found)]
