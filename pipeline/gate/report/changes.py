"""What changed since the last release, by the keys of each table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.releases.exporters.parquet import file_name
from pipeline.schema import TABLES

Keys = set[tuple[Any, ...]]

MOST = 40
"""How many standards the report names of each sort."""


def _keys(frame: pd.DataFrame, table: str) -> Keys:
    return set(frame[list(TABLES[table].key)].itertuples(index=False, name=None))


def _old_keys(folder: Path, table: str) -> Keys | None:
    """The keys in an older release; None where it has no such table or another key."""
    path = folder / file_name(table)
    if not path.is_file():
        return None
    try:
        columns = pq.read_table(path, columns=list(TABLES[table].key)).to_pydict()
    except (pa.ArrowInvalid, KeyError):
        return None
    parts = [columns.get(name) for name in TABLES[table].key]
    return None if any(part is None for part in parts) else set(zip(*(part or [] for part in parts), strict=True))


def changes(frames: Mapping[str, pd.DataFrame], last: Path | None) -> dict[str, Any] | None:
    """Rows before and now, keys added and removed per table, and which standards; None before the first release."""
    if last is None:
        return None
    tables: list[dict[str, Any]] = []
    standards: dict[str, list[str]] = {"added": [], "removed": []}
    for name, frame in frames.items():
        now, before = _keys(frame, name), _old_keys(last, name)
        if before is None:
            tables.append({"table": name, "before": None, "now": len(now), "added": None, "removed": None})
            continue
        tables.append(
            {"table": name, "before": len(before), "now": len(now), "added": len(now - before), "removed": len(before - now)}
        )
        if name == "standards":
            standards = {"added": _ids(now - before), "removed": _ids(before - now)}
    return {"since": last.name, "tables": tables, "standards": standards}


def _ids(keys: Keys) -> list[str]:
    return sorted(str(key[0]) for key in keys)[:MOST]
