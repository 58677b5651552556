"""A column as its distinct values and the one that each row has.

A release of three thousand standards has a million rows, and hardly one value stands in a single row only: kept
so, a column takes one to four bytes a row, and whatever is said of a value is said once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipeline.schema.derive.arrow import ARROW_TYPES, pandas_types, to_pandas

Codes = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

_KINDS = {arrow: kind for kind, arrow in ARROW_TYPES.items()}
_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
"""What Arrow makes of a column of texts that it is told to read without repeating them."""


# Columns are compared by identity: which one a rule is about is what counts, and not what it holds.
# Without slots: many rules ask for the same counts.
@dataclass(frozen=True, eq=False)
class Column:
    """`values` are the distinct values, a null among them where one occurs; `codes` says which of them each row has."""

    values: pd.Series
    codes: Codes

    @classmethod
    def of_arrow(cls, array: pa.ChunkedArray) -> Column:
        """A column of a file. Of a type that the schema does not know each row counts as a value of its own."""
        if array.type == _DICTIONARY:
            return cls._of_dictionary(array.unify_dictionaries().combine_chunks())
        if array.type not in _KINDS:
            values = to_pandas(pa.table({"value": array}))["value"]
            return cls(values, _narrow(np.arange(len(values)), len(values)))
        encoded = array.combine_chunks().dictionary_encode("encode")
        values = _series(encoded.dictionary)
        return cls(values, _narrow(encoded.indices.to_numpy(), len(values)))

    @classmethod
    def _of_dictionary(cls, array: pa.DictionaryArray) -> Column:
        """Texts as Arrow reads them from a file, none of them twice; where no row has one of them, anew without that."""
        texts, codes = array.dictionary, array.indices
        if codes.null_count:
            texts, codes = pa.concat_arrays([texts, pa.nulls(1, texts.type)]), codes.fill_null(len(texts))
        column = cls(_series(texts), _narrow(codes.to_numpy(), len(texts)))
        return column if column.counts.all() else cls.of_arrow(pa.chunked_array([array.cast(texts.type)]))

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

    @cached_property
    def absent(self) -> Mask:
        """For each distinct value whether it is a null."""
        return self.values.isna().to_numpy(dtype=bool)

    @cached_property
    def counts(self) -> npt.NDArray[np.intp]:
        """For each distinct value how many rows have it."""
        return np.bincount(self.codes, minlength=len(self.values))

    @property
    def plain(self) -> list[Any]:
        """The distinct values as Python has them, None for a null."""
        values: Any = self.values
        return list(values.to_numpy(dtype=object, na_value=None))

    def listed(self, rows: Positions | None = None) -> list[Any]:
        """The values of all rows, or of some, as Python has them, None for a null: many times as fast as from a series."""
        plain = self.plain
        return [plain[code] for code in (self.codes if rows is None else self.codes[rows]).tolist()]

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
        found = pd.Series([None if value is None else function(value) for value in self.plain], dtype=object)
        codes, values = pd.factorize(found, use_na_sentinel=False)
        return Column(pd.Series(values), _narrow(codes, len(values))[self.codes] if len(codes) else self.codes)


def _series(array: pa.Array) -> pd.Series:
    """Values of a type of the schema; by way of a frame, as `to_pandas` goes, each of hundreds of columns costs milliseconds."""
    dtype: Any = pandas_types()[_KINDS[array.type]]
    return pd.Series(dtype.__from_arrow__(array), copy=False)


def _narrow(codes: npt.NDArray[Any], values: int) -> Codes:
    """Codes of so many values in as few bytes as they need."""
    return codes.astype(np.min_scalar_type(-max(values, 1)), copy=False)
