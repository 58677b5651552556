"""What a release is made of, before and after it is written."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from pipeline.releases.bundles import bundled
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.fragment import Forms, Fragment
from pipeline.schema.declaration import Record
from pipeline.schema.records import Standard
from pipeline.schema.rows import Values, ordered
from pipeline.schema.tables import TABLES_BY_STANDARD, WHOLE_TABLES, Tables


class Content(ABC):
    """Everything that a release is made of."""

    @abstractmethod
    def fragments(self, forms: Forms) -> Iterator[Fragment]:
        """The standards in the order of their ids, by bundle, in the forms that are asked for."""

    @abstractmethod
    def wholes(self) -> Iterator[tuple[str, Sequence[Values]]]:
        """The tables that are made as wholes with their rows, one after the other; asked once the fragments are through."""

    @staticmethod
    def of(tables: Tables) -> Content:
        """Tables that are there already."""
        return _InMemory(tables)


class Surroundings:
    """What the standards of a release mean for each other."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        listed = sorted(standards, key=attrgetter("standard_id"))
        self._newest = max((row.updated_on for row in listed if row.updated_on is not None), default=None)
        self._versions: dict[str, list[Standard]] = defaultdict(list)
        for row in sorted(listed, key=lambda row: -(row.version or 0)):
            if row.base_code and row.version:
                self._versions[row.base_code].append(row)

    def replaces(self, standard: Standard) -> str | None:
        """The next older version of a standard that is released as well."""
        version = standard.version or 0
        older = (row for row in self._versions.get(standard.base_code or "", ()) if (row.version or 0) < version)
        return next((row.standard_id for row in older), None)

    def newest(self, standard: Standard) -> dt.date | None:
        """The latest date of update in the release, for a standard that prints none."""
        return self._newest if standard.updated_on is None else None

    def of(self, standard: Standard | None, standard_id: str, values: Mapping[str, Sequence[Values]]) -> StandardRows:
        """The rows of a standard with what others mean for it."""
        if standard is None:
            return StandardRows(standard_id, values)
        return StandardRows(standard_id, values, self.replaces(standard), self.newest(standard))


class _InMemory(Content):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def fragments(self, forms: Forms) -> Iterator[Fragment]:
        return (forms.fragment(bundle) for bundle in bundled(self._standards(), attrgetter("standard_id")))

    def _standards(self) -> Iterator[StandardRows]:
        around = Surroundings(self._tables.standards)
        own = {row.standard_id: row for row in self._tables.standards}
        for standard_id, records in sorted(self._by_standard().items()):
            values = {table: ordered(table, records[table]) for table in TABLES_BY_STANDARD}
            yield around.of(own.get(standard_id), standard_id, values)

    def _by_standard(self) -> dict[str, dict[str, list[Record]]]:
        found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for table in TABLES_BY_STANDARD:
            for record in self._tables.of(table):
                # A record without its standard is refused by its table, which says so.
                found[_owner(record)][table].append(record)
        return found

    def wholes(self) -> Iterator[tuple[str, Sequence[Values]]]:
        return ((table, ordered(table, self._tables.of(table))) for table in WHOLE_TABLES)


def _owner(record: Record) -> str:
    """The standard of a record; one without is refused by its table, which says so."""
    return attrgetter("standard_id")(record) or ""
