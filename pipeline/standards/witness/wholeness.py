"""Whether a document is whole and one standard: what fails here is not published (I-02, I-102, I-103, I-120)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.findings import Finding
from pipeline.documents.model import Document
from pipeline.documents.running import Running
from pipeline.schema.tables import Tables
from pipeline.standards.body import Outline
from pipeline.standards.section import Section
from pipeline.standards.witness.doubt import Doubt
from pipeline.standards.witness.printed import Printed

HOLDING = frozenset((
    "part_missing", "identity_missing", "standards_merged", "page_without_text", "pages_missing", "coverage_low", "rule_broken",
    "too_large",
))
"""Issue codes with which a document is held."""
LEAST_COVERAGE = 0.85
"""Below this share of characters in cells a reading has lost its way; right ones have measured 0.96 at least."""
_BASE_LEVEL = "基準級別"
_REGULAR = re.compile(r"[A-Z]{3}[0-9]{4}-[0-9]{3}(?:v[0-9]+)?")
_PAGE_NUMBER = re.compile(
    r"^\W*第\s*(\d{1,3})\s*頁|^\W*(\d{1,3})\s*/\s*\d{1,3}\W*$|^\W*page\s*(\d{1,3})\b|^\s*[-–—]\s*(\d{1,3})\s*[-–—]\s*$",
    re.IGNORECASE,
)


def wholeness(document: Document, seen: Printed, tables: Tables, coverage: float, running: Running) -> Iterator[Doubt]:
    """What keeps a document from being published, whatever its file is called."""
    (standard,) = tables.standards
    if standard.name is None and not _REGULAR.fullmatch(standard.standard_code or ""):
        yield Doubt("identity_missing", raw=standard.standard_code, section=Section.PROFILE)
    if seen.rows_text.split("\n").count(_BASE_LEVEL) > 1:
        yield Doubt("standards_merged", detail="The label 基準級別 is printed twice.", section=Section.PROFILE)
    if tables.tasks and not tables.notes and all(row.kind != "A" for row in tables.competencies):
        yield Doubt("end_missing", section=Section.DOCUMENT)
    if coverage < LEAST_COVERAGE:
        yield Doubt("coverage_low", detail=f"Read: {coverage:.0%} of the characters.", section=Section.DOCUMENT)
    yield from _page_numbers(document, running.numbers)


def _page_numbers(document: Document, found: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
    """A jump in the printed page numbers; the total beside them is often wrong and counts for nothing (A.0).

    They are those of the running heads and feet, in any writing; where these have none, lines of four shapes tell
    them. Blank pages, which printing on both sides leaves, have no number and do not count.
    """
    places: dict[int, int] = {}
    shaped: dict[int, int] = {}
    for line in document.lines():
        if line.page is not None and line.page not in places:
            places[line.page] = len(places)
        if not found and line.page is not None and (match := _PAGE_NUMBER.match(line.text)) is not None:
            shaped[line.page] = next(int(number) for number in match.groups() if number)
    several = len(dict(found)) < len(found)
    for (page, number), (next_page, next_number) in pairwise(found or sorted(shaped.items())):
        if next_number - number != (1 if several else places[next_page] - places[page]):
            detail = f"Page {next_page} of the file is numbered {next_number}, page {page} {number}."
            yield Doubt("pages_missing", page=next_page, detail=detail, section=Section.DOCUMENT)
            return


def missing_parts(outline: Outline) -> list[str]:
    """The parts without which a current standard is none."""
    lacking = [("tasks", "tasks" in outline.filled), ("knowledge", "K" in outline.kinds), ("skills", "S" in outline.kinds)]
    return [name for name, there in lacking if not there]


def reason(findings: tuple[Finding, ...]) -> str | None:
    """Why a document is held, as the end of a sentence that begins with its path; None where nothing holds it."""
    holding = [found for found in findings if found.code in HOLDING]
    return "was read but is held back: " + " ".join(dict.fromkeys(found.message for found in holding)) if holding else None
