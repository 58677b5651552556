"""Anomalies as data: what was seen in one source, and the log that collects it while reading.

How loud an anomaly is, and what it means, says the catalogue of whoever reads; nothing here knows an issue code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

LONGEST = 8_000
"""Characters that a finding quotes or says at most; what is left out is told."""


_HALF = re.compile(r"[\ud800-\udfff]")


class IssueKind(Protocol):
    """What a catalogue says of an issue code."""

    @property
    def severity(self) -> str:
        """`critical`, `warning` or `info`."""

    @property
    def about(self) -> str:
        """`source` where the document is odd, `reading` where we may have read it wrongly."""

    @property
    def meaning(self) -> str:
        """A sentence that holds for every finding of the kind."""


Catalogue = Mapping[str, IssueKind]
"""Issue code → what it means."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An anomaly as seen in one source, before it knows what the source holds.

    `section` is the part of the document, `locator` the place in it, `raw_value` the text in question as
    printed. Raises ValueError for an empty text: in CSV it could not be told from none, which is None.
    """

    code: str
    severity: str
    about: str
    section: str
    locator: str | None
    raw_value: str | None
    page: int | None
    message: str

    def __post_init__(self) -> None:
        if self.locator == "" or self.raw_value == "":
            raise ValueError(f"{self.code}: an empty locator or raw value must be None")

    @property
    def is_doubt(self) -> bool:
        """Whether it makes the reading doubtful."""
        return self.about == "reading" and self.severity != "info"

    @property
    def identity(self) -> tuple[str, str, str | None, str | None]:
        """What findings of one source are told apart by; equal ones are counted."""
        return self.code, self.section, self.locator, self.raw_value

    def issue_id(self, sha256: str, ordinal: int) -> str:
        """Stable over runs: the same anomaly at the same place of the same bytes has the same id."""
        parts = (sha256, *(part or "" for part in self.identity), str(ordinal))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def found(
    catalogue: Catalogue, code: str, section: str, *, locator: str | None = None, raw: str | None = None,
    page: int | None = None, detail: str = "",
) -> Finding:
    """A finding with what the catalogue says of it; `detail` follows the catalogue's sentence.

    An empty `locator` or `raw` counts as none. Raises KeyError for a code that is not in the catalogue.
    """
    if code not in catalogue:
        raise KeyError(f"{code} is not in the issue catalogue")
    kind = catalogue[code]
    message = _bounded(f"{kind.meaning} {detail}".rstrip())
    place, quoted = (_bounded(text) if text else None for text in (locator, raw))
    return Finding(code, kind.severity, kind.about, str(section), place, quoted, page, message)


def _bounded(text: str) -> str:
    """The text, or its beginning with the number of characters that are left out.

    Half a surrogate pair, which text of a broken font may hold, is no character and could not be written.
    """
    text = _HALF.sub("\ufffd", text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} … ({len(text) - LONGEST:,} more characters)"


@dataclass(slots=True)
class IssueLog:
    """Collects the findings of one document; `catalogue` says which codes there are."""

    catalogue: Catalogue
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, code: str, section: str, *, locator: str | None = None, raw: str | None = None, page: int | None = None,
        detail: str = "",
    ) -> None:
        """Note an anomaly, as `found` has it."""
        self.findings.append(found(self.catalogue, code, section, locator=locator, raw=raw, page=page, detail=detail))
