r"""Great Expectations suites that follow from the schema, as plain dicts.

Only names and limits that the schema states; what experience with the documents suggests is written
by hand in `expectations/rules/`. Patterns are anchored with `\Z`, because Great Expectations searches
and `$` would accept a trailing line break.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from pipeline.schema import SCHEMA_VERSION, TABLES, Column, Table
from pipeline.schema.derive.arrow import ARROW_TYPES
from pipeline.schema.texts import is_free_text

Expectation = dict[str, Any]
Suite = dict[str, Any]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:icap-competency-pipeline:expectations")
"""Ids are derived from names, so that generating twice gives the same file."""

NEVER_EMPTY = ("documents", "standards")
"""A release without these is no release; every other table may rightly be empty in a small one."""

INTEGRITY = "integrity"
LAYOUT = "layout"
TEXTS = "texts"
CHECKS = "checks"
MEASURES = "measures"


def _expectation(kind: str, rule: str, **kwargs: object) -> Expectation:
    return {"type": f"expect_{kind}", "kwargs": kwargs, "meta": {"rule": rule}, "severity": "critical"}


def _because(expectation: Expectation, reason: str) -> Expectation:
    """Say in words what the bare expectation on a made frame would hide."""
    return expectation | {"meta": expectation["meta"] | {"reason": reason}}


def _suite(name: str, expectations: list[Expectation]) -> Suite:
    """Number the expectations by what they say, which two of one suite never share."""
    for expectation in expectations:
        words = json.dumps([name, expectation["type"], expectation["kwargs"]], ensure_ascii=False, sort_keys=True)
        expectation["id"] = str(uuid.uuid5(NAMESPACE, words))
    meta = {"schema_version": SCHEMA_VERSION}
    return {"name": name, "id": str(uuid.uuid5(NAMESPACE, name)), "expectations": expectations, "meta": meta}


def _whole(pattern: str) -> str:
    return rf"^(?:{pattern})\Z"


def _values(column: Column) -> Iterator[Expectation]:
    name, field = column.name, column.field
    if not column.nullable:
        yield _expectation("column_values_to_not_be_null", "not_null", column=name)
    if field.pattern:
        yield _expectation("column_values_to_match_regex", "pattern", column=name, regex=_whole(field.pattern))
    if field.allowed:
        allowed = [value for value, _ in field.allowed]
        yield _expectation("column_values_to_be_in_set", "allowed", column=name, value_set=allowed)
    if field.minimum is not None or field.maximum is not None:
        yield _expectation("column_values_to_be_between", "range", column=name, min_value=field.minimum, max_value=field.maximum)
    if is_free_text(column):
        # In CSV an empty string cannot be told from a null, so null is the only way to be absent.
        yield _expectation("column_value_lengths_to_be_between", "length", column=name, min_value=1, max_value=field.max_length)


def _key(table: Table) -> Expectation:
    if len(table.key) == 1:
        return _expectation("column_values_to_be_unique", "key", column=table.key[0])
    return _expectation("compound_columns_to_be_unique", "key", column_list=list(table.key))


def _table_suite(table: Table) -> Suite:
    rows = int(table.name in NEVER_EMPTY)
    expectations = [
        _expectation("table_columns_to_match_ordered_list", "columns", column_list=list(table.column_names)),
        _expectation("table_row_count_to_be_between", "row_count", min_value=rows, max_value=None),
        _key(table),
    ]
    expectations += [expectation for column in table.columns for expectation in _values(column)]
    return _suite(table.name, expectations)


def _integrity_suite() -> Suite:
    """Foreign keys, tested on the frame that `pipeline.gate.validate` makes of all references."""
    count = sum(len(table.references) for table in TABLES.values())
    return _suite(INTEGRITY, [
        _expectation("table_row_count_to_be_between", "row_count", min_value=count, max_value=None),
        _expectation("column_values_to_not_be_null", "not_null", column="resolved"),
        _because(
            _expectation("column_values_to_be_in_set", "foreign_key", column="resolved", value_set=[True]),
            "What a reference names must exist in the table that it refers to.",
        ),
    ])


def layout_rows() -> list[str]:
    """What each column of each Parquet file must be, one string per column."""
    columns = [(table, column) for table in TABLES.values() for column in table.columns]
    return [f"{table.name}.{column.name}: {ARROW_TYPES[column.field.kind]}" for table, column in columns]


def _layout_suite() -> Suite:
    """Column types, tested on one row per column of the files.

    One expectation instead of one per column; and Great Expectations has no name for Arrow's date.
    """
    rows = layout_rows()
    return _suite(LAYOUT, [
        _expectation("table_row_count_to_be_between", "row_count", min_value=len(rows), max_value=len(rows)),
        _because(
            _expectation("column_values_to_be_in_set", "type", column="layout", value_set=rows),
            "A column of a Parquet file has the type that the schema gives it, and no column is unknown to the schema.",
        ),
    ])


def _texts_suite() -> Suite:
    """Rules for every text are written by hand; here only that there are texts to apply them to."""
    return _suite(TEXTS, [_expectation("table_row_count_to_be_between", "row_count", min_value=1, max_value=None)])


def _checks_suite() -> Suite:
    """What each check means is written by hand; here only that checks were made."""
    return _suite(CHECKS, [_expectation("table_row_count_to_be_between", "row_count", min_value=1, max_value=None)])


def _bound(rule: str, severity: str, reason: str, reason_zh: str) -> Expectation:
    bound = _expectation("column_values_to_be_in_set", rule, column=rule, value_set=[True])
    meta = bound["meta"] | {"reason": reason, "reason_zh": reason_zh}
    return bound | {"meta": meta, "severity": severity}


def _measures_suite() -> Suite:
    """`expectations/bounds.json`: every minimum is fatal, every maximum is a warning."""
    return _suite(MEASURES, [
        _expectation("table_row_count_to_be_between", "row_count", min_value=1, max_value=None),
        _bound("bound_min", "critical", "A measure of the release lies below its minimum in bounds.json.",
               "整體數量低於 bounds.json 所訂下限。"),
        _bound("bound_max", "warning", "A measure of the release lies above its maximum in bounds.json.",
               "整體數量高於 bounds.json 所訂上限。"),
    ])


def suites() -> dict[str, Suite]:
    """Every derived suite by name: one per table and one per frame that is made of the tables."""
    derived = {name: _table_suite(table) for name, table in TABLES.items()}
    made = {INTEGRITY: _integrity_suite(), LAYOUT: _layout_suite(), TEXTS: _texts_suite(), CHECKS: _checks_suite()}
    return derived | made | {MEASURES: _measures_suite()}


def suite_text(suite: Suite) -> str:
    """A suite as the JSON text that is checked in."""
    return json.dumps(suite, ensure_ascii=False, indent=2) + "\n"
