"""Bundles: which standards stand in one fragment, neighbours by their ids.

Where a bundle ends depends on the id of its last standard and not on how many stand before it, but for the rare one that
would be too large. So a standard that is added or withdrawn changes the bundle that it is in, or the two that it parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

_ENDS = 8
"""One id in so many ends a bundle: a change costs so many standards in the mean, and joining is paid once for them."""
MOST = 32
"""Standards of a bundle at most, since all of their rows are in memory at once."""

T = TypeVar("T")


def bundled(standards: Iterable[T], id_of: Callable[[T], str]) -> Iterator[list[T]]:
    """Standards, in the order of their ids, by bundle; none is empty."""
    bundle: list[T] = []
    for one in standards:
        bundle.append(one)
        if len(bundle) == MOST or crc32(id_of(one).encode("utf-8", "surrogatepass")) % _ENDS == 0:
            yield bundle
            bundle = []
    if bundle:
        yield bundle
