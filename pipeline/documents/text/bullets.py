"""List bullets as printed. Apart from `normalise`, whose patterns need a library that readers do without."""

from __future__ import annotations

import unicodedata

_BULLETS = frozenset("\ufffd•●■◆◇□○⚫․‧∙▪▫►▶◎※◦·*")


def is_bullet(character: str) -> bool:
    """A list bullet as printed in the documents; private-use glyphs are bullets (A.5, I-85)."""
    return character in _BULLETS or unicodedata.category(character) == "Co"
