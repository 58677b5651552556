"""Tables alone: the same bytes as the exporters write, and nothing beside them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.releases.content import Content
from pipeline.releases.settings import Settings
from pipeline.releases.staging import Staging
from pipeline.releases.stored import tables_in
from pipeline.schema import TABLES, Kind
from pipeline.schema.arrow_values import column
from pipeline.schema.derive.arrow import ARROW_TYPES
from tests.build import factory
from tests.conftest import ROOT

TEXTS = ["甲", None, "", 'a "b", c', "d\ne"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.STRING, TEXTS), (Kind.STRING, []), (Kind.STRING, [Kind.DATE, None]),
        (Kind.INTEGER, [1, None, -(2**60)]), (Kind.INTEGER, [3]),
        (Kind.NUMBER, [0.1, None, 1.0]), (Kind.BOOLEAN, [True, False, None, True, True, False, True, True, False, None]),
        (Kind.DATE, [dt.date(1969, 12, 31), None, dt.date(2026, 2, 28)]), (Kind.DATE, [None, None]),
    ],
)
def test_a_column_is_what_arrow_makes_of_the_values(kind: Kind, values: list[object]) -> None:
    ours, theirs = column(kind, values), pa.array(values, ARROW_TYPES[kind])
    ours.validate(full=True)
    assert ours.equals(theirs) and ours.null_count == theirs.null_count


@pytest.mark.parametrize(("kind", "value"), [(Kind.STRING, 1), (Kind.INTEGER, "3"), (Kind.NUMBER, "1"), (Kind.DATE, "2026")])
def test_a_value_of_another_type_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(TypeError):
        column(kind, [value])


def test_the_files_are_those_of_the_exporters(tmp_path: Path) -> None:
    tables = factory.changed(factory.many_tables("IDC5294-001v3", "AVA2651-002v1"), "notes", text='甲 "乙", 丙\n丁')
    whole = factory.staged(tables, tmp_path / "whole")
    Staging(tmp_path / "plain").write_tables(Content.of(tables))
    for name in (f"{table}.{form}" for table in TABLES for form in ("csv", "parquet")):
        assert (tmp_path / "plain" / name).read_bytes() == (whole / name).read_bytes(), name


def test_what_was_sealed_before_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    factory.written(factory.standard_tables(), tmp_path, Settings())
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    again = Staging(tmp_path)
    again.clear()
    again.write_tables(Content.of(factory.standard_tables()))
    assert not (tmp_path / "standards.xlsx").exists() and (tmp_path / "mine.txt").exists()


def test_tables_alone_are_released_in_every_form(tmp_path: Path) -> None:
    tables = factory.standard_tables()
    Staging(tmp_path / "plain").write_tables(Content.of(tables))
    read = tables_in(tmp_path / "plain")
    assert read is not None and factory.written(read, tmp_path / "again", Settings()).checksums() == (
        factory.written(tables, tmp_path / "whole", Settings()).checksums()
    )
    assert tables_in(tmp_path / "whole") is None, "it holds every form"
    (tmp_path / "plain" / "notes.parquet").write_bytes(b"damaged")
    assert tables_in(tmp_path / "plain") is None, "the gate will say why"


def test_neither_pandas_nor_another_form_is_loaded_for_them() -> None:
    code = (
        "import sys, pipeline.runs.run, pipeline.releases.staging, pipeline.runs.contents\n"
        "import pipeline.gate.single, pipeline.gate.criteria\n"
        "from pipeline.schema.arrow_values import column; from pipeline.schema import Kind; column(Kind.STRING, ['a'])\n"
        "sys.exit(str({'pandas', 'great_expectations', 'xlsxwriter'} & set(sys.modules) or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "", done.stderr
