"""The rows of one standard, from which every form tells its part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.releases.exporters.rows import Row
from pipeline.schema import TABLES
from pipeline.schema.rows import Values


@dataclass(frozen=True)
class StandardRows:
    """What is published of one standard: its rows by table in the order of publication, and what others mean for it.

    `replaces` is the next older version that the release holds, `newest` the latest date of update in the release;
    None where it does not matter, because the standard prints one itself.
    """

    standard_id: str
    values: Mapping[str, Sequence[Values]]
    replaces: str | None = None
    newest: dt.date | None = None

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return {}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table with the names of their columns; not to be changed."""
        if table not in self._rows:
            names = TABLES[table].column_names
            self._rows[table] = [dict(zip(names, values, strict=True)) for values in self.values.get(table, ())]
        return self._rows[table]

    @property
    def standard(self) -> Row:
        """The row of the standard itself."""
        (row,) = self.rows("standards")
        return row
