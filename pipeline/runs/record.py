"""What a run did: the record that a release carries, that lies beside the releases, and that is told of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.base.eventlog import EventLog
    from pipeline.gate.validate import Verdict
    from pipeline.schema.records import DocumentRow
    from pipeline.standards.publication import Publication

LAST_RUN = "last_run.json"
"""Beside the releases: what the newest run did, whatever came of it."""


_PROGRAM = ("parser_version", "schema_version", "software")
_DETAIL = re.compile(r"[:;(]|\. ")
_BEFORE = "was read but is held back: "


def _program() -> dict[str, Any]:
    """What makes a release besides documents and settings; a run that makes none does not load it."""
    from pipeline.runs.software import software
    from pipeline.schema import SCHEMA_VERSION
    from pipeline.standards import PARSER_VERSION

    return {"parser_version": PARSER_VERSION, "schema_version": SCHEMA_VERSION, "software": software()}


def _kind(row: DocumentRow) -> str:
    """The reason of a document without what differs from one to the other: its name, details, advice, numbers."""
    reason = (row.reason or "").removeprefix(f"{row.path} ").removeprefix(_BEFORE)
    return re.sub(r"[0-9][0-9.,]*", "…", _DETAIL.split(reason, maxsplit=1)[0]).strip(". ")


@dataclass(slots=True)
class RunRecord:
    """What a run did; `outcome` is `released`, `unchanged` or `failed`.

    `rejected` and `held` have a sentence for each document, `reasons` the number of documents for each kind of reason.
    `engine` is the one for PDF, empty where tables were released; `since` is the release that this one was compared with.
    `remarks` are sentences about what lies in the output: a damaged release, a clock that cannot be right. `program` is what
    made the release, None while that is the program at work.
    """

    input: str
    outcome: str = "failed"
    release: str | None = None
    engine: str = ""
    since: str | None = None
    documents: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    raw: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)
    corrections: dict[str, int] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    message: str | None = None
    seconds: float = 0.0
    program: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The record as published in `run.json`; the input's place on this machine is nobody's business."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in ("input", "seconds", "program")}
        return {**(self.program or _program()), **values}

    def restore(self, earlier: Mapping[str, Any]) -> None:
        """Take over what an earlier run recorded of the release that is still the latest."""
        for name in self.__slots__:
            setattr(self, name, earlier.get(name, getattr(self, name)))
        self.raw, self.changes, self.retired, self.remarks = {}, {}, [], []
        self.program = {name: earlier[name] for name in _PROGRAM if name in earlier}

    def count(self, publication: Publication) -> None:
        """Fill the counts of documents and issues; rows are counted once they are written."""
        documents = publication.documents
        self.documents = dict(sorted(Counter(row.status for row in documents).items()))
        self.issues = dict(sorted(Counter(row.severity for row in publication.issues).items()))
        told = [row for row in documents if row.reason]
        out = {status: [row for row in told if row.status == status] for status in ("rejected", "held")}
        self.rejected, self.held = ([row.reason or "" for row in rows] for rows in out.values())
        self.reasons = {status: dict(sorted(Counter(map(_kind, rows)).items())) for status, rows in out.items() if rows}

    def note_verdict(self, verdict: Verdict) -> None:
        """Take over what the gate found."""
        self.gate = {
            "passed": verdict.passed, "evaluated": dict(verdict.evaluated), "failed": dict(verdict.failed),
            "warnings": verdict.sentences("warning"),
        }

    def log_reading(self, log: EventLog) -> None:
        """One event for what was read, one for each rejected document, one for what is new in the archive."""
        log.event("read", documents=self.documents, rows=self.rows, issues=self.issues)
        for reason in self.rejected:
            log.event("rejected", reason=reason)
        for reason in self.held:
            log.event("held", reason=reason)
        raw = {kind: len(paths) for kind, paths in self.raw.items() if paths}
        if raw:
            log.event("raw", **raw)
        for path in self.raw.get("altered", ()):
            log.event("altered", path=path, advice="its bytes are not those that came; run verify")

    def log_outcome(self, log: EventLog) -> None:
        """The event of a run that ended well, after one for each thing that somebody should look at."""
        for remark in self.remarks:
            log.event("remark", text=remark)
        if self.outcome == "unchanged":
            log.event("unchanged", release=self.release)
        else:
            log.event("released", release=self.release, changes=self.changes, retired=self.retired)
