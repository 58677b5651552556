"""Section headings that share their line with the text below them (field guide A.4, A.5, I-72)."""

from __future__ import annotations

import regex

from pipeline.documents.text.marks import list_mark
from pipeline.documents.text.normalise import characters
from pipeline.standards.sections.headings import is_attitude_heading, is_notes_heading, sub_heading

_LONGEST = 40
_MAY_BEGIN = regex.compile(r"\s*[【\[]?\s*(?:職\s*[能業]\s*內\s*涵|說\s*明\s*[與及和]\s*補\s*充)")
_FIRST_ITEM = regex.compile(r"(?<![A-Za-z])[AＡ][ .]?[0-9０-９]{1,3}(?![0-9０-９])")
_ENDS = regex.compile(r"[)）】\]]\s*[：:]?|[：:]")


def attitudes_behind_heading(text: str) -> tuple[str, str] | None:
    """Heading and rest of a line such as `職能內涵（A=attitude 態度）A01…`; None for any other line."""
    text = characters(text)
    if not _MAY_BEGIN.match(text):
        return None
    ends = [match.start() for match in _FIRST_ITEM.finditer(text, 1)] + _common_ends(text)
    return next((split for end in sorted(ends) if (split := _split(text, end)) and is_attitude_heading(split[0])), None)


def notes_behind_heading(text: str) -> tuple[str, str] | None:
    """Heading and rest of a line such as `說明與補充事項：建議擔任…`; None for any other line."""
    text = characters(text)
    if not _MAY_BEGIN.match(text):
        return None
    ends = _common_ends(text)
    ends += [end for end in range(1, min(len(text), _LONGEST)) if sub_heading(text[end:].lstrip()) is not None]
    return next((split for end in sorted(ends) if (split := _split(text, end)) and is_notes_heading(split[0])), None)


def _common_ends(text: str) -> list[int]:
    """Where a heading may end: behind a bracket or a colon, or before the mark of a list (I-97, I-126)."""
    marks = ((end, list_mark(text[end:])) for end in range(1, min(len(text), _LONGEST)))
    before_marks = [end for end, mark in marks if mark is not None and mark.sure]
    return [match.end() for match in _ENDS.finditer(text)] + before_marks


def _split(text: str, end: int) -> tuple[str, str] | None:
    """Both sides of a place, if something stands behind it."""
    front, rest = text[:end], text[end:].lstrip(" \t\u3000：:")
    return (front, rest) if rest and len(front) <= _LONGEST else None
