"""What a run does besides its release: tell what changed, renew the feed, retire old releases, log events."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.eventlog import SILENT, EventLog

if TYPE_CHECKING:
    from pipeline.runs.record import RunRecord


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Let a full disk be an `OSError` whichever library met it first: SQLite and xlsxwriter have errors of their own."""
    from xlsxwriter.exceptions import XlsxFileError

    try:
        yield
    except (sqlite3.OperationalError, XlsxFileError) as error:
        raise OSError(errno.EIO, f"{error} (is the disk full?)", str(folder)) from error


def describe_raw(documents: Sequence[Any], output: Path, record: RunRecord) -> None:
    """Note in the record which documents are new, changed or gone since the release that is current."""
    from pipeline.archive.differences import raw_changes
    from pipeline.archive.manifest import read_manifest
    from pipeline.archive.sources import is_address
    from pipeline.releases.versions import latest

    entries = [] if is_address(record.input) else read_manifest(Path(record.input))
    current = latest(output)
    record.raw = raw_changes(documents, output / current.name if current else None, entries)


def describe_changes(staging: Path, output: Path, record: RunRecord) -> None:
    """Write what changed against the last good release into the staged one, and its checksums anew."""
    from pipeline.releases import delta, release
    from pipeline.releases.versions import latest

    current = latest(output)
    record.changes = delta.write(output / current.name if current else None, staging)
    release.write_checksums(staging)


def follow_up(output: Path, record: RunRecord, keep: int | None, log: EventLog = SILENT, *, settled: bool = False) -> None:
    """After a release, or a run that found nothing new: retire old releases, renew the feed.

    `settled` says that an earlier run followed up on this very state: then the feed is not made again, because
    what it needs takes longer to load than the whole run.
    """
    if keep is not None:
        from pipeline.releases.retention import retire

        record.retired = retire(output, keep)
    if record.retired or not settled:
        from pipeline.releases.feed import write_feed

        write_feed(output)
    if record.outcome == "unchanged":
        log.event("unchanged", release=record.release)
    else:
        log.event("released", release=record.release, changes=record.changes, retired=record.retired)


def log_reading(record: RunRecord, log: EventLog) -> None:
    """One event for what was read, one for each rejected document."""
    log.event("read", documents=record.documents, rows=record.rows, issues=record.issues)
    for reason in record.rejected:
        log.event("rejected", reason=reason)
    raw = {kind: paths for kind, paths in record.raw.items() if paths}
    if raw:
        log.event("raw", **{kind: len(paths) for kind, paths in raw.items()})
    for path in record.raw.get("altered", ()):
        log.event("altered", path=path, advice="its bytes are not those that came; run verify")
