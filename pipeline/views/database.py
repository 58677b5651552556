"""A release's SQLite file as a release that can be asked: rows by key, texts by the full-text index.

The index only narrows down: what it offers is compared by match key, so that the answer is that of the tables.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.releases.finding.index import Gathered, Text
from pipeline.releases.finding.ranking import KINDS, TEXTS, Index
from pipeline.schema import TABLES, Kind
from pipeline.views.finding.stored import Stored
from pipeline.views.lookup import Hit, KnownAs, Row
from pipeline.views.narrowing import FIRST, LAST, expression, radicals

_TEXTS = "SELECT standard_id, source, item_id, text FROM search_places JOIN search_distinct ON id = text_id"
_OLD_TEXTS = "SELECT standard_id, source, item_id, text FROM search_texts ORDER BY id"
"""Of a release from before each text stood in its file once; all of them are looked through."""
_INDEXED = "text_id IN (SELECT rowid FROM search_words WHERE words MATCH ?)"
_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'search_words', 'row')"
_LATIN = "SELECT term FROM temp.terms WHERE term < '\u2e80' UNION ALL SELECT term FROM temp.terms WHERE term > '\u9fff'"
"""The words of the index that are no ideographs; the lists of those are long, and to read them would take long."""
_Type = Callable[[Any], object]
_TYPES: dict[Kind, _Type] = {Kind.BOOLEAN: bool, Kind.DATE: dt.date.fromisoformat}
"""What SQLite does not know: truth and dates."""


class Database:
    """A release by its SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @staticmethod
    @contextmanager
    def of(path: Path) -> Iterator[Database]:
        """Open a file for reading; nothing is written beside it. Raises `PipelineError` where it is damaged, now or later."""
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                yield Database(connection)
        except sqlite3.DatabaseError as error:
            raise PipelineError(f"{path} cannot be read ({error}); the release is damaged, make it anew.") from error

    @cached_property
    def standards(self) -> Sequence[KnownAs]:
        """Every standard in the order of publication, which is that of insertion."""
        found = self._connection.execute("SELECT standard_id, base_code, version, name, level FROM standards ORDER BY rowid")
        return [KnownAs(*row) for row in found]

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard; none of a table that a release of long ago does not have."""
        if table not in self._tables:
            return []
        found = self._connection.execute(f"SELECT * FROM {table} WHERE standard_id = ? ORDER BY rowid", (standard_id,))
        # What the file has and not what the schema says: a release may be older than this program.
        names = [name for name, *_ in found.description]
        types = {column.name: _TYPES[column.field.kind] for column in TABLES[table].columns if column.field.kind in _TYPES}
        return [_row(names, types, values) for values in found]

    def search(self, wanted: str) -> list[Hit]:
        """Every text whose match key contains `wanted`."""
        # A text of ideographs holds the key as it is, unless one of them is a variant.
        is_plain = all(FIRST <= one <= LAST for one in wanted)
        return [hit for hit in self._offered(wanted) if (is_plain and wanted in hit.text) or wanted in match_key(hit.text)]

    def _offered(self, wanted: str) -> Iterator[Hit]:
        """The texts that may hold the key, in their order: more than do, and none too few."""
        if not self._has_places:
            return map(Hit._make, self._connection.execute(_OLD_TEXTS))
        asked = expression(wanted, self._latin)
        if asked is None:
            found = self._connection.execute(f"{_TEXTS} ORDER BY number")
        else:
            unindexed = radicals(wanted)
            chosen = " OR ".join([_INDEXED, *["instr(text, ?) > 0"] * len(unindexed)])
            found = self._connection.execute(f"{_TEXTS} WHERE {chosen} ORDER BY number", (asked, *unindexed))
        return map(Hit._make, found)

    @cached_property
    def index(self) -> Index:
        """The index of `find`; of a release from before there was one, it is made of the texts."""
        if self._has("find_terms"):
            return Stored(self._connection)
        return Gathered.of(_texts(self._connection, *which) for which in TEXTS)

    @property
    def _has_places(self) -> bool:
        return self._has("search_places")

    def _has(self, table: str) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())

    def _latin(self) -> list[str]:
        self._connection.execute(_TERMS)
        return [term for (term,) in self._connection.execute(_LATIN)]


def _texts(connection: sqlite3.Connection, table: str, column: str, times: int) -> Iterator[Text]:
    kinds = f" AND kind IN {KINDS}" if table == "competencies" else ""
    own = f"{column} NOTNULL AND standard_id IN (SELECT standard_id FROM current_standards)"
    asked = f"SELECT standard_id, {column} FROM {table} WHERE {own}{kinds} ORDER BY standard_id"
    return ((standard_id, text, times) for standard_id, text in connection.execute(asked))


def _row(names: Sequence[str], types: Mapping[str, _Type], values: Sequence[Any]) -> Row:
    return {
        name: types[name](value) if name in types and value is not None else value
        for name, value in zip(names, values, strict=True)
    }
