"""Golden files: every value that the sample gives, in each of its formats.

`pytest --regenerate` writes them anew; the difference is then to be read, not only committed.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from pipeline.schema import TABLES
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build.forms import rows_of
from tests.conftest import RAW, ROOT, refusal

GOLDEN = Path(__file__).resolve().parent / "golden"
FORMATS = ("pdf", "docx", "odt", "txt")
SAMPLE = "IDC5294-001v3"
# The hash belongs to a file that may be typeset anew, the id to the whole release.
LEFT_OUT = ("sha256", "standard_id")


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """The sample read from each of its formats."""
    paths = {suffix: RAW / f"{SAMPLE}.{suffix}" for suffix in FORMATS}
    return {suffix: parse(path.name, path.read_bytes()) for suffix, path in paths.items()}


def as_csv(reading: Reading, table: str) -> str:
    """A table as CSV; nulls are `NULL`, so that they differ from empty text."""
    columns = [name for name in TABLES[table].column_names if name not in LEFT_OUT]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows_of(reading, table, LEFT_OUT):
        writer.writerow("NULL" if row[name] is None else row[name] for name in columns)
    return stream.getvalue()


@pytest.mark.parametrize("table", TABLES_OF_A_STANDARD)
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sample_reads_as_written_down(suffix: str, table: str, readings: dict[str, Reading], regenerate: bool) -> None:
    path = GOLDEN / suffix / f"{table}.csv"
    found = as_csv(readings[suffix], table)
    if regenerate:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sample_has_no_issues_and_loses_nothing(suffix: str, readings: dict[str, Reading]) -> None:
    assert (readings[suffix].findings, readings[suffix].coverage) == ((), 1.0)


def test_there_are_golden_files_for_these_tables_and_no_others() -> None:
    found = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert found == {f"{suffix}/{table}.csv" for suffix in FORMATS for table in TABLES_OF_A_STANDARD}


@pytest.mark.parametrize("value", ["true", "1", "yes"])
def test_regeneration_is_off_in_ci(value: str) -> None:
    assert refusal(True, {"CI": value}) is not None
    assert refusal(False, {"CI": value}) is None and refusal(True, {}) is None
    assert "--regenerate" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_this_run_does_not_regenerate_in_ci(regenerate: bool) -> None:
    assert refusal(regenerate, os.environ) is None
