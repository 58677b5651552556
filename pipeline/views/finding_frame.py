"""What `find` found as a frame, for the loader."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.releases.exporters import sqlite
from pipeline.views.database import Database
from pipeline.views.finding import Found, found
from pipeline.views.framed import Framed
from pipeline.views.joins import Frames

_TYPES = {"rank": "Int64", "standard_id": "string", "name": "string", "level": "Int64", "score": "Float64"}
_LISTS = {"tasks": "task", "knowledge": "K", "skills": "S"}


def find(frames: Frames, folder: Path, text: str, limit: int | None) -> pd.DataFrame:
    """The standards that fit a text; the index of the release's SQLite file is taken where there is one."""
    path = folder / sqlite.FILE_NAME
    if not path.is_file():
        return _frame(found(Framed(frames), text, limit))
    with Database.of(path) as database:
        return _frame(found(database, text, limit))


def _frame(some: list[Found]) -> pd.DataFrame:
    plain = [(one.rank, one.standard.standard_id, one.standard.name, one.standard.level, one.score) for one in some]
    frame = pd.DataFrame(plain, columns=list(_TYPES)).astype(_TYPES)
    frame["words"] = [list(one.words) for one in some]
    for column, kind in _LISTS.items():
        frame[column] = [one.codes(kind) for one in some]
    return frame
