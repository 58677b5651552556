"""Where a knowledge, skill or attitude of some name is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any

from pipeline.documents.text.normalise import match_key
from pipeline.views.assistant.parts import Answer
from pipeline.views.lookup import Release, Row

MOST_NAMES = 20
"""Names that are listed, those of most standards first."""
MOST_STANDARDS = 20
"""Standards that are listed of a name, those in force first."""

Places = list[tuple[str, list[int | None]]]
"""Standards with pages."""


def named(release: Release, wanted: str) -> tuple[Answer, Places]:
    """Every name whose match key contains `wanted`, with its standards and the tasks there, and where that stands."""
    hits = (hit for hit in release.search(wanted) if hit.table == "competencies")
    rows: dict[tuple[str, str], list[Row]] = {}
    for own in dict.fromkeys(hit.standard_id for hit in hits):
        for row in release.rows("competencies", own):
            if row["name"] and wanted in (key := match_key(row["name"])):
                rows.setdefault((row["kind"], key), []).append(row)
    names = sorted(rows.values(), key=lambda some: (-len(some), some[0]["kind"], some[0]["name"]))
    reader = _Reader(release)
    answer = {
        "names": [reader.name(some) for some in names[:MOST_NAMES]], "names_found": len(names),
    }
    return answer, reader.places


class _Reader:
    """Looks up where names stand, each standard's tables once."""

    def __init__(self, release: Release) -> None:
        self.places: Places = []
        self._rows: Any = cache(release.rows)
        self._known = {one.standard_id: one for one in release.standards}
        self._current = {own for own, _ in release.index.documents}

    def name(self, rows: Iterable[Row]) -> Answer:
        """A name with the standards that have it."""
        some = sorted(rows, key=lambda row: (row["standard_id"] not in self._current, row["standard_id"]))
        return {
            "kind": some[0]["kind"], "name": some[0]["name"], "standards_found": len(some),
            "standards": [self._standard(row) for row in some[:MOST_STANDARDS]],
        }

    def _standard(self, row: Row) -> Answer:
        own, item = row["standard_id"], row["competency_id"]
        tasks = [one["task_id"] for one in self._rows("requirements", own) if one["competency_id"] == item]
        pages = [one["page"] for one in self._rows("block_competencies", own) if one["competency_id"] == item]
        self.places.append((own, pages))
        is_current = own in self._current
        return asdict(self._known[own]) | {"is_current": is_current, "code": row["competency_code"], "tasks": tasks}
