"""`versions.json`: the releases of a folder, or of a place where they are published, and which of them is the latest.

A folder that is not listed was left by a crash and is no release. The order is that of the sequence in which
releases were made, never that of their names: a clock that was wrong once would pin the latest one for years.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.base.durable import json_bytes, write_whole
from pipeline.base.errors import PipelineError

VERSIONS = "versions.json"
Listed = dict[str, Any]
"""A release as a list states it: at least `name`, `created` and `counts`; another program may have written more."""


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """A release of an output folder; `counts` are rows per table, `created` an ISO date.

    `sequence` counts the releases of the folder from 1. `withdrawn` is the reason for which a release must not be
    used any more: it stays listed and is never the latest again.
    """

    name: str
    created: str
    schema_version: str
    identity: str
    counts: dict[str, int]
    sequence: int = 0
    withdrawn: str = ""


def parse(content: bytes) -> list[Listed]:
    """The releases in the bytes of a list, newest first. Raises ValueError where they are no list.

    Where a list is older than sequences, its order tells them.
    """
    try:
        listed: list[Listed] = json.loads(content)["releases"]
        if not all(line["name"] for line in listed):
            raise ValueError("a release has no name")
        return ordered([{"sequence": len(listed) - place} | line for place, line in enumerate(listed)])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no list of releases: {error}") from error


def ordered(listed: Iterable[Listed]) -> list[Listed]:
    """Newest first, by the sequence in which they were made."""
    return sorted(listed, key=lambda line: int(line["sequence"]), reverse=True)


def text(listed: Sequence[Listed]) -> bytes:
    """The bytes of a list; the first release that was not withdrawn is the latest."""
    return json_bytes({"latest": latest_name(listed), "releases": listed})


def latest_name(listed: Sequence[Listed]) -> str | None:
    """The name of the first release in a list that was not withdrawn."""
    return next((line["name"] for line in listed if not line.get("withdrawn")), None)


def read(output: Path) -> list[Listed]:
    """What the list of an output folder states, newest first; nothing before the first release."""
    path = output / VERSIONS
    if not path.exists():
        return []
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        raise _damaged(output) from error


def stated_latest(output: Path) -> str | None:
    """The name that consumers of a list are led to, as it stands there. Raises ValueError where there is no list."""
    content = json.loads((output / VERSIONS).read_bytes())
    return None if content.get("latest") is None else str(content["latest"])


def _damaged(output: Path) -> PipelineError:
    return PipelineError(f"{output / VERSIONS} is damaged; restore it from a backup, or remove it to begin a new list.")


def releases(output: Path) -> list[ReleaseInfo]:
    """The releases of an output folder, newest first, that is in the order in which they were made."""
    try:
        return [ReleaseInfo(**line) for line in read(output)]
    except TypeError as error:
        raise _damaged(output) from error


def latest(output: Path) -> ReleaseInfo | None:
    """The release that consumers read now; None where there is none yet, or where all were withdrawn."""
    return next((info for info in releases(output) if not info.withdrawn), None)


def released(output: Path, name: str | None = None) -> ReleaseInfo:
    """A release by its name, the latest one without a name. Raises `PipelineError` where there is no such release."""
    listed = releases(output)
    if not listed:
        raise PipelineError(f"{output} holds no release; make one with `run`.")
    found = latest(output) if name is None else next((info for info in listed if info.name == name), None)
    if found is None and name is None:
        raise PipelineError(f"Every release of {output} was withdrawn; make one with `run`.")
    if found is None:
        raise PipelineError(f"{output} has no release {name}; there are {', '.join(info.name for info in listed[:5])}.")
    return found


def release_folder(place: Path) -> Path:
    """`place` if it is a release, or its latest release. Raises `PipelineError` where there is none."""
    if (place / "standards.parquet").is_file():
        return place
    info = latest(place)
    if info is None:
        raise PipelineError(f"{place} is no release and holds none; make one with `run`.")
    return place / info.name


def add(info: ReleaseInfo, output: Path) -> ReleaseInfo:
    """Make a release the newest, in one step: a reader sees the old list or the new one; returns it with its sequence."""
    listed = read(output)
    added = replace(info, sequence=1 + max((int(line["sequence"]) for line in listed), default=0))
    _write([asdict(added), *listed], output)
    return added


def forget(names: Collection[str], output: Path) -> None:
    """Take releases out of the list; the latest cannot be one of them."""
    _write([line for line in read(output) if line["name"] not in names], output)


def mark_withdrawn(names: Collection[str], reason: str, output: Path) -> None:
    """Note in the list why some releases must not be used any more."""
    _write([line | {"withdrawn": reason} if line["name"] in names else line for line in read(output)], output)


def _write(listed: Sequence[Listed], output: Path) -> None:
    write_whole(text(listed), output / VERSIONS)
