"""Arrow schemas and pandas dtypes of the published tables."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionDtype

from pipeline.schema import SCHEMA_VERSION, Column, Kind, Table

ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
}

PANDAS_TYPES: dict[Kind, ExtensionDtype] = {
    Kind.STRING: pd.StringDtype(),
    Kind.INTEGER: pd.Int64Dtype(),
    Kind.NUMBER: pd.Float64Dtype(),
    Kind.BOOLEAN: pd.BooleanDtype(),
    # pandas has no date of its own: datetime64 would invent a time of day, objects would lose the type.
    Kind.DATE: pd.ArrowDtype(pa.date32()),
}

_PANDAS_BY_ARROW = {arrow: PANDAS_TYPES[kind] for kind, arrow in ARROW_TYPES.items()}


def _field(column: Column) -> pa.Field:
    meaning = {"label": column.field.label, "label_zh": column.field.label_zh, "description": column.field.description}
    return pa.field(column.name, ARROW_TYPES[column.field.kind], nullable=column.nullable, metadata=meaning)


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with its labels and meaning as key-value metadata."""
    meaning = {
        "table": table.name,
        "label": table.label,
        "label_zh": table.label_zh,
        "grain": table.grain,
        "key": ",".join(table.key),
        "derived": "true" if table.derived else "false",
        "schema_version": SCHEMA_VERSION,
    }
    return pa.schema([_field(column) for column in table.columns], metadata=meaning)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a frame with pandas' nullable dtypes, so that a null never turns an integer into a float."""
    frame: pd.DataFrame = table.replace_schema_metadata(None).to_pandas(types_mapper=_PANDAS_BY_ARROW.get)
    return frame
