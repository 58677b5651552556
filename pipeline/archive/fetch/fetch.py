"""All addresses, one after the other, into the archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.archive.fetch.content import file_name, refusal
from pipeline.archive.fetch.download import BOUNDS, Body, Bounds, Download, Failed
from pipeline.archive.fetch.politeness import Politeness, agent
from pipeline.archive.fetch.settings import Source, read_hosts, read_sources
from pipeline.archive.fetch.tls import session_for
from pipeline.archive.manifest import Provenance
from pipeline.archive.store import NEW, Archive
from pipeline.base.clock import today
from pipeline.base.durable import write_json
from pipeline.base.errors import PipelineError
from pipeline.base.eventlog import EventLog
from pipeline.base.lock import exclusive

RECORD = "fetch.json"
"""In the raw folder: for each address the validators and the hash of what came last."""
_ENTRY = {"etag": "", "last_modified": "", "sha256": ""}


@dataclass(slots=True)
class Fetched:
    """The result: archive paths of new documents, addresses without news, and a sentence for each failure."""

    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The line for the terminal."""
        return f"fetched     {len(self.new)} new, {len(self.unchanged)} unchanged, {len(self.failed)} failed"

    def log(self, log: EventLog) -> None:
        """One event for all, one for each failure."""
        log.event("fetched", **{name: len(getattr(self, name)) for name in self.__slots__})
        for sentence in self.failed:
            log.event("failed", reason=sentence)


def fetch_listed(raw: Path, contact: str = "") -> Fetched:
    """Fetch what `sources.csv` of a raw folder lists, under the folder's lock; `contact` is whom the user agent names.

    Raises `PipelineError` for damaged lists, and as of `fetch_all`.
    """
    sources, hosts = read_sources(raw), read_hosts(raw)
    with exclusive(raw), session_for(hosts, agent(contact)) as session:
        return fetch_all(raw, sources, Politeness(session, hosts), today().isoformat())


def fetch_all(raw: Path, sources: Iterable[Source], politeness: Politeness, day: str, bounds: Bounds = BOUNDS) -> Fetched:
    """Fetch every source; hold the lock of `raw` meanwhile. `day` is the ISO date for the manifest.

    Manifest and record are written after each document, so that a kill loses none that came. Raises
    `PipelineError` for a damaged manifest or record, and `OSError` where the disk refuses.
    """
    archive = Archive.open(raw)
    record = _read_record(raw)
    done = Fetched()
    for source in sources:
        known = record.get(source.address, _ENTRY)
        download = Download(source.address, politeness, _validators(known, archive), bounds)
        try:
            body = download.get()
            if body is None or hashlib.sha256(body.data).hexdigest() == known["sha256"]:
                done.unchanged.append(source.address)
            if body is not None:
                _keep(archive, source, body, day, done)
                record[source.address] = _remembered(body)
                write_json(record, raw / RECORD)
        except Failed as error:
            done.failed.append(f"{source.address} {error}.")
    return done


def _keep(archive: Archive, source: Source, body: Body, day: str, done: Fetched) -> None:
    """Put an accepted body into the archive; raises `Failed` for one that is no document."""
    refused = refusal(body.data)
    if refused:
        raise Failed(refused)
    name = source.name or file_name(source.address, body.disposition, body.data)
    became, entry = archive.add(body.data, name, Provenance(source.address, day, source.published_on, source.licence))
    archive.save()
    if became == NEW:
        done.new.append(entry.path)
    elif source.address not in done.unchanged:
        done.unchanged.append(source.address)


def _remembered(body: Body) -> dict[str, str]:
    return {"etag": body.etag, "last_modified": body.last_modified, "sha256": hashlib.sha256(body.data).hexdigest()}


def _validators(known: dict[str, str], archive: Archive) -> dict[str, str]:
    """Headers that ask for news only; none if the document is not in the archive any more."""
    entry = archive.entries.get(known["sha256"])
    if entry is None or entry in archive.missing:
        return {}
    headers = {"If-None-Match": known["etag"], "If-Modified-Since": known["last_modified"]}
    return {name: value for name, value in headers.items() if value}


def _read_record(raw: Path) -> dict[str, dict[str, str]]:
    """The record, or an empty one; raises `PipelineError` for a damaged one."""
    path = raw / RECORD
    if not path.exists():
        return {}
    try:
        values: Any = json.loads(path.read_text(encoding="utf-8"))
        return {address: {name: str(entry[name]) for name in _ENTRY} for address, entry in values.items()}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise PipelineError(f"{path} is damaged; delete it, then every address is fetched in full once more.") from error
