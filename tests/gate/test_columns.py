"""Columns as files have them, and names that need no key for comparing."""

from __future__ import annotations

import string

import pyarrow as pa
import pytest

from pipeline.documents.text.normalise import match_key
from pipeline.gate.validate.checks import consistency, content
from pipeline.gate.validate.columns import Column

_TEXTS = ["甲物", None, "乙物", "甲物", None]


def _dictionary(texts: list[str], indices: list[int | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array(texts))])


@pytest.mark.parametrize("array", [
    pa.chunked_array([_TEXTS]),
    _dictionary(["甲物", "乙物"], [0, None, 1, 0, None]),
    _dictionary(["甲物", "丙物", "乙物"], [0, None, 2, 0, None]),
    pa.chunked_array([*_dictionary(["甲物"], [0, None]).chunks, *_dictionary(["乙物", "甲物"], [0, 1, None]).chunks]),
])
def test_column_holds_each_value_of_its_rows_once(array: pa.ChunkedArray) -> None:
    column = Column.of_arrow(array)
    assert column.listed() == _TEXTS
    assert sorted(zip(column.counts.tolist(), map(str, column.plain), strict=True)) == [(1, "乙物"), (2, "None"), (2, "甲物")]


def test_names_without_a_key_of_their_own_are_their_key() -> None:
    plain = "".join(filter(content._ITS_OWN_KEY.fullmatch, map(chr, range(0x10000))))
    assert len(plain) > 20_000 and match_key(plain) == plain


def test_no_key_leaves_out_what_says_that_there_is_one() -> None:
    saying = filter(consistency._SAYS.search, map(chr, range(0x10000)))
    assert [one for one in saying if not match_key(one)] == []
    assert consistency._SAYS.search("0") and not any(map(consistency._SAYS.search, string.whitespace + "\ue000\u200b"))
