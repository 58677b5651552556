"""One SQLite file: every table with its keys, views for common questions, and search that works in Chinese.

SQLite's tokenizers take a run of Chinese for one word. Here the indexed text has a space between all
characters, so a phrase finds any number of characters, one included:

    SELECT * FROM search WHERE words MATCH '"財 產"';

The bytes are the same for the same tables: rows go in by key, and the header's counters and library
version are set to fixed values.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.releases.exporters import sqlite_views
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Column, Kind, Table
from pipeline.schema.derive import to_pandas

FILE_NAME = "standards.sqlite"

_TYPES = {Kind.STRING: "TEXT", Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.BOOLEAN: "INTEGER", Kind.DATE: "TEXT"}
_PAGE_SIZE = 4096
# Offsets of the file header: https://www.sqlite.org/fileformat2.html#the_database_header
_CHANGE_COUNTER, _VERSION_VALID_FOR, _LIBRARY_VERSION = 24, 92, 96
_OLDEST_LIBRARY = 3_037_000
# Han with its extensions, kana and bopomofo: each character counts as a word.
_CJK = re.compile(r"([\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")

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


def words(text: str) -> str:
    """A text for the search index: full-width letters narrowed, CJK characters apart."""
    return " ".join(_CJK.sub(r" \1 ", unicodedata.normalize("NFKC", text)).split())


def phrase(text: str) -> str:
    """The MATCH expression that finds `text` wherever it stands: `財產` becomes `"財 產"`."""
    return '"' + words(text).replace('"', '""') + '"'


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


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _insert(connection: sqlite3.Connection, table: Table, columns: pa.Table) -> None:
    connection.execute(create_statement(table))
    marks = ", ".join("?" * len(table.columns))
    values = (tuple(map(_stored, row.values())) for row in columns.to_pylist())
    connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)


def _searchable(content: Written) -> Iterator[tuple[str, str, str, str]]:
    for table, item, column in SEARCHED:
        frame = to_pandas(content.table(table))
        found = frame[frame[column].notna()]
        yield from zip(found["standard_id"], [table] * len(found), found[item].astype("string"), found[column], strict=True)


def _index(connection: sqlite3.Connection, content: Written) -> None:
    """The index holds no text of its own; the view `search` joins it with the texts."""
    connection.execute(
        "CREATE TABLE search_texts (id INTEGER PRIMARY KEY, standard_id TEXT NOT NULL, source TEXT NOT NULL,"
        " item_id TEXT NOT NULL, text TEXT NOT NULL)"
    )
    connection.execute("CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='unicode61')")
    texts = [(number, *row) for number, row in enumerate(_searchable(content), 1)]
    connection.executemany("INSERT INTO search_texts VALUES (?, ?, ?, ?, ?)", texts)
    connection.executemany("INSERT INTO search_words (rowid, words) VALUES (?, ?)", ((row[0], words(row[4])) for row in texts))
    connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


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


def write(content: Written, into: ReleaseFolder, _: Settings) -> None:
    """Write `standards.sqlite`."""
    path = into.path / FILE_NAME
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A file that is thrown away after a crash needs no journal.
        for pragma in (f"page_size = {_PAGE_SIZE}", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for name, table in TABLES.items():
            _insert(connection, table, content.table(name))
        _describe(connection)
        _index(connection, content)
        for statement in sqlite_views.STATEMENTS:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    _fix_header(path)


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
