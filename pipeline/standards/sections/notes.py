"""Read 說明與補充事項: sub-headings, lines, depth and bullets (field guide A.5, I-71 … I-78)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.bullets import is_bullet
from pipeline.documents.text.normalise import HARD, SOFT, clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.headings import Sub, is_notes_heading, key, sub_heading

_NUMBER = regex.compile(
    r"(?:[0-9]{1,2}[.、．](?![0-9])|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_DASH = regex.compile(r"[-－–—]\s*(?![0-9.])|[-－–—]\s+(?=[0-9])")
_FOOTNOTE = regex.compile(r"[【\[]\s*註")
_NUMERALS = "一二三四五六七八九十"
_COUNTED = regex.compile(rf"[{_NUMERALS}]|[0-9]+")
_FIRST = ("一", "0", "1")
_SECOND = {"一": "二", "0": "1", "1": "2"}
_ENDS = "。：:；;！？!?"
_TOLERANCE = 4.0
_PRIVATE_BULLET = "•"


@dataclass(slots=True)
class NoteDraft:
    """A line of the notes; `lines` are the printed lines that it took."""

    section: str
    text: str
    depth: int
    marker: str | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lead:
    """A line cut into its bullet and its text."""

    marker: str | None
    text: str


def read_notes(lines: list[Line], ledger: Ledger, log: IssueLog) -> list[NoteDraft]:
    """Every line below the notes heading; sub-headings themselves are no rows, a repeated heading goes (I-07)."""
    kept = [line for line in lines if not is_notes_heading(line.text)]
    ledger.furniture(line for line in lines if is_notes_heading(line.text))
    drafts = _NoteReader(ledger).read(kept)
    for draft in drafts:
        draft.text = clean(draft.text)
    return [draft for draft in drafts if draft.text]


def lead(line: Line) -> _Lead:
    """The bullet or number before a line and the rest; `3D…`, `-20°C` and `1.5` keep their first sign (I-74)."""
    text = line.text.strip()
    if line.marker:
        return _Lead(_shown(line.marker), text)
    if text and is_bullet(text[0]):
        return _Lead(_shown(text[0]), text[1:].lstrip())
    match = _DASH.match(text) or _NUMBER.match(text)
    return _Lead(match[0].strip(), text[match.end() :]) if match else _Lead(None, text)


def _shown(marker: str) -> str:
    """The bullet as printed; a private-use glyph has no character of its own and is given as `•` (I-85)."""
    marker = marker.strip()
    return _PRIVATE_BULLET if regex.search(r"[\p{Co}\ufffd]", marker) else marker


@dataclass(slots=True)
class _NoteReader:
    ledger: Ledger
    drafts: list[NoteDraft] = field(default_factory=list)
    _section: str = Sub.SUPPLEMENTS.value
    _edges: list[float] = field(default_factory=list)
    _open: bool = False
    _edge: float = 0.0

    def read(self, lines: list[Line]) -> list[NoteDraft]:
        index = 0
        while index < len(lines):
            index += self._heading(lines, index) or self._line(lines[index])
        for draft in self.drafts:
            marks = [line.text for line in draft.lines]
            self.ledger.published(draft.lines, [*_markers(marks), draft.text], Section.NOTES, None)
        return self.drafts

    def _heading(self, lines: list[Line], index: int) -> int:
        """A sub-heading over up to three lines (I-73); text behind it on its line is a note of its own (I-72)."""
        if lines[index].soft and self._open and not _is_whole_heading(lines[index].text):
            return 0
        texts = [lead(lines[index]).text] + [line.text.strip() for line in lines[index + 1 : index + 3]]
        best: tuple[int, Sub, str] | None = None
        for count in range(1, len(texts) + 1):
            found = sub_heading("".join(texts[:count]))
            if found is None:
                break
            sub, end = found
            before = len(key("".join(texts[: count - 1])))
            rest = _rest(texts[count - 1], end - before)
            if end > before and rest is not None:
                best = count, sub, rest
        if best is None:
            return 0
        count, sub, rest = best
        self._section = Sub.PREREQUISITES.value if sub is Sub.PREREQUISITES else Sub.SUPPLEMENTS.value
        self._edges, self._open = [], False
        last = lines[index + count - 1]
        self.ledger.furniture(lines[index : index + count - 1] if fold(rest) else lines[index : index + count])
        if fold(rest):
            self.ledger.cut(last, rest)
            self._start(_Lead(None, rest), last, heading_line=True)
        return count

    def _line(self, line: Line) -> int:
        led = lead(line)
        if self._open and (self._continues(line) if led.marker is None else self._counts_on(led.marker, line)):
            self.drafts[-1].text += SOFT + line.text
            self.drafts[-1].lines.append(line)
        else:
            self._start(led, line)
        return 1

    def _counts_on(self, marker: str, line: Line) -> bool:
        """A wrapped line within an enumeration in running text (`…：⏎一、甲。二、乙。⏎三、丙。`, I-74)."""
        number = _COUNTED.search(marker)
        if not line.soft or number is None:
            return False
        if number[0] in _FIRST:
            return marker.replace(number[0], _SECOND[number[0]]) in line.text
        before = _NUMERALS[_NUMERALS.index(number[0]) - 1] if number[0] in _NUMERALS else str(int(number[0]) - 1)
        return marker.replace(number[0], before) in self.drafts[-1].text

    def _continues(self, line: Line) -> bool:
        """A wrapped line, or one that hangs under the text behind a bullet (I-74); never a table row (I-76).

        A footnote mark begins a footnote, unless the line is wrapped in the middle of a sentence (I-77).
        """
        last = self.drafts[-1]
        in_sentence = line.soft and last.text.rstrip()[-1:] not in _ENDS
        if "\t" in line.text or (_FOOTNOTE.match(line.text) and not in_sentence):
            return False
        if line.page != last.lines[-1].page and self._sentences():
            return last.text.rstrip()[-1:] not in _ENDS
        hangs = line.page is not None and last.marker is not None and line.indent > self._edge + _TOLERANCE
        return line.soft or hangs

    def _sentences(self) -> bool:
        """Whether the notes are set so that an end shows: by bullets, or by a full stop before."""
        return self.drafts[-1].marker is not None or any(draft.text.rstrip()[-1:] in _ENDS for draft in self.drafts[:-1])

    def _start(self, led: _Lead, line: Line, *, heading_line: bool = False) -> None:
        depth = 0 if heading_line else self._depth(line.indent)
        self._open, self._edge = True, line.indent
        self.drafts.append(NoteDraft(self._section, led.text, depth, led.marker, [line]))

    def _depth(self, indent: float) -> int:
        """Nesting by left edges below the sub-heading (I-75)."""
        while self._edges and indent < self._edges[-1] - _TOLERANCE / 4:
            self._edges.pop()
        if not self._edges or indent > self._edges[-1] + _TOLERANCE / 4:
            self._edges.append(indent)
        return len(self._edges) - 1


def _is_whole_heading(text: str) -> bool:
    """A sub-heading with its colon and nothing else, which no wrapped text is."""
    found = sub_heading(text)
    return found is not None and found[1] == len(key(text)) and text.rstrip()[-1:] in "：:】"


def _rest(text: str, taken: int) -> str | None:
    """What stands behind a heading that takes `taken` folded characters; None if the heading does not end there."""
    position = 0
    while position < len(text) and taken > 0:
        taken -= len(key(text[position]))
        position += 1
    rest = text[position:].strip()
    ended = not rest or text[:position].rstrip()[-1:] in "：:】]。"
    return rest if ended else None


def _markers(texts: list[str]) -> Iterator[str]:
    """Bullets and numbers that stand before a note's lines."""
    for text in texts:
        yield text[: len(text.strip()) - len(lead(Line(text)).text)] if fold(text) else HARD
