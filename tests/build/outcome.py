"""What the pipeline made of a made-up standard, in the few words that a test needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.documents.findings import Finding
from pipeline.documents.model import Document
from pipeline.schema.records import Standard
from pipeline.standards.parse import parse, parse_standards
from pipeline.standards.reading import Reading, named
from tests.build.neutral import document
from tests.build.spec import Made
from tests.build.written import WRITERS

_SHA256 = "0" * 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading with short ways to its rows."""

    reading: Reading

    def rows(self, table: str, *columns: str) -> list[Any]:
        """The records of a table: tuples of the columns, or plain values where only one is named."""
        records = self.reading.tables.of(table)
        if len(columns) == 1:
            return [getattr(record, columns[0]) for record in records]
        return [tuple(getattr(record, column) for column in columns) for record in records]

    def where(self, table: str, column: str, **values: Any) -> list[Any]:
        """One column of the records that have the given values."""
        return [
            getattr(record, column)
            for record in self.reading.tables.of(table)
            if all(getattr(record, name) == value for name, value in values.items())
        ]

    @property
    def standard(self) -> Standard:
        (record,) = self.reading.tables.standards
        return record

    def required(self, task_id: str, kind: str = "") -> list[str]:
        """The competencies that a task requires, in order."""
        rows = self.reading.tables.requirements
        return [row.competency_id for row in rows if row.task_id == task_id and row.kind.startswith(kind)]

    def levels(self) -> dict[str, list[int | None]]:
        """The levels of the blocks of each task."""
        levels: dict[str, list[int | None]] = {}
        for row in self.reading.tables.task_blocks:
            levels.setdefault(row.task_id, []).append(row.level)
        return levels

    def classes(self, scheme: str) -> list[tuple[str | None, str | None]]:
        """Codes and names of one classification."""
        return [(row.code, row.name) for row in self.reading.tables.classifications if row.scheme == scheme]

    @property
    def issues(self) -> list[str]:
        return [finding.code for finding in self.reading.findings]

    def finding(self, code: str) -> Finding:
        """The only finding of a kind."""
        (finding,) = (finding for finding in self.reading.findings if finding.code == code)
        return finding


def parsed(source: Document, path: str = "made.pdf") -> Outcome:
    """Read the meaning of a document."""
    return Outcome(named(parse_standards(_SHA256, 1, source), path))


def read(made: Made, path: str = "made.pdf") -> Outcome:
    """Read a made-up standard as a neutral document with pages."""
    return parsed(document(made), path)


def read_bytes(made: Made, kind: str) -> Outcome:
    """Read a made-up standard from a file of one format."""
    suffix = {"text": "txt"}.get(kind, kind)
    return Outcome(parse(f"made.{suffix}", WRITERS[kind](made)))


def tasks(rows: str, **parts: Any) -> Outcome:
    """Read a standard of which only the main table matters."""
    return read(Made(rows, **parts))
