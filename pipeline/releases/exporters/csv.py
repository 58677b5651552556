"""CSV: the canonical form of the published tables.

UTF-8 without byte order mark, RFC 4180 (comma, CRLF, quotes where needed), nulls as empty fields,
booleans as true/false, dates as YYYY-MM-DD.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pandas as pd

from pipeline.base.dialect import CANONICAL
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES


def file_name(table: str) -> str:
    """Name of a table's CSV file inside a release."""
    return f"{table}.csv"


def printable(column: pd.Series) -> pd.Series:
    """Booleans in the spelling of JSON and Frictionless instead of Python's."""
    if not pd.api.types.is_bool_dtype(column.dtype):
        return column
    return column.astype("object").map({True: "true", False: "false"}, na_action="ignore")


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, _: Settings) -> None:
    """Write `<table>.csv` for every frame."""
    for table, frame in frames.items():
        with CANONICAL.opened(into.path / file_name(table)) as stream:
            frame.apply(printable).to_csv(stream, index=False, na_rep="", lineterminator=CANONICAL.line_end)


def identity(release: ReleaseFolder) -> str:
    """SHA-256 over the names and hashes of the canonical CSV files: equal exactly when the tables are."""
    return identity_of({file_name(name): release.sha256(file_name(name)) for name in TABLES})


def identity_of(hashes: Mapping[str, str]) -> str:
    """The identity that follows from the hashes of a release's files, by path; of files that are not there it is another one."""
    lines = [f"{file_name(name)} {hashes.get(file_name(name), '')}\n" for name in TABLES]
    return sha256("".join(lines).encode()).hexdigest()


EXPORTER = Exporter(
    "csv", write,
    files={"{table}.csv": Form("CSV", "text/csv", Bilingual("CSV, the canonical form", "CSV，標準格式"))},
    purpose=Bilingual(
        "everything; the canonical form (UTF-8, comma, CRLF, no byte order mark)",
        "各種用途；標準格式（UTF-8、逗號、CRLF、無 BOM）",
    ),
    always=True,
)
