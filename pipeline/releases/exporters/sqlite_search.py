"""Full-text search inside the SQLite file: each different text once, its words, and where it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.exporters.kept_columns import pieces
from pipeline.releases.exporters.search_words import words
from pipeline.releases.exporters.sqlite_rows import Filling
from pipeline.releases.exporters.written import Written

SEARCHED: tuple[tuple[str, str, str], ...] = (
    ("standards", "standard_id", "name"),
    ("standards", "standard_id", "description"),
    ("duties", "duty_id", "name"),
    ("tasks", "task_id", "name"),
    ("outputs", "output_id", "name"),
    ("indicators", "indicator_id", "text"),
    ("competencies", "competency_id", "name"),
    ("competencies", "competency_id", "definition"),
    ("notes", "position", "text"),
)
"""The texts that search covers: table, column that names the item inside the standard, column of the text."""

_HASH_BYTES = 64 << 20
"""How much of the index SQLite collects in memory before it writes; the usual megabyte is written and merged many times."""
TABLES = (
    "CREATE TABLE search_distinct (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE search_places (text_id INTEGER NOT NULL REFERENCES search_distinct (id), number INTEGER NOT NULL,"
    " standard_id TEXT NOT NULL, source TEXT NOT NULL, item_id TEXT NOT NULL, PRIMARY KEY (text_id, number)) WITHOUT ROWID",
    # The index holds no text of its own; the view `search` joins it with the texts.
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='unicode61')",
    # For the search box over the standards themselves: of each the words of its name and its description, under its rowid.
    "CREATE VIRTUAL TABLE standards_words USING fts5(words, content='', columnsize=0, tokenize='unicode61')",
    f"INSERT INTO search_words (search_words, rank) VALUES ('hashsize', {_HASH_BYTES})",
)
WORDS = "words"
"""The file of the pieces: each different text of a bundle with its words."""
BATCH = 20_000
_STANDING = pa.schema([("text_id", pa.int32()), ("standard", pa.int32()), ("source", pa.int8()), ("item_id", pa.string())])


def _standing(written: Written, numbers: Mapping[str, int], standards: pa.Array) -> pa.Table:
    """Where texts stand: the number of each text, of its standard and of its source, and the item.

    All texts of a release are far more than one wants to hold twice: rows are read some at a time, and numbers kept.
    """
    parts = [_STANDING.empty_table()]
    for source, (table, item, column) in enumerate(SEARCHED):
        wanted = dict.fromkeys(("standard_id", item, column))
        for batch in written.pieces(table, BATCH, list(wanted)):
            found = batch.filter(pc.is_valid(batch[column]))
            of_text = pa.array(map(numbers.__getitem__, found[column].to_pylist()), pa.int32())
            owner = pc.index_in(found["standard_id"], value_set=standards)
            place = pa.array(np.full(found.num_rows, source, dtype=np.int8))
            parts.append(pa.table([of_text, owner, place, found[item].cast(pa.string())], schema=_STANDING))
    return pa.concat_tables(parts)


def words_of(columns: Mapping[str, pa.RecordBatch]) -> pa.RecordBatch:
    """Each different text of a bundle of standards with its words."""
    texts = dict.fromkeys(text for table, _, column in SEARCHED for text in columns[table][column].drop_null().to_pylist())
    return pa.record_batch([pa.array(texts, pa.string()), pa.array(map(words, texts), pa.string())], names=["text", "words"])


def _numbered(kept: Path, numbers: dict[str, int]) -> Iterator[pa.RecordBatch]:
    """The words of each different text under its number; `numbers` gets the texts in the order in which they appear."""
    for batch in pieces(kept / WORDS):
        known = len(numbers)
        is_new = pa.array([numbers.setdefault(text, len(numbers) + 1) > known for text in batch["text"].to_pylist()], pa.bool_())
        rows = pa.array(range(known + 1, len(numbers) + 1), pa.int64())
        yield pa.record_batch([rows, batch["words"].filter(is_new)], names=["rowid", "words"])


def _distinct(numbers: Mapping[str, int]) -> Iterator[pa.RecordBatch]:
    rows = iter(numbers.items())
    while some := list(islice(rows, BATCH)):
        texts, ids = zip(*some, strict=True)
        yield pa.record_batch([pa.array(ids, pa.int64()), pa.array(texts, pa.string())], names=["id", "text"])


def _places(standing: pa.Table, standards: pa.Array) -> Iterator[pa.RecordBatch]:
    """Where each text stands, by text: number of the text, number of the place, standard, table and item."""
    order = np.argsort(standing["text_id"].to_numpy(), kind="stable")
    sources = pa.array([table for table, _, _ in SEARCHED])
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        some = standing.take(rows).combine_chunks()
        numbers, owners, places, items = (column.combine_chunks() for column in some.columns)
        columns = [numbers.cast(pa.int64()), pa.array(rows + 1), standards.take(owners), sources.take(places), items]
        yield pa.record_batch(columns, names=["text_id", "number", "standard_id", "source", "item_id"])


def fill(filling: Filling, written: Written, kept: Path) -> None:
    """Fill the tables of the search; the different texts count in the order in which they appear in the pieces."""
    numbers: dict[str, int] = {}
    filling.add("search_words", _numbered(kept, numbers))
    filling.add("search_distinct", _distinct(numbers))
    ids = written.table("standards", ["standard_id"])["standard_id"].combine_chunks()
    standing = _standing(written, numbers, ids)
    numbers.clear()
    filling.add("search_places", _places(standing, ids))
    del standing
    standards = written.table("standards", ["name", "description"])
    spoken = (words(f"{name or ''}\n{text or ''}") for name, text in zip(*map(pa.ChunkedArray.to_pylist, standards), strict=True))
    # Standards are inserted first and never removed, so that their rowids count from 1, as a VACUUM leaves them.
    rows = pa.array(range(1, standards.num_rows + 1), pa.int64())
    filling.add("standards_words", [pa.record_batch([rows, pa.array(spoken, pa.string())], names=["rowid", "words"])])


def finish(connection: sqlite3.Connection) -> None:
    """Merge what the indexes are written in."""
    for index in ("search_words", "standards_words"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
