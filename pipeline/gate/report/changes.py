"""What changed since the last release, by the keys of each table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.gate.validate.columns import Column, Positions
from pipeline.gate.validate.numbers import Numbers, firsts, numbered
from pipeline.gate.validate.tables import Tables
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
        read = pq.read_table(path, columns=list(TABLES[table].key), use_threads=False)
        before = [Column.of_arrow(read.column(name)) for name in TABLES[table].key]
    except (pa.ArrowInvalid, KeyError):
        return None
    same = all(old.values.dtype == new.values.dtype for old, new in zip(before, key, strict=True))
    return before if same else None


def _beyond(rows: Numbers, others: Numbers) -> Positions:
    """The first row of each key that the others lack."""
    place = firsts(rows)
    return place[~np.isin(rows[place], others)]


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
            lines.append({"table": name, "before": None, "now": len(firsts(now)), "added": None, "removed": None})
            continue
        now, then = numbered(key, before)
        added, removed = _beyond(now, then), _beyond(then, now)
        counts = {"before": len(firsts(then)), "now": len(firsts(now)), "added": len(added), "removed": len(removed)}
        lines.append({"table": name, **counts})
        if name == "standards":
            standards = {"added": _ids(key[0], added), "removed": _ids(before[0], removed)}
    return {"since": last.name, "tables": lines, "standards": standards}


def _ids(column: Column, rows: Positions) -> list[str]:
    return sorted(str(name) for name in column.series(rows))[:MOST]
