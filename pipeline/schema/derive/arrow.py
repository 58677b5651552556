"""Arrow schemas and pandas dtypes of the published tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.schema import SCHEMA_VERSION, Column, Kind, Table

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.extensions import ExtensionDtype

ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
}


PANDAS_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.STRING: ("unicode", "string"),
    Kind.INTEGER: ("int64", "Int64"),
    Kind.NUMBER: ("float64", "Float64"),
    Kind.BOOLEAN: ("bool", "boolean"),
    Kind.DATE: ("date", "date32[day][pyarrow]"),
}
"""What pandas calls the values of each kind, and the dtype that it reads them into."""


@cache
def pandas_types() -> dict[Kind, ExtensionDtype]:
    """The dtype of each kind; pandas is loaded here, because whoever only writes tables has no need of it."""
    import pandas as pd

    return {
        Kind.STRING: pd.StringDtype(),
        Kind.INTEGER: pd.Int64Dtype(),
        Kind.NUMBER: pd.Float64Dtype(),
        Kind.BOOLEAN: pd.BooleanDtype(),
        # pandas has no date of its own: datetime64 would invent a time of day, objects would lose the type.
        Kind.DATE: pd.ArrowDtype(pa.date32()),
    }


def _field(column: Column) -> pa.Field:
    meaning = {"label": column.field.label, "label_zh": column.field.label_zh, "description": column.field.description}
    return pa.field(column.name, ARROW_TYPES[column.field.kind], nullable=column.nullable, metadata=meaning)


def for_pandas(kinds: Iterable[tuple[str, Kind]]) -> str:
    """What pandas looks for in a file that it reads: the dtype of each column, and that no column is an index.

    Without it a null makes a float of an integer, an object of a date. No version of a library stands in it, so that
    the bytes follow from the schema; and texts that come again are no dictionary of Arrow's, which not every reader
    takes (Hugging Face's datasets refuses it): in Parquet they are stored once anyway. A column that is not named,
    such as one of lists, is read as pandas does by itself.
    """
    columns = [
        {"name": name, "field_name": name, "pandas_type": PANDAS_NAMES[kind][0], "numpy_type": PANDAS_NAMES[kind][1], "metadata": None}
        for name, kind in kinds
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": columns})


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with its labels and meaning, and what pandas wants to know, as key-value metadata."""
    meaning = {
        "table": table.name,
        "label": table.label,
        "label_zh": table.label_zh,
        "grain": table.grain,
        "key": ",".join(table.key),
        "derived": "true" if table.derived else "false",
        "schema_version": SCHEMA_VERSION,
        "pandas": for_pandas((column.name, column.field.kind) for column in table.columns),
    }
    return pa.schema([_field(column) for column in table.columns], metadata=meaning)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a frame with pandas' nullable dtypes, so that a null never turns an integer into a float."""
    by_arrow = {arrow: pandas_types()[kind] for kind, arrow in ARROW_TYPES.items()}
    frame: pd.DataFrame = table.replace_schema_metadata(None).to_pandas(types_mapper=by_arrow.get)
    return frame
