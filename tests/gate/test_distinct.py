"""Judging distinct values says exactly what judging every row says, however the tables are damaged."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.gate.validate import Verdict, check, library, questions
from pipeline.schema import TABLES
from tests.build import factory
from tests.gate import gate_memory

EXPECTATIONS = Path(__file__).resolve().parents[2] / "expectations"

pytestmark = pytest.mark.usefixtures("remembering_gate")

DAMAGES = 80

TEXTS = (
    None, "", " 甲物", "甲物\n", "甲 物", "\ue000甲物", "第1頁，總共3頁", "高中第2頁，總共", "不\uf9b4", "å·¥ä½œä»»å‹™",
    "工作任務", "K02乙物", "挑選甲物。P1.1.2記錄。", "挑選甲物", "長" * 700, "T7", "T1.9", "K99", "IDC5294-009v9",
    "0" * 64, "nan", "A",
)
NUMBERS = (None, -1, 0, 7, 99)


def damaged(frame: pd.DataFrame, draw: random.Random) -> pd.DataFrame:
    """With another value in one place, a row twice, or a row less."""
    row = draw.randrange(len(frame))
    what = draw.random()
    if what < 0.1:
        return pd.concat([frame, frame.iloc[[row]]], ignore_index=True)
    if what < 0.2 and len(frame) > 1:
        return frame.drop(index=row).reset_index(drop=True)
    column = draw.choice(list(frame.columns))
    frame.loc[row, column] = value_for(frame[column], draw)
    return frame


def value_for(column: pd.Series, draw: random.Random) -> Any:
    """Something that may not belong there, of the column's type; or a value of another row, which breaks only what is unique."""
    kind = str(column.dtype)
    strange: Sequence[Any] = TEXTS if kind == "string" else NUMBERS if kind in ("Int64", "Float64") else (None,)
    return draw.choice([*strange, *column.sample(2, replace=True, random_state=draw.randrange(1000))])


def damage(folder: Path, draw: random.Random) -> None:
    for _ in range(DAMAGES):
        path = folder / f"{draw.choice(list(TABLES))}.parquet"
        schema = pq.read_schema(path).remove_metadata()
        types = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(),
                 pa.bool_(): pd.BooleanDtype()}
        frame = damaged(pq.read_table(path).to_pandas(types_mapper=types.get), draw)
        loose = pa.schema([field.with_nullable(True) for field in schema])
        pq.write_table(pa.Table.from_pandas(frame, schema=loose, preserve_index=False), path)


def told(verdict: Verdict) -> list[Any]:
    """All that anybody learns from a verdict; the rows behind an outcome are in its violations."""
    outcomes = [
        (one.asset, one.rule, one.severity, one.success, one.column, one.message, one.checked, one.failing, one.about)
        for one in verdict.outcomes
    ]
    return [outcomes, verdict.violations, verdict.evaluated, verdict.failed, verdict.sentences()]


def test_distinct_values_give_the_verdict_of_all_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = factory.staged(factory.many_tables("IDC5294-001v3", "AVA2651-002v1", "IDC5294-002v1", tasks=3), tmp_path / "tables")
    damage(folder, random.Random(1))
    distinct = check(folder, EXPECTATIONS)
    assert len({one.rule for one in distinct.violations}) > 10
    assert told(distinct) == told(check(folder, EXPECTATIONS, distinct=False))
    with monkeypatch.context() as patch:
        patch.setattr(library, "configured_once", nullcontext)
        patch.setattr(gate_memory, "_KNOWN", {})
        assert told(distinct) == told(check(folder, EXPECTATIONS))
    # As in a release of thousands: of many values some are asked at a time.
    monkeypatch.setattr(questions, "_FEW", 5)
    monkeypatch.setattr(questions, "_AT_ONCE", 40)
    assert told(distinct) == told(check(folder, EXPECTATIONS))
