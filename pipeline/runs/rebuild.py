"""A second party's check: make a release again elsewhere, from the archive alone, and compare every hash.

The release is made with the documents that it names, the same release before it and the day on which it was made, and
without anything that earlier runs stored. What is equal then follows from archive, settings and program.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.archive.sources import Source, source_files
from pipeline.base.clock import on_day
from pipeline.base.errors import PipelineError
from pipeline.gate.criteria import Criteria
from pipeline.releases import versions
from pipeline.releases.folder import RUN_RECORD, SIGNATURE
from pipeline.releases.settings import Settings
from pipeline.releases.verify import damage
from pipeline.releases.versions import ReleaseInfo
from pipeline.runs.intake import Options, Progress
from pipeline.runs.rebuilt import Rebuilt, documents_of
from pipeline.runs.run import Run
from pipeline.runs.stages import Telling


@dataclass(frozen=True, slots=True)
class Means:
    """What releases are made from: the archive, settings, criteria and ways to read; `engine` None is the release's own."""

    raw: Path
    settings: Settings = field(default_factory=Settings)
    criteria: Criteria = field(default_factory=Criteria)
    options: Options = field(default_factory=Options)
    engine: str | None = None
    progress: Progress = lambda _: None
    telling: Telling = lambda _: None


@contextmanager
def rebuilt(output: Path, name: str | None, means: Means) -> Iterator[Rebuilt]:
    """A release of `output`, the latest one without a name, made again in a folder that goes with this block.

    Raises `PipelineError` where there is no such release, or where it cannot be made again.
    """
    info = versions.released(output, name)
    record = _record(output / info.name / RUN_RECORD)
    with TemporaryDirectory(prefix="icap-rebuild-") as folder:
        place = Path(folder)
        before, remarks = _before(info, record, output)
        files, later = _files(info, output, means.raw)
        if before is not None:
            (place / before.name).symlink_to((output / before.name).resolve(), target_is_directory=True)
            versions.add(replace(before, withdrawn=""), place)
        made = _made(info, record, files, place, means)
        yield Rebuilt(info, output, made, record, remarks + later, compares_changes=not remarks)


def _record(path: Path) -> dict[str, Any]:
    """What the run said that made a release; nothing where that is gone or damaged."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _before(info: ReleaseInfo, record: Mapping[str, Any], output: Path) -> tuple[ReleaseInfo | None, list[str]]:
    """The release that this one was compared with, or a sentence why it cannot be had."""
    listed = versions.releases(output)
    older = next((one.name for one in listed if one.sequence < info.sequence), None)
    name = record.get("since", older)
    if name is None:
        return None, []
    found = next((one for one in listed if one.name == name), None)
    if found is not None and not any(damage(found, output)):
        return found, []
    return None, [f"{name}, with which {info.name} was compared, is gone or damaged; what tells of changes is not compared."]


def _files(info: ReleaseInfo, output: Path, raw: Path) -> tuple[list[Source], list[str]]:
    """The documents that the release names; those that came later are left aside, which a sentence tells."""
    files, named = source_files(raw), documents_of(output / info.name)
    known = [source for source in files if source.path in named]
    if not known or len(known) == len(files):
        return files, []
    later = len(files) - len(known)
    return known, [f"{later} files of the archive are not among the documents of {info.name} and were left aside."]


def _made(info: ReleaseInfo, record: Mapping[str, Any], files: list[Source], place: Path, means: Means) -> Path:
    engine = means.engine or record.get("engine") or means.options.engine
    options = replace(means.options, engine=engine, cache=None)
    settings = replace(means.settings, signing_key=None)
    run = Run(
        means.raw, place, options=options, settings=settings, files=files, progress=means.progress, criteria=means.criteria,
        telling=means.telling,
    )
    try:
        with on_day(dt.date.fromisoformat(info.created)):
            return place / str(run.walk().release)
    except PipelineError as error:
        raise PipelineError(f"{info.name} cannot be made again: {error}") from error


def restore(again: Rebuilt) -> str:
    """Put what was made again into the place of a release that is gone or damaged; returns the sentence for the terminal.

    What is left of its run record and its signature stays: they tell of the run that made it, and of whom.
    Raises `PipelineError` where the two differ or cannot be compared in whole: only the same release may have the name.
    """
    from pipeline.base.lock import exclusive
    from pipeline.releases.release import put_in_place

    info, output = again.info, again.output
    if again.comparison.different or not again.compares_changes:
        raise PipelineError(f"{info.name} was not restored: what was made again is not in every file what was released.")
    with exclusive(output):
        if not any(damage(info, output)):
            return f"restore     {info.name} is as it was made; nothing was put in its place"
        for name in (RUN_RECORD, SIGNATURE):
            if (output / info.name / name).is_file():
                shutil.copyfile(output / info.name / name, again.made / name)
        put_in_place(again.made, output / info.name)
    return f"restore     {output / info.name} is there again, as it was made"
