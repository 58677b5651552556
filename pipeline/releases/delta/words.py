"""Values from documents in Markdown: one as it is, or two as one text in which what went and what came are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

LONGEST = 160
"""Characters of a quoted text."""
_ALIKE = 0.5
"""Share of common words from which on two texts are shown as one."""
_MOST_COMPARED = 4_000_000
"""Product of the two lengths: comparing is quadratic."""
_AROUND = 12
"""Characters shown beside a change."""
_WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _harmless(text: str) -> str:
    """On one line, and with nothing in it that Markdown would act on."""
    return _SIGNS.sub(r"\\\1", text.replace("\n", "⏎").replace("\r", "⏎"))


def quoted(text: str) -> str:
    """A value from a document as one line of Markdown that shows what it holds and does nothing."""
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"「{_harmless(text)}」" if text else "（空白 blank）"


def reworded(old: str, new: str) -> str:
    """Two values as one line: `~~gone~~` and `**come**` where they are alike, else the one and the other."""
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        return f"{quoted(old)} → {quoted(new)}"
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return f"{quoted(old)} → {quoted(new)}"
    # With spaces around, the marks hold beside Chinese punctuation too.
    text = " ".join(filter(None, _pieces(matcher, before, after)))
    return f"「{text}」"


def _pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[str]:
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[new_start:new_end])
        if what == "equal":
            yield _harmless(_shortened(gone, is_first=start == 0, is_last=end == len(before)))
        else:
            yield _marked("~~", gone)
            yield _marked("**", come)


def _marked(mark: str, text: str) -> str:
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"{mark}{_harmless(shown.replace(' ', '␣'))}{mark}" if text else ""


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stayed the same, as far as it stands beside a change."""
    if len(text) <= 2 * _AROUND:
        return text
    return ("" if is_first else text[:_AROUND]) + "…" + ("" if is_last else text[-_AROUND:])
