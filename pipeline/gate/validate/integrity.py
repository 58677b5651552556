"""Foreign keys as a frame, so that an expectation can judge them.

Great Expectations looks at one frame at a time; pandas does the join, which takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.schema import TABLES, Reference, Table

COLUMNS = ("table", "column", "key", "parent", "value", "resolved")

Row = tuple[str, str, str, str, str | None, bool | None]


def joined(rows: pd.DataFrame) -> list[str]:
    """Each row in one readable string, its values joined by ` / `."""
    return [" / ".join(map(str, row)) for row in rows.itertuples(index=False, name=None)]


def _orphans(child: pd.DataFrame, parent: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The rows of `child` whose parent is missing; a null in the reference refers to nothing."""
    columns = list(reference.columns)
    pointing = child.dropna(subset=columns)
    targets = parent[list(reference.parent_columns)].astype("string").drop_duplicates().set_axis(columns, axis=1)
    found = pointing[columns].astype("string").merge(targets, how="left", on=columns, indicator=True)["_merge"]
    return pointing[(found == "left_only").to_numpy()]


def _rows(table: Table, reference: Reference, frames: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """One row per orphan; one saying that all is well where there is none; one saying neither where it cannot be told."""
    child, parent = frames.get(table.name), frames.get(reference.parent)
    about = (table.name, " + ".join(reference.columns))
    if (
        child is None or parent is None
        or not {*reference.columns, *table.key} <= set(child.columns)
        or not set(reference.parent_columns) <= set(parent.columns)
    ):
        yield (*about, f"all, as columns of {table.name} or {reference.parent} are missing", reference.parent, None, None)
        return
    orphans = _orphans(child, parent, reference)
    if orphans.empty:
        yield (*about, "", reference.parent, None, True)
    keys, values = joined(orphans[list(table.key)]), joined(orphans[list(reference.columns)])
    for key, value in zip(keys, values, strict=True):
        yield (*about, key, reference.parent, value, False)


def integrity_frame(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every reference of every table: `resolved` is False for each orphan, True once where there is none."""
    rows = [row for table in TABLES.values() for reference in table.references for row in _rows(table, reference, frames)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"resolved": pd.BooleanDtype()})
    return frame.astype(dict.fromkeys(COLUMNS[:-1], "string"))
