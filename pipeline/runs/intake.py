"""The readings of a run: from the cache where the content is known, from reading processes where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.sources import Source, source_sha256
from pipeline.runs.cache.files import FileIndex
from pipeline.runs.workers import Answer, Limits, Loss, cores, read_here, unopened

if TYPE_CHECKING:
    from pipeline.runs.cache.readings import ReadingStore
    from pipeline.standards.reading import Reading

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    `workers` is the number of reading processes, None for one per core, 0 for this very process.
    `scheduler` is the address of a Dask cluster. `cache` is the folder of the cache, None for none.
    """

    engine: str = "pdfium"
    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    scheduler: str | None = None
    cache: Path | None = None


class Intake:
    """The sources of one run: what they contain, and their readings."""

    def __init__(self, place: Path | str, sources: Sequence[Source], options: Options) -> None:
        self.sources = sources
        self.options = options
        self.lost = False
        """Whether a document was given up; the next run tries it again."""
        self._index = FileIndex(options.cache, place)
        self._contents: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        """Content hashes by address; files far away are missing until they have been read."""

    def contents(self) -> list[tuple[str, str]] | None:
        """Path and content hash of every file; only files that may have changed are opened.

        None as long as there are files which would have to be fetched for that; `readings` fetches them once. What
        cannot be opened has no content; instead of its hash stands that of its path and of the reason.
        """
        for source in self.sources:
            if source.refused:
                self._refuse(source, source.refused)
            elif source.address not in self._contents:
                known = self._index.sha256(source)
                if known is None and not source.is_remote:
                    known = self._hashed(source)
                if known is not None:
                    self._contents[source.address] = known
        if len(self._contents) < len(self.sources):
            return None
        return [(source.path, self._contents[source.address]) for source in self.sources]

    def _hashed(self, source: Source) -> str:
        try:
            content = source_sha256(source)
        except OSError as error:
            return self._refuse(source, unopened(error.strerror or str(error)))
        self._index.note(source, content)
        return content

    def _refuse(self, source: Source, reason: str) -> str:
        """Note why a file is not opened; what serves as its key instead of the hash of its content."""
        self._refused[source.address] = reason
        key = sha256(f"not opened: {source.path}: {reason}".encode()).hexdigest()
        self._contents[source.address] = key
        return key

    def readings(self, progress: Progress) -> Iterator[Reading]:
        """Every file's reading in whatever order they are done; `progress` is told of each.

        Raises `PipelineError` if the reading processes cannot work at all.
        """
        from pipeline.runs.cache.readings import ReadingStore

        self.contents()
        store = ReadingStore(self.options.cache, self.options.engine)
        unread: dict[str, list[Source]] = {}
        for group in self._by_content():
            known = self._contents.get(group[0].address)
            reading = self._unopened(group[0]) or (store.get(known) if known else None)
            if reading is None:
                unread[group[0].address] = group
            else:
                yield from _named(reading, group, progress)
        for address, answer in self._answers(list(unread)):
            yield from _named(self._reading(unread[address][0], answer, store), unread[address], progress)
        self.close()
        store.prune()

    def close(self) -> None:
        """Remember which file had which content."""
        self._index.save()

    def _by_content(self) -> Iterable[list[Source]]:
        """Files of the same content together, so that it is read once."""
        groups: dict[str, list[Source]] = {}
        for source in self.sources:
            groups.setdefault(self._contents.get(source.address, source.address), []).append(source)
        return groups.values()

    def _answers(self, addresses: Sequence[str]) -> Iterator[Answer]:
        options = self.options
        if not addresses:
            return
        if options.scheduler:
            from pipeline.runs.scheduler import read_on_cluster

            yield from read_on_cluster(options.scheduler, addresses, options.engine, options.limits)
        elif options.workers == 0:
            yield from read_here(addresses, options.engine)
        else:
            from pipeline.runs.workers.pool import Pool

            with Pool(min(options.workers or cores(), len(addresses)), options.limits) as pool:
                yield from pool.read(addresses, options.engine)

    def _unopened(self, source: Source) -> Reading | None:
        """The rejection of a file that is not opened."""
        from pipeline.standards.reading import Reading

        reason = self._refused.get(source.address)
        return None if reason is None else Reading("", self._contents[source.address], source.size, "unknown", rejected=reason)

    def _reading(self, source: Source, answer: bytes | Loss, store: ReadingStore) -> Reading:
        """The reading in an answer, stored for the next run; a loss is not stored."""
        from pipeline.runs.cache.codec import decode

        if isinstance(answer, Loss):
            return self._lost(source, answer.reason)
        reading = decode(answer)
        if self._contents.setdefault(source.address, reading.sha256) != reading.sha256:
            return self._lost(source, "changed while it was being read; run again")
        self._index.note(source, reading.sha256)
        return store.put(reading.sha256, answer)

    def _lost(self, source: Source, reason: str) -> Reading:
        from pipeline.standards.reading import Reading

        self.lost = True
        content = self._contents.get(source.address) or self._hashed(source)
        return Reading("", content, source.size, "unknown", rejected=self._refused.get(source.address, reason))


def _named(reading: Reading, sources: Sequence[Source], progress: Progress) -> Iterator[Reading]:
    from pipeline.standards.reading import each_named

    for source in sources:
        yield from each_named(reading, source.path)
        progress(1)
