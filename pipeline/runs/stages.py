"""The stages that every release goes through once its tables are staged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.clock import today
from pipeline.base.durable import write_json
from pipeline.base.errors import GateFailed, PipelineError
from pipeline.base.eventlog import SILENT, EventLog
from pipeline.base.lock import exclusive
from pipeline.gate.criteria import Criteria
from pipeline.releases.folder import need_tables
from pipeline.releases.versions import latest
from pipeline.runs.record import LAST_RUN, RunRecord

if TYPE_CHECKING:
    from pipeline.releases.settings import Settings
    from pipeline.releases.staging import Staging
    from pipeline.runs.cache.previous import PreviousRuns


class Stages:
    """One run's way from staged tables to a release; `record` tells what it did.

    `source` is where its documents or tables come from, `output` the folder of the releases, `keep` the number
    of releases that stay, None for all. Raises `PipelineError` with one sentence for the user; the last good
    release stays current then.
    """

    def __init__(
        self, source: Path | str, output: Path, *, criteria: Criteria | None = None, keep: int | None = None,
        log: EventLog = SILENT,
    ) -> None:
        self.output = output
        self.record = RunRecord(str(source))
        self.criteria = criteria or Criteria()
        self.keep = keep
        self.log = log

    @cached_property
    def previous(self) -> PreviousRuns | None:
        """What earlier runs found out about the output; nothing is remembered of folders of tables."""
        return None

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Hold the lock of the output and write the record of the run, whatever comes of it."""
        began = time.monotonic()
        with exclusive(self.output):
            try:
                yield
            except (PipelineError, OSError) as error:
                self.record.outcome, self.record.message = "failed", str(error)
                self.log.event("failed", message=self.record.message)
                raise
            finally:
                self.record.seconds = time.monotonic() - began
                write_json(self.record.as_dict(), self.output / LAST_RUN)

    def judge(self, staging: Staging) -> None:
        """The gate and the report, unless exactly these bytes passed before and are released; raises `GateFailed`."""
        from pipeline.gate.inspection import inspect, report
        from pipeline.releases.release import is_latest

        known = self.previous.verdict(staging) if self.previous else None
        if known is not None and is_latest(staging, self.output):
            self.record.gate = known
            return
        verdict = inspect(staging, self.output, self.criteria)
        self.record.note_verdict(verdict)
        if verdict.passed and self.previous:
            self.previous.note_verdict(staging, self.record.gate)
        place = report(staging, self.output, verdict, self.criteria)
        if not verdict.passed:
            raise GateFailed(f"The gate is closed, nothing was released; the report is in {place}.\n{verdict.message}")

    def release(self, staging: Staging) -> None:
        """Make what is staged the next release, unless the latest one holds and says the same."""
        from pipeline.releases.release import is_latest

        current = latest(self.output)
        if current is not None and is_latest(staging, self.output):
            self.record.outcome, self.record.release = "unchanged", current.name
            staging.discard()
        else:
            self.describe_changes(staging)
            self.publish(staging)

    def describe_changes(self, staging: Staging) -> None:
        """Put in what changed against the last good release."""
        from pipeline.releases.delta import difference

        found = difference(self.last_release(), staging.path)
        staging.add(found.files)
        self.record.changes = found.counts

    def last_release(self) -> Path | None:
        """The folder of the latest release; None before the first."""
        current = latest(self.output)
        return None if current is None else self.output / current.name

    def publish(self, staging: Staging) -> None:
        """Give the folder its name and the list its newest line."""
        from pipeline.releases.release import next_name, swap_in

        self.record.outcome, self.record.release = "released", next_name(self.output, today())
        staging.record(self.record.as_dict())
        swap_in(staging, self.output, self.record.release)

    def follow_up(self, *, renew: bool = True) -> None:
        """After a release, or a run that found nothing new: retire old releases, renew the feed.

        Where an earlier run followed up on this very state there is nothing to `renew`: what the feed needs takes
        longer to load than the whole run. It is renewed all the same when releases went.
        """
        if self.keep is not None:
            from pipeline.releases.retention import retire

            self.record.retired = retire(self.output, self.keep)
        if self.record.retired or renew:
            from pipeline.releases.feed import write_feed

            write_feed(self.output)
        self.record.log_outcome(self.log)


def release_tables(tables: Path, output: Path, settings: Settings | None = None) -> RunRecord:
    """Pass a folder of tables through the gate and release a copy of it; tables alone get the forms that `settings` ask for.

    Raises as of `Stages`.
    """
    from pipeline.releases import plain
    from pipeline.releases.settings import Settings
    from pipeline.releases.staging import Staging

    need_tables(tables)
    stages = Stages(tables, output)
    with stages.recorded():
        staging = Staging.begin(output)
        frames = plain.frames_in(tables)
        if frames is None:
            staging.copy(tables)
        else:
            staging.write(frames, settings or Settings())
        stages.record.rows = staging.counts()
        stages.judge(staging)
        stages.release(staging)
        stages.follow_up()
    return stages.record
