"""What reading one file gives: the records of its standard, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.documents.findings import Finding
from pipeline.documents.readers import SUFFIXES
from pipeline.schema.records import Standard
from pipeline.schema.tables import Tables
from pipeline.standards.body import EMPTY, Body
from pipeline.standards.bounds import is_too_large
from pipeline.standards.issues import finding
from pipeline.standards.section import Section
from pipeline.standards.witness.wholeness import missing_parts, reason

HISTORICAL = "《歷史資料》"
"""How the platform marks the file name of a withdrawn or superseded document (I-01)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: the records of its standard, or the reason why it gave none.

    `held` is why it must not be published although it was read: it is not whole, or contradicts itself.
    `body` holds the records or knows where they are.
    `path` is relative to the input folder. It is empty, and `rejected` a sentence without its subject, as
    long as the content alone was looked at; `named` adds what the file's name says. The records carry an
    empty `standard_id`: only the whole input shows whether a code is unique.
    """

    path: str
    sha256: str
    bytes: int
    format: str
    pages: int | None = None
    code: str | None = None
    name: str | None = None
    coverage: float | None = None
    body: Body = EMPTY
    findings: tuple[Finding, ...] = ()
    rejected: str | None = None
    held: str | None = None
    remark: str | None = None
    others: tuple[Reading, ...] = ()
    """The further standards of a file that holds several (I-120), as long as the content alone was looked at."""
    part: int = 0
    """Place of the standard in its file, 0 for the first."""
    goes_on: str | None = None
    """Path of the file whose standard goes on in this one; the records are with that reading then."""
    arrived: int = 0
    """Place in the archive's order of arrival, 0 without one; a later file of the same form replaces an earlier one."""

    @property
    def tables(self) -> Tables:
        """The records; those of a stored reading are opened anew each time that somebody asks."""
        return self.body.tables()

    @property
    def standard(self) -> Standard:
        """The row of the standard itself, which is known without opening the records. Raises ValueError where there is none."""
        if self.body.outline.standard is None:
            raise ValueError(f"{self.path} is no standard")
        return self.body.outline.standard


def each_named(reading: Reading, path: str) -> Iterator[Reading]:
    """The readings of a content, one for each of its standards, as those of the file `path`."""
    yield named(replace(reading, others=()), path)
    for part, other in enumerate(reading.others, 1):
        yield named(replace(other, part=part), path)


def named(reading: Reading, path: str) -> Reading:
    """The reading of a content as that of the file `path`: with its sentences, and what its name says."""
    if reading.rejected:
        return replace(reading, path=path, rejected=f"{path} {reading.rejected.rstrip('.')}.")
    reading = held(_whole(replace(reading, path=path, body=_marked(reading.body, path))))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in SUFFIXES[reading.format]:
        return reading
    wrong = finding("suffix_wrong", Section.DOCUMENT, raw=suffix, detail=f"Read as {reading.format}.")
    remark = f"{path} is in truth a {reading.format.upper()} file and was read as one."
    return replace(reading, findings=(*reading.findings, wrong), remark=remark)


def _whole(reading: Reading) -> Reading:
    """The reading with a finding if it lacks a part; a historical document may rightly do so."""
    standard = reading.standard
    lacking = [] if standard.historical or is_too_large(reading.findings) else missing_parts(reading.body.outline)
    if not lacking:
        return reading
    found = finding("part_missing", Section.TASKS, locator=standard.standard_code, detail=f"Missing: {', '.join(lacking)}.")
    return replace(reading, findings=(*reading.findings, found))


def rejudged(reading: Reading) -> Reading:
    """The reading of a file judged anew, because its records are others now."""
    return held(_whole(replace(reading, held=None)))


def held(reading: Reading) -> Reading:
    """The reading with the reason for which its findings keep it from being published, if they do."""
    why = reason(reading.findings)
    return replace(reading, held=f"{reading.path} {why}") if why else reading


def _marked(body: Body, path: str) -> Body:
    """The file's name alone says that a standard is history (I-01)."""
    return body.historical() if PurePosixPath(path).name.startswith(HISTORICAL) else body
