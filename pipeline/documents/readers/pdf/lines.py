"""Runs of one cell (or of free text) → printed lines with their text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import ASCENT, DESCENT, NO_ROOM, OVERLAP, Run, is_cjk, joined, merged, rounded_box
from pipeline.documents.readers.pdf.spacing import letter_spacing

_SAME_LINE = 0.45
"""Share of an em by which baselines may differ on one line: enough for a superscript, less than any line pitch."""
_SMALL, _RAISED, _BESIDE = 0.75, 0.75, 0.3
"""Times the size of its line, at most, that a raised mark is set in; ems by which it is raised, and from its word, at most."""
_SPACE_GAPS = (0.28, 0.6, 1.0)
"""Gaps, in ems, that stand for a space where the page draws none, by how many of the two neighbours are CJK.
Between CJK and Latin, typesetters insert up to a quarter em of their own, and justified CJK is spaced further apart."""
_ROUNDED = 0.1
"""Points by which a width is rounded on the page."""
_TRACKED = 0.1
_THIN_SPACE = 0.2
"""Ems of a space beside the letter spacing on both sides of it, at least (I-107)."""
_CROSSED, _OVER = 0.6, 0.75
"""Ems of text that stand on what is before it in its line; ems between two lines that stand on one another, at most."""
_BLANKS = re.compile(" {2,}")
_BASELINE = attrgetter("baseline")
_PLACE = attrgetter("place")
_Glyph = tuple[float, float, float, float, int, int]
"""A glyph's place as that of a run, the number of its run and its own in it."""


@dataclass(eq=False, slots=True)
class TextLine:
    """One printed line; `x0`, `x1` and the sides of `box` are the edges of its ink, `drawn` its glyphs in visual order.

    `dropped` is how many glyphs were printed twice in it, `soft` whether the layout broke the line before it, `full` whether
    that has no room for its first glyph, `is_row` whether it is a row of a table within a cell, `unsure`
    whether it may as well go on with the row before, and `crossed` whether its glyphs stand on one another.
    """

    text: str
    drawn: Run
    x0: float
    x1: float
    baseline: float
    size: float
    box: Box
    dropped: int = 0
    soft: bool = False
    full: bool = False
    is_row: bool = False
    unsure: bool = False
    crossed: bool = False


def printed_lines(runs: Sequence[Run]) -> list[TextLine]:
    """Printed lines from top to bottom; a line of blanks only is none."""
    if len(runs) < 2:
        lines = [_printed(run, run.text, *_band(run)) for run in runs]
    else:
        lines = [_assemble(group) for group in _with_raised(_by_baseline(runs))]
    return [line for line in lines if line is not None]


def overprinted(lines: Sequence[TextLine]) -> int:
    """How many lines stand on others: what ran over the side of its cell, or was stamped on it, is read with them."""
    count = sum([line.crossed for line in lines])
    for above, line in itertools.pairwise(lines):
        size = min(above.size, line.size)
        if line.baseline - above.baseline < _OVER * size:
            count += min(above.x1, line.x1) - max(above.x0, line.x0) > size
    return count


def _by_baseline(runs: Sequence[Run]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    line = em = 0.0
    for run in sorted(runs, key=_BASELINE):
        baseline, size = run.baseline, run.size
        if not groups or abs(baseline - line) >= _SAME_LINE * (size if size > em else em):
            groups.append([run])
            line, em = baseline, size
            continue
        groups[-1].append(run)
        if size >= em:
            line, em = baseline, size
    return groups


def _with_raised(groups: list[list[Run]]) -> list[list[Run]]:
    """Lines with the small marks that are set between them joined to the text that they stand behind (I-108).

    A mark may be raised so far that it is nearer to the line above, where nothing of its size ends before it.
    """
    sizes = [group[0].size for group in groups]
    if len(sizes) < 2 or min(sizes) >= _SMALL * max(sizes):
        return groups
    result: list[list[Run]] = []
    for group in reversed(groups):
        if result and all(_is_raised(run, result[-1]) for run in group):
            result[-1] += group
        else:
            result.append(group)
    return result[::-1]


def _is_raised(mark: Run, line: Sequence[Run]) -> bool:
    """Whether a run is a mark above the baseline of a line, right behind or before one of its runs."""
    return any(
        mark.size < _SMALL * run.size and 0 < run.baseline - mark.baseline < _RAISED * run.size
        and min(abs(mark.x0 - run.x1), abs(run.x0 - mark.x1)) < _BESIDE * run.size
        for run in line
    )


def _assemble(group: list[Run]) -> TextLine | None:
    if len(group) == 1:
        run = group[0]
        return _printed(run, run.text, *_band(run))
    group.sort(key=_PLACE)
    group, dropped = _without_overprint(group)
    tops, bottoms = zip(*map(_band, group), strict=True)
    line = _printed(merged(group), _spaced(group), min(tops), max(bottoms), dropped)
    if line is not None:
        line.crossed = any(after.x0 < before.x1 - _CROSSED * after.size for before, after in itertools.pairwise(group))
    return line


def _band(run: Run) -> tuple[float, float]:
    """The top and the bottom of a run."""
    baseline, size = run.baseline, run.size
    return baseline - ASCENT * size, baseline + DESCENT * size


def _printed(drawn: Run, text: str, top: float, bottom: float, dropped: int = 0) -> TextLine | None:
    """A line by its glyphs and its text; None where it is blank."""
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    characters = drawn.characters
    x0, x1 = drawn.lefts[0], drawn.rights[-1]
    if characters[0].isspace() or characters[-1].isspace():
        text = text.lstrip(" ")
        inked = [index for index, character in enumerate(characters) if not character.isspace()]
        if not inked:
            return None
        x0, x1 = drawn.lefts[inked[0]], drawn.rights[inked[-1]]
    return TextLine(text, drawn, x0, x1, drawn.baseline, drawn.size, rounded_box(x0, top, x1, bottom), dropped)


def _spaced(group: Sequence[Run]) -> str:
    parts: list[str] = []
    before: Run | None = None
    for run in group:
        text = run.text
        if before is not None:
            if covered := _covered_spaces(before, run):
                parts[-1] = parts[-1][:-covered]
            elif _space_between(before, run, parts[-1], text):
                parts.append(" ")
        parts.append(text)
        before = run
    return "".join(parts)


def _covered_spaces(before: Run, after: Run) -> int:
    """How many of the last glyphs before are spaces for which no room is left: what draws an underline may be one or two.

    Of two the second lies under the glyph after it, and between the letters there is less than the width of either.
    """
    if before.characters[-1] != " " or after.characters[0] == " " or after.x0 >= before.rights[-1]:
        return 0
    blanks = sum(1 for _ in takewhile(str.isspace, reversed(before.characters)))
    if blanks == len(before.characters):
        return 0
    if after.x0 - before.rights[-2] < NO_ROOM * before.size:
        return 1
    lies_under = after.x0 - before.lefts[-1] < NO_ROOM * before.size
    has_room = after.x0 - before.rights[-1 - blanks] >= before.rights[-1] - before.lefts[-1] - _ROUNDED
    return blanks if lies_under and not has_room else 0


def _space_between(before: Run, after: Run, last: str, first: str) -> bool:
    if not last or not first or last[-1].isspace() or first[0].isspace():
        return False
    wide = is_cjk(last[-1]) + is_cjk(first[0])
    gap = (after.x0 - before.x1) / (min(before.size, after.size) or 1.0)
    if gap <= _SPACE_GAPS[0]:
        return False
    if gap > _SPACE_GAPS[wide]:
        return True
    tracking = max(letter_spacing(before), letter_spacing(after))
    return wide < 2 and tracking > _TRACKED and gap > 2 * tracking + _THIN_SPACE


def _without_overprint(group: list[Run]) -> tuple[list[Run], int]:
    """Take out text that is printed twice to look bold; text that merely overlaps stays as it is."""
    if not any(b.x0 < a.x1 - OVERLAP * a.size for a, b in itertools.pairwise(group)):
        return group, 0
    glyphs = [
        (left, right, run.baseline, run.size, number, index)
        for number, run in enumerate(group)
        for index, (left, right) in enumerate(zip(run.lefts, run.rights, strict=True))
    ]
    glyphs.sort()
    texts: list[Sequence[str]] = [run.characters for run in group]
    kept: list[_Glyph] = []
    dropped = 0
    for glyph in glyphs:
        text = texts[glyph[4]][glyph[5]]
        if any(texts[other[4]][other[5]] == text and _same_place(glyph, other) for other in kept[-4:]):
            dropped += not text.isspace()
        else:
            kept.append(glyph)
    if not dropped:
        return group, 0
    return sorted(joined([group[number].part(index, index + 1) for _, _, _, _, number, index in kept]), key=_PLACE), dropped


def _same_place(one: _Glyph, other: _Glyph) -> bool:
    """Half a glyph's width apart at most: two real letters are never that close, `ll` included."""
    reach = 0.5 * (other[1] - other[0])
    return abs(one[0] - other[0]) < reach and abs(one[2] - other[2]) < reach
