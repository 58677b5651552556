"""Read the attitudes (field guide A.4, I-66 … I-70)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.lists import without_list_marks
from pipeline.documents.text.normalise import HARD, clean
from pipeline.standards.codes import Code, Shape, Splitter
from pipeline.standards.section import Section
from pipeline.standards.sections.prompts import cleared
from pipeline.standards.sections.rows import text_of
from pipeline.standards.sections.uncoded import listed_items

_LONGEST_NAME = 12
_COLON = regex.compile(r"[：:]")
_LIST = regex.compile(rf"[、；;{HARD}]\s*")
_PROSE = regex.compile(r"[，。]\s*\S")
_APART = regex.compile(
    rf"\s*(?P<name>[^{HARD}，。；、]{{2,{_LONGEST_NAME}}}?)(?:[ ]*{HARD}\s*|\s{{2,}}|[ \t\u3000][-－–—─]+[ \t\u3000]*|[－–—─]+)"
    r"(?P<rest>[^-－–—─\s].*[，。].*)", regex.DOTALL
)
_MARK = regex.compile(r"[：:(（【]")
_LEAD_LINE = regex.compile(r"(?:下列|如下|以下)[^：:]*[：:]\s*$")
_SPACED = regex.compile(r"(?<=\p{Han})[ \t\u3000]+(?=\p{Han})")
_SHORTEST_SPACED = 2
_FEWEST_SPACED = 3


@dataclass(frozen=True, slots=True)
class AttitudeDraft:
    """An attitude; `code` is null for an uncoded one, `definition` where none is printed."""

    code: Code | None
    name: str | None
    definition: str | None


def read_attitudes(lines: list[Line], ledger: Ledger, log: IssueLog) -> list[AttitudeDraft]:
    """Split at codes, then at the first colon; nothing else ends a name (I-67, I-69)."""
    lines = cleared(lines, Section.ATTITUDES, None, ledger, log)
    text = text_of(lines)
    pieces = Splitter(Shape.learn([text])).split(text, ("A",)) if lines else []
    drafts: list[AttitudeDraft] = []
    for piece in pieces:
        if piece.code is None:
            drafts += [_draft(None, part) for part in split_uncoded_attitudes(piece.text)]
        else:
            drafts.append(_draft(piece.code, piece.text))
    drafts = [draft for draft in drafts if draft.code or draft.name]
    for draft in drafts:
        if draft.code is None:
            log.add("item_without_code", Section.ATTITUDES, locator="A", raw=draft.name)
        elif draft.name is None:
            log.add("code_without_name", Section.ATTITUDES, locator=str(draft.code))
    published = [text for piece in pieces for text in (piece.printed, piece.text)]
    ledger.published(lines, published, Section.ATTITUDES, None)
    return drafts


def _draft(code: Code | None, text: str) -> AttitudeDraft:
    """Name up to the first colon, the rest is the definition (I-69).

    Behind a code a name may stand on a line of its own above its definition, or before a dash or a wide gap; only a
    sentence defines.
    """
    name, *rest = _COLON.split(text, maxsplit=1)
    apart = _APART.match(text) if code is not None and (not rest or _PROSE.search(name)) else None
    if apart is not None and not _MARK.search(apart["name"]):
        name, rest = apart["name"], [apart["rest"]]
    return AttitudeDraft(code, clean(name) or None, clean(rest[0]) or None if rest else None)


def split_uncoded_attitudes(text: str) -> list[str]:
    """An uncoded paragraph: split at the marks of a list, or at `、` or line ends where every part is short (I-68, I-126).

    Else it is left whole. A text dump parts the lines of a cell by spaces; letter spacing, which leaves single
    characters, is none of them (I-83).
    """
    lines = [part for part in text.split(HARD) if clean(part)]
    if len(lines) > 1 and _LEAD_LINE.search(lines[0]):
        lines = lines[1:]
    items = listed_items(lines)
    lines = items or without_list_marks(lines)
    text = HARD.join(lines)
    for separator, fewest, shortest in ((_LIST, 2, 1), (_SPACED, _FEWEST_SPACED, _SHORTEST_SPACED)):
        parts = [part for part in separator.split(text) if clean(part)]
        if len(parts) >= fewest and _are_names(parts, shortest) and not _PROSE.search(text):
            return parts
    return lines if items or (len(lines) > 1 and all(_COLON.search(line) for line in lines)) else [text]


def _are_names(parts: list[str], shortest: int) -> bool:
    return all(shortest <= len(clean(part)) <= _LONGEST_NAME and not _COLON.search(part) for part in parts)
