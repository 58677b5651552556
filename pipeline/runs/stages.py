"""The stages that every release goes through once its tables are staged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.clock import today
from pipeline.base.durable import write_json
from pipeline.base.errors import GateFailed, PipelineError
from pipeline.base.eventlog import SILENT, EventLog
from pipeline.base.lock import exclusive
from pipeline.base.memory import as_sentence
from pipeline.base.stops import heed, noted
from pipeline.gate.criteria import Criteria
from pipeline.releases.folder import need_tables
from pipeline.releases.leftovers import clear
from pipeline.releases.versions import latest, releases
from pipeline.runs.record import LAST_RUN, RunRecord

if TYPE_CHECKING:
    from pipeline.releases.settings import Settings
    from pipeline.releases.staging import Staging
    from pipeline.runs.cache.previous import PreviousRuns


Telling = Callable[[str], None]
"""Hears the name of each stage when it begins."""


class Stages:
    """One run's way from staged tables to a release; `record` tells what it did.

    `source` is where its documents or tables come from, `output` the folder of the releases, `keep` the number
    of releases that stay, None for all; `telling` hears the name of each stage that begins. Raises
    `PipelineError` with one sentence for the user; the last good
    release stays current then.
    """

    def __init__(
        self, source: Path | str, output: Path, *, criteria: Criteria | None = None, keep: int | None = None,
        log: EventLog = SILENT, telling: Telling = lambda _: None,
    ) -> None:
        self.output = output
        self.record = RunRecord(str(source))
        self.criteria = criteria or Criteria()
        self.keep = keep
        self.log = log
        self._telling = telling

    signing_key: Path | None = None
    """The key that signs what is released."""

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
                with as_sentence():
                    clear(self.output)
                    yield
            except (PipelineError, OSError) as error:
                self._failed(str(error))
                raise
            except KeyboardInterrupt as stop:
                made = self._made()
                self._failed(noted(stop, made), "released" if made else "failed")
                raise
            finally:
                self.record.seconds = time.monotonic() - began
                write_json(self.record.as_dict(), self.output / LAST_RUN)

    def _failed(self, message: str, outcome: str = "failed") -> None:
        self.record.outcome, self.record.message = outcome, message
        self.log.event("failed", message=message)

    def _made(self) -> str | None:
        """The release that this run has made, if it has come so far."""
        current = latest(self.output)
        return current.name if self.record.outcome == "released" and current and current.name == self.record.release else None

    def telling(self, stage: str) -> None:
        """Tell that a stage begins, unless the run was asked to end before."""
        heed()
        self._telling(stage)

    def judge(self, staging: Staging) -> None:
        """The gate and the report, unless exactly these bytes passed before and are released; raises `GateFailed`."""
        from pipeline.gate.inspection import inspect, report

        known = self.previous.verdict(staging) if self.previous else None
        if known is not None and self.is_released(staging):
            self.record.gate = known
            return
        self.telling("checking at the gate")
        verdict = inspect(staging, self.output, self.criteria, self.last_release)
        self.record.note_verdict(verdict)
        if verdict.passed and self.previous:
            self.previous.note_verdict(staging, self.record.gate)
        self.telling("drawing the quality report")
        place = report(staging, self.output, verdict, self.criteria, self.last_release)
        if not verdict.passed:
            raise GateFailed(f"The gate is closed, nothing was released; the report is in {place}.\n{verdict.message}")

    def is_released(self, staging: Staging) -> bool:
        """Whether the latest release is sound, and holds and says what is staged."""
        from pipeline.releases.release import is_latest

        current = latest(self.output)
        return current is not None and self.last_release == self.output / current.name and is_latest(staging, self.output)

    def release(self, staging: Staging) -> None:
        """Make what is staged the next release, unless the latest one holds and says the same.

        Raises `PipelineError` where that is what was withdrawn.
        """
        from pipeline.releases.release import withdrawn_alike

        current = latest(self.output)
        if current is not None and self.is_released(staging):
            self.record.outcome, self.record.release = "unchanged", current.name
            staging.discard()
            return
        if before := withdrawn_alike(staging, self.output):
            raise PipelineError(
                f"Nothing was released: these are the tables of {before.name}, which was withdrawn ({before.withdrawn}). "
                "Mend the document, or declare a correction, then run again."
            )
        self.describe_changes(staging)
        self.publish(staging)

    def describe_changes(self, staging: Staging) -> None:
        """Put in what changed against the last good release."""
        from pipeline.releases.delta import difference

        self.telling("comparing with the last release")
        found = difference(self.last_release, staging.path)
        self.record.since = self.last_release.name if self.last_release else None
        staging.add(found.files)
        self.record.changes = found.counts

    @cached_property
    def last_release(self) -> Path | None:
        """The folder of the newest release that is still what it was; of others the record says what is wrong with them."""
        from pipeline.releases.verify import damage

        for info in releases(self.output):
            faults = [] if info.withdrawn else list(damage(info, self.output))
            if faults:
                said = f"Release {info.name} is damaged: {faults[0]}. It is not built upon; `verify` tells all."
                self.record.remarks.append(said)
            elif not info.withdrawn:
                return self.output / info.name
        return None

    def try_key(self) -> None:
        """Look whether the release can be signed, if it has to be. Raises `PipelineError` where it cannot."""
        if self.signing_key is not None:
            from pipeline.releases.signature import try_out

            try_out(self.signing_key)

    def publish(self, staging: Staging) -> None:
        """Give the folder its name and the list its newest line."""
        from pipeline.releases.release import next_name, swap_in

        self.telling("publishing")
        newest = max((info.created for info in releases(self.output)), default="")
        if today().isoformat() < newest:
            said = f"The clock says {today()}, but there is a release of {newest}; set the clock if it is wrong."
            self.record.remarks.append(said)
        self.record.outcome, self.record.release = "released", next_name(self.output, today())
        staging.record(self.record.as_dict())
        if self.signing_key is not None:
            from pipeline.releases.signature import sign

            sign(staging.path, self.signing_key)
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

            self.telling("renewing the feed")
            write_feed(self.output)
        self.record.log_outcome(self.log)


def release_tables(
    tables: Path, output: Path, settings: Settings | None = None, telling: Telling = lambda _: None
) -> RunRecord:
    """Pass a folder of tables through the gate and release a copy of it; tables alone get the forms that `settings` ask for.

    It is signed if the settings name a key. Raises as of `Stages`.
    """
    from pipeline.releases.content import Content
    from pipeline.releases.settings import Settings
    from pipeline.releases.staging import Staging
    from pipeline.releases.stored import tables_in

    need_tables(tables)
    stages = Stages(tables, output, telling=telling)
    settings = settings or Settings()
    stages.signing_key = settings.signing_key
    with stages.recorded():
        stages.try_key()
        staging = Staging.begin(output)
        alone = tables_in(tables)
        if alone is None:
            staging.copy(tables)
        else:
            staging.write(Content.of(alone), settings, telling)
        stages.record.rows = staging.counts()
        stages.judge(staging)
        stages.release(staging)
        stages.follow_up()
    return stages.record
