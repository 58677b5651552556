"""Records to frames: types, order, keys."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import TABLES, frames
from pipeline.schema.derive.arrow import pandas_types
from pipeline.schema.rows import natural
from pipeline.schema.tables import Tables
from tests.build import factory
from tests.build.examples import examples


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    return frames.build(factory.many_tables("IDC5294-001v3", "AVA2651-002v1", tasks=11))


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_dtypes_follow_the_schema(name: str, built: dict[str, pd.DataFrame]) -> None:
    assert list(built[name].columns) == list(TABLES[name].column_names)
    for column in TABLES[name].columns:
        assert built[name][column.name].dtype == pandas_types()[column.field.kind]


def test_values_survive(built: dict[str, pd.DataFrame]) -> None:
    row = built["standards"].set_index("standard_id").loc["IDC5294-001v3"]
    assert row["updated_on"] == dt.date(2025, 6, 15)
    assert row["version"] == 3
    assert bool(row["historical"]) is False
    assert built["classes"]["code"].eq("0811").any()
    assert built["notes"]["marker"].isna().sum() == 2


def test_tasks_stand_in_reading_order_within_sorted_standards(built: dict[str, pd.DataFrame]) -> None:
    assert built["tasks"]["standard_id"].unique().tolist() == ["AVA2651-002v1", "IDC5294-001v3"]
    wanted = [f"T1.{n}" for n in range(1, 12)]
    assert built["tasks"]["task_id"].tolist() == wanted * 2
    assert built["requirements"]["task_id"].drop_duplicates().tolist() == wanted


def test_order_of_records_does_not_matter(built: dict[str, pd.DataFrame]) -> None:
    tables = factory.many_tables("IDC5294-001v3", "AVA2651-002v1", tasks=11)
    for _, records in tables.items():
        random.Random(7).shuffle(records)
    again = frames.build(tables)
    assert all(again[name].equals(built[name]) for name in TABLES)


def test_empty_tables_keep_their_types() -> None:
    empty = frames.build(Tables())
    assert all(frame.empty for frame in empty.values())
    assert empty["standards"]["level"].dtype == pd.Int64Dtype()


def test_items_sort_naturally_and_uncoded_ones_last() -> None:
    wanted = ["T1", "T1.2", "T1.2#2", "T1.2.1", "T1.9", "T1.10", "T2", "T2.1", "T2a", "T2a.1", "T10", "T#1", "T#10"]
    assert sorted(random.Random(3).sample(wanted, len(wanted)), key=natural) == wanted


@examples(25)
@given(st.lists(st.from_regex(r"[TOPKS][0-9]{1,3}(\.[0-9]{1,3}[a-z]?){0,2}(#[1-9])?", fullmatch=True), unique=True))
def test_natural_order_does_not_depend_on_the_input(ids: list[str]) -> None:
    assert sorted(ids, key=natural) == sorted(sorted(ids), key=natural)


def test_duplicate_key_names_table_and_key() -> None:
    tables = factory.standard_tables(tasks=2)
    tables.tasks.append(tables.tasks[1])
    with pytest.raises(ValueError, match=r"table tasks: 1 duplicate keys .*T1\.2"):
        frames.build(tables)


def test_null_in_required_column_names_the_row() -> None:
    with pytest.raises(ValueError, match=r"table tasks: duty_id is null in 1 rows, first keys .*T1\.1"):
        frames.build(factory.changed(factory.standard_tables(), "tasks", duty_id=None))


@pytest.mark.parametrize(("column", "value"), [("level", "3"), ("level", True), ("name", 3), ("updated_on", "2025-06-15")])
def test_value_of_another_type_is_refused(column: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"table standards: {column} is not"):
        frames.build(factory.changed(factory.standard_tables(), "standards", 0, **{column: value}))
