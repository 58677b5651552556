"""What changed since the last release, by the keys of each table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.numbers import distinct, numbered, within
from pipeline.gate.validate.tables import Tables, read_file
from pipeline.releases.exporters.parquet import file_name
from pipeline.schema import TABLES

MOST = 40
"""How many standards the report names of each sort."""


def _old_key(folder: Path, table: str, key: Sequence[Column]) -> list[Column] | None:
    """The columns of the key in an older release; None where it has no such table or another key."""
    path = folder / file_name(table)
    if not path.is_file():
        return None
    try:
        before = list(read_file(path, *TABLES[table].key).columns.values())
    except (pa.ArrowInvalid, KeyError):
        return None
    same = all(old.values.dtype == new.values.dtype for old, new in zip(before, key, strict=True))
    return before if same else None


def changes(tables: Tables, last: Path | None) -> dict[str, Any] | None:
    """Rows before and now, keys added and removed per table, and which standards; None before the first release."""
    if last is None:
        return None
    lines: list[dict[str, Any]] = []
    standards: dict[str, list[str]] = {"added": [], "removed": []}
    for name in tables:
        key = tables.columns(name, *TABLES[name].key)
        before = _old_key(last, name, key)
        if before is None:
            [now] = numbered(key)
            lines.append({"table": name, "before": None, "now": len(distinct(now)), "added": None, "removed": None})
            continue
        now, then = numbered(key, before)
        ours, theirs = distinct(now), distinct(then)
        added, removed = ours[~within(ours, theirs)], theirs[~within(theirs, ours)]
        counts = {"before": len(theirs), "now": len(ours), "added": len(added), "removed": len(removed)}
        lines.append({"table": name, **counts})
        if name == "standards":
            standards = {"added": _ids(key[0], within(now, added)), "removed": _ids(before[0], within(then, removed))}
    return {"since": last.name, "tables": lines, "standards": standards}


def _ids(column: Column, rows: Mask) -> list[str]:
    return sorted({str(name) for name in column.listed(np.flatnonzero(rows))})[:MOST]
