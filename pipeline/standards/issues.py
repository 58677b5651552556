"""Findings in published standards: from the catalogue of issue codes to rows of the table `issues`."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.documents.findings import Finding, IssueLog, found
from pipeline.documents.ledger import Loss
from pipeline.documents.model import Document, Paragraph
from pipeline.schema.conclusions import Issue
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.standards.section import Section


def issue_log() -> IssueLog:
    """An empty log that takes the codes of our catalogue."""
    return IssueLog(CATALOGUE)


def finding(
    code: str, section: Section, *, locator: str | None = None, raw: str | None = None, page: int | None = None, detail: str = ""
) -> Finding:
    """A finding that no log collects, because it was not made while reading."""
    return found(CATALOGUE, code, section, locator=locator, raw=raw, page=page, detail=detail)


def unplaced_text(log: IssueLog, document: Document) -> Callable[[Loss], None]:
    """What a ledger calls for text of the source that is in no published cell (I-36, I-37).

    A line beside the tables that no part of the standard claims belongs to none (running heads, stamps, what follows
    the notes): that is no loss of ours.
    """
    beside = {id(line) for block in document.body if isinstance(block, Paragraph) for line in block.lines}

    def note(loss: Loss) -> None:
        detail = f"Missing: {loss.missing}" if loss.missing else ""
        raw = "\n".join(line.text for line in loss.lines)
        section = loss.section or Section.DOCUMENT
        is_outside = loss.section is None and all(id(line) in beside for line in loss.lines)
        code = "text_outside" if is_outside else "text_unplaced"
        log.add(code, section, locator=loss.locator, raw=raw, page=loss.lines[0].page, detail=detail)

    return note


def issue_row(finding: Finding, sha256: str, standard_id: str | None, ordinal: int) -> Issue:
    """A finding as a published row; `ordinal` counts, from 1, the equal findings of the source."""
    return Issue(
        issue_id=finding.issue_id(sha256, ordinal), code=finding.code, severity=finding.severity, about=finding.about,
        sha256=sha256, standard_id=standard_id, page=finding.page, section=finding.section, locator=finding.locator,
        raw_value=finding.raw_value, message=finding.message,
    )
