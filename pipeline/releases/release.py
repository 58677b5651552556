"""Releases: written beside the published ones, described, checksummed, swapped in whole.

A release is a folder `<output>/<name>/` that never changes once it has its name. `versions.json`
beside the folders lists them, newest first, and says which one is the latest; a folder that it does
not list was left by a crash and is no release.

The name is the day of the run, `YYYY-MM-DD`, with `.2`, `.3` … for further releases of that day: it can be
cited, it says nothing that the data cannot keep, and it orders nothing. What a release holds is told by its
identity, the hash of its canonical CSV files.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.base.clock import today
from pipeline.base.durable import sync
from pipeline.releases import versions
from pipeline.releases.exporters import datapackage
from pipeline.releases.leftovers import DAMAGED, STAGING, clear
from pipeline.releases.staging import Staging
from pipeline.releases.versions import ReleaseInfo
from pipeline.schema import SCHEMA_VERSION


def is_latest(staging: Staging, output: Path) -> bool:
    """Whether the latest release holds the staged tables under the same schema version, and describes them alike."""
    current = versions.latest(output)
    if current is None or (current.identity, current.schema_version) != (staging.identity, SCHEMA_VERSION):
        return False
    return described_alike(staging.path, output / current.name)


def withdrawn_alike(staging: Staging, output: Path) -> ReleaseInfo | None:
    """A release that was withdrawn and holds and says what is staged."""
    for info in versions.releases(output):
        if info.withdrawn and info.identity == staging.identity:
            held = output / info.name
            if not (held / datapackage.FILE_NAME).is_file() or described_alike(staging.path, held):
                return info
    return None


def described_alike(staging: Path, current: Path) -> bool:
    """Whether two releases state the same licence, publisher and forms; other settings make another release."""
    return (staging / datapackage.FILE_NAME).read_bytes() == (current / datapackage.FILE_NAME).read_bytes()


def _names(day: dt.date) -> Iterator[str]:
    yield day.isoformat()
    number = 2
    while True:
        yield f"{day.isoformat()}.{number}"
        number += 1


def next_name(output: Path, day: dt.date) -> str:
    """The first free release name of the day; a folder left by a crash keeps its name taken."""
    listed = {info.name for info in versions.releases(output)}
    return next(name for name in _names(day) if name not in listed and not (output / name).exists())


def swap_in(staging: Staging, output: Path, name: str, created: dt.date | None = None) -> ReleaseInfo:
    """Publish a staged release under `name` and make it the latest.

    The folder gets its name in one step, then the list names the folder; a crash between the two
    leaves the old release current. `created` defaults to `today()`. Raises FileExistsError if the
    name is taken, because a published release never changes.
    """
    target = output / name
    if target.exists() or any(info.name == name for info in versions.releases(output)):
        raise FileExistsError(f"{target} is published already and a release never changes; take another name")
    info = ReleaseInfo(name, (created or today()).isoformat(), SCHEMA_VERSION, staging.identity, staging.counts())
    _sync_all(staging.path)
    staging.path.replace(target)
    sync(output)
    return versions.add(info, output)


def put_in_place(made: Path, target: Path) -> None:
    """Put a copy of the folder `made` into the place of a damaged release; hold the lock of its output meanwhile.

    It is copied beside the others first. A crash leaves the damaged release, or none, never a mixture.
    """
    place, aside = target.parent / STAGING, target.parent / DAMAGED
    clear(target.parent)
    shutil.copytree(made, place)
    _sync_all(place)
    if target.exists():
        target.replace(aside)
    place.replace(target)
    sync(target.parent)
    clear(target.parent)


def _sync_all(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        sync(path)
