"""Drawn bars → rules: long, thin marks along one axis, joined where they were drawn in pieces.

What draws a table differs from program to program: one stroke per rule, a filled sliver per cell
side, a frame per cell, dashes, two lines for a double rule. All of it comes down to bars.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from pipeline.documents.model import Box

THICKEST = 5.0
"""Points: a mark wider than this is a shaded area and no rule."""
SNAP = 2.5
"""Points: parallel rules closer than this are one (double rules, the sides of a thick one)."""
JOIN = 4.0
"""Points: pieces of one rule may be this far apart (dashes, dots, corners left out)."""
_SQUARE = 0.5
"""Points between a rule and a dot that goes on with it, along it and across."""
_SHORTEST = 3.0
"""Points: what is shorter after joining rules nothing off."""


class Rule(NamedTuple):
    """A rule at `at` on one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


_Piece = tuple[float, float, float]
"""A part of a rule, or all of it, as drawn; a plain tuple, because a page in frames has thousands and few rules."""

_start, _end = itemgetter(1), itemgetter(2)


class Rules(NamedTuple):
    """Horizontal rules (`at` is y) and vertical ones (`at` is x), each sorted."""

    horizontal: list[Rule]
    vertical: list[Rule]


def rules_of(bars: Iterable[Box]) -> Rules:
    """Sort bars by direction and join them; a dot may belong to a dotted rule of either direction."""
    horizontal: list[_Piece] = []
    vertical: list[_Piece] = []
    dots: list[Box] = []
    for bar in bars:
        x0, top, x1, bottom = bar
        width, height = x1 - x0, bottom - top
        if height <= THICKEST and width > 2 * height:
            horizontal.append(((top + bottom) / 2, x0, x1))
        elif width <= THICKEST and height > 2 * width:
            vertical.append(((x0 + x1) / 2, top, bottom))
        elif width <= THICKEST / 2 and height <= THICKEST / 2:
            dots.append(bar)
    across = [((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in dots]
    down = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in dots]
    horizontal += [rule for rule in _joined(across) if _is_row_of_dots(rule)]
    vertical += [rule for rule in _joined(down) if _is_row_of_dots(rule)]
    return Rules(_lengthened(_joined(horizontal), across), _lengthened(_joined(vertical), down))


def _lengthened(rules: list[Rule], dots: list[_Piece]) -> list[Rule]:
    """Rules with the squares that touch their ends: browsers draw a rule in pieces, and over a sliver a piece is a dot."""
    if not dots:
        return rules
    dots.sort()
    lengthened: list[Rule] = []
    for at, start, end in rules:
        near = dots[bisect_left(dots, (at - _SQUARE,)) : bisect_left(dots, (at + _SQUARE,))]
        for _, left, right in sorted(near, key=_end, reverse=True):
            if left < start <= right + _SQUARE:
                start = left
        for _, left, right in sorted(near, key=_start):
            if left - _SQUARE <= end < right:
                end = right
        lengthened.append(Rule(at, start, end))
    return lengthened


def _is_row_of_dots(rule: Rule) -> bool:
    return rule.end - rule.start > 6 * JOIN


def _joined(rules: Iterable[_Piece]) -> list[Rule]:
    """Snap rules to common positions and join the pieces of each."""
    joined: list[Rule] = []
    for at, pieces in _snapped(sorted(rules)):
        pieces.sort()
        start, end = pieces[0]
        for piece_start, piece_end in pieces[1:]:
            if piece_start > end + JOIN:
                if end - start >= _SHORTEST:
                    joined.append(Rule(at, start, end))
                start, end = piece_start, piece_end
            elif piece_end > end:
                end = piece_end
        if end - start >= _SHORTEST:
            joined.append(Rule(at, start, end))
    return joined


def _snapped(rules: list[_Piece]) -> list[tuple[float, list[tuple[float, float]]]]:
    """Rules by position: a position is at most SNAP wide, so that rows of hair-lines do not run together."""
    groups: list[tuple[float, list[tuple[float, float]]]] = []
    first = last = 0.0
    pieces: list[tuple[float, float]] = []
    for at, start, end in rules:
        if pieces and at - first > SNAP:
            groups.append(((first + last) / 2, pieces))
            pieces = []
        if not pieces:
            first = at
        last = at
        pieces.append((start, end))
    if pieces:
        groups.append(((first + last) / 2, pieces))
    return groups
