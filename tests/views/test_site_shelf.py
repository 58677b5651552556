"""Rows by standard, and the hash by which a changed standard is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from pipeline.views.site.shelf import Shelf

Rows = list[tuple[str | None, Any, Any]]
ROWS: Rows = [("A", "ab", 1), ("A", "c", None), ("A", None, 3)]


def shelf(rows: Rows, kind: pa.DataType | None = None, first: int = 0) -> Shelf:
    """A table in two pieces, of which the first has `first` rows."""
    schema = pa.schema([("standard_id", pa.string()), ("text", pa.string()), ("number", kind or pa.int64())])
    names = schema.names
    pieces = [[dict(zip(names, row, strict=True)) for row in piece] for piece in (rows[:first], rows[first:])]
    return Shelf({"one": pa.concat_tables(pa.Table.from_pylist(piece, schema=schema) for piece in pieces)})


def test_rows_are_found_wherever_they_stand() -> None:
    mixed: Rows = [("B", "x", 1), (None, "y", 2), ("A", "z", 3), ("B", "w", 4)]
    for found in (shelf(mixed), shelf([mixed[0], mixed[2], mixed[1], mixed[3]], first=2)):
        assert [row["number"] for row in found.rows("one", "B")] == [1, 4]
        assert [row["text"] for row in found.rows("one", "A")] == ["z"]
        assert found.rows("one", "C") == []
        assert found.count("one") == 4


@pytest.mark.parametrize("around", [[("0", "x" * 99, 7)], [("0", None, None)] * 9, [("0", "", 0), ("B", "ab", 1)]])
def test_neighbours_do_not_matter(around: Rows) -> None:
    assert shelf([*around, *ROWS, ("Z", "z", 1)], first=2).digest("A") == shelf(ROWS).digest("A")


@pytest.mark.parametrize("other", [
    [("A", "a", 1), ("A", "bc", None), ("A", None, 3)], [("A", "ab", 1), ("A", "c", 0), ("A", None, 3)],
    [("A", "ab", 1), ("A", "c", None), ("A", "", 3)], [("A", "ab", 1), ("A", None, 3), ("A", "c", None)], ROWS[:2],
    [*ROWS, ("A", None, None)], [("A", "ab", 1), ("A", "d", None), ("A", None, 3)],
])
def test_any_change_is_another_hash(other: Rows) -> None:
    assert shelf(other).digest("A") != shelf(ROWS).digest("A")


@pytest.mark.parametrize(("kind", "values"), [
    (pa.bool_(), (True, False, None)), (pa.date32(), (dt.date(1970, 1, 1), dt.date(2026, 1, 1), None)),
    (pa.float64(), (0.0, 0.5, None)),
])
def test_each_kind_of_value_is_hashed(kind: pa.DataType, values: tuple[Any, ...]) -> None:
    assert len({shelf([("A", "a", value)], kind).digest("A") for value in values}) == 3
