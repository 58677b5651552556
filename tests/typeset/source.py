"""The text form of a standard: table cells between tabs, table rows on lines, blocks between blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

Row = tuple[str, ...]

VERSION_COLUMNS = 6
TABLE_COLUMNS = 7
DUTY, TASK, OUTPUT, INDICATOR, LEVEL, KNOWLEDGE, SKILL = range(TABLE_COLUMNS)

COLUMN_STARTS = (
    r"T\d+(?![\d.])",
    r"T\d+\.\d+",
    r"O\d+(?:\.\d+)+",
    r"P\d+(?:\.\d+)+",
    r"\d$",
    r"K\d{2}",
    r"S\d{2}",
)
"""How the cells of each column of the main table begin; a code tells its own column."""


class SourceError(ValueError):
    """The text is not in the layout that this script knows; the message says where."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard as printed: texts in reading order, nothing interpreted beyond its place.

    `tasks` has one row per line of the main table, each cell in its own column; `notes` pairs every
    line of the notes with its depth, 0 for a sub-heading and 1 for what stands below it.
    """

    title: str
    versions: tuple[Row, ...]
    profile: tuple[Row, ...]
    header: Row
    tasks: tuple[Row, ...]
    attitudes_heading: str
    attitudes: Row
    notes_heading: str
    notes: tuple[tuple[int, str], ...]


def read_standard(text: str) -> Standard:
    """Cut the text at its blank lines and name the pieces. Raises SourceError for another layout."""
    blocks = [block.splitlines() for block in re.split(r"\n(?:[ ]*\n)+", text.strip("\n"))]
    tables = [[tuple(line.split("\t")) for line in block] for block in blocks if "\t" in block[0]]
    prose = [block for block in blocks if "\t" not in block[0]]
    if len(tables) < 3 or len(prose) < 5:
        raise SourceError(f"Found {len(tables)} tables and {len(prose)} text blocks; at least 3 and 5 are needed.")
    versions, profile, *pages = tables
    title, attitudes_heading, *attitudes, notes_heading, notes = prose
    _check_width(versions, VERSION_COLUMNS)
    for table in (profile, *pages):
        _check_width(table, TABLE_COLUMNS)
    return Standard(
        title=_only_line(title),
        versions=tuple(versions),
        profile=tuple(profile),
        header=pages[0][0],
        tasks=tuple(place_by_code(row) for page in pages for row in page[1:]),
        attitudes_heading=_only_line(attitudes_heading),
        attitudes=tuple(_only_line(block) for block in attitudes),
        notes_heading=_only_line(notes_heading),
        notes=tuple(_note(line) for line in notes),
    )


def place_by_code(row: Row) -> Row:
    """The row with every cell in the column of its code: a line below a merged cell lost that cell's tab."""
    placed = [""] * TABLE_COLUMNS
    for cell in filter(None, row):
        column = next((i for i, start in enumerate(COLUMN_STARTS) if re.match(start, cell)), None)
        if column is None:
            raise SourceError(f"No column of the main table begins like this cell: {cell!r}")
        if placed[column]:
            raise SourceError(f"Two cells of one row belong to one column: {placed[column]!r} and {cell!r}")
        placed[column] = cell
    return tuple(placed)


def split_items(cell: str, column: int) -> Row:
    """The coded items of a cell; the text form puts one space between them, and spaces inside them too."""
    return tuple(re.split(rf" (?={COLUMN_STARTS[column]})", cell))


def _note(line: str) -> tuple[int, str]:
    bullet = re.match(r"( *)- ", line)
    if bullet is None:
        raise SourceError(f"A line of the notes has no bullet: {line!r}")
    return (1 if bullet[1] else 0), line[bullet.end() :]


def _only_line(block: list[str]) -> str:
    if len(block) != 1:
        raise SourceError(f"A block of one line was expected: {block!r}")
    return block[0]


def _check_width(table: list[Row], columns: int) -> None:
    for row in table:
        if len(row) != columns:
            raise SourceError(f"A row has {len(row)} cells, not {columns}: {row!r}")
