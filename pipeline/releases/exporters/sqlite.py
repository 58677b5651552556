"""One SQLite file: every table with its keys, views for common questions, and search that works in Chinese.

    SELECT * FROM search WHERE words MATCH '資訊 安全' ORDER BY rank;

finds the texts that hold both words (see `search_words`). The bytes are the same for the same tables: rows go
in by key, and the header's counters and library version are set to fixed values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.base.memory import let_go
from pipeline.releases.exporters import sqlite_find, sqlite_search, sqlite_views
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.search_words import forget, phrase, words
from pipeline.releases.exporters.sqlite_search import SEARCHED
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Column, Kind, Table

FILE_NAME = "standards.sqlite"

_TYPES = {Kind.STRING: "TEXT", Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.BOOLEAN: "INTEGER", Kind.DATE: "TEXT"}
_PAGE_SIZE = 4096
# Offsets of the file header: https://www.sqlite.org/fileformat2.html#the_database_header
_CHANGE_COUNTER, _VERSION_VALID_FOR, _LIBRARY_VERSION = 24, 92, 96
_OLDEST_LIBRARY = 3_037_000
_PRAGMAS = (
    f"page_size = {_PAGE_SIZE}", "encoding = 'UTF-8'", "cache_size = -16384", "temp_store = MEMORY", "locking_mode = EXCLUSIVE",
    # A file that is thrown away after a crash needs no journal.
    "journal_mode = OFF", "synchronous = OFF",
)
_BATCH = 20_000


def _column(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.field.kind]}{"" if column.nullable else " NOT NULL"}'


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def create_statement(table: Table) -> str:
    """The table with its primary key and foreign keys."""
    parts = [_column(column) for column in table.columns] + [f"PRIMARY KEY ({_names(table.key)})"]
    parts += [
        f"FOREIGN KEY ({_names(one.columns)}) REFERENCES {one.parent} ({_names(one.parent_columns)})" for one in table.references
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(parts) + "\n)"


def _stored(column: pa.Array) -> list[Any]:
    """A column's values as SQLite keeps them: dates as ISO texts, true and false as 1 and 0."""
    kind = column.type
    if pa.types.is_date(kind):
        column = column.cast(pa.string())
    elif pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    values: list[Any] = column.to_pylist()
    return values


def _insert(connection: sqlite3.Connection, table: Table, pieces: Iterable[pa.RecordBatch]) -> None:
    connection.execute(create_statement(table))
    insert = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
    for piece in pieces:
        connection.executemany(insert, zip(*(_stored(piece.column(name)) for name in table.column_names), strict=True))


def _describe(connection: sqlite3.Connection) -> None:
    """The data dictionary inside the file, for people who have nothing but the file."""
    connection.execute(
        "CREATE TABLE data_dictionary (table_name TEXT NOT NULL, column_name TEXT NOT NULL, table_label_zh TEXT NOT NULL,"
        " label_zh TEXT NOT NULL, label TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (table_name, column_name))"
    )
    described = [
        (table.name, column.name, table.label_zh, column.field.label_zh, column.field.label, column.field.description)
        for table in TABLES.values() for column in table.columns
    ]
    connection.executemany("INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?, ?)", described)


def _fix_header(path: Path) -> None:
    """Counters and the version of the library tell how the file was made, not what it holds."""
    with path.open("r+b") as stream:
        for offset, value in ((_CHANGE_COUNTER, 1), (_VERSION_VALID_FOR, 1), (_LIBRARY_VERSION, _OLDEST_LIBRARY)):
            stream.seek(offset)
            stream.write(value.to_bytes(4, "big"))


def write_file(path: Path, written: Written) -> None:
    """Write the file of tables that are written as Parquet already, some rows at a time."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for name, table in TABLES.items():
            _insert(connection, table, written.pieces(name, _BATCH))
        _describe(connection)
        sqlite_search.index(connection, written.table)
        sqlite_find.index(connection, written.table)
        for statement in sqlite_views.STATEMENTS:
            connection.execute(statement)
        connection.execute("COMMIT")
        # Only a merge of the index leaves free pages; without any there is nothing to gain.
        if connection.execute("PRAGMA freelist_count").fetchone()[0]:
            connection.execute("VACUUM")
    forget()
    let_go()
    _fix_header(path)


def write(content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Write `standards.sqlite`."""
    write_file(into.path / FILE_NAME, content)


EXPORTER = Exporter(
    "sqlite",
    files={FILE_NAME: Form(
        "SQLite", "application/vnd.sqlite3", Bilingual("SQLite with views and search", "SQLite，含檢視表與全文檢索"),
    )},
    write=write,
    purpose=Bilingual(
        "SQL and search without installing anything else; Datasette",
        "免安裝即可下 SQL 與全文檢索；可用 Datasette 瀏覽",
    ),
)

__all__ = ["EXPORTER", "FILE_NAME", "SEARCHED", "create_statement", "phrase", "words", "write", "write_file"]
