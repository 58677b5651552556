"""The published tables: one definition of each field and each table, everything else derived.

`TABLES` maps a table's name to its `Table`, in the order of publication. See `fields` for the field
dictionary, `records` for the record classes that the parser fills, and `conclusions` for those that follow.
"""

from __future__ import annotations

import dataclasses
import types
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from pipeline.schema import conclusions  # noqa: F401 - importing it declares the tables, those of `records` first
from pipeline.schema.declaration import MOST, RECORDS, SPECS, Reference
from pipeline.schema.field import Field, Kind

SCHEMA_VERSION = "1.4.0"
"""Semantic version of the published tables; a renamed column raises the first number."""


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A field in its place in a table."""

    name: str
    field: Field
    nullable: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A published table; `grain` says in one sentence what a row is.

    A `derived` table holds what we conclude from the other tables, not what a document prints; where that needs all
    standards, it is made `together`. `most` bounds the rows of one standard.
    """

    name: str
    label: str
    label_zh: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    references: tuple[Reference, ...]
    derived: bool = False
    most: int = MOST
    together: bool = False

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _column(name: str, hint: object) -> Column:
    """Read `Annotated[T, Field]` or `Annotated[T, Field] | None`."""
    nullable = get_origin(hint) in (Union, types.UnionType)
    bare = next(arg for arg in get_args(hint) if arg is not types.NoneType) if nullable else hint
    if get_origin(bare) is not Annotated:
        raise TypeError(f"column {name} is not a published field")
    return Column(name, next(arg for arg in get_args(bare) if isinstance(arg, Field)), nullable)


def _table(name: str) -> Table:
    record, spec = RECORDS[name], SPECS[name]
    hints = get_type_hints(record, include_extras=True)
    return Table(
        name, spec.label, spec.label_zh, (record.__doc__ or "").strip(),
        tuple(_column(attribute.name, hints[attribute.name]) for attribute in dataclasses.fields(record)),
        spec.key, spec.sort, spec.references, spec.derived, spec.most, spec.together,
    )


TABLES: dict[str, Table] = {name: _table(name) for name in RECORDS}

__all__ = ["SCHEMA_VERSION", "TABLES", "Column", "Field", "Kind", "Reference", "Table"]
