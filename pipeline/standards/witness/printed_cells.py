"""The cells of a printed main table and the codes in them, by their shapes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_CODE = re.compile(
    r"(?<![A-Za-z0-9.])(?:(?P<letter>[TOP]|0(?=[1-9]\d?\.\d{1,2}\.\d))[ .]{0,2}(?P<number>\d{1,2}[a-z]?(?:\s?\.\s?\d{1,4}){0,3})"
    r"|(?P<kind>NK|NS|SS|[KSA])[ .]{0,2}(?P<digits>\d{1,6}))(?!\d)"
)
_LETTER = re.compile("[TOPKSAN0]")
"""What every code begins with."""
_BEFORE = re.compile(r"[\s•●■◆⚫․▪►▶\-－–【\[（(\ue000-\uf8ff]*\Z")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ０-９．]")
_NARROW = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)}


class Code(NamedTuple):
    """A code as printed, white space aside; `leads` where it stands at the beginning of a line of its cell."""

    text: str
    leads: bool
    start: int
    end: int

    @property
    def is_task(self) -> bool:
        return self.text[0] == "T" and "." in self.text

    @property
    def is_item(self) -> bool:
        """Whether it is an output's or an indicator's in full, which seldom stands in a sentence by itself."""
        return self.text[0] in "OP" and self.text.count(".") > 1


def codes_in(text: str) -> Iterator[Code]:
    """The codes of a text from left to right."""
    plain = text.translate(_NARROW) if _WIDE.search(text) else text
    if not _LETTER.search(plain):
        return
    for match in _CODE.finditer(plain):
        start = match.start()
        line = plain.rfind("\n", 0, start) + 1
        number = match["number"]
        name = match["letter"].replace("0", "O") + "".join(number.split()) if number else match["kind"] + match["digits"]
        yield Code(name, _BEFORE.match(plain, line, start) is not None, start, match.end())


@dataclass(slots=True)
class PrintedCell:
    """A cell of the main table that is not blank; `tasks` are the task codes printed in the rows that it covers."""

    text: str
    page: int | None
    codes: list[Code]
    level: int | None
    tasks: set[str] = field(default_factory=set)
