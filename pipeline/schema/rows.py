"""Records to plain rows: checked, in the table's order. What every form of publication is made of.

What fails here is a defect of the program and not of a document, therefore it raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from pipeline.schema import TABLES
from pipeline.schema.declaration import Record

FIRST = 5
"""How many offending keys a message names."""
_REMEMBERED = 1 << 13
"""Ids whose sort key is kept: those that stand in many standards are few, and a key is twenty times its id."""

Values = tuple[Any, ...]
"""A row's values in the order of the table's columns; nulls are None, dates `datetime.date`."""
NaturalKey = tuple[tuple[tuple[int, int | str], ...], str]

# Codes and hashes of whole things, compared as strings; only ids of items inside a standard count their numbers.
_PLAIN = frozenset({"standard_id", "sha256", "issue_id"})


@lru_cache(_REMEMBERED)
def natural(item_id: str) -> NaturalKey:
    """Sort key of an item id: numbers count as numbers, items without a printed code follow the coded ones.

    `T1.2` < `T1.2#2` < `T1.2.1` < `T1.10` < `T2` < `T2a` < `T#1`. The id itself comes last, because
    `K1` and `K01` are two items.
    """
    pieces = re.findall(r"[0-9]+|[^0-9]+", re.sub(r"^([A-Z]+)#", "\\1\uffff", item_id))
    counted = tuple((0, int(piece)) if piece.isascii() and piece.isdigit() else (1, piece) for piece in pieces)
    return counted, item_id


def ordered(table: str, records: Sequence[Record]) -> list[Values]:
    """A table's records as rows in the order of publication: by its `sort`, ties by its key.

    So the order of the records does not matter. Raises ValueError on a duplicate key or a null in a required column.
    """
    if not records:
        return []
    rows: list[Values] = list(map(_values(table), records))
    _require(table, rows)
    _require_unique(table, rows)
    keys = zip(*(_sort_values(name, place, rows) for name, place in _order(table)), strict=True)
    return [row for _, row in sorted(zip(keys, rows, strict=True), key=itemgetter(0))]


@cache
def _values(table: str) -> Callable[[Record], Values]:
    return attrgetter(*TABLES[table].column_names)


@cache
def _order(table: str) -> list[tuple[str, int]]:
    names = TABLES[table].column_names
    return [(name, names.index(name)) for name in dict.fromkeys((*TABLES[table].sort, *TABLES[table].key))]


def _sort_values(name: str, place: int, rows: Sequence[Values]) -> list[Any]:
    values = [row[place] for row in rows]
    return [natural(value) if isinstance(value, str) else value for value in values] if name not in _PLAIN else values


@cache
def _required(table: str) -> list[tuple[str, int]]:
    """The columns that may not be null; keys first, because naming rows needs them."""
    key = TABLES[table].key
    places = [(column.name, place) for place, column in enumerate(TABLES[table].columns) if not column.nullable]
    return sorted(places, key=lambda one: one[0] not in key)


@cache
def _key(table: str) -> Callable[[Values], Values]:
    places = [TABLES[table].column_names.index(name) for name in TABLES[table].key]
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


def _require(table: str, rows: Sequence[Values]) -> None:
    for name, place in _required(table):
        if None in map(itemgetter(place), rows):
            missing = [_key(table)(row) for row in rows if row[place] is None]
            raise ValueError(f"table {table}: {name} is null in {len(missing)} rows, first keys {missing[:FIRST]}")


def _require_unique(table: str, rows: Sequence[Values]) -> None:
    if len(set(map(_key(table), rows))) < len(rows):
        doubled = [key for key, count in Counter(map(_key(table), rows)).items() if count > 1]
        raise ValueError(f"table {table}: {len(doubled)} duplicate keys {TABLES[table].key}, first {doubled[:FIRST]}")
