"""The whole pipeline as one object: a folder of documents becomes a release, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.sources import MANIFEST, Source, is_address, source_files
from pipeline.base.errors import PipelineError
from pipeline.base.eventlog import SILENT, EventLog
from pipeline.gate.criteria import Criteria
from pipeline.releases.settings import Settings
from pipeline.runs.intake import Intake, Options, Progress
from pipeline.runs.record import LAST_RUN, RunRecord
from pipeline.runs.stages import Stages, Telling
from pipeline.runs.summary import left_out

if TYPE_CHECKING:
    from pipeline.releases.staging import Staging
    from pipeline.runs.cache.previous import PreviousRuns
    from pipeline.standards.publication import Publication
    from pipeline.standards.reading import Reading


class Run(Stages):
    """One run over the documents in `folder`; `walk` does all of it, `parse` the first half.

    `files` are the documents if they have been listed already; `progress` hears of each that is read. The rest
    as of `Stages`.
    """

    def __init__(
        self, folder: Path | str, output: Path, *, options: Options | None = None, settings: Settings | None = None,
        files: Sequence[Source] | None = None, progress: Progress = lambda _: None, criteria: Criteria | None = None,
        keep: int | None = None, log: EventLog = SILENT, telling: Telling = lambda _: None,
    ) -> None:
        super().__init__(folder, output, criteria=criteria, keep=keep, log=log, telling=telling)
        self.folder = folder
        self.options = options or Options()
        self.record.engine = self.options.engine
        self.settings = settings or Settings()
        self.signing_key = self.settings.signing_key
        self.progress = progress
        self._files = files

    def walk(self) -> RunRecord:
        """Documents become a release; where nothing changed since the latest one, no document is opened and nothing is made.

        Raises `PipelineError` with one sentence for the user: no documents, all rejected, the gate closed, another
        run at work. The last good release stays current then.
        """
        with self.recorded():
            if self.has_news():
                self.try_key()
                publication = self.assemble(self.read())
                staging = self.stage(publication)
                self.describe_raw(publication)
                self.judge(staging)
                self.release(staging)
                self.follow_up()
                self.remember()
            else:
                self.follow_up(renew=False)
        return self.record

    def parse(self, *, all_forms: bool = False) -> RunRecord:
        """Documents become tables in the output folder itself, judged by nobody: CSV and Parquet, or every form of a release."""
        self.record.outcome = "parsed"
        publication = self.assemble(self.read())
        # Not before: what writes tables has threads, and reading processes are copied from a process without.
        from pipeline.releases.staging import Staging

        place = Staging(self.output)
        place.clear()
        self._write(publication, place, all_forms=all_forms).record(self.record.as_dict())
        return self.record

    @cached_property
    def intake(self) -> Intake:
        """The documents and what is known of their contents. Raises `PipelineError` where there are none."""
        return Intake(self.folder, source_files(self.folder) if self._files is None else self._files, self.options)

    @cached_property
    def previous(self) -> PreviousRuns | None:
        """What earlier runs found for this output, under the expectations and what the input folder says of its documents."""
        if self.options.cache is None:
            return None
        from pipeline.runs.cache.previous import PreviousRuns
        from pipeline.standards.corrections import SHIPPED

        # Of the input's own files only the order of arrival decides; what `fetch` notes changes with every fetch.
        arrivals = () if is_address(self.folder) else (Path(self.folder) / MANIFEST,)
        return PreviousRuns(self.output, (*self.criteria.places, SHIPPED, *arrivals))

    def _state(self) -> str | None:
        """What the release depends on, if that is remembered and can be told without fetching documents."""
        contents = self.intake.contents() if self.previous else None
        if self.previous is None or contents is None:
            return None
        # Besides documents and rules the engine and the settings decide.
        return self.previous.state(contents, f"{self.options.engine}\x1f{self.settings!r}")

    def has_news(self) -> bool:
        """Look whether anything changed since the latest release; if not, the record tells of that release."""
        state = self._state()
        earlier = self.previous.released(state) if self.previous and state else None
        if earlier is None:
            return True
        self.record.restore(earlier)
        self.record.outcome = "unchanged"
        self.intake.close()
        return False

    def read(self) -> Iterable[Reading]:
        """Each document's reading, with its place in the order of arrival."""
        from pipeline.archive.arrivals import with_arrivals
        from pipeline.runs.cache.opened_once import judged_once

        readings = judged_once(self.intake.readings(self.progress), self.criteria.expectations, self.options.cache)
        return self._all_read(with_arrivals(readings, str(self.folder)))

    def _all_read(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings; after the last one the next stage begins."""
        yield from readings
        self.telling("assembling the standards")

    def assemble(self, readings: Iterable[Reading]) -> Publication:
        """What is published of the readings, with the declared corrections and what the published list says."""
        from pipeline.runs.cache.opened_once import Comparisons
        from pipeline.standards.assemble import publication
        from pipeline.standards.corrections import applying, rows

        compare = Comparisons(self.options.cache)
        found, outcomes = applying.correct(publication(readings, self.criteria.admitted(), compare), rows.load())
        compare.save()
        self.record.corrections = applying.counts(outcomes)
        entries = self.criteria.entries()
        found = found if entries is None else found.with_catalogue(entries)
        self.record.count(found)
        return found

    def describe_raw(self, publication: Publication) -> None:
        """Note and log what was read, and which documents are new, changed or gone since the last release."""
        from pipeline.archive.differences import raw_changes
        from pipeline.archive.manifest import read_manifest

        entries = [] if is_address(self.folder) else read_manifest(Path(self.folder))
        self.record.raw = raw_changes(publication.documents, self.last_release, entries)
        self.record.log_reading(self.log)

    def stage(self, publication: Publication) -> Staging:
        """Write what is published as it would be released. Raises `PipelineError` where no document is a standard."""
        from pipeline.releases.staging import Staging

        if not publication.standards:
            self.describe_raw(publication)
            reasons = "\n".join(left_out(self.record, LAST_RUN))
            raise PipelineError(f"No document could be read as a standard, nothing was released:\n{reasons}")
        return self._write(publication, Staging.begin(self.output))

    def _write(self, publication: Publication, place: Staging, *, all_forms: bool = True) -> Staging:
        """What is published, in all forms or as tables alone; the record counts the rows as they are written."""
        from pipeline.runs.cache.fragments import FragmentStore
        from pipeline.runs.contents import Published
        from pipeline.standards.classes import load_schemes
        from pipeline.standards.naming.known import load

        lists = self.criteria.expectations, self.criteria.reference
        content = Published(publication, FragmentStore(self.options.cache), load(*lists), load_schemes(*lists))
        self.telling("writing the tables")
        if all_forms:
            place.write(content, self.settings, self.telling)
        else:
            place.write_tables(content)
        self.record.rows = place.counts()
        return place

    def remember(self) -> None:
        """Note that this state is released and followed up, so that the next run can tell at once."""
        state = self._state()
        # What was given up for lack of time or memory may succeed the next time.
        if self.previous and state and self.record.release and not self.intake.lost:
            self.previous.note_released(state, self.record.release, self.record.as_dict())
