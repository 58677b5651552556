"""The whole pipeline as one function: a folder of documents becomes a release, or the reason why not."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.sources import MANIFEST, Source, is_address, source_files
from pipeline.base.durable import write_json
from pipeline.base.errors import GateFailed, PipelineError
from pipeline.base.eventlog import SILENT, EventLog
from pipeline.base.lock import exclusive
from pipeline.gate.criteria import Yardstick, completed
from pipeline.releases.settings import Settings
from pipeline.runs.intake import Intake, Options, Progress
from pipeline.runs.unattended import describe_changes, describe_raw, disk_errors, follow_up, log_reading
from pipeline.schema import SCHEMA_VERSION
from pipeline.standards import PARSER_VERSION

if TYPE_CHECKING:
    from pipeline.gate.validate import Verdict
    from pipeline.runs.cache.settled import Settled
    from pipeline.schema.tables import Tables

LAST_RUN = "last_run.json"
"""Beside the releases: what the newest run did, whatever came of it."""
YARDSTICK = Yardstick()


@dataclass(slots=True)
class RunRecord:
    """What a run did; `outcome` is `released`, `unchanged` or `failed`."""

    input: str
    outcome: str = "failed"
    release: str | None = None
    documents: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    raw: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)
    corrections: dict[str, int] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    message: str | None = None
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The record as published in `run.json`; the input's place on this machine is nobody's business."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in ("input", "seconds")}
        return {"parser_version": PARSER_VERSION, "schema_version": SCHEMA_VERSION, **values}

    def restore(self, told: Mapping[str, Any]) -> None:
        """Take over what an earlier run told of the release that is still the latest."""
        for name in self.__slots__:
            setattr(self, name, told.get(name, getattr(self, name)))
        self.raw, self.changes, self.retired = {}, {}, []


def read_tables(intake: Intake, progress: Progress, record: RunRecord, yardstick: Yardstick = YARDSTICK) -> Tables:
    """Read every document into the tables of a release, with the declared corrections applied and what is derived."""
    from pipeline.archive.arrivals import with_arrivals
    from pipeline.standards.assemble import assemble
    from pipeline.standards.corrections import applying, rows

    tables, outcomes = applying.apply(assemble(with_arrivals(intake.readings(progress), record.input)), rows.load())
    record.corrections = applying.counts(outcomes)
    return completed(tables, yardstick)


def count(tables: Tables, record: RunRecord) -> None:
    """Fill the record's counts from the tables."""
    record.documents = dict(sorted(Counter(row.status for row in tables.documents).items()))
    record.rows = {name: len(rows) for name, rows in tables.items()}
    record.issues = dict(sorted(Counter(row.severity for row in tables.issues).items()))
    record.rejected = [row.reason for row in tables.documents if row.status == "rejected" and row.reason]


def stage(tables: Tables, folder: Path, record: RunRecord, settings: Settings) -> None:
    """Write the tables as they would be published into `folder`."""
    from pipeline.releases import release
    from pipeline.schema import frames

    with disk_errors(folder):
        release.build(frames.build(tables), folder, record.as_dict(), settings)


def gate(folder: Path, output: Path, record: RunRecord, yardstick: Yardstick = YARDSTICK) -> Verdict:
    """Validate the staged bytes; raises `GateFailed` with the critical sentences and leaves the report beside the releases."""
    from pipeline.gate.inspection import inspect, report

    verdict = inspect(folder, output, yardstick)
    record.gate = {
        "passed": verdict.passed, "evaluated": dict(verdict.evaluated), "failed": dict(verdict.failed),
        "warnings": verdict.sentences("warning"),
    }
    if not verdict.passed:
        place = report(folder, output, verdict, yardstick)
        raise GateFailed(f"The gate is closed, nothing was released; the report is in {place}.\n{verdict.message}")
    return verdict


def is_latest(staging: Path, output: Path) -> bool:
    """Whether the latest release holds the staged tables and describes them alike."""
    from pipeline.releases import release

    current = release.latest(output)
    same = release.unchanged(release.identity(staging), output)
    return same and current is not None and release.described_alike(staging, output / current.name)


def publish(staging: Path, output: Path, record: RunRecord) -> None:
    """Swap a validated folder in as the next release, unless the latest release holds and says the same."""
    from pipeline.releases import release

    current = release.latest(output)
    if current is not None and is_latest(staging, output):
        record.outcome, record.release = "unchanged", current.name
        shutil.rmtree(staging)
        return
    describe_changes(staging, output, record)
    record.outcome, record.release = "released", release.next_name(output, release.today())
    write_json(record.as_dict(), staging / release.RUN_RECORD)
    release.swap_in(staging, output, record.release)


def judge(staging: Path, output: Path, record: RunRecord, memory: Settled | None, yardstick: Yardstick) -> None:
    """The gate and the report, unless exactly these bytes passed before and are released; raises `GateFailed`."""
    from pipeline.gate.inspection import report

    known = memory.verdict(staging) if memory else None
    if known is not None and is_latest(staging, output):
        record.gate = known
        return
    verdict = gate(staging, output, record, yardstick)
    if memory:
        memory.note_verdict(staging, record.gate)
    report(staging, output, verdict, yardstick)


def remembered(folder: Path | str, output: Path, options: Options, yardstick: Yardstick) -> Settled | None:
    """What is settled for this output, under the expectations and what the input folder says of its documents."""
    if options.cache is None:
        return None
    from pipeline.runs.cache.settled import Settled
    from pipeline.standards.corrections import SHIPPED

    # Of the input's own files only the order of arrival decides; what `fetch` notes changes with every fetch.
    arrivals = () if is_address(folder) else (Path(folder) / MANIFEST,)
    return Settled(output, (*yardstick.places, SHIPPED, *arrivals))


def manner(options: Options, settings: Settings) -> str:
    """What decides about a release besides the documents and the rules: the engine and the settings."""
    return f"{options.engine}\x1f{settings!r}"


def nothing_new(intake: Intake, memory: Settled | None, record: RunRecord, settings: Settings) -> bool:
    """Whether the latest release was made of this very state; then the record tells of that release."""
    contents = intake.contents() if memory else None
    if memory is None or contents is None:
        return False
    told = memory.released(memory.state(contents, manner(intake.options, settings)))
    if told is not None:
        record.restore(told)
        record.outcome = "unchanged"
        intake.close()
    return told is not None


def make_release(
    intake: Intake, output: Path, memory: Settled | None, progress: Progress, record: RunRecord, settings: Settings,
    log: EventLog = SILENT, yardstick: Yardstick = YARDSTICK,
) -> None:
    """Read, stage, judge, publish."""
    from pipeline.releases import release

    tables = read_tables(intake, progress, record, yardstick)
    count(tables, record)
    describe_raw(tables.documents, output, record)
    log_reading(record, log)
    if not tables.standards:
        reasons = "\n".join(record.rejected)
        raise PipelineError(f"No document could be read as a standard, nothing was released:\n{reasons}")
    staging = release.staging_folder(output)
    stage(tables, staging, record, settings)
    judge(staging, output, record, memory, yardstick)
    publish(staging, output, record)


def remember(intake: Intake, memory: Settled | None, record: RunRecord, settings: Settings) -> None:
    """Note that this state is released and followed up, so that the next run can tell at once."""
    contents = intake.contents()
    # What was given up for lack of time or memory may succeed the next time.
    if memory and contents and record.release and not intake.lost:
        state = memory.state(contents, manner(intake.options, settings))
        memory.note_released(state, record.release, record.as_dict())


def run(
    folder: Path | str, output: Path, *, options: Options | None = None, progress: Progress,
    files: Sequence[Source] | None = None, settings: Settings | None = None, keep: int | None = None, log: EventLog = SILENT,
    catalogue: Path | None = None,
) -> RunRecord:
    """Documents in `folder` become a release in `output`; the record of the run is written whatever happens.

    Where nothing changed since the latest release, no document is opened and nothing is made. `keep` is
    the number of releases that stay, None for all. `catalogue` is the published list, if not in the reference folder.
    Raises `PipelineError` with one sentence for the user: no documents, all rejected, the gate closed,
    another run at work. The last good release stays current then.
    """
    began = time.monotonic()
    record = RunRecord(str(folder))
    options, settings, yardstick = options or Options(), settings or Settings(), Yardstick(catalogue=catalogue)
    with exclusive(output):
        try:
            intake = Intake(folder, source_files(folder) if files is None else files, options)
            memory = remembered(folder, output, options, yardstick)
            settled = nothing_new(intake, memory, record, settings)
            if not settled:
                make_release(intake, output, memory, progress, record, settings, log, yardstick)
            follow_up(output, record, keep, log, settled=settled)
            if not settled:
                remember(intake, memory, record, settings)
        except (PipelineError, OSError) as error:
            record.outcome, record.message = "failed", str(error)
            log.event("failed", message=record.message)
            raise
        finally:
            record.seconds = time.monotonic() - began
            write_json(record.as_dict(), output / LAST_RUN)
    return record


def release_tables(tables: Path, output: Path) -> RunRecord:
    """Pass a folder of tables through the gate and publish a copy of it; raises `PipelineError`."""
    from pipeline.gate.inspection import report
    from pipeline.releases import release

    began = time.monotonic()
    record = RunRecord(str(tables))
    with exclusive(output):
        staging = release.staging_folder(output)
        shutil.copytree(tables, staging, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
        record.rows = release.counts(staging)
        report(staging, output, gate(staging, output, record), YARDSTICK)
        publish(staging, output, record)
        follow_up(output, record, keep=None)
        record.seconds = time.monotonic() - began
        write_json(record.as_dict(), output / LAST_RUN)
    return record
