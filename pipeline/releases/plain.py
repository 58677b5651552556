"""Tables alone: CSV and Parquet straight from the records, for whoever wants to read and not to publish.

The same bytes as the exporters `csv` and `parquet` write. pandas is not loaded for it: over a few documents that
would cost more than reading them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.dialect import CANONICAL
from pipeline.releases.columns import column
from pipeline.releases.folder import DESCRIPTION
from pipeline.schema import TABLES, Kind, Table
from pipeline.schema.declaration import Record
from pipeline.schema.derive import arrow_schema, to_pandas
from pipeline.schema.frames import in_order
from pipeline.schema.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

_SPELLED: dict[object, object] = {True: "true", False: "false"}
"""Booleans in the spelling of JSON and Frictionless instead of Python's."""


def write(tables: Tables, folder: Path) -> None:
    """Write `<table>.csv` and `<table>.parquet` of every table. Raises ValueError as `schema.frames`, and OSError."""
    for name, records in tables.items():
        table = TABLES[name]
        rows = in_order(table, records)
        _write_csv(table, rows, folder / f"{name}.csv")
        write_parquet(_typed(table, rows), folder / f"{name}.parquet")


def write_parquet(table: pa.Table, path: Path) -> None:
    """A typed file; labels and meaning are in the table's own metadata."""
    pq.write_table(table, path, compression="zstd", use_dictionary=True)


def _typed(table: Table, rows: Sequence[Record]) -> pa.Table:
    columns = [column(one.field.kind, list(map(attrgetter(one.name), rows))) for one in table.columns]
    return pa.table(columns, schema=arrow_schema(table))


def _write_csv(table: Table, rows: Iterable[Record], path: Path) -> None:
    with CANONICAL.opened(path) as stream:
        writer = csv.writer(stream, lineterminator=CANONICAL.line_end)
        writer.writerow(table.column_names)
        writer.writerows(_printable(table, rows))


def _printable(table: Table, rows: Iterable[Record]) -> Iterator[Sequence[object]]:
    spelled = [place for place, one in enumerate(table.columns) if one.field.kind is Kind.BOOLEAN]
    for row in map(attrgetter(*table.column_names), rows):
        if spelled:
            values = list(row)
            for place in spelled:
                values[place] = _SPELLED.get(values[place])
            yield values
        else:
            yield row


def frames_in(folder: Path) -> dict[str, pd.DataFrame] | None:
    """The tables of a folder that holds them alone; None where it holds other forms as well, or is for the gate to refuse."""
    if (folder / DESCRIPTION).exists():
        return None
    try:
        tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
    except (OSError, pa.ArrowException):
        return None
    ours = all(table.schema.equals(arrow_schema(TABLES[name])) for name, table in tables.items())
    return {name: to_pandas(table) for name, table in tables.items()} if ours else None
