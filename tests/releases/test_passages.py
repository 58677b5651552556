"""Passages for retrieval: whole by themselves, with what somebody needs who answers from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.releases.content import Content
from pipeline.releases.exporters import passages, passages_parquet
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.fragment import Forms
from pipeline.releases.settings import Settings
from tests.build.factory import changed, many_tables
from tests.releases import published

OWN = "IDC5294-001v3"


def made(*, settings: Settings = published.FULL) -> list[dict[str, Any]]:
    tables = many_tables("AVA2651-002v1", OWN, tasks=2)
    for table in ("outputs", "indicators"):
        tables = changed(tables, table, -1, task_id=None)
    tables = changed(tables, "tasks", -1, name=None)
    fragments = Content.of(tables).fragments(Forms([passages.EXPORTER], settings))
    return [json.loads(line) for one in fragments for line in one.pieces[passages.FILE_NAME].splitlines()]


def test_a_standard_and_each_of_its_tasks_is_a_passage() -> None:
    found = made()
    assert [one["passage_id"] for one in found] == [
        own + item for own in ("AVA2651-002v1", OWN) for item in ("", "/T1.1", "/T1.2")
    ]
    assert {one["kind"] for one in found} == {"standard", "task"}
    assert all(list(one) == passages_parquet.SCHEMA.names for one in found)


def test_a_task_reads_whole_by_itself_and_says_where_it_comes_from() -> None:
    task = made()[4]
    assert task["text"] == (
        f"職能基準：甲物整理員（{OWN}）\n主要職責：T1 整理甲物\n工作任務：T1.1 第1項整理\n職能級別：3\n"
        "工作產出：O1.1.1 甲物清單\n行為指標：P1.1.1 依規格挑選甲物，並記錄結果。\n"
        "知識：K01 甲物概論、K02 5S概念【註1】\n技能：S01 挑選能力、包裝能力"
    )
    assert task["codes"] == ["T1.1", "O1.1.1", "P1.1.1", "K01", "K02", "S01"]
    assert (task["levels"], task["page"], task["duty_id"], task["is_current"]) == ([3], 1, "T1", True)
    assert (task["licence"], len(task["source_sha256"])) == (published.LICENCE.name, 64)
    assert task["address"] == f"{published.ADDRESS}id/{OWN}#t-T1.1"


def test_an_overview_has_the_outline_and_what_belongs_to_no_task() -> None:
    text = made()[3]["text"]
    for part in ("職業別：5294 電話及網路行銷人員、2431 廣告及行銷專業人員",
                 "基準級別：3", "工作任務：\nT1 整理甲物\n　T1.1 第1項整理\n　T1.2\n",
                 "未標明任務的工作產出：O1.2.1 甲物清單", "未標明任務的行為指標：P1.2.1 依規格", "態度：A01 主動積極、團隊意識"):
        assert part in text, part
    without = made()[5]
    assert without["text"].splitlines()[2:] == ["工作任務：T1.2", "職能級別：3", "知識：K01 甲物概論", "技能：S01 挑選能力"]


def test_without_settings_nothing_is_promised() -> None:
    assert {(one["licence"], one["address"]) for one in made(settings=Settings())} == {(None, None)}


def test_another_licence_is_another_fragment() -> None:
    forms = [Forms([passages.EXPORTER], settings).key for settings in (Settings(), Settings(published.LICENCE))]
    assert forms[0] != forms[1]


@pytest.mark.parametrize("size", [1, 1 << 22])
def test_parquet_holds_the_same(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages_parquet, "_BLOCK", size)
    folder = ReleaseFolder(tmp_path)
    passages_parquet.write(Written(folder), folder, Settings())
    assert not list(tmp_path.iterdir()), "no passages, no file"
    lines = [json.dumps(one) + "\n" for one in made()]
    (tmp_path / passages.FILE_NAME).write_text("".join(lines), encoding="utf-8")
    passages_parquet.write(Written(folder), folder, Settings())
    assert pq.read_table(tmp_path / passages_parquet.FILE_NAME).to_pylist() == made()
    types = pd.read_parquet(tmp_path / passages_parquet.FILE_NAME).dtypes
    assert (str(types["page"]), str(types["is_current"])) == ("Int64", "boolean"), "a null makes no float of a page"
