"""Every form of a release, in the order in which they have to run."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import (
    archive,
    card,
    citation,
    croissant,
    datapackage,
    dcat,
    dictionary,
    files,
    portal,
    schema_org,
    zenodo,
)
from pipeline.releases.exporters.exporter import Exporter
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

_ALL = (
    *files.DATA,
    # From here on files describe the files above them, with sizes and hashes.
    dictionary.EXPORTER,
    citation.EXPORTER,
    zenodo.EXPORTER,
    schema_org.EXPORTER,
    dcat.EXPORTER,
    croissant.EXPORTER,
    portal.EXPORTER,
    card.EXPORTER,
    datapackage.EXPORTER,
    # Last: it holds all others.
    archive.EXPORTER,
)
EXPORTERS: dict[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
"""Every exporter by name, in the order in which they have to run."""


def chosen(settings: Settings) -> dict[str, Exporter]:
    """The exporters of a release in their order; raises `PipelineError` on a name that cannot be meant."""
    for name in (*settings.add, *settings.leave_out):
        if name not in EXPORTERS:
            raise PipelineError(f"settings: there is no exporter {name}; there are {', '.join(EXPORTERS)}.")
    if needed := sorted(name for name in settings.leave_out if EXPORTERS[name].always):
        raise PipelineError(f"settings: {needed[0]} cannot be left out, because every release is checked and identified by it.")
    return {
        name: exporter for name, exporter in EXPORTERS.items()
        if name not in settings.leave_out and (name in settings.add or not exporter.on_request)
    }


def is_form(path: str) -> bool:
    """Whether a file of this path is one that an exporter makes."""
    patterns = (path for exporter in EXPORTERS.values() for path in exporter.files)
    named = (pattern.format(table=table, standard="*") for pattern in patterns for table in TABLES)
    return any(fnmatchcase(path, pattern) for pattern in named)


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Let a full disk be an `OSError` although SQLite has errors of its own."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, f"{error} (is the disk full?)", str(folder)) from error
