"""What whoever publishes decides: licence, publisher, address, and which forms a release has.

Kept in `settings.toml`. Nothing here has a default that says something about rights.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.base.clock import TAIPEI, zone_named
from pipeline.base.errors import PipelineError

FILE_NAME = "settings.toml"
_PUBLICATION = frozenset({"licence", "publisher", "contact", "address", "doi", "creators", "communities"})
_RELEASE = frozenset({"add", "leave_out", "timezone", "signing_key", "signers"})
_LICENCE = frozenset({"name", "title", "url"})
_CREATOR = frozenset({"name", "orcid", "affiliation"})
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_ORCID = re.compile(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: `name` is its SPDX identifier or another short name, `url` its full text."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the dataset, as archives of research data want it: `orcid` as 0000-0002-1825-0097."""

    name: str
    orcid: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; `address` ends with a slash and is where releases will be read.

    `doi` is that of the dataset over all its releases, `creators` are who made it, besides the owner of the documents;
    `communities` are those of Zenodo.

    `add` and `leave_out` name exporters, relative to the default set. `timezone` is the place whose days releases
    are named after. `signing_key` signs releases, `signers` is the file of those whose signatures `verify` believes; both are
    relative to the settings file.
    """

    licence: Licence | None = None
    publisher: str | None = None
    contact: str | None = None
    address: str | None = None
    doi: str | None = None
    creators: tuple[Creator, ...] = ()
    communities: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    timezone: str = TAIPEI
    signing_key: Path | None = None
    signers: Path | None = None


def read(path: Path | None = None) -> Settings:
    """The settings in `path`; without a path, those of the working folder, where having none is fine.

    Raises `PipelineError` with a sentence where a file is named but missing, is no TOML, or says
    something that is not understood. Other tables of the file belong to others and are left alone.
    """
    file = Path(FILE_NAME) if path is None else path
    if path is None and not file.exists():
        return Settings()
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PipelineError(f"{file} does not exist; name a settings file or leave the option out.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"{file} is not valid TOML: {error}.") from error
    return _Reader(file).settings(content)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Checks a settings file; a slip must not silently become "no licence"."""

    file: Path

    def settings(self, content: Mapping[str, Any]) -> Settings:
        publication = self._table(content, "publication", _PUBLICATION)
        release = self._table(content, "release", _RELEASE)
        texts = {name: self._text(publication, "publication", name) for name in ("publisher", "contact", "address")}
        return Settings(
            licence=self._licence(publication), **texts | {"address": self._address(texts["address"])},
            doi=self._shaped(publication, "doi", _DOI, "publication", "a DOI such as 10.5281/zenodo.1234"),
            creators=self._creators(publication), communities=self._names(publication, "communities", "publication"),
            add=self._names(release, "add"), leave_out=self._names(release, "leave_out"), timezone=self._zone(release),
            signing_key=self._path(release, "signing_key"), signers=self._path(release, "signers"),
        )

    def _path(self, release: Mapping[str, Any], name: str) -> Path | None:
        value = self._text(release, "release", name)
        return None if value is None else self.file.parent / Path(value).expanduser()

    def _zone(self, release: Mapping[str, Any]) -> str:
        name = self._text(release, "release", "timezone") or TAIPEI
        try:
            zone_named(name)
        except ValueError as error:
            raise PipelineError(f"{self.file}: release.timezone: {error}.") from error
        return name

    def _table(self, content: Mapping[str, Any], name: str, known: frozenset[str]) -> Mapping[str, Any]:
        table = content.get(name, {})
        if not isinstance(table, Mapping):
            raise PipelineError(f"{self.file}: {name} must be a table, as in [{name}].")
        if unknown := sorted(set(table) - known):
            raise PipelineError(f"{self.file}: {name}.{unknown[0]} is not a setting; there are {', '.join(sorted(known))}.")
        return table

    def _text(self, table: Mapping[str, Any], where: str, name: str) -> str | None:
        value = table.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise PipelineError(f"{self.file}: {where}.{name} must be a text that is not empty; leave the line out instead.")
        return value.strip()

    def _address(self, value: str | None) -> str | None:
        if value is not None and not value.endswith("/"):
            raise PipelineError(f"{self.file}: publication.address must end with a slash, because file names follow it.")
        return value

    def _licence(self, publication: Mapping[str, Any]) -> Licence | None:
        if "licence" not in publication:
            return None
        table = self._table(publication, "licence", _LICENCE)
        values = {name: self._text(table, "licence", name) for name in sorted(_LICENCE)}
        if missing := [name for name, value in values.items() if value is None]:
            raise PipelineError(f"{self.file}: publication.licence lacks {', '.join(missing)}; it needs name, title and url.")
        return Licence(**{name: value for name, value in values.items() if value is not None})

    def _shaped(self, table: Mapping[str, Any], name: str, shape: re.Pattern[str], where: str, meant: str) -> str | None:
        value = self._text(table, where, name)
        if value is not None and not shape.fullmatch(value):
            raise PipelineError(f"{self.file}: {where}.{name} must be {meant}, and not {value}.")
        return value

    def _creators(self, publication: Mapping[str, Any]) -> tuple[Creator, ...]:
        values = publication.get("creators", [])
        if not isinstance(values, list):
            raise PipelineError(f"{self.file}: publication.creators must be a list, as in [{{ name = \"…\", orcid = \"…\" }}].")
        where = "publication.creators"
        tables = [self._table({where: value}, where, _CREATOR) for value in values]
        if any("name" not in table for table in tables):
            raise PipelineError(f"{self.file}: each of {where} needs a name.")
        return tuple(
            Creator(
                self._text(table, where, "name") or "",
                self._shaped(table, "orcid", _ORCID, where, "an ORCID such as 0000-0002-1825-0097"),
                self._text(table, where, "affiliation"),
            )
            for table in tables
        )

    def _names(self, table: Mapping[str, Any], name: str, where: str = "release") -> tuple[str, ...]:
        values = table.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise PipelineError(f"{self.file}: {where}.{name} must be a list of names.")
        return tuple(values)
