"""How a text marks cells and rows: records of cells, and lines beside them (field guide A.7, I-114, I-115).

A record is a table row as a list of cells, whose text holds the line breaks within the cell, or a line of text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import regex

from pipeline.documents.text.normalise import HARD

Record = str | list[str]
"""A table row, or a line beside the tables; a blank line ends a table."""

PAGE = "\f"
"""What stands before the first line of a page that is not blank."""
_BREAK_IN_CELL = regex.compile("[\v\x1c-\x1e\x85\u2028\u2029]")
"""What spreadsheets and word processors write for a line break within a cell."""
_QUOTED = regex.compile(r'(?:^|(?<=[\t\n]))"(?:[^"]++|"")*+"(?=[\t\n]|$)')
_LONGEST_CELL = 20_000
_MOST_LINES = 8_000
"""Lines of one table whose rows are looked for over several of them."""
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 40
_SHORT, _FEWEST_PAIRS = 4, 4
"""Characters of a first cell, and rows, of a table with two columns."""
_WIDE = 6
"""Columns of a row that no sentence has by chance."""


def lines_of(text: str) -> list[str]:
    """The lines of a text; a line break within a cell is none. A page end is a line break, and stands before the next line."""
    if "\f" not in text:
        return regex.split(r"\r\n|[\n\r]", text)
    lines = regex.split(r"\r\n|[\n\r]", regex.sub(r"\n?\f", "\n\f", text))
    found: list[str] = []
    begins = ""
    for line in lines:
        bare = line.replace("\f", "")
        begins = PAGE if bare != line else begins
        found.append(begins + bare if bare.strip() else bare)
        begins = "" if bare.strip() else begins
    return found


def cell_lines(cell: str) -> list[str]:
    """The lines of one cell."""
    return _BREAK_IN_CELL.sub(HARD, cell).split(HARD)


def delimited(text: str, delimiter: str) -> list[Record]:
    """The records of a text whose cells a character parts, some of them in quotation marks (I-114, I-115)."""
    if delimiter != "\t":
        return _listed(text, delimiter)
    if _is_quoted(text) and (rows := _quoted_rows(text, delimiter)) is not None:
        return [row if len(row) > 1 else "".join(row) for row in rows]
    return list(_packed_runs(lines_of(text), delimiter))


def _is_quoted(text: str) -> bool:
    """Whether quotation marks in a tabbed text hold cells together, and are not the author's."""
    found = _QUOTED.findall(text)
    if any("\n" in cell or '""' in cell for cell in found):
        return True
    return len(found) > _FEWEST_COLUMNS and len(found) * 2 > sum(bool(cell.strip()) for cell in regex.split(r"[\t\n]", text))


def _quoted_rows(text: str, delimiter: str) -> list[list[str]] | None:
    """Rows by the rules of CSV; None where a quotation mark that nobody closed swallowed some of them."""
    plain = "\n".join(lines_of(text)).replace(PAGE, "")
    try:
        rows = list(csv.reader(io.StringIO(plain), delimiter=delimiter))
    except csv.Error:
        return None
    for row in rows:
        for cell in row:
            if len(cell) > _LONGEST_CELL or any(line.count(delimiter) >= _FEWEST_COLUMNS for line in cell.split("\n")[1:]):
                return None
    return rows


def _listed(text: str, delimiter: str) -> list[Record]:
    """The records of a list parted by commas or semicolons: marks of sentences too, but rows have as many as their neighbours."""
    rows = _quoted_rows(text, delimiter) or [line.split(delimiter) for line in lines_of(text)]
    counts = [len(row) for row in rows]
    # A table of one row has as many as another table of the text.
    elsewhere = {one for one, below in pairwise(counts) if one == below and one >= _WIDE}
    records: list[Record] = []
    paired = _pairs(rows)
    for index, row in enumerate(rows):
        beside = counts[max(0, index - 1) : index] + counts[index + 1 : index + 2]
        is_row = len(row) >= _FEWEST_COLUMNS and (len(row) in beside or len(row) in elsewhere)
        records += [row] if is_row or index in paired else delimiter.join(row).split("\n")
    return records


def _pairs(rows: Sequence[Sequence[str]]) -> set[int]:
    """Which rows make a table of two columns, such as that of the levels: several in a run, each with a short first cell."""
    found: set[int] = set()
    for short, run in groupby(range(len(rows)), key=lambda index: len(rows[index]) == 2 and len(rows[index][0]) <= _SHORT):
        indices = list(run)
        if short and len(indices) >= _FEWEST_PAIRS:
            found.update(indices)
    return found


def _packed_runs(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    above = 0
    for filled, run in groupby(lines, key=lambda line: bool(line.strip(" \u3000"))):
        if not filled:
            yield ""
            continue
        records = packed(list(run), delimiter, above)
        above = max((len(record) for record in records if isinstance(record, list)), default=above)
        yield from records


def packed(lines: list[str], delimiter: str, above: int = 0) -> list[Record]:
    """The records of lines without a blank one; a row may be broken over lines where its cells hold line breaks (I-114).

    Rows are broken where lines without the delimiter stand between others, if that many columns come out everywhere: as
    many as the table `above` has, or the fewest.
    """
    marked = [delimiter in line for line in lines]
    if any(marked) and len(lines) <= _MOST_LINES and not all(marked[marked.index(True) : len(marked) - marked[::-1].index(True)]):
        most = max(line.count(delimiter) for line in lines) + 1
        fewest = range(most, _MOST_COLUMNS if most >= _FEWEST_COLUMNS else most)
        for columns in (*(above for _ in fewest[:1] if above > most), *fewest):
            if (rows := _rows_of(lines, delimiter, columns)) is not None:
                return rows
    return [line.split(delimiter) if here else line for line, here in zip(lines, marked, strict=True)]


def _rows_of(lines: Sequence[str], delimiter: str, columns: int) -> list[Record] | None:
    """The lines as rows of so many columns; lines above the first row stay lines. None where they do not come out."""
    rows: list[list[str]] = []
    front: list[Record] = []
    for line in lines:
        cells = line.split(delimiter)
        whole = not rows or len(rows[-1]) == columns
        if not rows and len(cells) == 1:
            front.append(line)
        elif whole and (len(cells) > 1 or not rows[-1][-1].strip()):
            # A cell does not begin with a line break: behind a blank one the next row begins.
            rows.append(cells)
        else:
            rows[-1][-1] += HARD + cells[0]
            rows[-1] += cells[1:]
        if rows and (len(rows[-1]) > columns or len(rows[-1][-1]) > _LONGEST_CELL):
            return None
    return [*front, *rows] if rows and len(rows[-1]) == columns else None
