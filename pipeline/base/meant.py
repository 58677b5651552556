"""What somebody who mistyped perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

_MOST = 3


def similar(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are like it, the likest first; case does not matter."""
    by_key = {one.casefold(): one for one in known}
    return [by_key[key] for key in get_close_matches(word.casefold(), by_key, n=_MOST)]


def question(words: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing where there are no words."""
    listed = ", ".join(words)
    return f"; did you mean {listed}?" if listed else ""


def meant(word: str, known: Iterable[str]) -> str:
    """The question after the known words that are like `word`."""
    return question(similar(word, known))


def meant_path(path: Path) -> str:
    """The question after what lies in the folder of a path that is not there, under a name like its own."""
    try:
        names = sorted(one.name for one in path.parent.iterdir())
    except OSError:
        return ""
    return question(str(path.with_name(name)) for name in similar(path.name, names))
