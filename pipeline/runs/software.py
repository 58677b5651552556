"""What made a release besides documents and settings: this program, and all whose behaviour may show in its bytes."""

from __future__ import annotations

import sys

from pipeline.base import programs
from pipeline.base.installed import version
from pipeline.base.version import VERSION
from pipeline.runs.cache.versions import sources

PROGRAM, SOURCES = "icap-competency-pipeline", "sources"
PACKAGES = (
    "docutils", "great_expectations", "lxml", "openpyxl", "pandas", "pdfminer.six", "pdfplumber", "pyarrow", "pypdfium2",
    "rapidfuzz", "regex", "xlsxwriter",
)


def software() -> dict[str, str]:
    """Versions by name, the same on every platform; `sources` tells this program's own code, changed by hand or not.

    A package that is not installed is left out, and LibreOffice stands there only where old files are read with it.
    """
    # Runs that end before any of this is needed do not pay for it.
    import sqlite3
    import zlib

    found = {PROGRAM: VERSION, SOURCES: sources()[:16], "python": ".".join(map(str, sys.version_info[:3]))}
    found |= {"sqlite": sqlite3.sqlite_version, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    found |= {name: known for name in PACKAGES if (known := version(name)) is not None}
    return found | ({"libreoffice": "present"} if programs.office() else {})
