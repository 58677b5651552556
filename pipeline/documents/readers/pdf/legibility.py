"""Is extracted text what the page shows? Fonts without a Unicode map yield something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.documents.model import Document, Line

SUSPECT = 0.004
"""Share of odd characters from which another engine is asked."""
HOPELESS = 0.3
"""Share of odd characters above which a text is not what the page shows."""
_SYMBOL_FONT = 0.1
"""Share up to which private-use characters are the bullets of a symbol font."""

_BULLETS = re.compile("[\uf020-\uf0ff]")
_ODD = re.compile(
    "[^"
    "!-~"  # ASCII
    "\u00a1-\u00bf\u00d7\u00f7\u0391-\u03c9"  # Latin-1 signs, Greek
    "\u2010-\u205e\u2070-\u209f\u20a0-\u27bf\u2b00-\u2bff"  # punctuation, numbers, symbols
    "\u2e80-\u30ff\u3105-\u312f\u3200-\u33ff"  # radicals, CJK punctuation, kana, bopomofo, squared
    "\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffee"  # ideographs, vertical and full-width forms
    "\U00020000-\U000323af"
    "]"
)


def odd_share(document: Document) -> float:
    """The share, 0 to 1, of characters that no Chinese document is expected to print; 1 if there is no text."""
    return lines_share(document.lines())


def lines_share(lines: Iterable[Line]) -> float:
    """The same of some lines."""
    text = "".join("".join([line.text for line in lines]).split())
    total = len(text)
    if not total:
        return 1.0
    if not _ODD.search("".join(set(text))):
        return 0.0
    odd = _ODD.findall(text)
    bullets = len(_BULLETS.findall("".join(odd)))
    return (len(odd) - (bullets if bullets <= _SYMBOL_FONT * total else 0)) / total
