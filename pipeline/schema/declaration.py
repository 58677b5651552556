"""How a record class declares itself a published table; `records` and `conclusions` hold the classes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar, dataclass_transform

MOST = 2_000
"""Rows that one standard may have in a table; the longest published ones have some 160 in most of them."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `columns` of this table name `parent_columns` of `parent`."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What a record class says about its table beyond its columns."""

    name: str
    label: str
    label_zh: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    references: tuple[Reference, ...]
    derived: bool = False
    most: int = MOST
    together: bool = False


class Record:
    """A row of any published table; `table` makes a frozen dataclass of every such class."""

    __slots__ = ()

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[object]]]


RECORDS: dict[str, type[Record]] = {}
SPECS: dict[str, TableSpec] = {}
"""Both by the table's name, in the order of declaration, which is that of publication."""

R = TypeVar("R", bound=Record)


@dataclass_transform(frozen_default=True)
def table(
    name: str,
    label: str,
    label_zh: str,
    key: tuple[str, ...],
    sort: tuple[str, ...] = (),
    references: tuple[Reference, ...] = (),
    derived: bool = False,
    most: int = MOST,
    together: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Declare a record class as the table `name`; rows are sorted by `sort`, or by the key.

    A `derived` table is concluded by us from the others and printed in no document. `most` are the rows that one
    standard may have in it, of `issues` those that one document may have. The rows of a standard in a table that is
    made `together` follow from the other standards as well.
    """

    def declare(cls: type[R]) -> type[R]:
        record = dataclass(frozen=True, slots=True)(cls)
        RECORDS[name] = record
        SPECS[name] = TableSpec(name, label, label_zh, key, sort or key, references, derived, most, together)
        return record

    return declare
