"""From a page's own coordinates to points from the top left corner of the page as displayed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.documents.model import Box

Matrix = tuple[float, ...]
"""a, b, c, d, e, f as PDF writes them."""


class PageBox(NamedTuple):
    """The visible box of a page (left, bottom, right, top) and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """As displayed."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """As displayed."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def turned(self, turns: int) -> PageBox:
        """The box turned by as many quarter turns more."""
        return self._replace(turns=(self.turns + turns) % 4) if turns else self

    @property
    def matrix(self) -> Matrix:
        """The transformation to displayed coordinates, whose y grows downwards."""
        if self.turns == 1:
            return (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left)
        if self.turns == 2:
            return (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom)
        if self.turns == 3:
            return (0.0, -1.0, -1.0, 0.0, self.top, self.right)
        return (1.0, 0.0, 0.0, -1.0, -self.left, self.top)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first` and `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved_box(box: Sequence[float], matrix: Matrix) -> Box:
    """The box around a transformed box."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    if a > 0 > d and not b and not c and x0 <= x1 and y0 <= y1:
        return a * x0 + e, d * y1 + f, a * x1 + e, d * y0 + f
    xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f)
    return min(xs), min(ys), max(xs), max(ys)
