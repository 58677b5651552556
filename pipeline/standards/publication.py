"""What is published of all readings: decided for every document, and made by standard when somebody asks for its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from pipeline.schema import TABLES
from pipeline.schema.conclusions import Issue
from pipeline.schema.declaration import RECORDS, Record
from pipeline.schema.records import DocumentRow, Standard
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.standards.published_list import ListedStandard, with_values
from pipeline.standards.reading import Reading
from pipeline.standards.requirements import requirements_of

_PRINTED = tuple(table for table in TABLES_OF_A_STANDARD if table not in ("standards", "requirements"))
"""The tables whose rows are those of the reading, but for the id."""


@dataclass(frozen=True, slots=True)
class PublishedStandard:
    """A standard as it is published; `load` makes the rows of its other tables.

    `identity` tells these rows from all others; None where nobody has stored the reading that they come from.
    """

    standard: Standard
    load: Callable[[], Tables]
    identity: str | None = None

    def tables(self) -> Tables:
        """Its rows in the tables of a standard, unsorted; made anew each time."""
        return replace(self.load(), standards=[self.standard])


@dataclass(slots=True)
class Publication:
    """The tables about documents, and the published standards in the order of their ids."""

    documents: list[DocumentRow] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    standards: list[PublishedStandard] = field(default_factory=list)

    def tables(self) -> Tables:
        """Everything at once, without what is derived from it."""
        tables = Tables(documents=self.documents, issues=self.issues)
        for one in self.standards:
            own = one.tables()
            for table in TABLES_OF_A_STANDARD:
                tables.of(table).extend(own.of(table))
        return tables

    def rows(self) -> list[Standard]:
        """The rows of the standards."""
        return [one.standard for one in self.standards]

    def with_rows(self, rows: Iterable[Standard]) -> Publication:
        """The same with other rows of the standards, one for each and in their order."""
        standards = [replace(one, standard=row) for one, row in zip(self.standards, rows, strict=True)]
        return replace(self, standards=standards)

    def with_catalogue(self, listed: Sequence[ListedStandard]) -> Publication:
        """The same with what the published list says of the standards that surely are listed ones."""
        return self.with_rows(with_values(self.documents, self.rows(), listed))


def rows_of(reading: Reading, standard: Standard) -> Tables:
    """The records of a reading under its standard as it is published, whose row says what only the whole input shows."""
    records, tables = reading.body.printed(), Tables(standards=[standard])
    for table in _PRINTED:
        # All of these begin with the id, and a class that is called is several times as fast as `replace`.
        record: Callable[..., Record] = RECORDS[table]
        rest = attrgetter(*TABLES[table].column_names[1:])
        tables.of(table).extend([record(standard.standard_id, *rest(row)) for row in records.of(table)])
    tables.requirements = requirements_of(tables)
    return tables
