"""Tiny made-up record sets, consistent over all tables: what the parser would return for invented standards."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.releases.exporters import csv, parquet
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.releases.staging import Staging
from pipeline.schema import TABLES, frames
from pipeline.schema import records as r
from pipeline.standards.vocabulary import with_vocabulary

Tables = dict[str, list[Any]]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _document(code: str) -> r.DocumentRow:
    return r.DocumentRow(
        sha256=_sha(code), path=f"{code}.pdf", format="pdf", bytes=4096, pages=3, standard_id=code, status="published",
        reason=None, coverage=1.0,
    )


def _standard(code: str) -> r.Standard:
    base, _, version = code.partition("v")
    return r.Standard(
        standard_id=code, standard_code=code, base_code=base, version=int(version), name="甲物整理員", name_kind="occupation",
        description="1.整理甲物。\n2.交付「乙物」, \"丙物\"。", level=3, level_printed="3", status="最新版本",
        updated_on=dt.date(2025, 6, 15), historical=False, sha256=_sha(code),
    )


def _history(code: str) -> Iterable[r.StandardVersion]:
    base, _, version = code.partition("v")
    yield r.StandardVersion(code, 1, code, int(version), "甲物整理員", "最新版本", "略", dt.date(2025, 6, 15))
    yield r.StandardVersion(code, 2, base, None, "甲物管理員", "歷史版本", None, None)


_CATEGORIES = {"I": "資訊科技／數位內容與傳播", "A": "藝文與影音傳播／視覺藝術"}


def _classifications(code: str) -> Iterable[r.Classification]:
    yield r.Classification(code, "job_category", 1, code[:3], _CATEGORIES[code[0]])
    yield r.Classification(code, "occupation", 1, code[3:7], "乙物人員")
    yield r.Classification(code, "occupation", 2, "0601", "甲物人員")
    yield r.Classification(code, "industry", 1, "J5812", "甲業／乙業")


def _competencies(code: str) -> Iterable[r.Competency]:
    yield r.Competency(code, "K01", 1, "K", "K01", "甲物概論", None)
    yield r.Competency(code, "K02", 2, "K", "K02", "5S概念【註1】", None)
    yield r.Competency(code, "S01", 3, "S", "S01", "挑選能力", None)
    yield r.Competency(code, "S#1", 4, "S", None, "包裝能力", None)
    yield r.Competency(code, "A01", 5, "A", "A01", "主動積極", "先做再問。")
    yield r.Competency(code, "A#1", 6, "A", None, "團隊意識", None)


def _required(block: int) -> dict[str, str]:
    """What a block requires; the first one also what the others do not."""
    first = {"K02": "5S概念【註1】", "S#1": "包裝能力"} if block == 1 else {}
    return {"K01": "甲物概論", "S01": "挑選能力"} | first


def _block(code: str, block: int) -> Iterable[r.BlockCompetency]:
    for position, (item, name) in enumerate(_required(block).items(), 1):
        printed = None if "#" in item else item
        yield r.BlockCompetency(code, block, item, position, item[0], printed, name, block > 1, 1)


def _tasks(code: str, count: int) -> Tables:
    """One duty with `count` tasks, each with its block, output, indicator, knowledge and skill."""
    tables: Tables = {name: [] for name in TABLES}
    tables["duties"] = [r.Duty(code, "T1", 1, "T1", "整理甲物", 1)]
    for n in range(1, count + 1):
        task = f"T1.{n}"
        tables["tasks"].append(r.Task(code, task, n, task, "T1", f"第{n}項整理", 1))
        tables["task_blocks"].append(r.TaskBlock(code, task, n, 3))
        tables["outputs"].append(r.Output(code, f"O1.{n}.1", n, f"O1.{n}.1", "甲物清單", task, n, 1, 1))
        tables["indicators"].append(r.Indicator(code, f"P1.{n}.1", n, f"P1.{n}.1", "依規格挑選甲物，並記錄結果。", task, n, 1, 1))
        tables["block_competencies"] += _block(code, n)
        tables["requirements"] += [
            r.Requirement(code, task, item, "甲物整理員", "整理甲物", f"第{n}項整理", 3, item[0], name)
            for item, name in _required(n).items()
        ]
    return tables


def _issue(code: str) -> r.Issue:
    return r.Issue(
        _sha(f"issue {code}")[:16], "uncoded_item", "info", _sha(code), code, 2, "attitudes", "A#1", "團隊意識",
        "The attitude has no code.",
    )


def standard_tables(code: str = "IDC5294-001v3", tasks: int = 2) -> Tables:
    """The records of one invented standard with `tasks` tasks, in all tables."""
    return with_vocabulary(_tasks(code, tasks) | {
        "documents": [_document(code)],
        "standards": [_standard(code)],
        "standard_versions": list(_history(code)),
        "classifications": list(_classifications(code)),
        "competencies": list(_competencies(code)),
        "notes": [
            r.Note(code, 1, "prerequisite", "高中職以上畢業。", 0, "•"),
            r.Note(code, 2, "supplement", "【註1】整理、整頓、清掃、清潔、素養。", 1, None),
        ],
        "issues": [_issue(code)],
    })


def many_tables(*codes: str, tasks: int = 2) -> Tables:
    """The records of several standards together."""
    parts = [standard_tables(code, tasks) for code in codes]
    return with_vocabulary({name: [record for part in parts for record in part[name]] for name in TABLES})


def changed(tables: Tables, table: str, position: int = 0, **values: Any) -> Tables:
    """The same tables with other values in one record, ignoring what its class allows."""
    rows = list(tables[table])
    rows[position] = replace(rows[position], **values)
    return tables | {table: rows}


def staged(tables: Tables, folder: Path) -> Path:
    """The tables as a release has them, without its other forms, which take their time."""
    folder.mkdir(parents=True, exist_ok=True)
    built = frames.build(tables)
    for exporter in (csv, parquet):
        exporter.write(built, ReleaseFolder(folder), Settings())
    return folder


def written(tables: Tables, folder: Path) -> Staging:
    """The tables in every form, as a run stages them."""
    staging = Staging(folder)
    staging.write(frames.build(tables))
    return staging
