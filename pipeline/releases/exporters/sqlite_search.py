"""Full-text search inside the SQLite file: each different text once, its words, and where it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa

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

Place = tuple[int, int, str, str, str]


def _texts(read: ReadTable) -> Iterator[tuple[str, str, str, str]]:
    """Each text with its standard, table and item."""
    for table, item, column in SEARCHED:
        found = read(table).select(list(dict.fromkeys(("standard_id", item, column)))).drop_null()
        ids, items = found["standard_id"].to_pylist(), found[item].cast(pa.string()).to_pylist()
        yield from zip(found[column].to_pylist(), ids, [table] * len(ids), items, strict=True)


def _collected(read: ReadTable) -> tuple[dict[str, int], list[Place]]:
    """The different texts with their numbers in order of appearance, and all their places, by text."""
    numbers: dict[str, int] = {}
    places = [
        (numbers.setdefault(text, len(numbers) + 1), number, standard_id, table, item)
        for number, (text, standard_id, table, item) in enumerate(_texts(read), 1)
    ]
    places.sort()
    return numbers, places


def index(connection: sqlite3.Connection, read: ReadTable) -> None:
    """Add the tables of the search and fill them."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))
    numbers, places = _collected(read)
    connection.executemany("INSERT INTO search_distinct VALUES (?, ?)", ((number, text) for text, number in numbers.items()))
    connection.executemany("INSERT INTO search_places VALUES (?, ?, ?, ?, ?)", places)
    spoken = ((number, words(text)) for text, number in numbers.items())
    connection.executemany("INSERT INTO search_words (rowid, words) VALUES (?, ?)", spoken)
    connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
    _standards(connection)


def _standards(connection: sqlite3.Connection) -> None:
    """Standards are inserted first and never removed, so that their rowids count from 1, as a VACUUM leaves them."""
    found = connection.execute("SELECT rowid, coalesce(name, ''), coalesce(description, '') FROM standards").fetchall()
    spoken = ((rowid, words(f"{name}\n{description}")) for rowid, name, description in found)
    connection.executemany("INSERT INTO standards_words (rowid, words) VALUES (?, ?)", spoken)
    connection.execute("INSERT INTO standards_words (standards_words) VALUES ('optimize')")
