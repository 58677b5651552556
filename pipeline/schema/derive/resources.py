"""Frictionless Data Package 2.0 descriptions of the published tables."""

from __future__ import annotations

from typing import Any

from pipeline.schema import Column, Field, Kind, Reference, Table

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
DERIVED = " Derived by us from the other tables; in no source document."


def _constraints(field: Field, required: bool) -> dict[str, object]:
    """Frictionless patterns mean the whole value, as ours do; nulls meet every constraint but `required`."""
    number = int if field.kind is Kind.INTEGER else float
    stated = {
        "required": required or None,
        "pattern": field.pattern,
        "enum": [value for value, _ in field.allowed] or None,
        "minimum": None if field.minimum is None else number(field.minimum),
        "maximum": None if field.maximum is None else number(field.maximum),
        "maxLength": field.max_length,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _field(column: Column) -> dict[str, object]:
    field = column.field
    described: dict[str, object] = {
        "name": column.name,
        "type": field.kind.value,
        "title": field.label,
        "title_zh": field.label_zh,
        "description": field.description,
    }
    if field.kind is Kind.BOOLEAN:
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.allowed:
        described["categories"] = [{"value": value, "label": label} for value, label in field.allowed]
    constraints = _constraints(field, required=not column.nullable)
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(table: Table, reference: Reference) -> dict[str, object]:
    """A reference; an empty name of the resource means the table itself."""
    parent = "" if reference.parent == table.name else reference.parent
    return {
        "fields": list(reference.columns),
        "reference": {"resource": parent, "fields": list(reference.parent_columns)},
    }


def _foreign_keys(table: Table) -> dict[str, list[dict[str, object]]]:
    """Split the references by whether a column may be null.

    Data Package does not say that a key with a null in it refers to nothing, and validators take it
    for a dangling one; such references go under a name of our own.
    """
    optional = [any(table[name].nullable for name in reference.columns) for reference in table.references]
    strict = [_foreign_key(table, reference) for reference, loose in zip(table.references, optional, strict=True) if not loose]
    loose = [_foreign_key(table, reference) for reference, loose in zip(table.references, optional, strict=True) if loose]
    # An empty list of foreign keys is refused by validators.
    return ({"foreignKeys": strict} if strict else {}) | ({"optionalForeignKeys": loose} if loose else {})


def resource(table: Table) -> dict[str, Any]:
    """The Data Resource of a table's CSV file, without `bytes` and `hash`, which only the file knows."""
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": table.label,
        "title_zh": table.label_zh,
        "description": table.grain + (DERIVED if table.derived else ""),
        "schema": {
            "$schema": TABLE_SCHEMA,
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
        } | _foreign_keys(table),
    }
