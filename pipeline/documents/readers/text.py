"""Read a text dump: cells parted by tabs, a blank line between tables (field guide A.7).

A dump shows neither merges nor wraps; a blank cell may be the rest of a merged one, so the grids say
`spans_known=False`.
"""

from __future__ import annotations

from itertools import groupby

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Paragraph
from pipeline.documents.readers.grid_builder import GridBuilder

_COLUMN = 6.0
"""Width in points that a leading space of a dump stands for."""
_LARGEST = 8 << 20
_ENCODINGS = ("utf-8-sig", "cp950")


def decode(data: bytes) -> str:
    """Decode by byte order mark, then as UTF-8, then as Big5; raises `UnreadableDocument`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("is neither PDF, DOCX, ODT nor text in UTF-8, UTF-16 or Big5; save it in one of these")


def read(data: bytes) -> Document:
    """Read a text dump; raises `UnreadableDocument` for bytes that are no text."""
    if len(data) > _LARGEST:
        raise UnreadableDocument(f"is a text of more than {_LARGEST >> 20} MB, which no standard is; check where it comes from")
    body: list[Block] = []
    for tabbed, run in groupby(decode(data).splitlines(), key=lambda line: "\t" in line):
        rows = list(run)
        if tabbed:
            body.append(_grid(rows))
        else:
            body += [Paragraph((_line(row),)) for row in rows if row.strip()]
    return Document("text", tuple(body))


def _line(text: str) -> Line:
    stripped = text.lstrip(" \u3000")
    return Line(stripped.rstrip(), indent=_COLUMN * (len(text) - len(stripped)))


def _grid(rows: list[str]) -> Grid:
    builder = GridBuilder()
    for row in rows:
        builder.next_row()
        if builder.too_large:
            raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
        for column, text in enumerate(row.split("\t")):
            builder.add(column, 1, 1, (Line(text.strip()),) if text.strip() else ())
    return builder.build(spans_known=False)
