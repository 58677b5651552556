"""Item codes: recognise them, split a cell at them, compare them (field guide B.2 … B.6, I-50 … I-65).

Two rules carry most of it. The number of segments and digits comes from the document's own majority
(I-53, I-54, I-56), because a name may begin with a digit. And a code counts only at a boundary, because
names hold SOP, KPI and the like (I-65).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

from pipeline.normalise import HARD, SOFT, characters, is_bullet

SEGMENTED = ("T", "O", "P")
"""Letters whose codes have segments parted by dots."""
FLAT = ("K", "NK", "S", "SS", "NS", "A")
"""Letters whose codes are a plain number; the prefix is part of the code (I-57)."""

# Full-width letters, digits and dot, matched as ASCII; one for one, so that positions stay.
_WIDTH = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)}

_SEGMENTED = regex.compile(
    r"(?<![A-Za-z0-9.])(?P<letter>[TOP])[ \t]?\.?[ \t]?"
    r"(?P<first>[0-9]{1,2}[a-z]?)(?P<rest>(?:\s{0,2}\.\s{0,2}[0-9]{1,4}){0,3})"
)
_ZERO_FOR_O = regex.compile(
    r"(?<![A-Za-z0-9.])(?P<letter>0)(?P<first>[1-9][0-9]?[a-z]?)(?P<rest>(?:\s{0,2}\.\s{0,2}[0-9]{1,4}){1,3})"
)
_FLAT = regex.compile(r"(?<![A-Za-z0-9])(?P<letter>NK|NS|SS|[KSA])[ \t]?\.?[ \t]?(?P<digits>[0-9]{1,4})(?![0-9])")
_REST = regex.compile(r"\s{0,2}\.\s{0,2}([0-9]{1,4})")
_COMPETENCIES = frozenset(("K", "NK", "S", "SS", "NS"))
_CUT = regex.compile(r"[TOP][ .]?[0-9]{1,2}[a-z]?(?:\.[0-9]{1,2})*\.\s*")
_LEAD = regex.compile(r"^[\s\p{Co}•●■◆⚫․]+")
_DIGIT_NAME = regex.compile(r"[0-9]?[A-Za-z]")
_SEPARATORS = "、，,；;"


@dataclass(frozen=True, slots=True)
class Code:
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: a code with the text up to the next one, or text before the first code.

    `printed` is the code as it stands on the page, `text` the uncleaned rest with its line breaks.
    """

    code: Code | None
    printed: str
    text: str


@dataclass(slots=True)
class Shape:
    """What the codes of one document look like, learnt from all its cells."""

    segments: dict[str, int] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Shape:
        """Majorities over all codes at a boundary; a longer form counts from a fifth of the codes on."""
        segments: dict[str, Counter[int]] = defaultdict(Counter)
        digits: dict[str, Counter[int]] = defaultdict(Counter)
        known: set[str] = set()
        for text in map(_foldable, texts):
            for match in _SEGMENTED.finditer(text):
                if _boundary(text, match.start()) != "glued":
                    segments[match["letter"]][1 + len(_REST.findall(match["rest"]))] += 1
            for match in _FLAT.finditer(text):
                if _boundary(text, match.start()) != "glued" and not _DIGIT_NAME.match(text, match.end()):
                    digits[match["letter"]][len(match["digits"])] += 1
                    known.add(match["letter"] + match["digits"])
        return cls(
            {letter: _longest_common(counts) for letter, counts in segments.items()},
            {letter: counts.most_common(1)[0][0] for letter, counts in digits.items()},
            frozenset(known),
        )

    def digits_of(self, letter: str) -> int:
        return max(2, self.digits.get(letter, 2))

    def counts_past_99(self, letter: str, run: str) -> bool:
        """True where the two-digit codes run so far that K100 follows K99, and the others follow it (I-56)."""
        if not any(f"{letter}{number}" in self.known for number in range(95, 100)):
            return False
        return run == "100" or any(f"{letter}{number}" in self.known for number in range(100, 400) if str(number) != run)


def _longest_common(counts: Counter[int]) -> int:
    total = sum(counts.values())
    return max(length for length, count in counts.items() if count * 5 >= total)


def _foldable(text: str) -> str:
    return text if text.isascii() else characters(text).translate(_WIDTH)


def _boundary(text: str, position: int) -> str:
    """How a code stands: at the `start` of a line, after a `space` or `separator`, or `glued` to a name."""
    before = position
    while before and text[before - 1] in " \t\u3000":
        before -= 1
    if before == 0 or text[before - 1] in HARD + SOFT:
        return "start"
    if before < position:
        return "space"
    return "separator" if text[position - 1] in "、，,；;。." or is_bullet(text[position - 1]) else "glued"


@dataclass(frozen=True, slots=True)
class _Match:
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

        The text before the first code is a piece without code; blank text gives no piece.
        """
        text = characters(text)
        accepted = self._accept(text, frozenset(letters))
        if not accepted:
            return [Piece(None, "", text)] if text.strip() else []
        pieces = [Piece(None, "", text[: accepted[0].start])] if text[: accepted[0].start].strip() else []
        for match, following in zip(accepted, [*accepted[1:], None], strict=True):
            end = following.start if following else len(text)
            name = text[match.end : end]
            if following and name.rstrip()[-1:] in _SEPARATORS:
                name = name.rstrip()[:-1]
            pieces.append(Piece(match.code, text[match.start : match.end], name))
        return pieces

    def leading_code(self, text: str) -> Code | None:
        """The code with which a cell begins, bullets aside; a code cut after its dot by a page break is none yet."""
        if text not in self._leading:
            folded = _LEAD.sub("", _foldable(text))
            match = None if _CUT.fullmatch(folded) else _SEGMENTED.match(folded) or _ZERO_FOR_O.match(folded)
            flat = None if match else _FLAT.match(folded)
            found = self._segmented(match, folded) if match else self._flat(flat, folded) if flat else None
            self._leading[text] = found.code if found else None
        return self._leading[text]

    def _accept(self, text: str, own: frozenset[str]) -> list[_Match]:
        folded = text.translate(_WIDTH)
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
        follows = previous is not None and _follows(previous.code, code)
        bare = previous is not None and not text[previous.end : match.start].strip()
        if code.letter not in own:
            cousin = own <= _COMPETENCIES and code.letter in _COMPETENCIES and match.boundary == "space" and not bare
            return (match.boundary == "start" or cousin) and self._regular(code)
        if match.boundary == "glued":
            known = str(code) in self.shape.known or code.letter in SEGMENTED or len(code.letter) == 2
            return self._regular(code) and (follows or known)
        if bare and match.boundary != "start":
            return follows
        return self._regular(code) or match.boundary == "start" or bool(text[match.end : match.end + 1].strip())

    def _regular(self, code: Code) -> bool:
        """Whether the code has the document's own shape."""
        if code.letter in SEGMENTED:
            return code.letter == "T" or len(code.segments) >= 2
        return len(code.segments[0]) >= self.shape.digits_of(code.letter)

    def _candidates(self, text: str, own: frozenset[str]) -> Iterator[_Match]:
        """Everything that looks like a code, in order of position, each read in the light of the ones before."""
        found = [(match, True) for match in _SEGMENTED.finditer(text)]
        found += [(match, False) for match in _FLAT.finditer(text)]
        if "O" in own:
            found += [(match, True) for match in _ZERO_FOR_O.finditer(text)]
        for match, segmented in sorted(found, key=lambda pair: pair[0].start()):
            read = self._segmented(match, text) if segmented else self._flat(match, text)
            if read is not None:
                yield read

    def _segmented(self, match: regex.Match[str], text: str) -> _Match | None:
        letter = "O" if match["letter"] == "0" else match["letter"]
        rest = list(_REST.finditer(text, match.end("first"), match.end("rest")))
        most = max(2, self.shape.segments.get(letter, 3 if letter != "T" else 2))
        if match["letter"] == "0" and len(rest) + 1 < most:
            return None
        if letter != "T" and not rest:
            return None
        rest = rest[: most - 1]
        if not rest:
            end = match.end("first")
            end += text[end : end + 1] == "." and not text[end + 1 : end + 2].isdigit()
            return _Match(Code("T", (match["first"],)), match.start(), end, _boundary(text, match.start()))
        segments = [match["first"], *(part[1] for part in rest[:-1])]
        last = self._last_segment(letter, tuple(segments), rest[-1][1], text[rest[-1].end() :])
        end = rest[-1].start(1) + len(last)
        end += text[end : end + 1] == "." and not text[end + 1 : end + 2].isdigit()
        return _Match(Code(letter, (*segments, last)), match.start(), end, _boundary(text, match.start()))

    def _last_segment(self, letter: str, parent: tuple[str, ...], run: str, after: str) -> str:
        """How many of the digits belong to the code and not to a name such as `3D草圖` (I-53)."""
        if len(run) == 1:
            return run
        expected = str(self._last.get((letter, parent), 0) + 1)
        candidates = [run[:length] for length in range(1, min(2, len(run)) + 1)]
        glued = len(run) > 2 or regex.match(r"[A-Za-z]", after) is not None
        if expected in candidates and (glued or not after[:1].isspace()) and expected != run[:2]:
            return expected
        if glued and len(run) == 2 and expected != run:
            return run[:1]
        return candidates[-1]

    def _flat(self, match: regex.Match[str], text: str) -> _Match | None:
        letter, run = match["letter"], match["digits"]
        length = self._flat_length(letter, run, text[match.end() :])
        end = match.start("digits") + length
        return _Match(Code(letter, (run[:length],)), match.start(), end, _boundary(text, match.start()))

    def _flat_length(self, letter: str, run: str, after: str) -> int:
        usual = self.shape.digits_of(letter)
        if len(run) <= usual:
            return len(run)
        if run.startswith("00"):
            return 3
        digit_name = run[0] == "0" or regex.match(r"[A-Za-z]", after) is not None
        return 3 if usual == 2 and not digit_name and self.shape.counts_past_99(letter, run[:3]) else usual


def _follows(previous: Code, code: Code) -> bool:
    return previous.letter == code.letter and previous.parent == code.parent and code.ordinal == previous.ordinal + 1

