"""All published tables together: a typed list of records for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.schema import TABLES
from pipeline.schema import conclusions as c
from pipeline.schema import records as r
from pipeline.schema.declaration import Record

TABLES_OF_A_STANDARD = tuple(name for name, table in TABLES.items() if "standard_id" in table.key and not table.derived)
"""The tables that reading one document fills; the others tell of files, or follow from all standards."""

TABLES_BY_STANDARD = tuple(name for name, table in TABLES.items() if table.key[0] == "standard_id" and not table.together)
"""The tables that are those of each standard, one standard after the other: their keys and their order begin with it."""
WHOLE_TABLES = tuple(name for name in TABLES if name not in TABLES_BY_STANDARD)
"""The tables that are made as wholes; they are small."""


@dataclass(slots=True)
class Tables:
    """The records of every published table, in the order of publication; each list is empty until somebody fills it.

    Code that knows a table takes its list by name, code that treats all alike goes over `items`.
    """

    documents: list[r.DocumentRow] = field(default_factory=list)
    standards: list[r.Standard] = field(default_factory=list)
    standard_versions: list[r.StandardVersion] = field(default_factory=list)
    classifications: list[r.Classification] = field(default_factory=list)
    duties: list[r.Duty] = field(default_factory=list)
    tasks: list[r.Task] = field(default_factory=list)
    task_blocks: list[r.TaskBlock] = field(default_factory=list)
    outputs: list[r.Output] = field(default_factory=list)
    indicators: list[r.Indicator] = field(default_factory=list)
    competencies: list[r.Competency] = field(default_factory=list)
    block_competencies: list[r.BlockCompetency] = field(default_factory=list)
    notes: list[r.Note] = field(default_factory=list)
    requirements: list[r.Requirement] = field(default_factory=list)
    printed_rows: list[r.PrintedRow] = field(default_factory=list)
    standards_wide: list[c.StandardWide] = field(default_factory=list)
    vocabulary: list[c.Term] = field(default_factory=list)
    vocabulary_links: list[c.TermLink] = field(default_factory=list)
    classes: list[c.SchemeClass] = field(default_factory=list)
    class_links: list[c.ClassLink] = field(default_factory=list)
    similar_standards: list[c.SimilarStandard] = field(default_factory=list)
    issues: list[c.Issue] = field(default_factory=list)

    def of(self, table: str) -> list[Record]:
        """The list of a table whose name is only known at run time. Raises KeyError where there is no such table.

        It is the list itself: whoever adds to it answers for the class of the records.
        """
        if table not in TABLES:
            raise KeyError(table)
        rows: list[Record] = getattr(self, table)
        return rows

    def items(self) -> Iterator[tuple[str, list[Record]]]:
        """Each table's name with its list, in the order of publication."""
        return ((table, self.of(table)) for table in TABLES)

    def copy(self) -> Tables:
        """The same records in lists of their own."""
        copied = Tables()
        for table, rows in self.items():
            copied.of(table).extend(rows)
        return copied
