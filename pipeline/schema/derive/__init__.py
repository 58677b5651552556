"""From the schema: dtypes, Arrow schemas, expectation suites, data package resources and the data dictionary.

Nothing here defines a field; everything is read from `pipeline.schema`, so that a field is described once.
The page of issue codes comes from their catalogue in the same way.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.base.places import ROOT
from pipeline.schema.derive.arrow import PANDAS_TYPES, arrow_schema, to_pandas
from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.resources import resource
from pipeline.schema.derive.suites import suite_text, suites
from pipeline.standards.issue_page import issue_page


def generated() -> dict[str, str]:
    """Every checked-in file that follows from the schema: its path in the repository and its text."""
    derived = {f"expectations/derived/{name}.json": suite_text(suite) for name, suite in suites().items()}
    return derived | {"docs/data-dictionary.md": data_dictionary(), "docs/issues.md": issue_page()}


def out_of_date(root: Path = ROOT) -> list[str]:
    """The generated files below `root` that are missing or say something else."""
    return [path for path, text in generated().items() if _current(root / path) != text]


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write_generated(root: Path = ROOT) -> list[str]:
    """Write every generated file that is out of date; returns their paths."""
    stale, texts = out_of_date(root), generated()
    for path in stale:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(texts[path], encoding="utf-8", newline="\n")
    return stale


__all__ = [
    "PANDAS_TYPES",
    "arrow_schema",
    "data_dictionary",
    "generated",
    "out_of_date",
    "resource",
    "suite_text",
    "suites",
    "to_pandas",
    "write_generated",
]
