"""A column as its distinct values and the one that each row has.

A release of three thousand standards has a million rows, and hardly one value stands in a single row only: kept
so, a column takes one to four bytes a row, and whatever is said of a value is said once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipeline.schema.derive.arrow import ARROW_TYPES, to_pandas

Codes = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

_ENCODED = frozenset(ARROW_TYPES.values())


# Columns are compared by identity: which one a rule is about is what counts, and not what it holds.
@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`values` are the distinct values, a null among them where one occurs; `codes` says which of them each row has."""

    values: pd.Series
    codes: Codes

    @classmethod
    def of_arrow(cls, array: pa.ChunkedArray) -> Column:
        """A column of a file. Of a type that the schema does not know each row counts as a value of its own."""
        if array.type not in _ENCODED:
            values = to_pandas(pa.table({"value": array}))["value"]
            return cls(values, _narrow(np.arange(len(values)), len(values)))
        encoded = array.combine_chunks().dictionary_encode("encode")
        values = to_pandas(pa.table({"value": encoded.dictionary}))["value"]
        return cls(values, _narrow(encoded.indices.to_numpy(), len(values)))

    @classmethod
    def of(cls, series: pd.Series) -> Column:
        """A column that was made here."""
        codes, values = pd.factorize(series, use_na_sentinel=False)
        return cls(pd.Series(values, dtype=series.dtype), _narrow(codes, len(values)))

    @classmethod
    def constant(cls, text: str, size: int) -> Column:
        """The same text in every row."""
        return cls(pd.Series([text], dtype="string"), np.broadcast_to(np.int8(0), size))

    def __len__(self) -> int:
        return len(self.codes)

    def of_rows(self, said: Mask) -> Mask:
        """What is said of each distinct value, for each row."""
        return said[self.codes] if len(said) else np.zeros(len(self), dtype=bool)

    @property
    def absent(self) -> Mask:
        """For each distinct value whether it is a null."""
        return self.values.isna().to_numpy(dtype=bool)

    def missing(self) -> Mask:
        """The rows that hold a null."""
        return self.of_rows(self.absent)

    def among(self, values: set[Any] | frozenset[Any]) -> Mask:
        """The rows that hold one of `values`."""
        return self.of_rows(self.values.isin(values).to_numpy(dtype=bool))

    def series(self, rows: Positions | None = None) -> pd.Series:
        """The values of all rows, or of some."""
        return pd.Series(self.values.array.take(self.codes if rows is None else self.codes[rows]))

    def mapped(self, function: Callable[[Any], Any]) -> Column:
        """With `function` applied to each distinct value, nulls left as they are; what becomes equal is one value then."""
        found = pd.Series([None if pd.isna(value) else function(value) for value in self.values], dtype=object)
        codes, values = pd.factorize(found, use_na_sentinel=False)
        return Column(pd.Series(values), _narrow(codes, len(values))[self.codes] if len(codes) else self.codes)


def _narrow(codes: npt.NDArray[Any], values: int) -> Codes:
    """Codes of so many values in as few bytes as they need."""
    return codes.astype(np.min_scalar_type(-max(values, 1)), copy=False)
