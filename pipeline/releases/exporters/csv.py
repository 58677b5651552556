"""CSV: the canonical form of the published tables.

UTF-8 without byte order mark, RFC 4180 (comma, CRLF, quotes where needed), nulls as empty fields,
booleans as true/false, dates as YYYY-MM-DD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from pipeline.base.dialect import CANONICAL
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Kind
from pipeline.schema.rows import Values

_SPELLED = {True: "true", False: "false", None: None}


def file_name(table: str) -> str:
    """Name of a table's CSV file inside a release."""
    return f"{table}.csv"


def printable(table: str, rows: Sequence[Values]) -> Iterable[Sequence[Any]]:
    """The rows with booleans in the spelling of JSON and Frictionless instead of Python's."""
    places = _booleans(table)
    return [_spelled(row, places) for row in rows] if places else rows


@cache
def _booleans(table: str) -> tuple[int, ...]:
    return tuple(place for place, column in enumerate(TABLES[table].columns) if column.field.kind is Kind.BOOLEAN)


def _spelled(row: Values, places: Iterable[int]) -> list[Any]:
    values = list(row)
    for place in places:
        values[place] = _SPELLED[values[place]]
    return values


def header(table: str) -> bytes:
    """The first line of a table's file."""
    return CANONICAL.lines([TABLES[table].column_names])


def _ends(_: Settings) -> Mapping[str, Ends]:
    return {file_name(table): Ends(header(table)) for table in TABLES}


def _of_table(table: str, rows: Sequence[Values], _: Pieces) -> Pieces:
    """The lines of some rows of a table."""
    return {file_name(table): CANONICAL.lines(printable(table, rows))}


def identity(release: ReleaseFolder) -> str:
    """SHA-256 over the names and hashes of the canonical CSV files: equal exactly when the tables are."""
    return identity_of({file_name(name): release.sha256(file_name(name)) for name in TABLES})


def identity_of(hashes: Mapping[str, str]) -> str:
    """The identity that follows from the hashes of a release's files, by path; of files that are not there it is another one."""
    lines = [f"{file_name(name)} {hashes.get(file_name(name), '')}\n" for name in TABLES]
    return sha256("".join(lines).encode()).hexdigest()


EXPORTER = Exporter(
    "csv",
    files={"{table}.csv": Form("CSV", "text/csv", Bilingual("CSV, the canonical form", "CSV，標準格式"))},
    purpose=Bilingual(
        "everything; the canonical form (UTF-8, comma, CRLF, no byte order mark)",
        "各種用途；標準格式（UTF-8、逗號、CRLF、無 BOM）",
    ),
    joined=Joined(_ends, of_table=_of_table),
    always=True,
)
