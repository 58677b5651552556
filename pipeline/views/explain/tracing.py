"""A ledger that also remembers what it needs to tell afterwards where each printed line went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from pipeline.documents.ledger import Ledger, Loss
from pipeline.documents.model import Document, Line

FURNITURE = "furniture"
UNPLACED = "unplaced"
UNREAD = "unread"


@dataclass(slots=True)
class TracingLedger(Ledger):
    """Books like any ledger; keeps which line a cut line came from, and which lines lost characters."""

    rests: dict[int, Line] = field(default_factory=dict)
    """By the identity of a printed line, what was left of it when furniture was cut out."""
    origins: dict[int, Line] = field(default_factory=dict)
    """By the identity of such a rest, the printed line."""
    losing: set[int] = field(default_factory=set)
    """Identities of the lines that were published without some of their characters."""

    # A dataclass with slots is a class made anew, in which `super()` without arguments does not work.

    def replace(self, line: Line, rest: Line) -> None:
        Ledger.replace(self, line, rest)
        self.rests[id(line)] = rest
        self.origins[id(rest)] = line

    def published(self, lines: Iterable[Line], texts: Iterable[str | None], section: str, locator: str | None) -> None:
        booked, lost = list(lines), self.lost
        Ledger.published(self, booked, texts, section, locator)
        if self.lost > lost:
            self.losing |= {id(self.printed(line)) for line in booked}

    def printed(self, line: Line) -> Line:
        """The line of the document from which `line` was cut, or `line` itself."""
        return self.origins.get(id(line), line)

    def place(self, line: Line) -> str:
        """Where a printed line went: `section/locator`, `furniture`, `unplaced`, or `unread` if nobody looked at it."""
        if id(line) in self.rests:
            return self.places.get(id(self.rests[id(line)]), FURNITURE)
        return self.places.get(id(line), UNREAD)


def tracing(document: Document, report: Callable[[Loss], None]) -> TracingLedger:
    """A tracing ledger with every line of the body on its books."""
    return cast(TracingLedger, TracingLedger.open(document, report))
