"""Foreign keys as a frame, so that an expectation can judge them.

Great Expectations looks at one frame at a time; which rows have no parent is found here, which takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.numbers import numbered
from pipeline.gate.validate.tables import Rows, Tables
from pipeline.schema import TABLES, Reference, Table

COLUMNS = ("table", "column", "key", "parent", "value", "resolved")

Row = tuple[str, str, str, str, str | None, bool | None]


def joined(rows: pd.DataFrame) -> list[str]:
    """Each row in one readable string, its values joined by ` / `."""
    return [" / ".join(map(str, row)) for row in rows.itertuples(index=False, name=None)]


def _as_texts(rows: Rows, names: Sequence[str]) -> list[Column]:
    """Columns compared as they are written: a reference must not fail for its type, for which there is a rule."""
    return [_as_text(rows.columns[name]) for name in names]


def _as_text(column: Column) -> Column:
    return column if column.values.dtype == "string" else Column(column.values.astype("string"), column.codes)


def _orphans(child: Rows, parent: Rows, reference: Reference) -> Mask:
    """The rows of `child` whose parent is missing; a null in the reference refers to nothing."""
    pointing = [~child.columns[name].missing() for name in reference.columns]
    children, parents = numbered(_as_texts(child, reference.columns), _as_texts(parent, reference.parent_columns))
    orphans: Mask = np.logical_and.reduce([*pointing, ~np.isin(children, parents)])
    return orphans


def _rows(table: Table, reference: Reference, tables: Tables) -> Iterator[Row]:
    """One row per orphan; one saying that all is well where there is none; one saying neither where it cannot be told."""
    child, parent = tables.get(table.name), tables.get(reference.parent)
    about = (table.name, " + ".join(reference.columns))
    if (
        child is None or parent is None
        or not {*reference.columns, *table.key} <= set(child.columns)
        or not set(reference.parent_columns) <= set(parent.columns)
    ):
        yield (*about, f"all, as columns of {table.name} or {reference.parent} are missing", reference.parent, None, None)
        return
    orphans = np.flatnonzero(_orphans(child, parent, reference))
    if not len(orphans):
        yield (*about, "", reference.parent, None, True)
        return
    keys = joined(child.frame(*table.key, rows=orphans))
    values = joined(child.frame(*reference.columns, rows=orphans))
    for key, value in zip(keys, values, strict=True):
        yield (*about, key, reference.parent, value, False)


def integrity_frame(tables: Tables) -> pd.DataFrame:
    """Every reference of every table: `resolved` is False for each orphan, True once where there is none."""
    rows = [row for table in TABLES.values() for reference in table.references for row in _rows(table, reference, tables)]
    *texts, answer = COLUMNS
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({**dict.fromkeys(texts, "string"), answer: "boolean"})
