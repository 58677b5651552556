"""Anomalies as data: the catalogue of issue codes and the log that collects findings while reading.

How loud an anomaly is, is decided here and not where it is seen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.standards.issue_catalogue import CATALOGUE


class Section(StrEnum):
    """The part of a document in which something was seen."""

    DOCUMENT = "document"
    VERSIONS = "versions"
    PROFILE = "profile"
    TASKS = "tasks"
    ATTITUDES = "attitudes"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Finding:
    """An anomaly as seen in one source, before it knows its standard."""

    code: str
    section: Section
    locator: str | None
    raw_value: str | None
    page: int | None
    detail: str = ""

    @property
    def severity(self) -> str:
        return CATALOGUE[self.code].severity

    @property
    def message(self) -> str:
        """The catalogue's sentence, followed by what is particular to this finding."""
        meaning = CATALOGUE[self.code].meaning
        return f"{meaning} {self.detail}".rstrip()

    def issue_id(self, sha256: str, ordinal: int) -> str:
        """Stable over runs: the same anomaly at the same place of the same bytes has the same id."""
        parts = (sha256, self.code, self.section, self.locator or "", self.raw_value or "", str(ordinal))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(slots=True)
class IssueLog:
    """Collects the findings of one document."""

    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        code: str,
        section: Section,
        *,
        locator: str | None = None,
        raw: str | None = None,
        page: int | None = None,
        detail: str = "",
    ) -> None:
        """Note an anomaly; `code` must be in the catalogue."""
        if code not in CATALOGUE:
            raise KeyError(f"{code} is not in the issue catalogue")
        self.findings.append(Finding(code, section, locator, raw, page, detail))
