"""Lists of lines and lists within a line: which marks stand in a run, and where their items begin (I-126)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.text.marks import DOTS, REACH, ListMark, Weight, is_bullet, is_filled, list_mark, without_marks
from pipeline.documents.text.numerals import RINGED, plain

_ENDS = tuple("。：；！？:;!?")
_COLONS = ("：", ":")
_PUNCTUATION = frozenset("。；;，,、：:！!？?）)")
_NONE = (-2, -1)
_LINES = 4
"""Lines of one sentence that are looked at."""


def list_marks(texts: Sequence[str], wrapped: Sequence[bool] = ()) -> list[ListMark | None]:
    """The marks that begin the lines of lists, None for a line without: those that are sure or stand in a run.

    `wrapped` tells which lines the layout began; by chance any number or dash of a sentence may stand there. Such marks
    count in a run of lines, or behind the end of a sentence as a first one from which nothing counts on within the line.
    """
    marks = [list_mark(text) for text in texts]
    by_chance = [wrap and _may_be_text(mark) for mark, wrap in zip(marks, wrapped or [False] * len(marks), strict=True)]
    ended = [True, *(text.rstrip().endswith(_ENDS) for text in texts[:-1])]
    for index, mark in enumerate(marks):
        # Of two lines with one number the author began the one behind a sentence.
        if mark and by_chance[index] and not ended[index] and (_stands_again(mark, marks[index + 1 :]) or not mark.weight):
            marks[index] = None
    runs = _in_runs(marks, by_chance)
    for index, mark in enumerate(marks):
        if mark is None or index in runs:
            continue
        if not mark.sure or (by_chance[index] and not (ended[index] and _is_first(index, texts, marks))):
            marks[index] = None
    return marks


def without_list_marks(texts: Sequence[str]) -> list[str]:
    """The lines of a list without their marks, sure ones or such as stand in a run."""
    return [without_marks(mark.text) if mark else text for text, mark in zip(texts, list_marks(texts), strict=True)]


def list_lines(text: str) -> list[str]:
    """A line cut before every mark of a run that stands behind white space: lists whose lines a text dump joined.

    Dashes and open bullets, which part words as well, count only where the first begins the line or stands behind a colon.
    """
    kept: dict[str, bool] = {}
    starts = _starts(text, spaced=True)
    for place, mark in starts:
        before = text[:place].rstrip()
        kept.setdefault(mark.style, mark.numbered or mark.filled or not before or before.endswith(_COLONS))
    return _cut(text, [place for place, mark in starts if kept[mark.style]])


def list_items(text: str) -> list[str]:
    """A line cut at the marks of the list that begins with it (`（一）甲（二）乙`); the line alone where none does."""
    places: list[int] = []
    last: ListMark | None = None
    for place, mark in _starts(text, spaced=False):
        if last is None and text[:place].strip():
            break
        if last is None or mark.follows(last):
            places.append(place)
            last = mark
    return _cut(text, places)


def numbered_lines(texts: Sequence[str]) -> list[str] | None:
    """The lines without their numbers where each has that of its place, however faint: `1.2641` over `2.5294`; else None."""
    marks = [mark for text in texts if (mark := list_mark(text)) is not None and mark.numbered]
    if len(marks) < 2 or len(marks) < len(texts) or all(value != 1 for _, value in marks[0].readings):
        return None
    return [mark.text for mark in marks] if all(after.follows(before) for before, after in pairwise(marks)) else None


def goes_on(mark: ListMark, below: Sequence[ListMark | None]) -> bool:
    """Whether the list of a number has its next one below, before it begins anew."""
    return mark.numbered and _next_of(mark, below) == mark.value + 1


def _may_be_text(mark: ListMark | None) -> bool:
    return mark is not None and not is_bullet(mark.printed[0])


def _in_runs(marks: Sequence[ListMark | None], by_chance: Sequence[bool] = ()) -> set[int]:
    """Which marks stand in a run: bullets of one glyph, numbers that count on.

    A run begins at 1, or where a page may have cut it at any mark of a line that the author began; a faint mark is in
    it beside others.
    """
    last: dict[str, tuple[int, int]] = {}
    faint: dict[str, tuple[int, int]] = {}
    found: set[int] = set()
    for index, mark in enumerate(marks):
        if mark is None:
            continue
        is_faint = mark.weight is Weight.FAINT
        may_begin = not (by_chance and by_chance[index])
        for style, value in mark.readings:
            due = value - int(mark.numbered)
            before, place = last.get(style, _NONE)
            if before != due and not is_faint:
                before, place = faint.get(style, _NONE)
            if before == due and not (is_faint and _stands_again(mark, marks[index + 1 :])):
                found |= {place, index}
                last[style] = value, index
            elif is_faint and value <= 1:
                faint[style] = value, index
            elif not is_faint and (value <= 1 or may_begin):
                last[style] = value, index
    return found


def _next_of(mark: ListMark, below: Sequence[ListMark | None]) -> int:
    """The first number below of the same style, -1 where there is none."""
    return next((other.value for other in below if other is not None and other.style == mark.style), -1)


def _stands_again(mark: ListMark, below: Sequence[ListMark | None]) -> bool:
    """Whether the next number below of the same style is the same."""
    return mark.numbered and _next_of(mark, below) == mark.value


def _is_first(index: int, texts: Sequence[str], marks: Sequence[ListMark | None]) -> bool:
    """Whether a line begins with a first number, from which no sentence counts on up to the next line with a mark."""
    mark, below = marks[index], marks[index + 1 : index + 1 + _LINES]
    count = next((line for line, other in enumerate(below) if other is not None), len(below))
    return mark is not None and mark.value <= 1 and len(list_items("".join(texts[index : index + 1 + count]))) == 1


def _starts(text: str, *, spaced: bool) -> list[tuple[int, ListMark]]:
    """Where the items of lists begin within a line, and with which marks, each in a run."""
    found: list[tuple[int, ListMark]] = []
    for place in _places(plain(text), spaced=spaced):
        mark = list_mark(text[place : place + REACH])
        if mark is not None:
            found.append((place, mark))
    runs = _in_runs([mark for _, mark in found])
    return [start for index, start in enumerate(found) if index in runs]


def _places(flat: str, *, spaced: bool) -> Iterator[int]:
    """Where a mark may stand: behind white space, and unless `spaced` is asked for where `_may_follow` allows it."""
    before = " "
    for place, character in enumerate(flat):
        if not character.isspace() and (before.isspace() or (not spaced and _may_follow(character, before))):
            yield place
        before = character


def _may_follow(character: str, before: str) -> bool:
    """Brackets, rings and filled bullets stand anywhere, digits behind ideographs too, the rest behind punctuation."""
    if character in "(（﹙" or character in RINGED or is_filled(character):
        return True
    if character.isdigit():
        return before not in "(（﹙" + DOTS and not (before.isascii() and before.isalnum())
    return before in _PUNCTUATION


def _cut(text: str, places: Sequence[int]) -> list[str]:
    """A text in pieces that begin at some places; whole where there are fewer than two."""
    if len(places) < 2:
        return [text]
    edges = sorted({0, *places})
    pieces = [text[start:end].strip() for start, end in pairwise([*edges, len(text)])]
    return [piece for piece in pieces if piece]
