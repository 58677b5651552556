"""Bounds on the release as a whole: `expectations/bounds.json`, measured as a frame.

A minimum is fatal and a maximum is a warning. A share or an average over a handful of documents says nothing,
so a bound may state from how many rows of which table on it holds (`from`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.gate.validate.columns import Column
from pipeline.gate.validate.numbers import numbered
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.gate.validate.tables import Tables
from pipeline.schema.derive.suites import MEASURES

FILE_NAME = "bounds.json"
COLUMNS = ("table", "column", "key", "value", "bound_min", "bound_max", "message")


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on one table; `since` are the rows of other tables from which on it holds."""

    measure: str
    table: str
    column: str | None
    value: str | None
    least: float | None
    most: float | None
    since: Mapping[str, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: the tables of the release and the rows per table of the last one."""

    tables: Tables
    before: Mapping[str, int]

    def rows(self, table: str) -> int:
        """Rows of a table; `last:<table>` asks for the last release."""
        return self.before.get(table.removeprefix("last:"), 0) if table.startswith("last:") else self.tables[table].size


Measure = Callable[[Measured, Bound], float | None]


def _rows(now: Measured, bound: Bound) -> float:
    return now.rows(bound.table)


def _rows_per_standard(now: Measured, bound: Bound) -> float | None:
    standards = now.rows("standards")
    return now.rows(bound.table) / standards if standards else None


def _column(now: Measured, bound: Bound) -> Column:
    return now.tables.column(bound.table, str(bound.column))


def _filled(now: Measured, bound: Bound) -> float | None:
    column = _column(now, bound)
    return int(column.counts[~column.absent].sum()) / len(column) if len(column) else None


def _share(now: Measured, bound: Bound) -> float | None:
    column = _column(now, bound)
    same = column.values == bound.value
    said = int(column.counts[same.notna()].sum())
    return int(column.counts[same.fillna(False).to_numpy(dtype=bool)].sum()) / said if said else None


def _average(now: Measured, bound: Bound) -> float | None:
    """Mean of a column; with `value`, over the documents of that status: what is kept out of a release says nothing of it."""
    column = _column(now, bound).series()
    if bound.value is not None:
        column = column[now.tables.column(bound.table, "status").among({bound.value})]
    known = column.dropna()
    return float(known.astype("Float64").mean()) if len(known) else None


def _standards_with(now: Measured, bound: Bound) -> float | None:
    """Share of the current standards that have a row in the table; with `value`, of that kind."""
    current, having = now.tables.current(), now.tables.column(bound.table, "standard_id")
    standards, owners = numbered([now.tables.column("standards", "standard_id")], [having])
    if bound.value is not None:
        owners = owners[_column(now, bound).among({bound.value})]
    return int(np.isin(standards[current], owners).sum()) / len(current) if len(current) else None


def _change(now: Measured, bound: Bound) -> float | None:
    """Per cent of the last release's rows; None for a table that it did not have."""
    before = now.before.get(bound.table)
    return 100.0 * (now.rows(bound.table) - before) / before if before else None


def _loss(now: Measured, bound: Bound) -> float | None:
    change = _change(now, bound)
    return None if change is None else max(0.0, -change)


MEASURED: dict[str, Measure] = {
    "rows": _rows, "rows_per_standard": _rows_per_standard, "filled": _filled, "share": _share,
    "average": _average, "standards_with": _standards_with, "change_percent": _change, "loss_percent": _loss,
}


def load(expectations: Path) -> list[Bound]:
    """The bounds, one per table that an entry names. Raises ValueError, KeyError or OSError where the file cannot be used."""
    entries = json.loads((expectations / FILE_NAME).read_text(encoding="utf-8"))["bounds"]
    return [bound for entry in entries for bound in _bounds(entry)]


def _bounds(entry: Mapping[str, Any]) -> Iterator[Bound]:
    if entry["measure"] not in MEASURED:
        raise ValueError(f"{entry['measure']} is no measure; there are {', '.join(MEASURED)}")
    for table in entry["tables"]:
        yield Bound(
            entry["measure"], table, entry.get("column"), entry.get("value"), entry.get("min"), entry.get("max"),
            entry.get("from", {}), entry["reason"],
        )


def _row(bound: Bound, now: Measured) -> tuple[Any, ...]:
    holds = all(now.rows(table) >= rows for table, rows in bound.since.items())
    found = MEASURED[bound.measure](now, bound) if holds else None
    key = " ".join(part for part in (bound.measure, bound.value) if part)
    if found is None:
        return bound.table, bound.column, key, None, None, None, None
    limits = [f"{word} {limit:g}" for word, limit in (("at least", bound.least), ("at most", bound.most)) if limit is not None]
    place = f"{bound.table}.{bound.column}" if bound.column else bound.table
    said = f"{key} of {place} is {found:.4g}, expected {' and '.join(limits)}. {bound.reason}"
    enough = None if bound.least is None else found >= bound.least
    few = None if bound.most is None else found <= bound.most
    return bound.table, bound.column, key, f"{found:.4g}", enough, few, said


def measures_frame(
    tables: Tables, before: Mapping[str, int], expectations: Path
) -> tuple[pd.DataFrame, list[Outcome]]:
    """Every bound with what was measured, empty where it does not apply; bounds that cannot be used as failures."""
    rows, problems = [], []
    try:
        for bound in load(expectations):
            rows.append(_row(bound, Measured(tables, before)))
    except (KeyError, ValueError, OSError) as error:
        problems.append(problem(MEASURES, "bounds", f"{FILE_NAME} cannot be used: {error}"))
    types = dict.fromkeys(COLUMNS, "string") | {"bound_min": "boolean", "bound_max": "boolean"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types), problems
