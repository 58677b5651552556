"""A release without an SQLite file as one that can be asked."""

from __future__ import annotations

from pathlib import Path

from pipeline.views.dataset import Dataset
from pipeline.views.framed import Framed


class Plain(Framed):
    """A release by the tables in its folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Dataset(folder))
