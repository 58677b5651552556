"""Full-text search inside the SQLite file: each different text once, its words, and where it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.exporters.search_words import words
from pipeline.releases.exporters.sheet_columns import ReadTable

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
_TABLES = (
    "CREATE TABLE search_distinct (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE search_places (text_id INTEGER NOT NULL REFERENCES search_distinct (id), number INTEGER NOT NULL,"
    " standard_id TEXT NOT NULL, source TEXT NOT NULL, item_id TEXT NOT NULL, PRIMARY KEY (text_id, number)) WITHOUT ROWID",
    # The index holds no text of its own; the view `search` joins it with the texts.
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='unicode61')",
    # For the search box over the standards themselves: of each the words of its name and its description, under its rowid.
    "CREATE VIRTUAL TABLE standards_words USING fts5(words, content='', columnsize=0, tokenize='unicode61')",
)

_BATCH = 20_000


def _texts(read: ReadTable) -> pa.Table:
    """Each text with its standard, table and item."""
    parts = []
    for table, item, column in SEARCHED:
        found = read(table).select(list(dict.fromkeys(("standard_id", item, column)))).drop_null()
        columns = [found[column], found["standard_id"], pa.repeat(table, found.num_rows), found[item].cast(pa.string())]
        parts.append(pa.table(columns, names=["text", "standard_id", "source", "item_id"]))
    return pa.concat_tables(parts)


def _places(texts: pa.Table, numbers: pa.Array) -> Iterator[tuple[int, int, str, str, str]]:
    """Number of the text, number of the place, standard, table and item, by text; from columns, which are smaller than rows."""
    order = pc.sort_indices(numbers)
    for start in range(0, len(order), _BATCH):
        rows = order.slice(start, _BATCH)
        some = texts.take(rows)
        columns = (pc.add(numbers.take(rows), 1), pc.add(rows, 1), some["standard_id"], some["source"], some["item_id"])
        yield from zip(*(column.to_pylist() for column in columns), strict=True)


def _numbered(texts: pa.Array) -> Iterator[tuple[int, str]]:
    for start in range(0, len(texts), _BATCH):
        yield from enumerate(texts.slice(start, _BATCH).to_pylist(), start + 1)


def index(connection: sqlite3.Connection, read: ReadTable) -> None:
    """Add the tables of the search and fill them; the different texts count in the order in which they appear."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))
    texts = _texts(read)
    encoded = texts["text"].combine_chunks().dictionary_encode()
    texts = texts.drop_columns("text")
    connection.executemany("INSERT INTO search_distinct VALUES (?, ?)", _numbered(encoded.dictionary))
    connection.executemany("INSERT INTO search_places VALUES (?, ?, ?, ?, ?)", _places(texts, encoded.indices))
    spoken = ((number, words(text)) for number, text in _numbered(encoded.dictionary))
    connection.executemany("INSERT INTO search_words (rowid, words) VALUES (?, ?)", spoken)
    connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
    _standards(connection)


def _standards(connection: sqlite3.Connection) -> None:
    """Standards are inserted first and never removed, so that their rowids count from 1, as a VACUUM leaves them."""
    found = connection.execute("SELECT rowid, coalesce(name, ''), coalesce(description, '') FROM standards").fetchall()
    spoken = ((rowid, words(f"{name}\n{description}")) for rowid, name, description in found)
    connection.executemany("INSERT INTO standards_words (rowid, words) VALUES (?, ?)", spoken)
    connection.execute("INSERT INTO standards_words (standards_words) VALUES ('optimize')")
