"""How many columns of a terminal a text takes: ideographs and full-width marks take two."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """The columns that a text takes where every character takes one or two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
