"""CSV once more under `excel/`, for opening by double click.

The byte order mark makes Excel read UTF-8, and a text that Excel would run as a formula gets an
apostrophe in front. Both break other programs, so the canonical files have neither.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.base.dialect import SPREADSHEET
from pipeline.releases.exporters import csv
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

FOLDER = "excel"
FORM = Form("CSV", "text/csv", Bilingual("CSV for opening in Excel", "CSV，可直接用 Excel 開啟"))
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What Excel, LibreOffice and Google Sheets take for the beginning of a formula."""


def _defused(column: pd.Series) -> pd.Series:
    if not pd.api.types.is_string_dtype(column.dtype):
        return csv.printable(column)
    risky = column.str.startswith(FORMULA_STARTS).fillna(False)
    return column.mask(risky, "'" + column) if risky.any() else column


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, _: Settings) -> None:
    """Write `excel/<table>.csv` for every frame."""
    (into.path / FOLDER).mkdir(exist_ok=True)
    for table, frame in frames.items():
        with SPREADSHEET.opened(into.path / FOLDER / csv.file_name(table)) as stream:
            frame.apply(_defused).to_csv(stream, index=False, na_rep="", lineterminator=SPREADSHEET.line_end)


EXPORTER = Exporter(
    "excel", write,
    files={FOLDER + "/{table}.csv": FORM},
    purpose=Bilingual(
        "opening in Excel by double click: with byte order mark; a text that would run as a formula has an apostrophe in front",
        "直接點兩下用 Excel 開啟：含 BOM；會被當成公式的文字前加一撇",
    ),
)
