"""Two pages printed side by side on one sheet: each is read by itself, the left one first (I-108)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.glyphs import Run

_MIDDLE = (0.42, 0.58)
"""Shares of a sheet's width between which its pages part."""
_GUTTER = 20.0
"""Points of white between two pages, at least."""
_FEWEST = 4
"""Bars of a table on each of them, at least, that lie and that stand: a page without any needs no parting."""
_WIDEST = 3.0


def parting(runs: Sequence[Run], bars: Sequence[Box], width: float) -> float | None:
    """The x between two pages on one sheet; None where anything crosses the middle, or one side has no table."""
    low, high = _MIDDLE[0] * width, _MIDDLE[1] * width
    reach = max([run.x1 for run in runs if run.x0 < low] + [bar[2] for bar in bars if bar[0] < low], default=0.0)
    if not 0 < reach < high - _GUTTER:
        return None
    begin = min([run.x0 for run in runs if run.x1 > reach] + [bar[0] for bar in bars if bar[2] > reach], default=0.0)
    if begin - max(reach, low) < _GUTTER / 2 or begin - reach < _GUTTER:
        return None
    middle = (reach + begin) / 2
    sides = [bar for bar in bars if bar[2] < middle], [bar for bar in bars if bar[0] > middle]
    return middle if all(map(_has_table, sides)) else None


def _has_table(bars: Sequence[Box]) -> bool:
    lying = sum(bar[3] - bar[1] <= _WIDEST < bar[2] - bar[0] for bar in bars)
    standing = sum(bar[2] - bar[0] <= _WIDEST < bar[3] - bar[1] for bar in bars)
    return min(lying, standing) >= _FEWEST
