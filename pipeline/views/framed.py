"""Frames as a release that can be asked: the same answers as those of its SQLite file, slower."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.releases.exporters.rows import rows
from pipeline.releases.finding.index import Gathered, Text
from pipeline.releases.finding.ranking import KINDS, TEXTS, Index
from pipeline.views import joins
from pipeline.views.joins import Frames
from pipeline.views.lookup import Hit, KnownAs, Row


class Framed:
    """A release by its frames."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    @cached_property
    def standards(self) -> Sequence[KnownAs]:
        """Every standard in the order of publication."""
        return joins.listed(self._frames["standards"])

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard."""
        frame = self._frames[table]
        return rows(frame[frame["standard_id"] == standard_id])

    def search(self, wanted: str) -> list[Hit]:
        """Every text whose match key contains `wanted`."""
        found = joins.search(self._frames, wanted)
        return [Hit(row["standard_id"], row["table"], row["item_id"], row["text"]) for row in rows(found)]

    @cached_property
    def index(self) -> Index:
        """The index of `find`, made of the texts when it is first asked for."""
        return Gathered.of(self._texts(*which) for which in TEXTS)

    def _texts(self, table: str, column: str, times: int) -> Iterator[Text]:
        standards, frame = self._frames["standards"], self._frames[table]
        wanted = frame["standard_id"].isin(standards.loc[standards["is_current"], "standard_id"]) & frame[column].notna()
        if table == "competencies":
            wanted &= frame["kind"].isin(KINDS)
        own = frame[wanted]
        return ((standard_id, text, times) for standard_id, text in zip(own["standard_id"], own[column], strict=True))
