"""Frames to files. Every exporter has the same signature: `write(frames, into, settings)`.

An exporter writes the same bytes for the same frames and settings: no clock, no machine, no library
version in its files where that can be helped.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import XlsxFileError

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import (
    archive,
    card,
    case,
    citation,
    csv,
    datapackage,
    dcat,
    dictionary,
    excel_csv,
    nested,
    parquet,
    portal,
    schema_org,
    skos,
    sqlite,
    xlsx,
)
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

Exporter = Callable[[Mapping[str, pd.DataFrame], ReleaseFolder, Settings], None]

EXPORTERS: dict[str, Exporter] = {
    "csv": csv.write,
    "parquet": parquet.write,
    "excel": excel_csv.write,
    "sqlite": sqlite.write,
    "xlsx": xlsx.write,
    "jsonl": nested.write,
    "skos": skos.write,
    "case": case.write,
    # From here on files describe the files above them, with sizes and hashes.
    "dictionary": dictionary.write,
    "citation": citation.write,
    "schema_org": schema_org.write,
    "dcat": dcat.write,
    "portal": portal.write,
    "card": card.write,
    "datapackage": datapackage.write,
    # Last: it holds all others.
    "zip": archive.write,
}
"""Every exporter in the order in which they have to run."""

ALWAYS = frozenset({"csv", "parquet", "datapackage"})
"""What identity, gate and readers of a release rely on."""
ON_REQUEST = frozenset({"case", "zip"})


def chosen(settings: Settings) -> dict[str, Exporter]:
    """The exporters of a release in their order; raises `PipelineError` on a name that cannot be meant."""
    for name in (*settings.add, *settings.leave_out):
        if name not in EXPORTERS:
            raise PipelineError(f"settings: there is no exporter {name}; there are {', '.join(EXPORTERS)}.")
    if needed := sorted(ALWAYS & set(settings.leave_out)):
        raise PipelineError(f"settings: {needed[0]} cannot be left out, because every release is checked and identified by it.")
    names = (set(EXPORTERS) - ON_REQUEST | set(settings.add)) - set(settings.leave_out)
    return {name: write for name, write in EXPORTERS.items() if name in names}


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, settings: Settings) -> None:
    """Write the tables in every form that the settings ask for; raises `PipelineError` as of `chosen`, and OSError."""
    for write_form in chosen(settings).values():
        with disk_errors(into.path):
            write_form(frames, into, settings)


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Let a full disk be an `OSError` whichever library met it first: SQLite and xlsxwriter have errors of their own."""
    try:
        yield
    except (sqlite3.OperationalError, XlsxFileError) as error:
        raise OSError(errno.EIO, f"{error} (is the disk full?)", str(folder)) from error


__all__ = ["ALWAYS", "EXPORTERS", "ON_REQUEST", "Exporter", "chosen", "disk_errors", "write"]
