"""The parts of a text without tables: where version table, profile, main table and the rest begin (field guide I-116)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

import regex

from pipeline.documents.flow import is_page_count
from pipeline.documents.model import Grid, Line
from pipeline.standards.arrange.fields import fields_of
from pipeline.standards.codes import Shape, Splitter
from pipeline.standards.sections.headings import (
    VERSION_LABELS,
    header_column,
    is_attitude_heading,
    is_half_name,
    is_notes_heading,
    key,
    profile_label,
)
from pipeline.standards.sections.inline_headings import attitudes_behind_heading, notes_behind_heading


class Part(Enum):
    """What a stretch of lines is."""

    FRONT = auto()
    VERSIONS = auto()
    PROFILE = auto()
    MAIN = auto()
    REST = auto()
    PAGE = auto()


@dataclass(slots=True)
class Stretch:
    """Lines of one part; `head` are those of the head or heading before them."""

    part: Part
    head: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


_FEWEST_LABELS = 4
_FEWEST_HEADS = 3
_LONGEST_RUN = 14
_MARKS = regex.compile(r"[^\w]+|_")
_HEADS = (
    "主要職責工作職責工作任務工作產出行為指標績效指標職能級別職能等級職能內涵職能內涵職業內涵kknowledge知識sskills技能"
    "代碼代碼代碼代碼top"
)
_ALL_HEADS = Counter(_HEADS)
_WORDS = Counter("主要職責工作任務工作產出行為指標職能級別知識技能")
_SHORTEST_PART = 2
_NEEDED = (Counter("工作任務行為指標"), Counter("工作任務績效指標"))
_SPLITTER = Splitter(Shape())


def is_main(grid: Grid) -> bool:
    """Whether a table is the main one: its heads stand in cells of one row, or of two."""
    for row in range(grid.row_count):
        texts = [cell.text for cell in grid.cells if cell.row == row and cell.lines]
        if sum(header_column(text) is not None or is_half_name(text) for text in texts) >= _FEWEST_HEADS:
            return True
    return False


def stretches(lines: Sequence[Line]) -> list[Stretch]:
    """The lines in their parts; a main table that goes on over pages is several stretches."""
    found = [Stretch(Part.FRONT)]
    index = 0
    while index < len(lines):
        used, begun = _beginning(lines, index, found[-1].part)
        if begun is not None:
            found.append(begun)
        else:
            found[-1].lines.append(lines[index])
        index += max(1, used)
    return found


def _beginning(lines: Sequence[Line], index: int, part: Part) -> tuple[int, Stretch | None]:
    """The stretch that begins at a line, and how many lines its head takes."""
    line = lines[index]
    if is_page_count(line.text):
        return 1, Stretch(Part.PAGE, [line]) if part is Part.MAIN else None
    if part is Part.PAGE or (part is Part.MAIN and index > 0 and line.page != lines[index - 1].page):
        return _after_page(lines, index)
    if used := head_length(lines, index):
        return used, Stretch(Part.MAIN, list(lines[index : index + used]))
    if part is Part.FRONT and (used := _version_head(lines, index)):
        return used, Stretch(Part.VERSIONS, list(lines[index : index + used]))
    if part in (Part.FRONT, Part.VERSIONS) and _begins_profile(line):
        return 1, Stretch(Part.PROFILE, lines=[line])
    if part is not Part.REST and part is not Part.FRONT and _begins_rest(lines, index, part):
        return 1, Stretch(Part.REST, lines=[line])
    return 1, None


def _after_page(lines: Sequence[Line], index: int) -> tuple[int, Stretch | None]:
    """Below a page count the table goes on, with or without its head."""
    if used := head_length(lines, index):
        return used, Stretch(Part.MAIN, list(lines[index : index + used]))
    part = Part.REST if _begins_rest(lines, index, Part.PAGE) else Part.MAIN
    return 1, Stretch(part, lines=[lines[index]])


def _begins_rest(lines: Sequence[Line], index: int, part: Part) -> bool:
    """A heading of attitudes or notes, over up to two lines or with text behind it, or an attitude.

    In the profile a code of that letter is an industry's (`A0119`).
    """
    text = lines[index].text
    two = text + (lines[index + 1].text if index + 1 < len(lines) else "")
    if any(is_attitude_heading(one) or is_notes_heading(one) for one in (text, two)):
        return True
    if attitudes_behind_heading(text) or notes_behind_heading(text):
        return True
    code = _SPLITTER.leading_code(text) if part is not Part.PROFILE else None
    return code is not None and code.letter == "A"


def _begins_profile(line: Line) -> bool:
    first = line.text.split()[0] if line.text.split() else ""
    return profile_label(first) in ("code", "name") or any(profile_label(one.text) == "code" for one in fields_of(line, 0)[:1])


def _version_head(lines: Sequence[Line], index: int) -> int:
    """How many lines the head of the version table takes: its labels in lines of their own or in one."""
    labels, text, last = 0, "", ""
    if not key(lines[index].text).startswith("版本"):
        return 0
    for used, line in enumerate(lines[index : index + _LONGEST_RUN], start=1):
        for word in line.text.split():
            text += word
            if key(text) in VERSION_LABELS:
                labels, text, last = labels + 1, "", VERSION_LABELS[key(text)]
        if not text and labels >= _FEWEST_LABELS and last == "date":
            return used
        if len(key(text)) > max(map(len, VERSION_LABELS)):
            return 0
    return 0


def head_length(lines: Sequence[Line], index: int) -> int:
    """How many lines from here on are the head of the main table, whatever the order of their words; 0 where none begins.

    What stands above a head may be made of its words too (the end of a name); then the head below is whole without it.
    """
    own, end = _run(lines, index)
    later = [_run(lines, start)[1] for start in range(index + 1, min(index + 4, end))]
    if not own or any(other > end for other in later) or _is_spare(lines[index : index + 1], lines[index:end]):
        return 0
    while _is_spare(lines[end - 1 : end], lines[index:end]):
        end -= 1
    return end - index


def _is_spare(part: Sequence[Line], run: Sequence[Line]) -> bool:
    """Whether one or two letters above or below a head are no part of it: it has all its words without them."""
    letters, whole = _letters(part), _letters(run)
    if letters.total() > _SHORTEST_PART:
        return False
    rest, words = whole - letters, _WORDS + Counter("職能內涵" * whole["涵"])
    return all(rest[letter] >= min(whole[letter], count) for letter, count in words.items())


def _letters(lines: Sequence[Line]) -> Counter[str]:
    return Counter(_MARKS.sub("", key("".join(line.text for line in lines))))


def _run(lines: Sequence[Line], index: int) -> tuple[bool, int]:
    """Whether a head begins here, and where the lines end that are made of the words of one."""
    taken: Counter[str] = Counter()
    end = index
    for line in lines[index : index + _LONGEST_RUN]:
        letters = Counter(_MARKS.sub("", key(line.text)))
        if not letters or not (taken + letters) <= _ALL_HEADS:
            break
        taken += letters
        end += 1
    return any(needed <= taken for needed in _NEEDED), end
