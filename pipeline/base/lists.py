"""Lists that people keep as CSV: read with a sentence about what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.base.errors import PipelineError


def read_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8 with or without byte order mark, values stripped.

    Raises `PipelineError` where the file is not UTF-8 or lacks one of `columns`; further columns are ignored.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = [{name: (row.get(name) or "").strip() for name in columns} for row in reader]
            header = [name.strip() for name in reader.fieldnames or ()]
    except UnicodeDecodeError as error:
        raise PipelineError(f"{path} is not UTF-8; save it as CSV in UTF-8.") from error
    missing = [name for name in columns if name not in header]
    if missing:
        wanted = ", ".join(columns)
        raise PipelineError(f"{path} has no column {', '.join(missing)}; its first line has to name the columns {wanted}.")
    return rows
