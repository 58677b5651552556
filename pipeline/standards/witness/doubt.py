"""What the witness says where it cannot confirm a reading."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.standards.section import Section


@dataclass(frozen=True, slots=True)
class Doubt:
    """One sentence about one place: `code` is an issue code about the reading, `locator` names the item or task."""

    code: str
    locator: str | None = None
    raw: str | None = None
    page: int | None = None
    detail: str = ""
    section: Section = Section.TASKS


def some(values: list[str], most: int = 5) -> str:
    """The first of a list for a sentence."""
    return "、".join(values[:most]) + (f" … ({len(values)})" if len(values) > most else "")
