"""The versions of the schema, with the tables, keys and columns of each: what docs/policy.md promises about them is held to it.

The entry of the present version follows from the schema; those before it are history and stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from pipeline.schema import SCHEMA_VERSION, TABLES

PATH = "docs/schema-history.json"
Entry: TypeAlias = dict[str, Any]
"""`version`, and `tables`: the name of each with its `key` and its `columns`, name to kind."""


def present() -> Entry:
    """The entry of the schema as it is."""
    tables = {
        name: {"key": list(table.key), "columns": {column.name: column.field.kind.value for column in table.columns}}
        for name, table in TABLES.items()
    }
    return {"version": SCHEMA_VERSION, "tables": tables}


def history_text(text: str | None) -> str:
    """The file of the versions with the present one in its place, from what it said before."""
    known: list[Entry] = json.loads(text) if text else []
    entries = [*(entry for entry in known if entry["version"] != SCHEMA_VERSION), present()]
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"


def faults(history: Sequence[Entry]) -> list[str]:
    """Where a version breaks the policy: users' code went on to run under a second number that rose, and did not."""
    return [sentence for before, after in pairwise(history) for sentence in _faults(before, after)]


def _faults(before: Entry, after: Entry) -> Iterator[str]:
    old, new = (tuple(map(int, entry["version"].split("."))) for entry in (before, after))
    said = f"{before['version']} to {after['version']}"
    if new <= old:
        yield f"{said}: versions rise."
    broken, added = list(_broken(before["tables"], after["tables"])), list(_broken(after["tables"], before["tables"], keys=False))
    if broken and new[0] == old[0]:
        yield f"{said}: {broken[0]} went or changed, which takes a new first number."
    if added and new[:2] == old[:2]:
        yield f"{said}: {added[0]} came, which takes a new second number."


def _broken(before: dict[str, Any], after: dict[str, Any], *, keys: bool = True) -> Iterator[str]:
    """What is in the tables before and not, or not the same, in those after."""
    for name, table in before.items():
        if name not in after:
            yield name
            continue
        if keys and table["key"] != after[name]["key"]:
            yield f"the key of {name}"
        columns = after[name]["columns"]
        yield from (f"{name}.{column}" for column, kind in table["columns"].items() if columns.get(column) != kind)
