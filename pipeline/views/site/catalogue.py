"""A release as the site needs it: rows by standard, names that standards share, versions, facets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.addresses import FOLDER
from pipeline.releases.versions import VERSIONS, read
from pipeline.views.site.html import slug
from pipeline.views.site.names import Name, collect
from pipeline.views.site.shelf import Row, Shelf

Tasks = dict[str, str | None]
"""Ids and names of tasks."""
_FIRST_PART = regex.compile(r"\s*[／/]\s*")


@dataclass(frozen=True, slots=True)
class Growth:
    """A line of the list of releases."""

    name: str
    created: str
    standards: int


class Catalogue:
    """Everything that pages ask for. Built once; pages only read."""

    def __init__(self, shelf: Shelf, release: str, growth: tuple[Growth, ...] = ()) -> None:
        self.release, self.growth, self.shelf = release, growth, shelf
        self.standards: list[Row] = shelf.all_rows("standards")
        self.by_id: dict[str, Row] = {row["standard_id"]: row for row in self.standards}
        self.documents: dict[str, Row] = {row["sha256"]: row for row in shelf.all_rows("documents")}
        self.names = collect(shelf)
        self._bases: dict[str | None, list[Row]] = defaultdict(list)
        for row in self.standards:
            self._bases[row["base_code"]].append(row)
        self._needs: tuple[str, dict[str, Tasks]] = "", {}
        self._gathered: dict[tuple[str, str], Tasks] = {}

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard, in reading order."""
        return self.shelf.rows(table, standard_id)

    def tasks_needing(self, standard_id: str, competency_id: str) -> Tasks:
        """The tasks that need a knowledge or skill."""
        gathered = self._gathered.get((standard_id, competency_id))
        return gathered if gathered is not None else self._needs_of(standard_id).get(competency_id, {})

    def gather(self, uses: Iterable[tuple[str, str]]) -> None:
        """Keep `tasks_needing` of competencies of many standards, which are asked for name by name: one way through them."""
        for standard_id, competency_id in sorted(uses):
            self._gathered[standard_id, competency_id] = self._needs_of(standard_id).get(competency_id, {})

    def _needs_of(self, standard_id: str) -> dict[str, Tasks]:
        if self._needs[0] != standard_id:
            names = {row["task_id"]: row["name"] for row in self.rows("tasks", standard_id)}
            needs: dict[str, Tasks] = defaultdict(dict)
            for row in self.rows("requirements", standard_id):
                needs[row["competency_id"]][row["task_id"]] = names.get(row["task_id"])
            self._needs = standard_id, dict(needs)
        return self._needs[1]

    def shared(self, standard_id: str, competency_id: str) -> Name | None:
        """The name of a competency, where another standard has it, too."""
        return self.names.shared.get(standard_id, {}).get(competency_id)

    def title(self, standard_id: str) -> str:
        """The standard's name, or its id where none is printed."""
        return str(self.by_id[standard_id]["name"] or standard_id)

    def classes(self, standard_id: str, scheme: str) -> list[str]:
        """Names of the classifications in one scheme, each once."""
        found = (row["name"] for row in self.rows("classifications", standard_id) if row["scheme"] == scheme)
        return list(dict.fromkeys(name for name in found if name))

    def clusters(self, standard_id: str) -> list[str]:
        """The first part of the 職類別, printed before the stroke: `資訊科技／…` is `資訊科技`."""
        return list(dict.fromkeys(_FIRST_PART.split(name, maxsplit=1)[0] for name in self.classes(standard_id, "job_category")))

    def versions(self, standard_id: str) -> list[Row]:
        """The standards here that are versions of the same, this one included, the newest first."""
        own = self.by_id[standard_id]
        codes = {row["version_code"] for row in self.rows("standard_versions", standard_id)} - {None}
        of_base = self._bases[own["base_code"]] if own["base_code"] else []
        named = [self.by_id[code] for code in sorted(codes) if code in self.by_id]
        found = {row["standard_id"]: row for row in (own, *of_base, *named)}
        return sorted(found.values(), key=lambda row: (-(row["version"] or 0), row["standard_id"]))

    def previous(self, standard_id: str) -> Row | None:
        """The newest version here that is older than this one."""
        version = self.by_id[standard_id]["version"] or 0
        return next((row for row in self.versions(standard_id) if (row["version"] or 0) < version), None)

    def source(self, standard_id: str) -> Row | None:
        """The file that the standard was read from."""
        return self.documents.get(self.by_id[standard_id]["sha256"])


def standard_file(standard_id: str) -> str:
    """Address of a standard's page below the site: its identifier, as a folder."""
    return f"{FOLDER}/{slug(standard_id)}/index.html"


def growth(release: Path) -> tuple[Growth, ...]:
    """The releases of the folder that holds this one, the oldest first, up to this one; empty where there is no list.

    Raises `PipelineError` where the list is damaged.
    """
    try:
        found = [Growth(line["name"], line["created"], int(line["counts"]["standards"])) for line in read(release.parent)]
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(f"{release.parent / VERSIONS} is damaged; restore it from a backup.") from error
    names = [one.name for one in found]
    return tuple(reversed(found[names.index(release.name):])) if release.name in names else ()
