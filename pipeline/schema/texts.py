"""Which columns hold the documents' own words."""

from __future__ import annotations

from pipeline.schema import Column, Kind, Table


def is_free_text(column: Column) -> bool:
    """Whether a column may hold any words."""
    return column.field.kind is Kind.STRING and not column.field.pattern and not column.field.allowed


def free_text(table: Table) -> list[str]:
    """The columns of a table that hold the documents' own words."""
    return [column.name for column in table.columns if is_free_text(column)]
