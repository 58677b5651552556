"""All tables together: the class says of each table what its record class and the order of publication say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from pipeline.schema import TABLES
from pipeline.schema.declaration import RECORDS, Record
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from tests.build import factory
from tests.conftest import ROOT


def test_there_is_a_list_for_each_table_of_the_class_of_its_records() -> None:
    hints = get_type_hints(Tables)
    assert {field.name: get_args(hints[field.name]) for field in fields(Tables)} == {name: (RECORDS[name],) for name in TABLES}
    assert [field.name for field in fields(Tables)] == [name for name, _ in Tables().items()] == list(TABLES)


def test_tables_begin_empty_and_apart() -> None:
    first, second = Tables(), Tables()
    first.of("notes").extend(factory.standard_tables().notes)
    assert len(first.notes) == 2 and second == Tables() and not any(rows for _, rows in second.items())


def test_a_copy_has_lists_of_its_own() -> None:
    tables = factory.standard_tables()
    copied = tables.copy()
    assert copied == tables
    copied.tasks.clear()
    assert len(tables.tasks) == 2


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError, match="copy"):
        Tables().of("copy")


def test_the_tables_of_a_standard_name_it_in_their_key() -> None:
    others = {
        "documents", "standards_wide", "vocabulary", "vocabulary_links", "classes", "class_links", "similar_standards", "issues",
    }
    assert set(TABLES) - set(TABLES_OF_A_STANDARD) == others


def test_every_record_is_one_and_has_no_place_for_other_values() -> None:
    for records in (rows for _, rows in factory.many_tables("IDC5294-001v3", "AVA2651-002v1").items()):
        assert records and all(isinstance(record, Record) and not hasattr(record, "__dict__") for record in records)


def calls_by_position(path: Path) -> Iterator[str]:
    """The calls in a file that make a record and do not name its columns."""
    classes = {record.__name__ for record in RECORDS.values()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in classes:
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_records_are_built_by_the_names_of_their_columns() -> None:
    """A new column may then be put anywhere into its table."""
    files = [path for room in ("pipeline", "tests") for path in (ROOT / room).rglob("*.py")]
    assert [call for path in files for call in calls_by_position(path)] == []
