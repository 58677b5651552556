"""Records to frames: typed, keyed, sorted.

What fails here is a defect of the program and not of a document, therefore it raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.schema import TABLES, Table
from pipeline.schema.declaration import Record
from pipeline.schema.derive import arrow_schema, to_pandas
from pipeline.schema.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

FIRST = 5
"""How many offending keys a message names."""

NaturalKey = tuple[tuple[tuple[int, int | str], ...], str]

# Codes and hashes of whole things, compared as strings; only ids of items inside a standard count their numbers.
_PLAIN = frozenset({"standard_id", "sha256", "issue_id"})


@cache
def natural(item_id: str) -> NaturalKey:
    """Sort key of an item id: numbers count as numbers, items without a printed code follow the coded ones.

    `T1.2` < `T1.2#2` < `T1.2.1` < `T1.10` < `T2` < `T2a` < `T#1`. The id itself comes last, because
    `K1` and `K01` are two items.
    """
    pieces = re.findall(r"[0-9]+|[^0-9]+", re.sub(r"^([A-Z]+)#", "\\1\uffff", item_id))
    counted = tuple((0, int(piece)) if piece.isascii() and piece.isdigit() else (1, piece) for piece in pieces)
    return counted, item_id


def _sort_value(name: str, value: object) -> object:
    return natural(value) if isinstance(value, str) and name not in _PLAIN else value


def _in_order(table: Table, records: Sequence[Record]) -> list[Record]:
    """Sort by the table's order; the key breaks ties, so that equal sets of records give equal frames."""
    names = tuple(dict.fromkeys((*table.sort, *table.key)))
    columns = ([_sort_value(name, value) for value in map(attrgetter(name), records)] for name in names)
    keys = list(zip(*columns, strict=True))
    return [records[place] for place in sorted(range(len(records)), key=keys.__getitem__)]


def _require(table: Table, records: Sequence[Record]) -> None:
    """Refuse nulls in required columns; keys are checked first, because sorting and naming rows need them."""
    required = [column.name for column in table.columns if not column.nullable]
    for name in sorted(required, key=lambda name: name not in table.key):
        if None in map(attrgetter(name), records):
            missing = [record for record in records if getattr(record, name) is None]
            keys = [tuple(getattr(record, part) for part in table.key) for record in missing[:FIRST]]
            raise ValueError(f"table {table.name}: {name} is null in {len(missing)} rows, first keys {keys}")


def _require_unique(table: Table, records: Sequence[Record]) -> None:
    keys = list(zip(*(map(attrgetter(name), records) for name in table.key), strict=True))
    if len(set(keys)) == len(records):
        return
    counts = Counter(keys)
    doubled = [key for key, count in counts.items() if count > 1]
    if doubled:
        raise ValueError(f"table {table.name}: {len(doubled)} duplicate keys {table.key}, first {doubled[:FIRST]}")


def _arrow_column(table: Table, field: pa.Field, values: list[object]) -> pa.Array:
    """A typed column; Arrow refuses what is not of the type, where pandas would read "3" as a number."""
    try:
        return pa.array(values, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise ValueError(f"table {table.name}: {field.name} is not {field.type}: {error}") from error


def in_order(table: Table, records: Sequence[Record]) -> list[Record]:
    """One table's records in the table's row order. Raises ValueError on a duplicate key or a null in a required column."""
    _require(table, records)
    _require_unique(table, records)
    return _in_order(table, records)


def frame(table: Table, records: Sequence[Record]) -> pd.DataFrame:
    """One table's records as a frame in the schema's column order and the table's row order.

    Raises ValueError as `in_order`, and on a value of another type.
    """
    rows = in_order(table, records)
    schema = arrow_schema(table)
    columns = [_arrow_column(table, field, list(map(attrgetter(field.name), rows))) for field in schema]
    return to_pandas(pa.table(columns, schema=schema))


def build(tables: Tables) -> dict[str, pd.DataFrame]:
    """Every published table as a frame, in the order of publication; raises whatever `frame` raises."""
    return {name: frame(TABLES[name], records) for name, records in tables.items()}
