"""Frames as plain Python rows, for forms that are written row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.base.durable import json_bytes

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame; nulls are None, dates are `datetime.date`."""
    listed: list[Row] = pa.Table.from_pandas(frame, preserve_index=False).to_pylist()
    return listed


def grouped(frame: pd.DataFrame, *names: str) -> dict[Any, list[Row]]:
    """The rows of a frame by the value of one column, or by the tuple of several, in the frame's order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows(frame):
        groups[row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)].append(row)
    return groups


def by(some: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    """Rows by what stands in a column, in their order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in some:
        groups[row[name]].append(row)
    return groups


def write_text(lines: Iterable[str], path: Path) -> None:
    """UTF-8 with line feeds on every system, so that the bytes are the same everywhere."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def write_json(value: Any, path: Path) -> None:
    """Indented JSON, readable without escapes."""
    path.write_bytes(json_bytes(value))
