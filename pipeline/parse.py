"""One document, read: bytes to the records of one standard, the findings and the coverage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.codes import Splitter
from pipeline.document import Document, Grid
from pipeline.errors import UnreadableDocument
from pipeline.issues import Finding, IssueLog, Section
from pipeline.ledger import Ledger
from pipeline.normalise import fold, has_private_use, has_radicals
from pipeline.readers import SUFFIXES, read
from pipeline.sections.attitudes import read_attitudes
from pipeline.sections.checks import check_attitudes, check_profile, check_tasks, check_versions
from pipeline.sections.cut import Parts, cut
from pipeline.sections.notes import read_notes
from pipeline.sections.profile import read_profile
from pipeline.sections.records import Tables, note_records, standard_records, task_records
from pipeline.sections.rows import learn_shape, logical_rows
from pipeline.sections.tasks import read_tasks
from pipeline.sections.versions import read_versions
from pipeline.stitch import flow

HISTORICAL = "《歷史資料》"
"""How the platform marks the file name of a withdrawn or superseded document (I-01)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: the records of its standard, or the reason why it gave none.

    `path` is relative to the input folder. The records carry an empty `standard_id`: only the whole input
    shows whether a code is unique.
    """

    path: str
    sha256: str
    bytes: int
    format: str
    pages: int | None = None
    code: str | None = None
    name: str | None = None
    coverage: float | None = None
    tables: Tables = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rejected: str | None = None
    remark: str | None = None


def parse(path: str, data: bytes, engine: str = "pdfium") -> Reading:
    """Read one file; a file that cannot be read gives a reading with `rejected`, never an exception."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        document = read(data, engine)
    except UnreadableDocument as error:
        return Reading(path, sha256, len(data), "unknown", rejected=f"{path} {str(error).rstrip('.')}.")
    return parse_document(path, sha256, len(data), document, IssueLog())


def parse_document(path: str, sha256: str, size: int, document: Document, log: IssueLog, ledger: Ledger | None = None) -> Reading:
    """Read the meaning of a document; `ledger` may be given to see afterwards where each line went."""
    return _Parser(path, sha256, size, document, log).reading(ledger or Ledger.open(document, log))


@dataclass(slots=True)
class _Parser:
    path: str
    sha256: str
    size: int
    document: Document
    log: IssueLog

    def reading(self, ledger: Ledger) -> Reading:
        parts = cut(flow(self.document, ledger), ledger)
        if not parts.is_standard:
            reason = (
                f"{self.path} can be read but is not a competency standard "
                "(no profile, no main table); check that it is a published 職能基準."
            )
            return Reading(self.path, self.sha256, self.size, self.document.format, self.document.pages, rejected=reason)
        return self._standard(parts, ledger)

    def _standard(self, parts: Parts, ledger: Ledger) -> Reading:
        self._document_findings()
        profile = read_profile(parts.profile_rows, self._spans_known(), ledger, self.log)
        versions = read_versions(parts.version_rows, ledger, self.log)
        splitter = Splitter(learn_shape(parts.task_rows))
        table = read_tasks(logical_rows(parts.task_rows, splitter, ledger, self.log), splitter, ledger, self.log)
        attitudes = read_attitudes(parts.attitude_lines, ledger, self.log)
        notes = read_notes(parts.note_lines, ledger, self.log)
        check_versions(versions, profile.code, self.log)
        check_profile(profile, self.log)
        check_tasks(table, self.log)
        check_attitudes(attitudes, parts, self.log)
        historical = PurePosixPath(self.path).name.startswith(HISTORICAL)
        tables = standard_records("", profile, versions, historical, self.sha256)
        tables |= task_records("", table, attitudes, self.log)
        tables["notes"] = note_records("", notes)
        coverage = ledger.close()
        return Reading(
            self.path, self.sha256, self.size, self.document.format, self.document.pages, profile.code, profile.name,
            coverage, tables, tuple(self.log.findings), remark=self._remark(),
        )

    def _spans_known(self) -> bool:
        return all(block.spans_known for block in self.document.body if isinstance(block, Grid))

    def _document_findings(self) -> None:
        for code, page, detail in self.document.remarks:
            self.log.add(code, Section.DOCUMENT, page=page, detail=detail)
        lines = list(self.document.lines())
        for code, test in (("radicals_mapped", has_radicals), ("private_use_removed", has_private_use)):
            hits = [line for line in lines if test(line.text)]
            if hits:
                self.log.add(code, Section.DOCUMENT, raw=fold(hits[0].text)[:80], page=hits[0].page, detail=f"{len(hits)} lines.")
        suffix = PurePosixPath(self.path).suffix.lower()
        if suffix not in SUFFIXES[self.document.format]:
            self.log.add("suffix_wrong", Section.DOCUMENT, raw=suffix or None, detail=f"Read as {self.document.format}.")

    def _remark(self) -> str | None:
        suffix = PurePosixPath(self.path).suffix.lower()
        if suffix not in SUFFIXES[self.document.format]:
            return f"{self.path} is in truth a {self.document.format.upper()} file and was read as one."
        return None
