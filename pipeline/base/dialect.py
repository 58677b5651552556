"""How CSV files are written: what is published, what is opened by double click, what the archive keeps for itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Dialect:
    """RFC 4180: commas, quotes where needed, nulls as empty fields; with the end of a line and the encoding of a purpose."""

    line_end: str = "\r\n"
    encoding: str = "utf-8"

    def content(self, header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
        """The bytes of a file with these rows. Raises UnicodeEncodeError for half a surrogate pair."""
        return self._text(chain([header], rows)).encode(self.encoding)

    def lines(self, rows: Iterable[Iterable[object]]) -> bytes:
        """The bytes of some rows inside a file, in UTF-8. Raises UnicodeEncodeError for half a surrogate pair."""
        return self._text(rows).encode()

    def _text(self, rows: Iterable[Iterable[object]]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator=self.line_end).writerows(rows)
        return text.getvalue()


CANONICAL = Dialect()
"""The published form: CRLF, no byte order mark."""
SPREADSHEET = Dialect(encoding="utf-8-sig")
"""With the mark by which a spreadsheet that opens the file by double click knows UTF-8."""
KEPT = Dialect(line_end="\n")
"""Lists that people edit and compare line by line."""
