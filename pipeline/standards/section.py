"""The parts of a published standard, by which findings and readings say where something stands."""

from __future__ import annotations

from enum import StrEnum


class Section(StrEnum):
    """The part of a document in which something was seen."""

    DOCUMENT = "document"
    VERSIONS = "versions"
    PROFILE = "profile"
    TASKS = "tasks"
    ATTITUDES = "attitudes"
    NOTES = "notes"


_BY_TABLE = {
    "standards": Section.PROFILE,
    "classifications": Section.PROFILE,
    "standard_versions": Section.VERSIONS,
    "notes": Section.NOTES,
}


def section_of(table: str) -> Section:
    """Where the values of a published table stand in a document; what is not told apart stands in the main table."""
    return _BY_TABLE.get(table, Section.TASKS)
