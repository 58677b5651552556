"""How CSV files are written: what is published, and what the archive keeps for itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Dialect:
    """RFC 4180: commas, quotes where needed, nulls as empty fields; UTF-8, with the end of a line of a purpose."""

    line_end: str = "\r\n"

    def content(self, header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
        """The bytes of a file with these rows. Raises UnicodeEncodeError for half a surrogate pair."""
        return self.lines(chain([header], rows))

    def lines(self, rows: Iterable[Iterable[object]]) -> bytes:
        """The bytes of some rows inside a file. Raises UnicodeEncodeError for half a surrogate pair."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator=self.line_end).writerows(rows)
        return text.getvalue().encode()


CANONICAL = Dialect()
"""The published form: CRLF, no byte order mark."""
KEPT = Dialect(line_end="\n")
"""Lists that people edit and compare line by line."""
