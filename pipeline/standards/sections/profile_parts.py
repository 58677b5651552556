"""The cells of a profile row, and labels among them that the form does not know (field guide N)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Lines
from pipeline.documents.text.normalise import clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.headings import profile_label
from pipeline.standards.sections.heads import Range
from pipeline.standards.sections.rows import text_of

_LABEL = regex.compile(r"\p{Han}[\p{Han}／/（）()]{1,11}[：:]?")


@dataclass(frozen=True, slots=True)
class Part:
    """A filled cell, or what is left of it on two pages, between its left and right edge."""

    span: Range
    lines: Lines

    @property
    def text(self) -> str:
        return text_of(self.lines)

    def shared(self, other: Part) -> float:
        """The width that both cells share."""
        return min(self.span[1], other.span[1]) - max(self.span[0], other.span[0])

    def meets(self, other: Part) -> bool:
        """Whether the other cell stands above or below this one."""
        return self.shared(other) > 0.5 * (other.span[1] - other.span[0])


def has_unknown_label(parts: Sequence[Part], labels: Sequence[Part], spans_known: bool) -> bool:
    """Whether a row without a known label begins with one that nobody knows, where the labels above it stand."""
    if not parts or len(parts) < 2 - spans_known or not _may_be_label(parts[0]):
        return False
    first = parts[0]
    width = first.span[1] - first.span[0]
    return any(first.shared(label) > 0.5 * width for label in labels)


def without_unknown_pairs(parts: Sequence[Part], spans_known: bool, ledger: Ledger, log: IssueLog) -> list[Part]:
    """A row without the labels that nobody knows and their values, which stand behind a known label and its value."""
    kept: list[Part] = []
    waiting = list(parts)
    values = 1
    while waiting:
        part = waiting.pop(0)
        if profile_label(part.text) is not None:
            values = 0
        elif values and spans_known and _may_be_label(part) and waiting and profile_label(waiting[0].text) is None:
            report_unknown(part, [waiting.pop(0)], ledger, log)
            continue
        else:
            values += 1
        kept.append(part)
    return kept


def report_unknown(label: Part, values: Sequence[Part], ledger: Ledger, log: IssueLog) -> None:
    """Tell a label that nobody knows with its value; neither is published."""
    for part in (label, *values):
        ledger.furniture(part.lines)
    text = " ".join(clean(part.text) for part in values)
    locator, page = fold(label.text), label.lines[0].page
    log.add("profile_label_unknown", Section.PROFILE, locator=locator, raw=f"{locator}：{text}", page=page)


def _may_be_label(part: Part) -> bool:
    return _LABEL.fullmatch(fold(part.text)) is not None
