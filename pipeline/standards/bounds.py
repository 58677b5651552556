"""What is far beyond any published standard is held, and gives no records that others would have to carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.documents.findings import Finding
from pipeline.schema import TABLES
from pipeline.schema.bounds import Excess, bound_of
from pipeline.schema.records import Standard
from pipeline.schema.tables import Tables
from pipeline.standards.issues import finding
from pipeline.standards.section import section_of

TOO_LARGE = "too_large"
"""The issue code; nobody can let such a document in, because there is nothing to publish of it."""


def too_large(found: Excess) -> Finding:
    """The finding that holds a document for an excess."""
    return finding(TOO_LARGE, section_of(found.table), locator=found.place, raw=found.beginning, detail=found.sentence)


def is_too_large(findings: Iterable[Finding]) -> bool:
    """Whether a document was held for its size."""
    return any(found.code == TOO_LARGE for found in findings)


def few(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a document; of more than a document may have the first, and one that says so and holds the document."""
    found, most = tuple(findings), TABLES["issues"].most
    if len(found) <= most:
        return found
    return (*found[:most], too_large(Excess("issues", "", len(found), most)))


def identity_alone(tables: Tables) -> Tables:
    """Only the row that says which standard it is, without what is too long in it."""
    return Tables(standards=[_short(standard) for standard in tables.standards])


def _short(standard: Standard) -> Standard:
    kept: dict[str, Any] = {name: short(getattr(standard, name), name) for name in ("standard_code", "base_code", "name")}
    return replace(standard, **kept, description=None, level_printed=None, status=None)


def short(value: str | None, column: str) -> str | None:
    """A value of the standards table, or None where it is longer than one may be."""
    return value if value is None or len(value) <= bound_of("standards", column) else None
