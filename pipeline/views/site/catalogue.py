"""A release as the site needs it: rows by standard, names that standards share, versions, facets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.releases.exporters.rows import Row, grouped, rows
from pipeline.releases.versions import VERSIONS, read
from pipeline.schema import TABLES
from pipeline.standards.vocabulary import term_id
from pipeline.views.site.html import slug

_FIRST_PART = regex.compile(r"\s*[／/]\s*")
_KEPT = tuple(name for name in TABLES if name not in ("documents", "standards", "vocabulary", "vocabulary_links"))


@dataclass(slots=True)
class Name:
    """A folded name of a knowledge, skill or attitude, and every competency that has it."""

    term_id: str
    kind: str
    spellings: dict[str, int] = field(default_factory=dict)
    uses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The commonest spelling, of equally common ones the first by code points."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))

    @property
    def standards(self) -> list[str]:
        """Ids of the standards that use the name, each once, in the order of publication."""
        return list(dict.fromkeys(standard_id for standard_id, _ in self.uses))


@dataclass(frozen=True, slots=True)
class Growth:
    """A line of the list of releases."""

    name: str
    created: str
    standards: int


class Catalogue:
    """Everything that pages ask for. Built once; pages only read."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], release: str, growth: tuple[Growth, ...] = ()) -> None:
        self.release, self.growth = release, growth
        self.frames = frames
        self.standards: list[Row] = rows(frames["standards"])
        self.by_id: dict[str, Row] = {row["standard_id"]: row for row in self.standards}
        self.documents: dict[str, Row] = {row["sha256"]: row for row in rows(frames["documents"])}
        self._rows: dict[str, dict[Any, list[Row]]] = {name: grouped(frames[name], "standard_id") for name in _KEPT}
        self.names: dict[str, Name] = {}
        self.name_of: dict[tuple[str, str], Name] = {}
        self._bases: dict[str | None, list[Row]] = defaultdict(list)
        for row in self.standards:
            self._bases[row["base_code"]].append(row)
        self._collect_names()
        self.needed_by: dict[tuple[str, str], list[Row]] = grouped(frames["requirements"], "standard_id", "competency_id")

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard, in reading order."""
        return self._rows[table].get(standard_id, [])

    def _collect_names(self) -> None:
        for row in rows(self.frames["competencies"]):
            key = match_key(row["name"] or "")
            if not key:
                continue
            own = term_id(row["kind"], key)
            name = self.names.setdefault(own, Name(own, row["kind"]))
            name.spellings[row["name"]] = name.spellings.get(row["name"], 0) + 1
            name.uses.append((row["standard_id"], row["competency_id"]))
            self.name_of[row["standard_id"], row["competency_id"]] = name

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
    """Address of a standard's page below the site."""
    return f"standard/{slug(standard_id)}.html"


def name_file(name: Name) -> str:
    """Address of a competency name's page below the site."""
    return f"name/{slug(name.term_id)}.html"


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
