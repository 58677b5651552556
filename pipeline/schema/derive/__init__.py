"""From the schema: dtypes, Arrow schemas, expectation suites, data package resources and the data dictionary.

Nothing here defines a field; everything is read from `pipeline.schema`, so that a field is described once.
"""

from __future__ import annotations

from pipeline.schema.derive.arrow import arrow_schema, pandas_types, to_pandas
from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.resources import resource
from pipeline.schema.derive.suites import suite_text, suites


def generated() -> dict[str, str]:
    """Every checked-in file that follows from the schema: its path in the repository and its text."""
    derived = {f"expectations/derived/{name}.json": suite_text(suite) for name, suite in suites().items()}
    return derived | {"docs/data-dictionary.md": data_dictionary()}


__all__ = [
    "arrow_schema",
    "data_dictionary",
    "generated",
    "pandas_types",
    "resource",
    "suite_text",
    "suites",
    "to_pandas",
]
