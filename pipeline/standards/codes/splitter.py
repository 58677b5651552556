"""Split a cell at its codes, in the light of the document's shape and of the codes before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from pipeline.documents.text.marks import without_marks
from pipeline.documents.text.normalise import HARD, SOFT, characters
from pipeline.standards.codes.patterns import (
    BEHIND_CODE,
    COMPETENCIES,
    CUT_CODE,
    DIGIT_NAME,
    FLAT_CODE,
    REST_OF_FLAT,
    REST_SEGMENT,
    SEGMENTED,
    SEGMENTED_CODE,
    SEPARATORS,
    ZERO_FOR_O,
    cut_last_mark,
    foldable,
    half_width,
    sighting,
    sightings,
)
from pipeline.standards.codes.shape import Shape

_ITEMS = frozenset(("O", "P"))
_LATIN = re.compile(r"[A-Za-z]")
_LAST_OF_ONE_DIGIT = 9


class Code(NamedTuple):
    """A printed code: `letter` as printed (O for a zero), `segments` without their dots."""

    letter: str
    segments: tuple[str, ...]

    def __str__(self) -> str:
        return self.letter + ".".join(self.segments)

    @property
    def parent(self) -> tuple[str, ...]:
        return self.segments[:-1]

    @property
    def ordinal(self) -> int:
        return int(self.segments[-1].rstrip("abcdefghijklmnopqrstuvwxyz") or 0)


def kind_of(letter: str) -> str:
    """K, S or A for the letter of a competency code: NK is knowledge, SS and NS are skills (I-57)."""
    return letter[-1]


class Piece(NamedTuple):
    """A part of a cell: a code with the text up to the next one, or text before the first code.

    `printed` is the code as it stands on the page, `text` the uncleaned rest with its line breaks.
    """

    code: Code | None
    printed: str
    text: str


class _Match(NamedTuple):
    code: Code
    start: int
    end: int
    boundary: str


@dataclass(slots=True)
class Splitter:
    """Splits cells at codes; remembers the last ordinal under each parent to read on in sequence (I-53)."""

    shape: Shape
    _last: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)
    _leading: dict[str, Code | None] = field(default_factory=dict)

    def split(self, text: str, letters: Iterable[str]) -> list[Piece]:
        """The pieces of a cell whose column holds codes of `letters`; other letters count at a line start only.

        The text before the first code is a piece without code; blank text gives no piece. A list number before a code
        is a piece of its own, printed and without text.
        """
        text = characters(text)
        accepted = self._accept(text, frozenset(letters))
        if not accepted:
            return [Piece(None, "", text)] if text.strip() else []
        lead, mark = cut_last_mark(text[: accepted[0].start], None)
        between = lead.rstrip()[-1:] if lead.rstrip()[-1:] in SEPARATORS else ""
        lead = lead.rstrip().removesuffix(between) if between else lead
        pieces = [Piece(None, "", lead)] if lead.strip() else []
        for match, following in zip(accepted, [*accepted[1:], None], strict=True):
            if mark:
                pieces.append(Piece(None, mark.printed, ""))
            name = text[match.end : following.start if following else len(text)]
            if following:
                name, mark = cut_last_mark(name, mark)
                name = name.rstrip()
                between = name[-1:] if name[-1:] in SEPARATORS else ""
                name = name.removesuffix(between)
            elif between:
                # A page may cut a cell behind the mark that parts its items (I-42).
                name = name.rstrip().removesuffix(between)
            pieces.append(Piece(match.code, text[match.start : match.end], name))
        return pieces

    def leading_code(self, text: str) -> Code | None:
        """The code with which a cell begins, list marks aside; a code cut after its dot by a page break is none yet."""
        if text not in self._leading:
            folded = without_marks(foldable(text).lstrip())
            match = None if CUT_CODE.fullmatch(folded) else SEGMENTED_CODE.match(folded) or ZERO_FOR_O.match(folded)
            flat = None if match else FLAT_CODE.match(folded)
            found = self._segmented(match, folded, "start") if match else self._flat(flat, folded, "start") if flat else None
            self._leading[text] = found.code if found else None
        return self._leading[text]

    def _accept(self, text: str, own: frozenset[str]) -> list[_Match]:
        folded = half_width(text)
        accepted: list[_Match] = []
        for match in self._candidates(folded, own):
            if accepted and match.start < accepted[-1].end:
                continue
            previous = accepted[-1] if accepted else None
            if self._acceptable(match, previous, folded, own):
                accepted.append(match)
                self._last[match.code.letter, match.code.parent] = match.code.ordinal
        return accepted

    def _acceptable(self, match: _Match, previous: _Match | None, text: str, own: frozenset[str]) -> bool:
        code = match.code
        if code.letter in own and match.boundary == "start":
            return True
        bare = previous is not None and not text[previous.end : match.start].strip()
        if code.letter not in own:
            return self._foreign(match, own, bare=bare)
        follows = previous is not None and _follows(previous.code, code)
        if match.boundary == "glued":
            known = str(code) in self.shape.known or code.letter in SEGMENTED or len(code.letter) == 2
            return self._regular(code) and (follows or known or code.letter in self.shape.glues)
        if bare and match.boundary != "start" and code.letter not in SEGMENTED:
            return follows or (self._regular(code) and (str(code) in self.shape.named or code.segments[0].startswith("0")))
        return self._regular(code) or match.boundary == "start" or bool(text[match.end : match.end + 1].strip())

    def _foreign(self, match: _Match, own: frozenset[str], *, bare: bool) -> bool:
        """Whether a code of another column's letter counts: at a line start, K and S in each other's cells also after a space.

        Duty, task and attitude codes have no home in another cell; there they are text (I-58).
        """
        cousins = own <= COMPETENCIES and match.code.letter in COMPETENCIES
        at_home_elsewhere = match.code.letter in COMPETENCIES | _ITEMS and not own & {"A"}
        # Glued to a name, a code must be known and its letter one that this document glues.
        glued = match.boundary == "glued" and str(match.code) in self.shape.named and match.code.letter in self.shape.glues
        placed = match.boundary == "start" or (cousins and not bare and (match.boundary == "space" or glued))
        return at_home_elsewhere and placed and self._regular(match.code)

    def _regular(self, code: Code) -> bool:
        """Whether the code has the document's own shape."""
        if code.letter in SEGMENTED:
            return code.letter == "T" or len(code.segments) >= 2
        return len(code.segments[0]) >= self.shape.digits_of(code.letter)

    def _candidates(self, text: str, own: frozenset[str]) -> Iterator[_Match]:
        """Everything that looks like a code, in order of position, each read in the light of the ones before."""
        found = sightings(text)
        if "O" in own and "0" in text:
            found += tuple([sighting(match, text, True) for match in ZERO_FOR_O.finditer(text)])
        for one in sorted(found, key=itemgetter(0)):
            read = self._segmented(one.match, text, one.place) if one.segmented else self._flat(one.match, text, one.place)
            if read is not None:
                yield read

    def _segmented(self, match: re.Match[str], text: str, place: str) -> _Match | None:
        letter = "O" if match["letter"] == "0" else match["letter"]
        rest = list(REST_SEGMENT.finditer(text, match.end("first"), match.end("rest")))
        most = max(2, self.shape.segments_of(letter))
        if match["letter"] == "0" and len(rest) + 1 < most:
            return None
        if letter != "T" and not rest:
            return None
        rest = rest[: most - 1]
        if not rest:
            first = self._duty_number(match["first"], text[match.end("first") :])
            return self._found(Code("T", (first,)), match, match.start("first") + len(first), text, place)
        segments = [match["first"], *(part[1] for part in rest[:-1])]
        last = self._last_segment(letter, tuple(segments), rest[-1][1], text, rest[-1].end())
        return self._found(Code(letter, (*segments, last)), match, rest[-1].start(1) + len(last), text, place)

    def _found(self, code: Code, match: re.Match[str], end: int, text: str, place: str) -> _Match | None:
        """A code with its place; one whose letter ends a line counts only where the letter begins that line too (I-50)."""
        if place != "start" and HARD in text[match.end("letter") : match.start(2)]:
            return None
        mark = BEHIND_CODE.match(text, end)
        return _Match(code, match.start(), mark.end() if mark else end, place)

    def _duty_number(self, run: str, after: str) -> str:
        """The number of a duty: of the digits in `T13D…` the name takes the second, unless duty 13 is due (I-53)."""
        due = self._last.get(("T", ()), 0) + 1
        return run[:1] if len(run) == 2 and run.isdigit() and DIGIT_NAME.match(after) and run != str(due) else run

    def _last_segment(self, letter: str, parent: tuple[str, ...], run: str, text: str, end: int) -> str:
        """How many of the digits belong to the code and not to a name such as `3D草圖` (I-53)."""
        if len(run) == 1:
            return run
        # A wrap is no gap: in a narrow column `1.2.1` and `6S模具` stand as `1.2.16⏎S模具`.
        after = text[end:].lstrip(SOFT)
        last = self._last.get((letter, parent), 0)
        expected = str(last + 1)
        if run in (expected, str(last)) and last >= _LAST_OF_ONE_DIGIT:
            # Item 10 or 11 in its turn, or printed again at the top of a page.
            return run
        candidates = [run[:length] for length in range(1, min(2, len(run)) + 1)]
        glued = len(run) > 2 or _LATIN.match(after) is not None
        if expected in candidates and (glued or not after[:1].isspace()) and expected != run[:2]:
            return expected
        if glued and len(run) == 2 and expected != run:
            return run[:1]
        return candidates[-1]

    def _flat(self, match: re.Match[str], text: str, place: str) -> _Match | None:
        letter, run = match["letter"], match["digits"]
        rest = REST_OF_FLAT.match(text, match.end())
        if rest and len(run) + len(rest[1]) == self.shape.digits_of(letter):
            return self._found(Code(letter, (run + rest[1],)), match, rest.end(), text, place)
        length = self._flat_length(letter, run, text, match.end())
        return self._found(Code(letter, (run[:length],)), match, match.start("digits") + length, text, place)

    def _flat_length(self, letter: str, run: str, text: str, end: int) -> int:
        usual = self.shape.digits_of(letter)
        if len(run) <= usual:
            return len(run)
        if run.startswith("00"):
            return 3
        digit_name = run[0] == "0" or (len(run) == 3 and DIGIT_NAME.match(text, end) is not None)
        return 3 if usual == 2 and not digit_name and self.shape.counts_past_99(letter, run[:3]) else usual


def _follows(previous: Code, code: Code) -> bool:
    return previous.letter == code.letter and previous.parent == code.parent and code.ordinal == previous.ordinal + 1

