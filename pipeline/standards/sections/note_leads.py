"""How the lines of the notes begin: their marks, and how deep their lists are nested (field guide A.5, I-74, I-75)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.documents.model import Line
from pipeline.documents.text.lists import goes_on, list_items, list_marks
from pipeline.documents.text.marks import ListMark, Weight, list_mark, may_nest
from pipeline.documents.text.normalise import characters, has_private_use

_PRIVATE_BULLET = "•"
_REPLACEMENT = "\ufffd"
_TOLERANCE = 1.0
"""Points by which left edges of one list differ."""
FAR = 60
"""Lines below a note among which the next item of an outer list is looked for."""


@dataclass(frozen=True, slots=True)
class NoteLead:
    """A printed line, or what of it begins at one of several bullets, cut into its mark and its text.

    `drawn` says that list formatting draws the mark, which is in no text then; `soft` as in `Line` who began the line.
    """

    line: Line
    printed: str
    text: str
    mark: ListMark | None = None
    drawn: bool = False
    soft: bool = False

    @property
    def marker(self) -> str | None:
        """The mark as printed; a private-use glyph has no character of its own and is given as `•` (I-85)."""
        if self.mark is None:
            return None
        shown = characters(self.mark.printed).strip()
        return _PRIVATE_BULLET if has_private_use(shown) or _REPLACEMENT in shown else shown

    @property
    def edge(self) -> float:
        """The left edge of the line in points: on the page where it has one, since indents are measured page by page."""
        return self.line.box[0] if self.line.box else self.line.indent

    @property
    def goes_on(self) -> bool:
        """Whether the author only broke the line, so that the paragraph of the lead before goes on (I-97)."""
        return self.line.goes_on and self.line.text.strip().startswith(self.printed)

    @property
    def cut(self) -> str:
        """The typed mark as it stands before the text."""
        return self.printed[: len(self.printed) - len(self.text)]

    def marked(self, mark: ListMark | None) -> NoteLead:
        """The lead with the mark that is typed before its text."""
        return self if mark is None or self.drawn else replace(self, mark=mark, text=mark.text)

    def alone(self) -> NoteLead:
        """The lead with the mark that it has whatever stands before and after it."""
        mark = list_mark(self.printed)
        return self.marked(mark if mark and mark.sure else None)


def note_leads(lines: Sequence[Line]) -> list[NoteLead]:
    """The leads of lines below one another; several bullets in a line give several (I-97).

    `3D…`, `-20°C` and `1.5` keep their first sign (I-74). The number of a line that the layout began counts only where
    the numbers before or after it begin lines as well.
    """
    return _marked([lead for line in lines for lead in _leads_of(line)])


def behind_heading(rest: str, line: Line, below: Sequence[NoteLead]) -> list[NoteLead]:
    """The leads of the `rest` of a line behind a heading, and those below it, which may go on with its list (I-97)."""
    first = [replace(lead, line=line) for lead in _leads_of(Line(rest))]
    return _marked([*first, *below])


def _marked(leads: Sequence[NoteLead]) -> list[NoteLead]:
    marks = list_marks([lead.printed for lead in leads], [lead.soft for lead in leads])
    return [lead.marked(mark) for lead, mark in zip(leads, marks, strict=True)]


def _leads_of(line: Line) -> list[NoteLead]:
    text = line.text.strip()
    if line.marker.strip():
        drawn = list_mark(line.marker) or ListMark(line.marker, "", Weight.SURE, ((line.marker, 0),), False)
        return [NoteLead(line, text, text, drawn, drawn=True, soft=line.soft)]
    mark = list_mark(text)
    pieces = list_items(text) if mark is not None and mark.filled else [text]
    return [NoteLead(line, piece, piece, soft=line.soft and place == 0) for place, piece in enumerate(pieces)]


@dataclass(slots=True)
class Nesting:
    """The lists that are open below a sub-heading, from the outermost one in: their left edges and their last marks."""

    _open: list[tuple[float, ListMark | None]] = field(default_factory=list)
    _placed: bool = True

    def begin(self, lead: NoteLead) -> int:
        """The depth of a note on the line of its heading, from whose left edge nothing follows."""
        self._open, self._placed = [(0.0, lead.mark)], False
        return 0

    def depth(self, lead: NoteLead, before: str, below: Sequence[NoteLead]) -> int:
        """How many lists stand around a lead's own: by its left edge, at the same edge by the kinds of their marks (I-75).

        `before` is the text of the note above it, `below` are leads that follow, `FAR` of them at most.
        """
        edge = lead.edge
        if not self._placed:
            self._open, self._placed = [(edge, self._open[0][1])], True
        while self._open and edge < self._open[-1][0] - _TOLERANCE:
            self._open.pop()
        if not self._open or edge > self._open[-1][0] + _TOLERANCE:
            self._open.append((edge, lead.mark))
        else:
            self._beside(lead.mark, before, below)
        return len(self._open) - 1

    def _beside(self, mark: ListMark | None, before: str, below: Sequence[NoteLead]) -> None:
        """Go on with one of the lists at the innermost edge, or open one there."""
        edge, inner = self._open[-1]
        first = next(place for place, (other, _) in enumerate(self._open) if other >= edge - _TOLERANCE)
        known = [place for place in range(first, len(self._open)) if _alike(self._open[place][1], mark)]
        if known:
            del self._open[known[-1] :]
        elif mark is None:
            # A paragraph between the items of a list does not end it.
            mark = self._open[first][1]
            del self._open[first:]
        elif inner is not None and self._is_within(inner, mark, before, below):
            pass
        else:
            del self._open[first:]
        self._open.append((edge, mark))

    def _is_within(self, inner: ListMark, mark: ListMark, before: str, below: Sequence[NoteLead]) -> bool:
        """Whether a list of another kind stands within the one before it: that goes on below, leads to it, or usually does."""
        if may_nest(inner.style, mark.style) or before.rstrip().endswith(("：", ":")):
            return True
        return goes_on(inner, [lead.mark for lead in below])


def _alike(one: ListMark | None, other: ListMark | None) -> bool:
    if one is None or other is None:
        return one is other
    return any(style == another for style, _ in one.readings for another, _ in other.readings)
