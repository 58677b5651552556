"""Items printed without a code: where one ends and the next begins (I-63, I-68)."""

from __future__ import annotations

import regex

from pipeline.documents.text.normalise import HARD, clean
from pipeline.standards.codes import LEAD

_CJK_SPACE = regex.compile(r"(?<=[\p{Han}）」』】])[ \t]+(?=\p{Han})")
_SHORTEST = 2


def split_uncoded(text: str, lines_known: bool) -> list[str]:
    """The names in an uncoded cell: one per line that the author began.

    A text dump joins items by a space; names hold none between ideographs once letter spacing is closed,
    so it is split there unless that leaves single characters, which is letter spacing (I-83).
    """
    if lines_known:
        parts = text.split(HARD)
    else:
        parts = _CJK_SPACE.split(text)
        if any(len(clean(part)) < _SHORTEST for part in parts):
            parts = [text]
    return [LEAD.sub("", part) for part in parts if clean(LEAD.sub("", part))]
