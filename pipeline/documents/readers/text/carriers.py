"""What carries a text puts marks of its own into every line: quotation of a mail, line numbers, written line breaks (I-115)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FEWEST_LINES = 20
_MOSTLY = 0.9
_QUOTED = re.compile(r"(?:>[ ]?)+")
_NUMBERED = re.compile(r"[ ]{0,8}([0-9]{1,5})(\t|[:|.)][ ]?|[ ]+|$)")
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile(r"[\r\n]")
_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n(?=(?:NK|NS|SS|[TOPKSA])[0-9])")
_ANY_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")
_FEWEST_BREAKS = 3


def uncarried(text: str) -> str:
    """The text without the marks of what carried it; hardly any text has them."""
    if not _BREAK.search(text) and len(_OTHER_BREAKS.findall(text)) >= _FEWEST_LINES:
        text = _OTHER_BREAKS.sub("\n", text)
    if "\\n" in text and len(_WRITTEN_BREAK.findall(text)) >= _FEWEST_BREAKS:
        text = _ANY_WRITTEN_BREAK.sub("\v", text)
    front = text.lstrip()[:1]
    if ">" not in text or ("\n>" not in text and front != ">"):
        return _unnumbered(text) if front.isdigit() else text
    lines = text.replace("\r\n", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    quoted = sum(line.startswith(">") for line in filled)
    if len(filled) < _FEWEST_LINES or quoted < _MOSTLY * len(filled):
        return text
    return "\n".join(_QUOTED.sub("", line, count=1) for line in lines)


def _unnumbered(text: str) -> str:
    """The lines without numbers that count every line, or every line that is not blank."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = [_NUMBERED.match(line) for line in lines if line.strip()]
    numbers = [int(match[1]) for match in found if match is not None]
    if len(numbers) < max(len(found), _FEWEST_LINES) or any(below != above + 1 for above, below in pairwise(numbers)):
        return text
    width = _gap([match[2] for match in found if match is not None and match[2]])
    return "\n".join(_without_number(line, width) for line in lines)


def _gap(marks: Sequence[str]) -> int:
    """How many characters part each number from its line: as many as the narrowest gap has, for a line may begin with blanks."""
    return min(map(len, marks), default=0)


def _without_number(line: str, width: int) -> str:
    match = _NUMBERED.match(line)
    return line[match.end(1) + width :] if match is not None else line
