"""How long a value may be and how many rows a standard may have: what no published document comes near.

What costs more than it is worth (a name of 60,000 characters compared with every other) must cost its document, not the run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from pipeline.schema import TABLES, Kind
from pipeline.schema.declaration import RECORDS
from pipeline.schema.fields import CODE
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Excess:
    """A bound that a standard breaks: characters of a value in `column`, or rows of `table` where there is no column."""

    table: str
    column: str
    count: int
    bound: int
    beginning: str = ""

    @property
    def place(self) -> str:
        """Table and column."""
        return f"{self.table}.{self.column}" if self.column else self.table

    @property
    def sentence(self) -> str:
        """What is too much, where the bound is declared, and what to do."""
        what = f"a value of {self.count:,} characters" if self.column else f"{self.count:,} rows"
        where = "pipeline/schema/fields.py" if self.column else f"{RECORDS[self.table].__module__.replace('.', '/')}.py"
        return (
            f"{self.place} would hold {what}, {self.bound:,} are allowed; look with `explain` whether the document is one "
            f"standard with its cells apart, and raise the bound in {where} if it is."
        )


def excess(tables: Tables, names: Iterable[str] = TABLES_OF_A_STANDARD) -> Excess | None:
    """The first bound that the records of a standard in some tables break; None where all keep within."""
    for table in names:
        rows, most = tables.of(table), TABLES[table].most
        if len(rows) > most:
            return Excess(table, "", len(rows), most)
        for column, bound in _limits(table):
            values = filter(None, map(attrgetter(column), rows))
            if max(map(len, values), default=0) > bound:
                longest = max(filter(None, map(attrgetter(column), rows)), key=len)
                return Excess(table, column, len(longest), bound, longest[:_SHOWN])
    return None


def bound_of(table: str, column: str) -> int:
    """How many characters a value of a text column may have."""
    return dict(_limits(table))[column]


@cache
def _limits(table: str) -> tuple[tuple[str, int], ...]:
    """The text columns of a table with the characters that a value may have; ids are no longer than codes."""
    texts = [column for column in TABLES[table].columns if column.field.kind is Kind.STRING and not column.field.allowed]
    return tuple((column.name, column.field.max_length or CODE) for column in texts)
