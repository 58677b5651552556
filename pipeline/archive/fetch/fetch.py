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
from pipeline.archive.fetch.politeness import Politeness
from pipeline.archive.fetch.settings import Source
from pipeline.archive.manifest import Provenance
from pipeline.archive.store import NEW, Archive
from pipeline.base.durable import write_json
from pipeline.base.errors import PipelineError

RECORD = "fetch.json"
"""In the raw folder: for each address the validators and the hash of what came last."""
_ENTRY = {"etag": "", "last_modified": "", "sha256": ""}


@dataclass(slots=True)
class Fetched:
    """The result: archive paths of new documents, addresses without news, and a sentence for each failure."""

    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in self.__slots__}


def fetch_all(raw: Path, sources: Iterable[Source], politeness: Politeness, today: str, bounds: Bounds = BOUNDS) -> Fetched:
    """Fetch every source; hold the lock of `raw` meanwhile. `today` is the ISO date for the manifest.

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
                _keep(archive, source, body, today, done)
                record[source.address] = _remembered(body)
                write_json(record, raw / RECORD)
        except Failed as error:
            done.failed.append(f"{source.address} {error}.")
    return done


def _keep(archive: Archive, source: Source, body: Body, today: str, done: Fetched) -> None:
    """Put an accepted body into the archive; raises `Failed` for one that is no document."""
    refused = refusal(body.data)
    if refused:
        raise Failed(refused)
    name = source.name or file_name(source.address, body.disposition, body.data)
    became, entry = archive.add(body.data, name, Provenance(source.address, today, source.published_on, source.licence))
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
