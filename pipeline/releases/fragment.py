"""A fragment: what follows from one standard alone, whatever else is released; a release joins fragments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.releases.exporters.exporter import Ends, Exporter, Pieces
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings
from pipeline.schema.columns import batch
from pipeline.schema.rows import Values


@dataclass(frozen=True, slots=True)
class Fragment:
    """One standard's rows as typed columns by table, and its piece of each joined file by path.

    `summary` is a JSON value of whoever made the rows, who gets it back with the fragment.
    """

    standard_id: str
    columns: Mapping[str, pa.RecordBatch]
    pieces: Pieces
    summary: Any = None


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a release that are joined of pieces, under its settings."""

    exporters: Sequence[Exporter]
    settings: Settings

    @property
    def key(self) -> str:
        """What shows in the pieces besides the standard: the forms, and what the settings say inside of them."""
        said = self.settings.address, self.settings.publisher, self.settings.licence
        return repr(([exporter.name for exporter in self.exporters], *said))

    def ends(self) -> dict[str, Ends]:
        """What stands in each joined file besides the pieces."""
        return {path: ends for one in self.exporters for path, ends in one.joined.ends(self.settings).items()}

    def fragment(self, standard: StandardRows, summary: Any = None) -> Fragment:
        """What follows from a standard. Raises ValueError for a value that is not of its column's type."""
        columns = {table: batch(table, rows) for table, rows in standard.values.items()}
        pieces: dict[str, bytes] = {}
        for table, rows in standard.values.items():
            pieces.update(self.of_table(table, rows))
        for exporter in self.exporters:
            if exporter.joined.of_standard is not None and standard.values.get("standards"):
                pieces.update(exporter.joined.of_standard(standard, self.settings))
        return Fragment(standard.standard_id, columns, pieces, summary)

    def of_table(self, table: str, rows: Sequence[Values]) -> Pieces:
        """The pieces of some rows of a table: those of one standard, or of a table that is made as a whole."""
        pieces: dict[str, bytes] = {}
        for exporter in self.exporters:
            if exporter.joined.of_table is not None:
                pieces.update(exporter.joined.of_table(table, rows, pieces))
        return pieces

    def of_whole(self, table: str, rows: Sequence[Values]) -> Pieces:
        """The pieces of a table that is made as a whole."""
        pieces = dict(self.of_table(table, rows))
        for exporter in self.exporters:
            if exporter.joined.of_whole is not None:
                pieces.update(exporter.joined.of_whole(table, rows, self.settings))
        return pieces
