"""Releases: written beside the published ones, described, checksummed, swapped in whole.

A release is a folder `<output>/<name>/` that never changes once it has its name. `versions.json`
beside the folders lists them, newest first, and says which one is the latest; a folder that it does
not list was left by a crash and is no release.

The name is the day of the run, `YYYY-MM-DD`, with `.2`, `.3` … for further releases of that day: it
sorts, it can be cited, it says nothing that the data cannot keep. What a release holds is told by its
identity, the hash of its canonical CSV files.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from pipeline.base.clock import today
from pipeline.base.digest import sha256_of
from pipeline.base.durable import sync
from pipeline.releases.exporters import chosen, csv, datapackage, parquet
from pipeline.releases.settings import Settings
from pipeline.releases.versions import ReleaseInfo, add, latest, releases
from pipeline.schema import SCHEMA_VERSION, TABLES

CHECKSUMS = "SHA256SUMS"
RUN_RECORD = "run.json"
NO_SETTINGS = Settings()


def staging_folder(output: Path) -> Path:
    """An empty folder inside `output`, because only inside one file system can a folder be renamed in whole."""
    staging = output / ".staging"
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(parents=True)
    return staging


def _write_json(value: Any, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_checksums(folder: Path) -> None:
    """Write `SHA256SUMS` over every file but itself and the run record, which tells of one run and not of the data.

    Nothing hidden is part of a release: what saves `parse` doing work twice lies in a hidden folder.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    own = [name for name in names if name not in (CHECKSUMS, RUN_RECORD) and not name.startswith(".")]
    lines = [f"{sha256_of(folder / name)}  {name}\n" for name in own]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def build(
    frames: Mapping[str, pd.DataFrame], staging: Path, run: Mapping[str, Any], settings: Settings = NO_SETTINGS
) -> Path:
    """Write every artefact of a release into `staging` and return it.

    `run` becomes `run.json` as it is. All other files depend on `frames` and `settings` alone.
    """
    staging.mkdir(parents=True, exist_ok=True)
    for write in chosen(settings).values():
        write(frames, staging, settings)
    write_checksums(staging)
    _write_json(run, staging / RUN_RECORD)
    return staging


def identity(folder: Path) -> str:
    """SHA-256 over the names and hashes of the canonical CSV files: equal exactly when the tables are."""
    return csv.identity(folder)


def counts(folder: Path) -> dict[str, int]:
    """Rows per table, as the Parquet files state them."""
    return {name: int(pq.read_metadata(folder / parquet.file_name(name)).num_rows) for name in TABLES}


def unchanged(dataset: str, output: Path) -> bool:
    """Whether the latest release has the identity `dataset` under the same schema version."""
    current = latest(output)
    return current is not None and (current.identity, current.schema_version) == (dataset, SCHEMA_VERSION)


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
    listed = {info.name for info in releases(output)}
    return next(name for name in _names(day) if name not in listed and not (output / name).exists())


def swap_in(staging: Path, output: Path, name: str, created: dt.date | None = None) -> ReleaseInfo:
    """Publish a staged release under `name` and make it the latest.

    The folder gets its name in one step, then the list names the folder; a crash between the two
    leaves the old release current. `created` defaults to `today()`. Raises FileExistsError if the
    name is taken, because a published release never changes.
    """
    target = output / name
    if target.exists() or any(info.name == name for info in releases(output)):
        raise FileExistsError(f"{target} is published already and a release never changes; take another name")
    info = ReleaseInfo(name, (created or today()).isoformat(), SCHEMA_VERSION, identity(staging), counts(staging))
    for path in (*staging.rglob("*"), staging):
        sync(path)
    staging.replace(target)
    sync(output)
    add(info, output)
    return info
