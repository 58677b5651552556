"""Read a text: tables in whatever way it marks them, and lines beside them (field guide A.7, I-114 … I-117).

Hardly any of these ways shows merges or wraps; a blank cell may be the rest of a merged one, so their grids say
`spans_known=False`. A text that marks no tables is given as lines, blanks within them kept, for whoever knows more
about its content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import regex

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Document, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import GridBuilder
from pipeline.documents.readers.text.boxes import box_ends, boxed
from pipeline.documents.readers.text.carriers import uncarried
from pipeline.documents.readers.text.encoding import decode
from pipeline.documents.readers.text.markup import is_page
from pipeline.documents.readers.text.pages import blocks_of
from pipeline.documents.readers.text.pipes import is_piped, piped
from pipeline.documents.readers.text.records import PAGE, Record, cell_lines, delimited, lines_of

_COLUMN = 6.0
"""Width in points that a leading space of a dump stands for."""
_LARGEST = 8 << 20
_LONGEST = 20_000
"""Lines of a text; ten standards have as many at most."""
_MOST_LINES = 8_000
"""Lines of a text in which boxed tables are looked for; a standard has some 2,000."""
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_HTML_TABLE = regex.compile(r"(?is)<table\b.*</table\s*>")
_BLANK = " \u3000"


def read(data: bytes) -> Document:
    """Read a text; raises `UnreadableDocument` for bytes that are no text."""
    if len(data) > _LARGEST:
        raise UnreadableDocument(f"is a text of more than {_LARGEST >> 20} MB, which no standard is; check where it comes from")
    text, broken = decode(data)
    page = is_page(text)
    text = text if page else uncarried(text)
    filled = 0 if page else sum(1 for line in lines_of(text) if line.strip())
    if filled > _LONGEST:
        raise UnreadableDocument(
            f"is a text of {filled:,} lines, where a standard has some 2,000 and {_LONGEST:,} are read; "
            "part it into a file for each standard"
        )
    remarks = (("bytes_unreadable", None, f"{broken} of them stand as \ufffd in the text."),) if broken else ()
    blocks = tuple(blocks_of(text) if page else _blocks(text))
    if page and not any(isinstance(block, Grid) for block in blocks):
        raise UnreadableDocument("is a web page without tables, not a published document; download the document itself")
    return Document("text", blocks, remarks=remarks)


def _blocks(text: str) -> Iterator[Block]:
    """Tables of HTML within a text are read as such (I-115); the rest by its own marks."""
    tables = _HTML_TABLE.search(text) if "</table" in text.casefold() else None
    if tables is None:
        yield from _plain_blocks(text)
        return
    yield from _plain_blocks(text[: tables.start()])
    yield from blocks_of(tables[0])
    yield from _plain_blocks(text[tables.end() :])


def _plain_blocks(text: str) -> Iterator[Block]:
    lines = lines_of(text)
    if len(lines) > _MOST_LINES:
        yield from _marked_blocks(text)
        return
    if PAGE in text and any(box_ends([line.removeprefix(PAGE) for line in lines], index) > index for index in range(len(lines))):
        lines = [line.removeprefix(PAGE) for line in lines]
    start = index = 0
    while index < len(lines):
        end = box_ends(lines, index)
        grid = boxed(lines[index:end]) if end > index else None
        if grid is not None:
            yield from _marked_blocks("\n".join(lines[start:index]))
            yield grid
            start = end
        index = max(index + 1, end)
    yield from _marked_blocks("\n".join(lines[start:]))


def _marked_blocks(text: str) -> Iterator[Block]:
    page = 1 if PAGE in text else None
    for is_table, run in groupby(_records(text), key=lambda record: isinstance(record, list)):
        if is_table:
            yield _grid([row for row in run if isinstance(row, list)])
            continue
        for line in run:
            if isinstance(line, str) and line.strip():
                page = page + 1 if page is not None and line.startswith(PAGE) else page
                yield Paragraph((_line(line.removeprefix(PAGE), page),))


def _records(text: str) -> Iterable[Record]:
    """The records of a text by the mark that parts cells in several of its lines; tabs anywhere are such a mark."""
    lines = lines_of(text)
    if _has_rows(lines, "\t"):
        return delimited(text, "\t")
    if is_piped(lines):
        return piped(lines)
    for delimiter in ",;":
        if _has_rows(lines, delimiter):
            return delimited(text, delimiter)
    return delimited(text, "\t")


def _has_rows(lines: list[str], delimiter: str) -> bool:
    return sum(line.count(delimiter) >= _FEWEST_CELLS for line in lines) >= _FEWEST_ROWS


def _line(text: str, page: int | None) -> Line:
    """A line beside the tables; its page, where form feeds tell it, is for whoever puts the lines in tables."""
    stripped = text.lstrip(_BLANK)
    return Line(stripped.rstrip(), indent=_COLUMN * (len(text) - len(stripped)), page=page)


def _grid(rows: list[list[str]]) -> Grid:
    builder = GridBuilder()
    for row in rows:
        builder.next_row()
        if builder.too_large:
            raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
        for column, text in enumerate(row):
            builder.add(column, 1, 1, _cell(text))
    return builder.build(spans_known=False)


def _cell(text: str) -> Lines:
    return tuple(Line(line.strip()) for line in cell_lines(text) if line.strip())


__all__ = ["decode", "read"]
