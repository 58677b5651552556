"""The records of a reading: what is known of them without opening them, and where they are.

A run over thousands of documents decides about all of them, and opens the records of few; none stay open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from pipeline.schema.records import Standard
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.standards.requirements import requirements_of

_NUMBER = regex.compile(r"T(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Outline:
    """What the whole input has to know of a standard's records.

    `filled` are the tables that hold records, `kinds` those of its competencies, `tasks` the numbers of its first and
    its last task with a regular code, as in T2.3.
    """

    standard: Standard | None = None
    filled: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tasks: tuple[tuple[int, int], ...] = ()


def outline_of(tables: Tables) -> Outline:
    """The outline of records that are at hand."""
    found = [_NUMBER.fullmatch(row.task_code or "") for row in tables.tasks]
    numbers = [(int(match[1]), int(match[2])) for match in found if match is not None]
    return Outline(
        next(iter(tables.standards), None), frozenset(name for name in TABLES_OF_A_STANDARD if tables.of(name)),
        frozenset(row.kind for row in tables.competencies), (numbers[0], numbers[-1]) if numbers else (),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Records by their outline; `load` opens them, wherever they are, and nothing here keeps them.

    `identity` names the records among those of all programs and engines; None where nobody has stored them.
    """

    outline: Outline
    load: Callable[[], Tables]
    identity: str | None = None

    @classmethod
    def of(cls, tables: Tables) -> Body:
        """Records that are at hand."""
        return cls(outline_of(tables), lambda: tables)

    def printed(self) -> Tables:
        """The records, with the row of the standard as the outline has it; the flat view of them may be missing."""
        tables = self.load()
        return tables if self.outline.standard is None else replace(tables, standards=[self.outline.standard])

    def tables(self) -> Tables:
        """The records with the flat view of them, which follows from the others."""
        tables = self.printed()
        return tables if tables.requirements else replace(tables, requirements=requirements_of(tables))

    def historical(self) -> Body:
        """The same records of a standard that is history."""
        if self.outline.standard is None:
            return self
        outline = replace(self.outline, standard=replace(self.outline.standard, historical=True))
        return Body(outline, self.load, self.identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and self.outline == other.outline and self.tables() == other.tables()

    def __hash__(self) -> int:
        return hash(self.outline)


EMPTY = Body(Outline(), Tables)
"""No records: those of a document that was not read as a standard."""
