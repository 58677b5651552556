"""The checked-in files that follow from the schema."""

from __future__ import annotations

from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.suites import suite_text, suites


def generated() -> dict[str, str]:
    """Every checked-in file that follows from the schema: its path in the repository and its text."""
    derived = {f"expectations/derived/{name}.json": suite_text(suite) for name, suite in suites().items()}
    return derived | {"docs/data-dictionary.md": data_dictionary()}
