"""Conservation: every character of a source is published, recognised as furniture, or reported.

Each line of the document is on the books from the start. A section that reads lines says what it
published from them; what is missing afterwards is reported with page and position, never silence.
What the report becomes, and what the parts of a document are called, is the business of whoever reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import regex

from pipeline.documents.model import Document, Line
from pipeline.documents.text.marks import is_bullet
from pipeline.documents.text.normalise import fold

_DECORATION = regex.compile(r"[\s、，,；;。.．:：\-－]")


def _residue(printed: str, published: str) -> str:
    """The printed characters that are not published, decoration aside; both texts are folded."""
    # Most cells are published as they stand; only where one is not are characters counted.
    if published.startswith(printed):
        return ""
    missing = Counter(printed) - Counter(published)
    return "".join(ch * n for ch, n in missing.items() if not _DECORATION.match(ch) and not is_bullet(ch))


@dataclass(frozen=True, slots=True)
class Loss:
    """Text of the source that nobody published.

    `missing` are the characters lost from `lines`, which were read in `section` at `locator`. It is empty, and
    `section` None, where nobody read the lines at all; `locator` is their position on the page then.
    """

    section: str | None
    locator: str | None
    lines: tuple[Line, ...]
    missing: str = ""


@dataclass(slots=True)
class Ledger:
    """Books the lines of one document, and calls `report` for every loss; lines are told apart by identity, not by text."""

    report: Callable[[Loss], None]
    total: int = 0
    lost: int = 0
    places: dict[int, str] = field(default_factory=dict)
    """Where each line went, by the line's identity; for `explain`."""
    _open: dict[int, Line] = field(default_factory=dict)
    kept: list[Line] = field(default_factory=list)
    """Lines made by cutting furniture out, held so that their identity lasts."""
    _rests: dict[int, str] = field(default_factory=dict)

    @classmethod
    def open(cls, document: Document, report: Callable[[Loss], None]) -> Ledger:
        """Put every line of the body on the books."""
        ledger = cls(report)
        for line in document.lines():
            count = len(fold(line.text))
            ledger.total += count
            if count:
                ledger._open[id(line)] = line
        return ledger

    def furniture(self, lines: Iterable[Line]) -> None:
        """Headings, labels, running headers and footers: recognised and not published."""
        for line in lines:
            if self._open.pop(id(line), None) is not None:
                self.places[id(line)] = "furniture"

    def replace(self, line: Line, rest: Line) -> None:
        """Furniture was cut out of `line`; `rest` stands on the books in its place."""
        if self._open.pop(id(line), None) is not None and fold(rest.text):
            self._open[id(rest)] = rest
            self.kept.append(rest)

    def cut(self, line: Line, rest: str) -> None:
        """The front of `line` is a heading; only `rest` is still to be published from it."""
        self._rests[id(line)] = rest

    def published(self, lines: Iterable[Line], texts: Iterable[str | None], section: str, locator: str | None) -> None:
        """`texts` is what was published or dropped by a rule; whatever `lines` hold beyond it is reported."""
        taken = [line for line in lines if self._open.pop(id(line), None) is not None]
        if not taken:
            return
        self.places |= dict.fromkeys(map(id, taken), f"{section}/{locator}" if locator else str(section))
        printed = "".join([fold(self._rests.get(id(line), line.text)) for line in taken])
        residue = _residue(printed, fold("".join(filter(None, texts))))
        if residue:
            self.lost += len(residue)
            self.report(Loss(section, locator, tuple(taken), residue))

    def close(self) -> float:
        """Report every line that nobody read; returns the coverage, 0 to 1."""
        for line in self._open.values():
            self.places[id(line)] = "unplaced"
            self.lost += len(fold(line.text))
            self.report(Loss(None, _place(line), (line,)))
        self._open.clear()
        return 1.0 if not self.total else round((self.total - self.lost) / self.total, 6)


def _place(line: Line) -> str | None:
    return f"x {line.box[0]:.0f} y {line.box[1]:.0f}" if line.box else None
