"""`raw/sources.csv` and `raw/hosts.csv`: what to fetch, and how to treat each host."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.archive.manifest import check_date
from pipeline.base.errors import PipelineError

SOURCES = "sources.csv"
HOSTS = "hosts.csv"
DELAY = 5.0
"""Seconds between two requests to one host, unless the host or its robots.txt asks for more."""


@dataclass(frozen=True, slots=True)
class Source:
    """One address; `name` is the file name to keep it under, dates are ISO dates, empty fields are unknown."""

    address: str
    name: str = ""
    published_on: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """How to treat one host.

    `delay` are seconds between requests. `ca_file` is a PEM file of the authority that signed its
    certificate. `tls` is `strict` or `lenient`: lenient accepts certificates that break RFC 5280 in
    form (a missing key identifier); chain, name and dates are verified in both. `network` is `public` or
    `private`: only a private one may lead to loopback, private or link-local addresses.
    """

    host: str
    delay: float = DELAY
    ca_file: str = ""
    tls: str = "strict"
    network: str = "public"


def read_sources(raw: Path) -> list[Source]:
    """The addresses to fetch; raises `PipelineError` that names file, line and remedy."""
    path = raw / SOURCES
    if not path.is_file():
        raise PipelineError(f"{path} does not exist; write one with the columns address,name,published_on,licence.")
    return [_source(path, line, row) for line, row in _rows(path, ("address", "name", "published_on", "licence"))]


def is_fetchable(address: str) -> bool:
    """A web address with a host and without a user name, which would blur which host is meant."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _source(path: Path, line: int, row: dict[str, str]) -> Source:
    if not is_fetchable(row["address"]):
        raise PipelineError(f"{path} line {line} has no plain address that begins with http:// or https://; mend it.")
    try:
        check_date(row["published_on"])
    except ValueError as error:
        raise PipelineError(f"{path} line {line} {error}; mend it.") from error
    return Source(**row)


def read_hosts(raw: Path) -> dict[str, Host]:
    """Settings by host name; none where there is no file. Raises `PipelineError`."""
    path = raw / HOSTS
    if not path.is_file():
        return {}
    rows = _rows(path, ("host", "delay", "ca_file", "tls", "network"))
    return {row["host"].lower(): _host(path, line, row) for line, row in rows}


def _host(path: Path, line: int, row: dict[str, str]) -> Host:
    try:
        delay = float(row["delay"] or DELAY)
    except ValueError:
        raise PipelineError(f"{path} line {line} has a delay that is no number of seconds; mend it.") from None
    tls = row["tls"] or "strict"
    if tls not in ("strict", "lenient") or not 0 <= delay <= 3600:
        raise PipelineError(f"{path} line {line}: tls is strict or lenient, delay between 0 and 3600 seconds; mend it.")
    network = row["network"] or "public"
    if network not in ("public", "private"):
        raise PipelineError(f"{path} line {line}: network is public or private; mend it.")
    if row["ca_file"] and not (path.parent / row["ca_file"]).is_file():
        raise PipelineError(f"{path} line {line} names a ca_file that does not exist beside it; mend it.")
    return Host(row["host"].lower(), delay, str(path.parent / row["ca_file"]) if row["ca_file"] else "", tls, network)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a hand-written CSV file with their line numbers; columns that are not there are empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="")
            if columns[0] not in (reader.fieldnames or ()) or not set(reader.fieldnames or ()) <= set(columns):
                raise PipelineError(f"{path} line 1 is not a header of the columns {','.join(columns)}; mend it.")
            for row in reader:
                if None in row:
                    raise PipelineError(f"{path} line {reader.line_num} has more fields than the header; mend it.")
                values = {name: (row.get(name) or "").strip() for name in columns}
                if values[columns[0]] and not values[columns[0]].startswith("#"):
                    yield reader.line_num, values
    except (csv.Error, UnicodeDecodeError) as error:
        raise PipelineError(f"{path} is no CSV file in UTF-8 ({error}); save it anew.") from error
