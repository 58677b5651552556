"""Heads and the text below them → the left edges of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.readers.pdf.unruled.pieces import Piece, PieceLine, Span, piece_of, spans_of
from pipeline.documents.readers.pdf.unruled.uprights import Uprights
from pipeline.documents.readers.pdf.unruled.words import TableWords

_STEP_BACK = 0.3
"""Points between the left edge of a column and its text, so that the text lies inside."""
MOST_CROSSINGS = 2
"""Glyphs on a page that may run over the edge of a column; each is a doubt."""
_TOUCH = 1.2
"""Points by which the texts of neighbouring cells may run into each other: brackets are drawn narrower than they count."""
_HEADS_APART = 0.4
"""Ems of white between the heads of two columns, at least."""
_STARTS = 0.6
"""Ems of white before a text that begins at the left edge of a column."""


@dataclass(eq=False, slots=True)
class Head:
    """The ink of one head over all its lines, with its text; `name` is what it stands for, None if nobody knows."""

    x0: float
    x1: float
    text: str
    name: str | None = None


def head_pieces(lines: Sequence[PieceLine], words: TableWords) -> list[Piece]:
    """The pieces of heads: narrow columns bring two of them closer together than pieces of a line usually stand.

    They are cut at gaps wider than a space, and before a bracket behind what is a whole head.
    """
    parts = [part for line in lines for piece in line.pieces for part in _at_gaps(piece)]
    return [half for part in parts for half in _at_bracket(part, words)]


def _at_gaps(piece: Piece) -> list[Piece]:
    groups = [[piece.runs[0]]]
    for before, run in pairwise(piece.runs):
        if run.x0 - before.x1 > _HEADS_APART * run.size:
            groups.append([])
        groups[-1].append(run)
    return [piece_of(group) for group in groups if any(run.text.strip() for run in group)]


def _at_bracket(piece: Piece, words: TableWords) -> list[Piece]:
    run = piece.runs[0]
    cut = next((index for index, character in enumerate(run.characters) if character in "（(" and index), 0)
    if not cut or words.head(run.text[:cut]) is None or words.head(piece.text) is not None:
        return [piece]
    return [piece_of([run.part(0, cut)]), piece_of([run.part(cut, len(run.characters)), *piece.runs[1:]])]


def heads_of(pieces: Sequence[Piece]) -> list[Head]:
    """The heads that pieces above one another make, from left to right."""
    heads: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if heads and piece.x0 < max(other.x1 for other in heads[-1]) - _TOUCH:
            heads[-1].append(piece)
        else:
            heads.append([piece])
    return [
        Head(
            min(piece.x0 for piece in group), max(piece.x1 for piece in group),
            "".join(piece.text for piece in sorted(group, key=lambda piece: (piece.baseline, piece.x0))),
        )
        for group in heads
    ]


def left_edges(heads: Sequence[Head], body: Sequence[PieceLine], uprights: Uprights) -> list[float] | None:
    """The left edge of each column, where no more than a glyph or two cross it; None if a pair of heads has no such place.

    A column begins at a rule, else where most of its lines begin, between the head before it and its own.
    """
    spans = [Span(head.x0, head.x1, float("inf")) for head in heads] + [span for line in body for span in spans_of(line)]
    edges = [min(span.left for span in spans) - _STEP_BACK]
    heights = [line.middle for line in body]
    for before, head in pairwise(heads):
        ruled = uprights.between((before.x0 + before.x1) / 2, (head.x0 + head.x1) / 2, heights)
        if ruled is not None:
            edges.append(ruled)
            continue
        edge = _edge(before.x1, head.x0, spans)
        if edge is None:
            return None
        edges.append(edge - _STEP_BACK)
    return edges


def _edge(low: float, high: float, spans: Sequence[Span]) -> float | None:
    near = [span for span in spans if low - 1 < span.right and span.left < high + 1]
    best: tuple[int, int, float] | None = None
    for x in sorted({span.left for span in near if low <= span.left <= high + _STEP_BACK}):
        crossed = sum(_crosses(span, x) for span in near)
        if crossed > MOST_CROSSINGS:
            continue
        starts = sum(abs(span.left - x) < 1 and span.gap >= _STARTS for span in near)
        starts -= sum(span.left < x - _TOUCH and span.right > x + _TOUCH for span in near)
        if best is None or (-crossed, starts) > best[:2]:
            best = -crossed, starts, x
    return best[2] if best else None


def crossings(edges: Sequence[float], lines: Sequence[PieceLine], uprights: Uprights) -> int:
    """How often the ink of lines crosses the left edge of a column where it is not ruled."""
    count = 0
    for line in lines:
        _, ruled = uprights.moved(edges, line.middle)
        free = [edge for edge, is_ruled in zip(edges[1:], ruled[1:], strict=True) if not is_ruled]
        count += sum(_crosses(span, edge + _STEP_BACK) for span in spans_of(line) for edge in free)
    return count


def _crosses(span: Span, x: float) -> bool:
    """Whether a glyph lies across a place; the texts of two full cells may touch there."""
    if not span.left < x - _TOUCH or not span.right > x + _TOUCH:
        return False
    return not any(abs(left - x) <= 2 * _STEP_BACK for left in span.inner)
