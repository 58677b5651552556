"""Readings of one standard in several forms, as plain rows that can be compared and written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.documents.text.normalise import fold
from pipeline.schema import TABLES
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.standards.reading import Reading

SOURCE_ONLY = ("standard_id", "sha256", "page", "continued")
"""Columns that tell of the file and not of the standard."""

Rows = list[dict[str, Any]]


def rows_of(reading: Reading, table: str, without: Iterable[str] = SOURCE_ONLY) -> Rows:
    """The records of a table as dictionaries in published order, some columns left out."""
    left_out = frozenset(without)
    columns = [name for name in TABLES[table].column_names if name not in left_out]
    return [{name: getattr(record, name) for name in columns} for record in reading.tables.of(table)]


def facts_of(reading: Reading, without: Iterable[str] = SOURCE_ONLY) -> dict[str, Rows]:
    """Every table of a reading; white space, which forms print differently, is folded away."""
    return {table: [_folded(row) for row in rows_of(reading, table, without)] for table in TABLES_OF_A_STANDARD}


def _folded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: fold(value) if isinstance(value, str) else value for name, value in row.items()}
