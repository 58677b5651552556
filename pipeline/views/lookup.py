"""What a release that can be asked answers, which release a place means, and which standard a code means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from pipeline.base.errors import PipelineError
from pipeline.base.meant import question, similar
from pipeline.documents.text.normalise import match_key
from pipeline.releases import versions
from pipeline.releases.finding.ranking import Index

Row = dict[str, Any]
_LATEST = "latest"
_NO_VERSION = -1


@dataclass(frozen=True, slots=True)
class KnownAs:
    """What a standard is known by; `version` is None where none is printed."""

    standard_id: str
    base_code: str | None
    version: int | None
    name: str | None
    level: int | None


class Hit(NamedTuple):
    """A text that was found: where it stands and what it says."""

    standard_id: str
    table: str
    item_id: str
    text: str


class Release(Protocol):
    """A release that can be asked; every answer is in the order of publication, nulls are None."""

    @property
    def standards(self) -> Sequence[KnownAs]:
        """Every standard."""
        ...

    def rows(self, table: str, standard_id: str) -> list[Row]:
        """The rows of a table that belong to a standard."""
        ...

    def search(self, wanted: str) -> list[Hit]:
        """Every text whose match key contains `wanted`, which is a match key and not empty."""
        ...

    @property
    def index(self) -> Index:
        """The index of `find`, over the current standards."""
        ...


def release_folder(place: Path, kinds: Sequence[str] = ("parquet",)) -> Path:
    """The folder of a release: `place` itself, or the latest release in it; `…/latest` means the latest, too.

    It has tables in one of these kinds of files. Raises `PipelineError` where there is no release.
    """
    if place.name == _LATEST and not place.exists():
        place = place.parent
    newest = versions.latest_name(versions.read(place))
    folder = place if newest is None else place / newest
    if not any((folder / f"standards.{kind}").is_file() for kind in kinds):
        raise PipelineError(f"{folder} holds no release; make one with `run`, or name the folder of a release.")
    return folder


def find(standards: Sequence[KnownAs], code: str) -> KnownAs:
    """The standard that a code, a base code, a part of a code or of a name means; of several versions the newest.

    Width, case and 台/臺 do not matter in parts. Raises KeyError with what was meant perhaps: the candidates
    where there are several, similar codes where there is none.
    """
    candidates = _candidates(standards, code)
    bases = {one.base_code or one.standard_id for one in candidates}
    if len(bases) == 1:
        return max(candidates, key=lambda one: _NO_VERSION if one.version is None else one.version)
    if candidates:
        raise KeyError(_several(candidates, code))
    raise KeyError(f"there is no standard {code}{question(_alike(standards, code))}")


def _alike(standards: Sequence[KnownAs], code: str) -> list[str]:
    """Codes with their names where a code, its base or a name is like the one asked for; of several versions the newest."""
    newest = {one.base_code or one.standard_id: one for one in sorted(standards, key=lambda one: one.version or _NO_VERSION)}
    words = {word: one for base, one in newest.items() for word in (one.standard_id, base, one.name) if word}
    found = dict.fromkeys(words[word] for word in similar(code, words))
    return [f"{one.standard_id} {one.name or ''}".rstrip() for one in found]


def _candidates(standards: Sequence[KnownAs], code: str) -> list[KnownAs]:
    """The standards of the first way of naming one that finds any: whole code, base code, whole name, a part of either."""
    exact = [one for one in standards if one.standard_id == code] or [one for one in standards if one.base_code == code]
    wanted = match_key(code)
    if exact or not wanted:
        return exact
    names = [(one, match_key(one.name or "")) for one in standards]
    return (
        [one for one, name in names if wanted in (name, match_key(one.standard_id), match_key(one.base_code or ""))]
        or [one for one, name in names if wanted in match_key(one.standard_id) or wanted in name]
    )


MOST = 15
"""Candidates that a sentence lists."""


def _several(candidates: Sequence[KnownAs], code: str) -> str:
    listed = [f"  {one.standard_id}  {one.name or ''}".rstrip() for one in candidates[:MOST]]
    more = [f"  … and {len(candidates) - MOST:,} more"] if len(candidates) > MOST else []
    head = f"{len(candidates):,} standards have {code} in their code or name; name one of them:"
    return "\n".join([head, *listed, *more])
