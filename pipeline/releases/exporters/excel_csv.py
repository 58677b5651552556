"""CSV once more under `excel/`, for opening by double click.

The byte order mark makes Excel read UTF-8, and a text that Excel would run as a formula gets an
apostrophe in front. Both break other programs, so the canonical files have neither.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.base.dialect import CANONICAL
from pipeline.releases.exporters import csv
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.schema.rows import Values

FOLDER = "excel"
FORM = Form("CSV", "text/csv", Bilingual("CSV for opening in Excel", "CSV，可直接用 Excel 開啟"))
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What Excel, LibreOffice and Google Sheets take for the beginning of a formula."""
_RISKY = (
    *((before + start).encode() for start in FORMULA_STARTS if start != "\r" for before in (",", '"', "\n")),
    b',"\r', b'\n"\r',
)
"""What stands in lines in which a value may begin so: behind a comma, a quote or a line's end; and elsewhere at times."""
_RISKY_FIRST = tuple(f"{quote}{start}".encode() for start in FORMULA_STARTS for quote in ("", '"'))


def _path(table: str) -> str:
    return f"{FOLDER}/{csv.file_name(table)}"


def _defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _ends(_: Settings) -> Mapping[str, Ends]:
    return {_path(table): Ends(BOM_UTF8 + csv.header(table)) for table in TABLES}


def _of_table(table: str, rows: Sequence[Values], made: Pieces) -> Pieces:
    """The canonical lines, made anew only where a text in them may begin like a formula."""
    lines = made[csv.file_name(table)]
    if lines.startswith(_RISKY_FIRST) or any(mark in lines for mark in _RISKY):
        lines = CANONICAL.lines(list(map(_defused, row)) for row in csv.printable(table, rows))
    return {_path(table): lines}


EXPORTER = Exporter(
    "excel",
    files={FOLDER + "/{table}.csv": FORM},
    purpose=Bilingual(
        "opening in Excel by double click: with byte order mark; a text that would run as a formula has an apostrophe in front",
        "直接點兩下用 Excel 開啟：含 BOM；會被當成公式的文字前加一撇",
    ),
    joined=Joined(_ends, of_table=_of_table),
)
