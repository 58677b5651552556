"""One SQLite file: every table with its keys, views for common questions, and search that works in Chinese.

    SELECT * FROM search WHERE words MATCH '資訊 安全' ORDER BY rank;

finds the texts that hold both words (see `search_words`). The bytes are the same for the same tables: rows go
in by key, and the header's counters and library version are set to fixed values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa

from pipeline.base.memory import let_go
from pipeline.releases.exporters import sqlite_find, sqlite_search, sqlite_views
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import PARTS, Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.exporters.kept_columns import piece
from pipeline.releases.exporters.search_words import phrase, words
from pipeline.releases.exporters.sqlite_find import TERMS, terms_of
from pipeline.releases.exporters.sqlite_rows import PRAGMAS, Filling
from pipeline.releases.exporters.sqlite_search import SEARCHED, WORDS, words_of
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
KEPT = f"{PARTS}sqlite/"
"""Where the pieces lie that search and `find` are made of."""
BATCH = 20_000


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


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file for statements, all of them in one transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def _create(path: Path) -> None:
    """Every table, without rows."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    with _opened(path) as connection:
        for statement in (*map(create_statement, TABLES.values()), *sqlite_search.TABLES, *sqlite_find.TABLES):
            connection.execute(statement)
        _describe(connection)


def write_file(path: Path, written: Written, kept: Path) -> None:
    """Write the file of tables that are written as Parquet already and of what bundles keep for it, some rows at a time."""
    path.unlink(missing_ok=True)
    _create(path)
    with Filling(path) as filling:
        for name in TABLES:
            filling.add(name, written.pieces(name, BATCH))
        sqlite_search.fill(filling, written, kept)
        let_go()
        sqlite_find.fill(filling, written.table, kept)
    with _opened(path) as connection:
        sqlite_search.finish(connection)
        for statement in sqlite_views.STATEMENTS:
            connection.execute(statement)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Only a merge of the index leaves free pages; without any there is nothing to gain.
        if connection.execute("PRAGMA freelist_count").fetchone()[0]:
            connection.execute("VACUUM")
    let_go()
    _fix_header(path)


def _of_columns(columns: Mapping[str, pa.RecordBatch]) -> Pieces:
    """What search and `find` take from a bundle of standards."""
    return {KEPT + name: piece(batch) for name, batch in ((WORDS, words_of(columns)), (TERMS, terms_of(columns)))}


def write(content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Write `standards.sqlite`."""
    write_file(into.path / FILE_NAME, content, into.path / KEPT)


EXPORTER = Exporter(
    "sqlite",
    files={FILE_NAME: Form(
        "SQLite", "application/vnd.sqlite3", Bilingual("SQLite with views and search", "SQLite，含檢視表與全文檢索"),
    )},
    write=write,
    joined=Joined(lambda _: dict.fromkeys((KEPT + WORDS, KEPT + TERMS), Ends()), of_columns=_of_columns),
    purpose=Bilingual(
        "SQL and search without installing anything else; Datasette",
        "免安裝即可下 SQL 與全文檢索；可用 Datasette 瀏覽",
    ),
)

__all__ = ["EXPORTER", "FILE_NAME", "SEARCHED", "create_statement", "phrase", "words", "write"]
