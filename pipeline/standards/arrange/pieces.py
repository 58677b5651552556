"""The pieces of a line of the main table: what a code begins, a level, or the rest of an item (field guide I-115, I-116)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.documents.model import Line
from pipeline.documents.text.normalise import HARD
from pipeline.standards.arrange.fields import Field, fields_of
from pipeline.standards.codes.patterns import CUT_CODE, FLAT_CODE, SEGMENTED_CODE, ZERO_FOR_O, boundary, half_width
from pipeline.standards.sections.headings import Column

_HOMES = {"O": Column.OUTPUT, "P": Column.INDICATOR, "K": Column.KNOWLEDGE, "S": Column.SKILL}
_CONTENTS = (Column.KNOWLEDGE, Column.SKILL)
_BARE = regex.compile(r"[A-Z]{1,2}[ .]?[0-9]+[a-z]?(?:\.[0-9]+)*\.?")
_ONE_LEVEL = r"(?:第?[1-6１-６]級?|第?[一二三四五六]級|[Ⅰ-Ⅵ])(?:以上)?(?:\s?[（(][^（）()]{1,6}[）)])?"
_LEVEL = regex.compile(_ONE_LEVEL)
_LEVEL_BEHIND = regex.compile(rf"\s({_ONE_LEVEL})$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece with the column that its code or its look tells; None where neither does.

    `number` are the segments of its code, `tight` says that only one space parts it from another column's piece.
    """

    field: Field
    column: Column | None
    number: tuple[str, ...] = ()
    tight: bool = False


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines, a code that a line break cut behind its dot put together; the break stays in it (I-50)."""
    found: list[Line] = []
    for line in lines:
        if found and CUT_CODE.fullmatch(half_width(found[-1].text)) and half_width(line.text)[:1].isdigit():
            found[-1] = found[-1]._replace(text=found[-1].text + HARD + line.text)
        else:
            found.append(line)
    return found


def pieces_of(line: Line, number: int) -> list[Piece]:
    """The pieces of a line from left to right; a code alone in its field takes the next one as its name."""
    found: list[Piece] = []
    for one in fields_of(line, number):
        cut = list(_cut(one))
        if found and found[-1].number and _is_bare(found[-1]) and cut and cut[0].column is None:
            before = found.pop()
            named = replace(before.field, text=f"{before.field.text} {cut[0].field.text}")
            found.append(replace(before, field=named))
            cut = cut[1:]
        if found and cut and cut[0].column in _CONTENTS and found[-1].number:
            before = found.pop()
            found += _before(before.field, before.column, before.number, cut[0].column, before.tight)
        found += cut
    return found


def with_last_level(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line that is a row, a digit behind the last indicator taken for its level: K and S may be blank."""
    if not pieces or pieces[-1].column is not Column.INDICATOR:
        return list(pieces)
    last = pieces[-1]
    return [*pieces[:-1], *_before(last.field, last.column, last.number, Column.KNOWLEDGE, last.tight)]


def _is_bare(piece: Piece) -> bool:
    """Whether a piece is nothing but its code."""
    return _BARE.fullmatch(half_width(piece.field.text)) is not None


def _codes(text: str) -> list[tuple[int, Column, tuple[str, ...]]]:
    """Where codes stand at the beginning or behind a space, with the column that they are at home in."""
    plain = half_width(text)
    found: list[tuple[int, Column, tuple[str, ...]]] = []
    for match in SEGMENTED_CODE.finditer(plain):
        segments = (match["first"], *(part for part in regex.findall(r"[0-9]+", match["rest"])))
        if boundary(plain, match.start()) in ("start", "space") and (match["letter"] == "T" or len(segments) > 1):
            column = _HOMES.get(match["letter"]) or (Column.DUTY if len(segments) == 1 else Column.TASK)
            found.append((match.start(), column, segments))
    for match in ZERO_FOR_O.finditer(plain):
        segments = (match["first"], *(part for part in regex.findall(r"[0-9]+", match["rest"])))
        if boundary(plain, match.start()) in ("start", "space") and len(segments) > 2:
            found.append((match.start(), Column.OUTPUT, segments))
    for match in FLAT_CODE.finditer(plain):
        home = _HOMES.get(match["letter"][-1])
        if home is not None and boundary(plain, match.start()) in ("start", "space"):
            found.append((match.start(), home, (match["digits"],)))
    return sorted(found)


def _cut(one: Field) -> Iterator[Piece]:
    """A field cut where another column's code begins, and around a level between indicators and knowledge."""
    if _LEVEL.fullmatch(one.text):
        yield Piece(one, Column.LEVEL)
        return
    start, tight = 0, False
    column: Column | None = None
    number: tuple[str, ...] = ()
    for place, home, segments in _codes(one.text):
        if column is home and place > 0:
            continue
        if place > start:
            yield from _before(one.part(start, place), column, number, home, tight)
            tight = True
        start, column, number = place, home, segments
    yield Piece(one.part(start), column, number, tight)


def _before(
    piece: Field, column: Column | None, number: tuple[str, ...], following: Column, tight: bool
) -> Iterator[Piece]:
    """A piece before another column's code; a digit before knowledge or skills is the level."""
    level = _LEVEL_BEHIND.search(f" {piece.text}") if following in _CONTENTS and column not in _CONTENTS else None
    if level is None:
        yield Piece(piece, column, number, tight)
        return
    begins = level.start(1) - 1
    if piece.text[:begins].strip():
        yield Piece(piece.part(0, begins), column, number, tight)
    yield Piece(piece.part(begins), Column.LEVEL, tight=bool(piece.text[:begins].strip()))
