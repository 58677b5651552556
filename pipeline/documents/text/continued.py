"""The marks that say on a page that a table goes on: （續）, 續上頁, 表一（續） (field guide I-07)."""

from __future__ import annotations

import regex

_WORDS = r"[續接](?:上|前|下|次)?[頁表]?"
_MARK = rf"[（(〔\[【]\s*{_WORDS}\s*[）)〕\]】]"
_BARE = regex.compile(rf"{_MARK}|[續接][上前下次][頁表]")
_NAMED = regex.compile(rf"[^（(〔\[【。]{{1,30}}{_MARK}|{_MARK}[^。]{{1,30}}")


def is_continuation(text: str, *, named: bool = False) -> bool:
    """Whether a text says nothing but that something goes on; with `named` it may say what."""
    if "續" not in text and "接" not in text:
        return False
    plain = text.strip()
    return _BARE.fullmatch(plain) is not None or (named and _NAMED.fullmatch(plain) is not None)
