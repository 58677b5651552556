"""The files that a program writes: current in the repository, and written where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.runs.generated_files import generated, out_of_date, write_generated
from pipeline.schema.derive import generated as derived
from tests.conftest import ROOT


@pytest.mark.parametrize("path", sorted(generated()))
def test_generated_file_is_current(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == generated()[path]


def test_no_generated_suite_is_left_over() -> None:
    present = {path.relative_to(ROOT).as_posix() for path in (ROOT / "expectations/derived").iterdir()}
    assert present == {path for path in generated() if path.startswith("expectations/")}


def test_the_schema_knows_nothing_of_issue_codes_and_forms() -> None:
    assert generated().keys() - derived.generated().keys() == {"docs/forms.md", "docs/issues.md", "docs/schema-history.json"}


def test_only_what_is_out_of_date_is_written(tmp_path: Path) -> None:
    assert write_generated(tmp_path) == out_of_date(tmp_path / "elsewhere") == list(generated())
    (tmp_path / "docs/issues.md").write_text("old", encoding="utf-8")
    assert write_generated(tmp_path) == ["docs/issues.md"] and out_of_date(tmp_path) == []
