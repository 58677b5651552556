"""Rows that are equal in several columns, in one table or over several, found by numbers instead of texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.gate.validate.columns import Column, Mask

Numbers = npt.NDArray[np.int64]

_MOST = 2**62


def numbered(*sides: Sequence[Column]) -> list[Numbers]:
    """The rows of each side as numbers: equal exactly where rows, of one side or of two, are equal in all columns.

    The sides name the same number of columns. A null is a value like others, equal to a null.
    """
    return reduce(_together, [_unified(columns) for columns in zip(*sides, strict=True)])


def _unified(columns: Sequence[Column]) -> list[Numbers]:
    """The codes of columns that have their values each for itself, over the values of all of them."""
    codes, _ = pd.factorize(pd.concat([column.values for column in columns]), use_na_sentinel=False)
    ends = np.cumsum([len(column.values) for column in columns])
    parts = np.split(codes.astype(np.int64), ends[:-1])
    return [part[column.codes] if len(part) else column.codes.astype(np.int64)
            for part, column in zip(parts, columns, strict=True)]


def _together(left: Sequence[Numbers], right: Sequence[Numbers]) -> list[Numbers]:
    """Two numbers per row as one."""
    high, wide = _above(left), _above(right)
    if high * wide > _MOST:
        left = _dense(left)
        high = _above(left)
    if high * wide > _MOST:
        right = _dense(right)
        wide = _above(right)
    return [a * wide + b for a, b in zip(left, right, strict=True)]


def _above(parts: Sequence[Numbers]) -> int:
    """The smallest number that is above all."""
    return max((int(part.max()) + 1 for part in parts if len(part)), default=1)


def _dense(parts: Sequence[Numbers]) -> list[Numbers]:
    """Numbered anew without gaps, so that the numbers are no more than the rows."""
    found = np.unique(np.concatenate(parts), return_inverse=True)[1].astype(np.int64)
    return np.split(found, np.cumsum([len(part) for part in parts])[:-1])


def distinct(numbers: Numbers) -> Numbers:
    """The different numbers in order: by sorting, which takes a tenth of the time that `numpy.unique` takes to hash them."""
    found = np.sort(numbers)
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def firsts(numbers: Numbers) -> npt.NDArray[np.intp]:
    """The first row of each number, in the order of the rows."""
    if len(distinct(numbers)) == len(numbers):
        return np.arange(len(numbers))
    return np.sort(np.unique(numbers, return_index=True)[1])


def within(numbers: Numbers, others: Numbers) -> Mask:
    """Whether each number is among the others: looked up in order, in a third of the time that `numpy.isin` takes."""
    known = distinct(others)
    if not len(known):
        return np.zeros(len(numbers), dtype=bool)
    place = np.searchsorted(known, numbers)
    found: Mask = known[np.minimum(place, len(known) - 1)] == numbers
    return found
