"""What is derived from the schema: complete and anchored."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from pipeline.schema import SCHEMA_VERSION, TABLES, Kind
from pipeline.schema.derive.arrow import PANDAS_NAMES, arrow_schema, pandas_types, to_pandas
from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.resources import resource
from pipeline.schema.derive.suites import suites


def of_type(table: str, kind: str) -> list[dict[str, Any]]:
    return [one for one in suites()[table]["expectations"] if one["type"] == f"expect_{kind}"]


def test_arrow_schema_carries_types_and_labels() -> None:
    schema = arrow_schema(TABLES["standards"])
    assert schema.names == list(TABLES["standards"].column_names)
    assert schema.field("updated_on").type == pa.date32()
    assert schema.field("version").type == pa.int64()
    assert not schema.field("standard_id").nullable and schema.field("level").nullable
    assert schema.field("level").metadata[b"label_zh"].decode() == "職能級別"
    assert schema.metadata[b"schema_version"].decode() == SCHEMA_VERSION


def test_dates_and_integers_survive_nulls_between_arrow_and_pandas() -> None:
    schema = arrow_schema(TABLES["standards"])
    empty = to_pandas(pa.table([pa.nulls(2, field.type) for field in schema], names=schema.names))
    assert empty["version"].dtype == pd.Int64Dtype()
    again = pa.Table.from_pandas(empty, preserve_index=False).schema
    assert again.field("updated_on").type == pa.date32()
    assert again.field("historical").type == pa.bool_()


@pytest.mark.parametrize("table", TABLES)
def test_suite_states_columns_key_and_required(table: str) -> None:
    [columns] = of_type(table, "table_columns_to_match_ordered_list")
    assert columns["kwargs"]["column_list"] == list(TABLES[table].column_names)
    keys = [one["kwargs"].get("column_list") or [one["kwargs"]["column"]]
            for kind in ("column_values_to_be_unique", "compound_columns_to_be_unique") for one in of_type(table, kind)]
    assert keys == [list(TABLES[table].key)]
    required = {column.name for column in TABLES[table].columns if not column.nullable}
    assert {one["kwargs"]["column"] for one in of_type(table, "column_values_to_not_be_null")} == required
    assert set(TABLES[table].key) <= required


@pytest.mark.parametrize("value", ["T1.1\n", " T1.1", "xT1.1", "T1.1x\n", "T１.1", "T"])
def test_pattern_takes_the_whole_value(value: str) -> None:
    [pattern] = [one["kwargs"]["regex"] for one in of_type("tasks", "column_values_to_match_regex")
                 if one["kwargs"]["column"] == "task_id"]
    assert re.search(pattern, "T1.1") and re.search(pattern, "T2a.1#2") and re.search(pattern, "T#3")
    assert not re.search(pattern, value)


def test_ids_are_unique_and_stable() -> None:
    ids = [one["id"] for suite in suites().values() for one in suite["expectations"]]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(one).version == 5 for one in ids)
    assert ids == [one["id"] for suite in suites().values() for one in suite["expectations"]]


def test_only_documents_and_standards_must_have_rows() -> None:
    bounds = {table: of_type(table, "table_row_count_to_be_between")[0]["kwargs"]["min_value"] for table in TABLES}
    assert {table for table, minimum in bounds.items() if minimum} == {"documents", "standards"}


def test_resource_says_what_frictionless_may_take() -> None:
    standards, outputs = resource(TABLES["standards"]), resource(TABLES["outputs"])
    assert "foreignKeys" not in resource(TABLES["documents"])["schema"]
    assert standards["schema"]["foreignKeys"][0]["reference"] == {"resource": "documents", "fields": ["sha256"]}
    assert [key["fields"] for key in outputs["schema"]["optionalForeignKeys"]] == [["standard_id", "task_id"]]
    level = next(field for field in standards["schema"]["fields"] if field["name"] == "level")
    assert level["constraints"] == {"minimum": 1, "maximum": 6} and level["title_zh"] == "職能級別"
    assert "fieldsMatch" not in json.dumps(standards)


def test_data_dictionary_names_every_field_in_both_languages() -> None:
    text = data_dictionary()
    for table in TABLES.values():
        assert f"## {table.name} · {table.label_zh} ({table.label})" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.field.label_zh} | {column.field.label} |" in text


def test_data_dictionary_tables_are_whole() -> None:
    rows = [line for line in data_dictionary().splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(table.columns) for table in TABLES.values())
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8}


def test_every_kind_has_a_type_and_pandas_knows_its_name() -> None:
    assert {kind: str(dtype) for kind, dtype in pandas_types().items()} == {kind: PANDAS_NAMES[kind][1] for kind in Kind}
