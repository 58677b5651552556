"""What a published field is: one frozen description from which every other form is derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The value kinds that the published tables use."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """Meaning and limits of one field, independent of the table that holds it.

    `pattern` matches the whole value. `allowed` lists the only values, each with its Chinese label.
    """

    label: str
    label_zh: str
    description: str
    kind: Kind = Kind.STRING
    pattern: str | None = None
    allowed: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
