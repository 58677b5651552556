"""How often English writes a word, and two words beside each other; the only importer of the word list.

The counts are those of Google's books as symspellpy ships them: 82,765 words, 242,342 pairs. They are read when a hyphen at
a line's end asks for them, which hardly any document does, and searched as they are, which is faster than a table made of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

_WORDS = "frequency_dictionary_en_82_765.txt"
_PAIRS = "frequency_bigramdictionary_en_243_342.txt"


@lru_cache(maxsize=4096)
def frequency(word: str) -> int:
    """How often a word of small letters is written; 0 for what is no word."""
    return _count(_WORDS, word)


@lru_cache(maxsize=4096)
def frequency_apart(first: str, second: str) -> int:
    """How often two words of small letters stand beside each other, with or without a hyphen; 0 below twelve thousand times."""
    return _count(_PAIRS, f"{first} {second}")


def _count(name: str, key: str) -> int:
    text, line = _list(name), f"\n{key} "
    place = text.find(line)
    return int(text[place + len(line) : text.index("\n", place + 1)]) if place >= 0 else 0


@cache
def _list(name: str) -> str:
    """The list with a line break before and after each of its lines."""
    return "\n" + (files("symspellpy") / name).read_text(encoding="utf-8-sig") + "\n"
