"""Read 說明與補充事項: sub-headings, lines, depth and bullets (field guide A.5, I-71 … I-78)."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.marks import list_mark, without_marks
from pipeline.documents.text.normalise import SOFT, clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.headings import Sub, is_form_heading, is_notes_heading, key, sub_heading
from pipeline.standards.sections.note_leads import FAR, Nesting, NoteLead, behind_heading, note_leads
from pipeline.standards.sections.prompts import cleared, is_prompt

_FOOTNOTE = regex.compile(r"[【\[]\s*註")
_ENDS = "。：:；;！？!?"
_TOLERANCE = 4.0


@dataclass(slots=True)
class NoteDraft:
    """A line of the notes; `leads` are the printed lines that it took."""

    section: str
    text: str
    depth: int
    marker: str | None
    leads: list[NoteLead] = field(default_factory=list)


def read_notes(lines: list[Line], ledger: Ledger, log: IssueLog) -> list[NoteDraft]:
    """Every line below the notes heading; sub-headings themselves are no rows, a repeated heading goes (I-07)."""
    kept = [line for line in lines if not is_notes_heading(line.text)]
    ledger.furniture(line for line in lines if is_notes_heading(line.text))
    kept = _without_prompts(kept, ledger, log)
    drafts = _NoteReader(ledger).read(kept)
    for draft in drafts:
        draft.text = clean(draft.text)
    return [draft for draft in drafts if draft.text]


def _without_prompts(lines: list[Line], ledger: Ledger, log: IssueLog) -> list[Line]:
    """The lines without the words of the empty form (I-128).

    In a document that is no form of 2026 they are a line as printed where they stand alone, and only told.
    """
    if any(is_form_heading(line.text) for line in lines):
        return cleared(lines, Section.NOTES, None, ledger, log)
    kept: list[Line] = []
    for line in lines:
        if is_prompt(without_marks(line.text)):
            log.add("form_prompt", Section.NOTES, raw=line.text, page=line.page)
            kept.append(line)
        else:
            kept += cleared([line], Section.NOTES, None, ledger, log)
    return kept


def lead(line: Line) -> NoteLead:
    """A line by itself, cut into the mark that it may have, however faint, and the rest; see `note_leads` (I-74)."""
    first = note_leads([line])[0]
    return first.marked(list_mark(first.printed))


@dataclass(slots=True)
class _NoteReader:
    ledger: Ledger
    drafts: list[NoteDraft] = field(default_factory=list)
    _section: str = Sub.SUPPLEMENTS.value
    _nesting: Nesting = field(default_factory=Nesting)
    _open: bool = False
    _edge: float = 0.0

    def read(self, lines: list[Line]) -> list[NoteDraft]:
        leads = note_leads(lines)
        index = 0
        while index < len(leads):
            index += self._heading(leads, index) or self._line(leads, index)
        self._book()
        return self.drafts

    def _book(self) -> None:
        """Say what was published of each line; notes that share a line are booked together."""
        lines: list[Line] = []
        texts: list[str] = []
        for draft in self.drafts:
            if lines and draft.leads[0].line is not lines[-1]:
                self.ledger.published(lines, texts, Section.NOTES, None)
                lines, texts = [], []
            lines += [taken.line for taken in draft.leads]
            texts += [*(taken.cut for taken in draft.leads), draft.text]
        self.ledger.published(lines, texts, Section.NOTES, None)

    def _heading(self, leads: list[NoteLead], index: int) -> int:
        """A sub-heading over up to three lines (I-73); text behind it on its line is a note of its own (I-72)."""
        first = leads[index]
        if first.line.footnote:
            self._section = Sub.SUPPLEMENTS.value
            return 0
        if first.soft and self._open and not _is_whole_heading(first.printed):
            return 0
        texts = [lead(first.line._replace(text=first.printed)).text, *(below.printed for below in leads[index + 1 : index + 3])]
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
        self._section = Sub.SUPPLEMENTS.value if sub is Sub.LEGACY else sub.value
        self._nesting, self._open = Nesting(), False
        lines = [taken.line for taken in leads[index : index + count]]
        self.ledger.furniture(lines[:-1] if fold(rest) else lines)
        if fold(rest):
            self.ledger.cut(lines[-1], rest)
            leads[index + count :] = behind_heading(rest, lines[-1], leads[index + count :])
            self._start(leads, index + count, heading_line=True)
            return count + 1
        return count

    def _line(self, leads: list[NoteLead], index: int) -> int:
        if not self._open:
            leads[index] = leads[index].alone()
        here = leads[index]
        if self._open and here.mark is None and self._continues(here):
            self.drafts[-1].text += SOFT + here.printed
            self.drafts[-1].leads.append(here)
        else:
            self._start(leads, index)
        return 1

    def _continues(self, here: NoteLead) -> bool:
        """A wrapped line, or one that hangs under the text behind a bullet (I-74); never a new table row (I-76).

        A footnote mark begins a footnote, unless the line is wrapped in the middle of a sentence (I-77).
        """
        last, line = self.drafts[-1], here.line
        if not fold(last.text):
            # A mark alone on its line is that of the text below it.
            return True
        if line.is_row:
            return here.soft or here.goes_on
        in_sentence = here.soft and last.text.rstrip()[-1:] not in _ENDS
        if "\t" in line.text or (_FOOTNOTE.match(line.text) and not in_sentence):
            return False
        if line.page != last.leads[-1].line.page and self._sentences():
            return last.text.rstrip()[-1:] not in _ENDS
        hangs = line.page is not None and last.marker is not None and here.edge > self._edge + _TOLERANCE
        return here.soft or hangs or here.goes_on

    def _sentences(self) -> bool:
        """Whether the notes are set so that an end shows: by bullets, or by a full stop before."""
        return self.drafts[-1].marker is not None or any(draft.text.rstrip()[-1:] in _ENDS for draft in self.drafts[:-1])

    def _start(self, leads: list[NoteLead], index: int, *, heading_line: bool = False) -> None:
        first = leads[index]
        before = self.drafts[-1].text if self._open else ""
        below = leads[index + 1 : index + 1 + FAR]
        if heading_line:
            depth = self._nesting.begin(first)
        else:
            depth = 0 if first.line.is_row else self._nesting.depth(first, before, below)
        self._open, self._edge = True, first.edge
        self.drafts.append(NoteDraft(self._section, first.text, depth, first.marker, [first]))


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
    mark = list_mark(rest)
    listed = mark is not None and mark.sure and bool(mark.text)
    return rest if not rest or listed or text[:position].rstrip()[-1:] in "：:】]。" else None
