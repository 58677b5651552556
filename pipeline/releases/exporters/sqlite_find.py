"""The index of `find` inside the SQLite file: the current standards with their sizes, and where each term stands.

`find_standards` has number, standard_id and size of each, `find_terms` each term's standards as `finding/packed` packs them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.exporters.sheet_columns import ReadTable
from pipeline.releases.finding.index import Gathered, Text
from pipeline.releases.finding.ranking import KINDS, TEXTS

_TABLES = (
    "CREATE TABLE find_standards (number INTEGER PRIMARY KEY, standard_id TEXT NOT NULL REFERENCES standards (standard_id),"
    " size INTEGER NOT NULL)",
    "CREATE TABLE find_terms (term TEXT NOT NULL PRIMARY KEY, standards BLOB NOT NULL) WITHOUT ROWID",
)


def gathered(read: ReadTable) -> Gathered:
    """The index over the tables that `read` gives."""
    standards = read("standards").select(["standard_id", "is_current"])
    current = standards.filter(standards["is_current"])["standard_id"]
    return Gathered.of(_texts(read, current, *which) for which in TEXTS)


def _texts(read: ReadTable, current: pa.ChunkedArray, table: str, column: str, times: int) -> Iterator[Text]:
    rows = read(table)
    if table == "competencies":
        rows = rows.filter(pc.is_in(rows["kind"], pa.array(KINDS)))
    rows = rows.filter(pc.is_in(rows["standard_id"], current)).select(["standard_id", column]).drop_null()
    for batch in rows.to_batches():
        for standard_id, text in zip(batch[0].to_pylist(), batch[1].to_pylist(), strict=True):
            yield standard_id, text, times


def index(connection: sqlite3.Connection, read: ReadTable) -> None:
    """Add the tables of `find` and fill them."""
    for statement in _TABLES:
        connection.execute(statement)
    made = gathered(read)
    rows = ((number, standard_id, size) for number, (standard_id, size) in enumerate(made.documents))
    connection.executemany("INSERT INTO find_standards VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO find_terms VALUES (?, ?)", made.packed())
