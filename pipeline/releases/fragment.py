"""A fragment: what follows from a bundle of standards alone, whatever else is released; a release joins fragments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from pipeline.releases.exporters.exporter import Ends, Exporter, Pieces
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.settings import Settings
from pipeline.schema.columns import batch
from pipeline.schema.rows import Values
from pipeline.schema.tables import TABLES_BY_STANDARD


@dataclass(frozen=True, slots=True)
class Fragment:
    """The rows of a bundle of standards as typed columns by table, and its piece of each joined file by path.

    `summary` is a JSON value of whoever made the rows, who gets it back with the fragment.
    """

    columns: Mapping[str, pa.RecordBatch]
    pieces: Pieces
    summary: Any = None


@dataclass(frozen=True)
class Forms:
    """The forms of a release, those that are joined of pieces among them, under its settings."""

    exporters: Sequence[Exporter]
    settings: Settings

    @property
    def key(self) -> str:
        """What shows in the pieces besides the standard: the forms, and what the settings say inside of them."""
        said = self.settings.address, self.settings.publisher, self.settings.licence
        return repr(([exporter.name for exporter in self.exporters], *said))

    @cached_property
    def ends(self) -> dict[str, Ends]:
        """What stands in each joined file besides the pieces."""
        return {path: ends for one in self.exporters for path, ends in one.joined.ends(self.settings).items()}

    def fragment(self, standards: Sequence[StandardRows], summary: Any = None) -> Fragment:
        """What follows from a bundle of standards. Raises ValueError for a value that is not of its column's type."""
        values = {table: [row for one in standards for row in one.values.get(table, ())] for table in TABLES_BY_STANDARD}
        columns = {table: batch(table, rows) for table, rows in values.items()}
        pieces: dict[str, bytes] = {}
        for table, rows in values.items():
            pieces.update(self.of_table(table, rows))
        pieces.update(self._joined(self._of_standards(standards)))
        for exporter in self.exporters:
            if exporter.joined.of_columns is not None:
                pieces.update(exporter.joined.of_columns(columns))
        return Fragment(columns, pieces, summary)

    def _of_standards(self, standards: Iterable[StandardRows]) -> Iterator[tuple[str, bytes]]:
        for one in standards:
            for exporter in self.exporters:
                if exporter.joined.of_standard is not None and one.values.get("standards"):
                    yield from exporter.joined.of_standard(one, self.settings).items()

    def _joined(self, pieces: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        found: dict[str, list[bytes]] = defaultdict(list)
        for path, piece in pieces:
            found[path].append(piece)
        return ((path, self.ends.get(path, Ends()).between.join(some)) for path, some in found.items())

    def of_table(self, table: str, rows: Sequence[Values]) -> Pieces:
        """The pieces of some rows of a table: those of standards, or of a table that is made as a whole."""
        pieces: dict[str, bytes] = {}
        for exporter in self.exporters:
            if exporter.joined.of_table is not None:
                pieces.update(exporter.joined.of_table(table, rows, pieces))
        return pieces

    def of_whole(self, table: str, rows: Sequence[Values]) -> Iterator[tuple[str, bytes]]:
        """What a table that is made as a whole has of its own, besides the pieces of its rows: paths and pieces."""
        for exporter in self.exporters:
            if exporter.joined.of_whole is not None:
                for pieces in exporter.joined.of_whole(table, rows, self.settings):
                    yield from pieces.items()
