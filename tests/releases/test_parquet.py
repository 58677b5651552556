"""Parquet as data people open it: with nothing but the path, in pandas and elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.schema import TABLES, Kind
from pipeline.schema.derive.arrow import pandas_types
from pipeline.schema.tables import Tables
from tests.build import factory

DUCKDB = {Kind.STRING: "VARCHAR", Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE", Kind.BOOLEAN: "BOOLEAN", Kind.DATE: "DATE"}


def tables() -> Tables:
    """Two standards, with nulls where people meet them: a level, a date, an output of no task."""
    made = factory.changed(factory.many_tables("IDC5294-001v3", "AVA2651-002v1"), "standards", level=None, updated_on=None)
    return factory.changed(made, "outputs", task_id=None, block=None, row=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return factory.staged(tables(), tmp_path_factory.mktemp("tables"))


@pytest.mark.parametrize("table", TABLES)
def test_plain_pandas_reads_every_column_with_its_type(table: str, folder: Path) -> None:
    expected = {column.name: pandas_types()[column.field.kind] for column in TABLES[table].columns}
    frame = pd.read_parquet(folder / f"{table}.parquet")
    assert frame.dtypes.to_dict() == expected and isinstance(frame.index, pd.RangeIndex)


def test_numbers_stay_whole_and_dates_are_dates(folder: Path) -> None:
    standards = pd.read_parquet(folder / "standards.parquet").set_index("standard_id")
    assert str(standards["level"].tolist()) == "[3, <NA>]"
    assert standards["updated_on"].dt.year.dropna().tolist() == [2025]
    assert standards.index[(standards["updated_on"] >= dt.date(2025, 1, 1)).fillna(False)].tolist() == ["AVA2651-002v1"]
    assert pd.to_datetime(standards["updated_on"]).max() == pd.Timestamp("2025-06-15")


def test_other_readers_see_the_same_types_and_values(folder: Path) -> None:
    for name, table in TABLES.items():
        described = duckdb.connect().execute(f"DESCRIBE FROM '{folder / name}.parquet'").fetchall()
        assert {row[0]: row[1] for row in described} == {column.name: DUCKDB[column.field.kind] for column in table.columns}
    pyarrow_only = pd.read_parquet(folder / "standards.parquet", dtype_backend="pyarrow")
    assert str(pyarrow_only["level"].dtype) == "int64[pyarrow]"


def test_what_repeats_is_stored_once_without_being_another_type(folder: Path) -> None:
    group = pq.ParquetFile(folder / "requirements.parquet").metadata.row_group(0)
    encodings = {group.column(place).path_in_schema: group.column(place).encodings for place in range(group.num_columns)}
    assert all("RLE_DICTIONARY" in encodings[name] for name in ("standard_name", "duty_name", "task_name", "kind", "level"))
    assert str(pq.read_schema(folder / "requirements.parquet").field("kind").type) == "string"


def test_what_pandas_is_told_names_no_version_of_a_library(folder: Path) -> None:
    told = json.loads(pq.read_schema(folder / "tasks.parquet").metadata[b"pandas"])
    assert set(told) == {"index_columns", "column_indexes", "columns"}
    again = factory.staged(tables(), folder / "again")
    assert (again / "tasks.parquet").read_bytes() == (folder / "tasks.parquet").read_bytes()
