"""`versions.json`: the releases of a folder, or of a place where they are published, and which of them is the latest.

A folder that is not listed was left by a crash and is no release.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.base.durable import json_bytes, write_whole
from pipeline.base.errors import PipelineError

VERSIONS = "versions.json"
Listed = dict[str, Any]
"""A release as a list states it: at least `name`, `created` and `counts`; another program may have written more."""


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """A release of an output folder; `counts` are rows per table, `created` an ISO date."""

    name: str
    created: str
    schema_version: str
    identity: str
    counts: dict[str, int]


def parse(content: bytes) -> list[Listed]:
    """The releases in the bytes of a list, in their order there. Raises ValueError where they are no list."""
    try:
        listed: list[Listed] = json.loads(content)["releases"]
        if not all(line["name"] for line in listed):
            raise ValueError("a release has no name")
        return listed
    except (KeyError, TypeError) as error:
        raise ValueError(f"no list of releases: {error}") from error


def text(listed: Sequence[Listed]) -> bytes:
    """The bytes of a list; the first release is the latest."""
    return json_bytes({"latest": listed[0]["name"], "releases": listed})


def age(name: str) -> tuple[str, int]:
    """Sort key of release names: the day, then the number of the release on that day."""
    day, _, number = name.partition(".")
    return day, int(number) if number.isdecimal() else 1


def read(output: Path) -> list[Listed]:
    """What the list of an output folder states, newest first; nothing before the first release."""
    path = output / VERSIONS
    if not path.exists():
        return []
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        raise _damaged(output) from error


def _damaged(output: Path) -> PipelineError:
    return PipelineError(f"{output / VERSIONS} is damaged; restore it from a backup, or remove it to begin a new list.")


def releases(output: Path) -> list[ReleaseInfo]:
    """The releases of an output folder, newest first, that is in the order in which they were made."""
    try:
        return [ReleaseInfo(**line) for line in read(output)]
    except TypeError as error:
        raise _damaged(output) from error


def latest(output: Path) -> ReleaseInfo | None:
    """The release that consumers read now; None before the first."""
    return next(iter(releases(output)), None)


def release_folder(place: Path) -> Path:
    """`place` if it is a release, or its latest release. Raises `PipelineError` where there is none."""
    if (place / "standards.parquet").is_file():
        return place
    info = latest(place)
    if info is None:
        raise PipelineError(f"{place} is no release and holds none; make one with `run`.")
    return place / info.name


def add(info: ReleaseInfo, output: Path) -> None:
    """Make a release the latest, in one step: a reader sees the old list or the new one."""
    _write([asdict(info), *read(output)], output)


def forget(names: Collection[str], output: Path) -> None:
    """Take releases out of the list; the latest cannot be one of them."""
    _write([line for line in read(output) if line["name"] not in names], output)


def _write(listed: Sequence[Listed], output: Path) -> None:
    write_whole(text(listed), output / VERSIONS)
