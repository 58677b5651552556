"""The version table of a text without tables: rows told by what a version, a code, a status and a date look like (I-116)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.documents.model import Line
from pipeline.documents.text.normalise import characters
from pipeline.standards.arrange.fields import Field, fields_of
from pipeline.standards.sections.versions import read_date

LABELS = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期")
_VERSION = regex.compile(r"[Vv][0-9]{1,2}")
_CODE = regex.compile(r"[A-Z]{2,4}[0-9]{3,4}-[0-9]{3}(?:[vV][0-9]{1,2})?")
_STATUS = regex.compile(r"(?:最新|歷史|最近|現行|目前)版本?")

_FEWEST_ALIGNED = 4
_OFF = 6
"""Characters by which the lines of one cell may be out of line."""
Row = list[list[Line]]
"""The lines of each column."""


def version_rows(lines: Sequence[Line]) -> list[Row] | None:
    """The rows with their six columns; None where a piece of text has no certain column."""
    rows = [_row(pieces) for pieces in _by_row(lines)]
    return None if any(row is None for row in rows) else [row for row in rows if row is not None]


def _by_row(lines: Sequence[Line]) -> Iterator[list[Field]]:
    """The pieces of each row, which begins with a version, or with a full code in its place (I-04)."""
    pieces: list[Field] = []
    for number, line in enumerate(lines):
        words = _words(line, number)
        begins = bool(words) and (_VERSION.fullmatch(words[0].text) or (_CODE.fullmatch(words[0].text) and _has_code(pieces)))
        if begins and pieces:
            yield pieces
            pieces = []
        pieces += words
    if pieces:
        yield pieces


def _has_code(pieces: Sequence[Field]) -> bool:
    """Whether a row has its code, so that another one begins the next."""
    return any(_CODE.fullmatch(piece.text) for piece in pieces[1:])


def _words(line: Line, number: int) -> list[Field]:
    """The fields of a line; a field that holds a version, code, status or date is cut around it."""
    words: list[Field] = []
    for piece in fields_of(line, number):
        start = 0
        for word in regex.finditer(r"\S+", piece.text):
            if _kind(word[0]) is not None:
                words += [part for part in (piece.part(start, word.start()),) if part.text]
                words.append(piece.part(word.start(), word.end()))
                start = word.end()
        words += [part for part in (piece.part(start),) if part.text]
    return words


def holds_versions(lines: Sequence[Line]) -> bool:
    """Whether a version or its date stands in lines that were taken for something else."""
    return any(_kind(word) in (3, 5) for line in lines for word in line.text.split())


def _kind(text: str) -> int | None:
    """The column that a text is of by its look, radicals and compatibility ideographs aside (I-79)."""
    text = characters(text)
    if _VERSION.fullmatch(text):
        return 0
    if _CODE.fullmatch(text):
        return 1
    if _STATUS.fullmatch(text):
        return 3
    return 5 if read_date(text) is not None else None


def _row(pieces: Sequence[Field]) -> Row | None:
    """A row's columns; a text stands between the kinds that are told by their look, else its column is not certain.

    Where the columns are aligned, what stands in a line of its own goes on with the text above it.
    """
    row: Row = [[] for _ in LABELS]
    aligned = len(fields_of(pieces[0].source, 0)) >= _FEWEST_ALIGNED
    places: dict[int, Field] = {}
    at = -1
    for piece in pieces:
        kind = _kind(piece.text)
        if kind is None and piece.line > pieces[0].line and aligned:
            near = min(places, key=lambda column: _distance(piece, places[column]))
            if _distance(piece, places[near]) <= _OFF:
                row[near].append(piece.as_line(soft=True))
                continue
        if kind is not None and kind > at:
            row[kind].append(piece.as_line())
            at = kind
        elif at == 0 or (at < 3 and kind == 1):
            # The version cell may hold the code too, and the code be missing (I-04, I-05).
            return None
        elif at in (1, 2):
            row[2].append(piece.as_line(soft=bool(row[2])))
            at = 2
        elif at in (3, 4):
            row[4].append(piece.as_line(soft=bool(row[4])))
            at = 4
        else:
            return None
        places.setdefault(at, piece)
    return row


def _distance(piece: Field, above: Field) -> int:
    """How far a piece begins from where another one stands; cells may be set to their middle."""
    return max(0, above.place - piece.place, piece.place - above.place - len(above.text))
